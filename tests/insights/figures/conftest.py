import itertools
from datetime import timedelta

import pytest

from liant.channels.models import Item
from liant.engines.triage import CONDUCTS, INTENTS, Reading
from liant.kit import clock
from liant.listening.actions import note_mentions
from liant.tenancy.models import Organisation
from tests.furniture import a_channel, heard, said
from tests.inbox.waiting.conftest import TUESDAY

DAY = timedelta(days=1)


@pytest.fixture
def channel(house, alice):
    Organisation.objects.update(rooms=[])  # every room there is
    with clock.at(TUESDAY - 90 * DAY):
        found = a_channel(alice)
    with clock.at(TUESDAY):
        yield found


@pytest.fixture(scope="session")
def rounds():
    return itertools.count()


def mention(channel, key, intent="praise", *, at=TUESDAY, sentiment=0.5, language="fr"):
    """Heard, and read as told."""
    heard(channel, said(key, f"Les Trois Fournils ({key}).", published_at=at, language=language))
    shares = {name: float(name == intent) for name in INTENTS}
    reading = Reading(language or None, intent, shares, sentiment, dict.fromkeys(CONDUCTS, 0.0), ())
    return note_mentions(heard=[(Item.objects.get(key=key), [], reading)])[0]
