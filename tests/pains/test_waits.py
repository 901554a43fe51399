"""What made people leave other tools, about waiting: each pain under the name it was told by."""

from datetime import date, timedelta

import pytest

from liant.accounts.hours.actions import add_day_off, set_hours
from liant.deliveries.models import Delivery
from liant.inbox.waiting.actions import promise, set_acknowledgement
from liant.inbox.waiting.models import Notice, Wait
from liant.kit import clock
from tests.furniture import a_channel
from tests.inbox.waiting.conftest import DAY, HOUR, TUESDAY, channel, tick, tuesday, writes  # noqa: F401

pytestmark = pytest.mark.django_db
FRIDAY = TUESDAY + 3 * DAY + timedelta(hours=7)  # five in the evening, in Paris
WEEK = [((9 * 60, 18 * 60),)] * 5 + [(), ()]
SPLIT_WEEK = [((9 * 60, 12 * 60), (14 * 60, 18 * 60))] * 5 + [(), ()]


def due_at(channel, at):  # noqa: F811
    with clock.at(at):
        writes(channel, at=at)
    return Wait.objects.get().due_at


def test_a_promise_knows_the_working_hours(channel, alice):  # noqa: F811
    """Chatwoot #13392: until 2026 a weekend made everyone late."""
    set_hours(actor=alice, team=None, week=WEEK)
    promise(actor=alice, hat="customer", intent="", amount=2, unit="hours")
    assert due_at(channel, FRIDAY) == FRIDAY + 3 * DAY - 7 * HOUR


def test_a_promise_knows_the_days_off(channel, alice):  # noqa: F811
    set_hours(actor=alice, team=None, week=WEEK)
    add_day_off(actor=alice, team=None, day=date(2026, 11, 23), name="Inventaire")
    promise(actor=alice, hat="customer", intent="", amount=2, unit="hours")
    assert due_at(channel, FRIDAY) == FRIDAY + 4 * DAY - 7 * HOUR


def test_a_promise_knows_split_shifts(channel, alice):  # noqa: F811
    """Chatwoot #14009: closed from noon to two."""
    set_hours(actor=alice, team=None, week=SPLIT_WEEK)
    promise(actor=alice, hat="customer", intent="", amount=2, unit="hours")
    eleven = TUESDAY + HOUR
    assert due_at(channel, eleven) == eleven + 4 * HOUR


def test_a_forgotten_conversation_is_told_by_itself(channel, alice):  # noqa: F811
    """Chatwoot #6889: nobody was told, for weeks."""
    writes(channel)
    with clock.at(TUESDAY + 9 * DAY):
        tick()
    assert Notice.objects.filter(step="late").exists()


def acknowledge(alice, mailbox, at):
    with clock.at(at):
        set_acknowledgement(actor=alice, channel=mailbox, hat="customer", texts={"fr": "Bien reçu."}, has_link=False,
                            is_on=True)  # fmt: skip


def acknowledged():
    return Delivery.objects.filter(key__startswith="acknowledgement:").count()


def test_old_letters_that_are_imported_are_not_answered_by_themselves(channel, alice):  # noqa: F811
    """Zammad warns of it: an archive imported, thousands of acknowledgements sent."""
    acknowledge(alice, channel, TUESDAY - 10 * DAY)
    writes(channel, "old", at=TUESDAY - 400 * DAY)
    writes(channel, "last-week", at=TUESDAY - 7 * DAY)
    assert acknowledged() == 0
    writes(channel, "now")
    assert acknowledged() == 1


def test_a_mailbox_imported_again_is_not_acknowledged_again(channel, alice):  # noqa: F811
    """Zammad #78: the same letters, the same acknowledgements, again."""
    acknowledge(alice, channel, TUESDAY - DAY)
    writes(channel, "a")
    assert acknowledged() == 1
    with clock.at(TUESDAY + HOUR):
        again = a_channel(alice, name="La même boîte")
        acknowledge(alice, again, TUESDAY + HOUR)
        writes(again, "a", at=TUESDAY)
        writes(channel, "a", at=TUESDAY)
    assert acknowledged() == 1
