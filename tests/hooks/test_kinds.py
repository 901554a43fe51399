"""What each room tells programmes of: once, with ids and plain facts, and as the documentation shows it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from liant.kit import clock
from tests.inbox.canary.conftest import DAY, MONDAY, a_mailbox, leave, published, the_canary
from tests.inbox.waiting.conftest import HOUR, TUESDAY, take_in, the_conversation, tick, writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(house, alice) -> Any:
    """`told("kind")`: the data of what was announced, in order."""
    from liant.deliveries.hooks.actions import make_endpoint
    from liant.deliveries.hooks.kinds import offered
    from liant.deliveries.hooks.models import Announcement

    make_endpoint(actor=alice, name="CRM", url="https://crm.test/told", kinds=[kind.key for kind in offered()])

    def found(kind: str) -> list[dict[str, Any]]:
        rows = Announcement.objects.filter(kind=kind).order_by("id")
        return [json.loads(row.body)["data"] for row in rows]

    return found


def looks_as_documented(kind: str, data: dict[str, Any]) -> bool:
    from liant.deliveries.hooks.kinds import kind_of

    return data.keys() == kind_of(kind).example.keys()


@pytest.fixture
def channel(house, alice):
    from tests.furniture import a_channel

    with clock.at(TUESDAY - 30 * DAY):
        found = a_channel(alice)
    with clock.at(TUESDAY):
        yield found


def test_a_wait_that_grew_too_long_is_told_at_each_step(told, channel):
    writes(channel, text="Ouvrez-vous lundi ?")
    for moment in (TUESDAY + 5 * HOUR, TUESDAY + DAY, TUESDAY + DAY, TUESDAY + 9 * DAY, TUESDAY + 10 * DAY):
        with clock.at(moment):
            tick()
    found = told("wait.escalated")
    assert [one["step"] for one in found] == ["late", "very_late"]
    assert {one["conversation_id"] for one in found} == {the_conversation().id}
    assert all(looks_as_documented("wait.escalated", one) for one in found)
    assert "lundi" not in json.dumps(found)


def test_whoever_was_answered_in_time_is_not_told(told, channel):
    from liant.inbox.arrivals import note_answered

    writes(channel)
    note_answered(the_conversation(), TUESDAY + HOUR)
    with clock.at(TUESDAY + 9 * DAY):
        tick()
    assert told("wait.escalated") == []


def test_how_it_went_is_told_and_told_again_when_the_person_changes_their_mind(told, channel):
    from liant.inbox.waiting.actions import say_how_it_went
    from liant.inbox.waiting.models import Satisfaction

    take_in(channel, *[_said()])
    question = Satisfaction.objects.create(
        conversation=the_conversation(), hat="customer", token_hash="x", language="fr", expires_at=clock.now() + DAY
    )
    for minutes, face, words in ((0, 3, ""), (1, 3, ""), (2, 1, "Le pain était brûlé.")):
        with clock.at(TUESDAY + timedelta(minutes=minutes)):
            say_how_it_went(question=question, face=face, words=words)
    found = told("satisfaction.given")
    assert [(one["face"], one["has_words"]) for one in found] == [("happy", False), ("unhappy", True)]
    assert all(looks_as_documented("satisfaction.given", one) for one in found)
    assert "pain" not in json.dumps(found)


def test_an_address_that_nobody_reads_is_told_once_for_each_spell(told, alice):
    from liant.inbox.canary.jobs import look

    with clock.at(MONDAY):
        press = published(alice, a_mailbox(alice))
    for week in range(2):
        with clock.at(MONDAY + 7 * week * DAY):
            look(0)
            leave(the_canary(press))
        with clock.at(MONDAY + (7 * week + 3) * DAY):
            look(0)
    [one] = told("address.unread")
    assert one["address_id"] == press.id
    assert looks_as_documented("address.unread", one)
    assert "presse@" not in json.dumps(one)


def test_a_stretch_that_was_not_heard_is_told_when_the_ledger_notes_it(told, channel, work_off):
    from liant.channels.collection import store_pushed
    from liant.connectors.contract import Gap, Page

    gaps = [Gap(TUESDAY - HOUR, TUESDAY, "It was down."), Gap(TUESDAY, None, "It is down.")]
    store_pushed(channel, Page(items=[], cursor={}, gaps=gaps))
    work_off()
    found = told("gap.noted")
    assert [(one["channel_id"], one["is_open"]) for one in found] == [(channel.id, False), (channel.id, True)]
    assert found[0]["to_at"] == "2026-11-17T09:00:00Z"
    assert all(looks_as_documented("gap.noted", one) for one in found)


def test_a_channel_that_is_cut_off_is_told_once(told, channel, work_off):
    from liant.channels.actions import break_channel

    for _ in range(2):
        break_channel(channel=channel, problem="The password was refused.")
        work_off()
    [one] = told("channel.broken")
    assert one["channel_id"] == channel.id
    assert looks_as_documented("channel.broken", one)


def test_a_channel_that_is_heard_again_is_told(told, channel, alice, work_off):
    from liant.channels.actions import break_channel, resume_channel

    break_channel(channel=channel, problem="The password was refused.")
    resume_channel(actor=alice, channel=channel)
    work_off()
    [one] = told("channel.resumed")
    assert one["channel_id"] == channel.id
    assert looks_as_documented("channel.resumed", one)


def _said() -> Any:
    from tests.furniture import said

    return said("a", "Ouvrez-vous lundi ?", thread_key="a", published_at=TUESDAY)
