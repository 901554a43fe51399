"""A Tuesday in November, working hours from nine to six, and people who write."""

from datetime import UTC, datetime, timedelta

import pytest

from liant.inbox.models import Conversation
from liant.inbox.waiting.models import Wait
from liant.kit import clock
from tests.furniture import a_channel, heard, said

TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)  # ten in Paris
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def tuesday():
    with clock.at(TUESDAY):
        yield TUESDAY


@pytest.fixture
def channel(tuesday, house, alice):
    """Connected a month ago."""
    with clock.at(TUESDAY - 30 * DAY):
        return a_channel(alice)


def take_in(channel, *items, intent="question", certainty=0.9, language="fr"):
    """Store and put in the inbox, read as this intent."""
    from liant.channels.models import Item
    from liant.inbox.arrivals import receive, receive_ours

    heard(channel, *items)
    for item in Item.objects.filter(key__in=[i.key for i in items]).order_by("published_at"):
        if item.is_ours:
            receive_ours(item=item)
        else:
            receive(item=item, intent=intent, certainty=certainty, reasons=[], language=language)


def the_wait() -> Wait:
    return Wait.objects.select_related("conversation").get()


def the_conversation() -> Conversation:
    return Conversation.objects.select_related("channel", "person").get()


def writes(channel, key="a", text="Ouvrez-vous lundi ?", *, at=TUESDAY, intent="question", **values):
    take_in(channel, said(key, text, **{"thread_key": key, "published_at": at, **values}), intent=intent)


def tick(most=20):
    """The worker looks until nobody's moment has come."""
    from liant.inbox.waiting.jobs import look
    from liant.tenancy.before_tenant import waits_due

    for _ in range(most):
        if not waits_due(clock.now()):
            return
        look(0)
