"""Each colleague reads and answers under the hats that are theirs: authors, candidates, abuse. And what was said to
whom stays in the ledger as it was."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from liant.deliveries.models import Delivery
from liant.inbox.actions import change_habits
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db

WORDS = {
    "press": "Bonjour, je prépare un article sur le levain pour la Gazette de Val-Clair.",
    "candidate": "Bonjour, voici ma candidature au poste de boulangère.",
    "customer": "Vous me le paierez, bande d’incapables, je sais où vous habitez.",
}
HATS = {"press": "journalist", "candidate": "candidate", "customer": "customer"}


@pytest.fixture
def conversations(organisation, alice, work_off, tmp_path):
    """One for each of the words, through a channel of that hat; what leaves is written in a folder."""
    with tenant(organisation.id):
        change_habits(actor=alice, undo_seconds=0)
        for name, text in WORDS.items():
            channel = a_channel(alice, name=f"Courrier {name}", hat=HATS[name])
            channel.settings = {"folder": str(tmp_path)}
            channel.save()
            heard(channel, said(name, text, published_at=clock.now() - timedelta(hours=3)))
        work_off()
        return {one.channel.name.split()[1]: one for one in Conversation.objects.select_related("channel")}


def page_of(client, conversation):
    return client.get(f"/o/fournils/inbox/{conversation.id}/")


def answer(client, conversation, text):
    form = page_of(client, conversation).context["reply_form"]
    values = {"form_key": form["form_key"].value(), "seen": form["seen"].value(), "text": text}
    return client.post(f"/o/fournils/inbox/{conversation.id}/reply/", values)


def test_a_press_officer_answers_authors_apart_from_candidates(client_of, hugo, organisation, conversations, work_off):
    client = client_of(hugo)
    listed = client.get("/o/fournils/inbox/").content.decode()
    assert "Gazette de Val-Clair" in listed
    assert "poste de boulangère" not in listed
    assert page_of(client, conversations["candidate"]).status_code == 404
    assert answer(client, conversations["press"], "Avec plaisir, venez jeudi.").status_code == 302
    work_off()
    with tenant(organisation.id):
        assert Delivery.objects.get().state == "sent"
        assert Conversation.objects.get(id=conversations["press"].id).waiting_since is None


def test_a_guardian_reads_abuse_in_someone_s_stead_and_answers(
    client_of, make_member, organisation, conversations, work_off
):
    client = client_of(make_member("Gina", "guardian"))
    assert "bande d’incapables" in page_of(client, conversations["customer"]).content.decode()
    assert page_of(client, conversations["candidate"]).status_code == 404
    assert answer(client, conversations["customer"], "Nous gardons trace de ce message.").status_code == 302
    work_off()
    with tenant(organisation.id):
        assert Delivery.objects.get().state == "sent"


def test_an_answer_that_left_is_one_interaction(client_of, bob, organisation, conversations, work_off):
    answer(client_of(bob), conversations["customer"], "Dites-nous ce qui s’est passé.")
    work_off()
    with tenant(organisation.id):
        noted = Interaction.objects.get()
        assert (noted.target_id, noted.kind) == (conversations["customer"].person_id, "reply")


def test_the_ledger_only_grows(client_of, bob, organisation, conversations, work_off):
    answer(client_of(bob), conversations["customer"], "Dites-nous ce qui s’est passé.")
    work_off()
    with tenant(organisation.id), pytest.raises(Error, match="append-only"), transaction.atomic():
        Interaction.objects.update(kind="thanks")
    with tenant(organisation.id), pytest.raises(Error, match="append-only"), transaction.atomic():
        Interaction.objects.all().delete()
