"""What an author changes or takes back at the source changes here too, and nobody keeps what it said before."""

from dataclasses import replace

import pytest

from liant.channels.models import Item
from liant.inbox.models import Conversation, Message
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel(organisation, alice, work_off):
    with tenant(organisation.id):
        found = a_channel(alice)
        heard(found, said("k1", "La tradition était brûlée."))
        work_off()
        return found


def edited(channel, work_off, *items):
    heard(channel, edited=items)
    work_off()


def test_new_words_take_the_place_of_the_old_ones(organisation, channel, work_off):
    with tenant(organisation.id):
        edited(channel, work_off, said("k1", "La tradition était parfaite.", raw={"text": "parfaite"}))
        assert (Item.objects.get().text, Item.objects.get().raw) == (
            "La tradition était parfaite.",
            {"text": "parfaite"},
        )
        assert Message.objects.get().body == "La tradition était parfaite."
        conversation = Conversation.objects.get()
        assert conversation.opening == conversation.excerpt == "La tradition était parfaite."


def test_what_was_withdrawn_or_never_kept_does_not_come_back(organisation, channel, work_off):
    with tenant(organisation.id):
        heard(channel, withdrawn=["k1"])
        work_off()
        edited(channel, work_off, said("k1", "De retour"), replace(said("k9", "Jamais entendu"), key="k9"))
        assert [item.text for item in Item.objects.all()] == [""]
        assert Message.objects.get().body == ""
