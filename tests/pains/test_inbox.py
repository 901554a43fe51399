"""Pains of shared inboxes: what is torn apart, what is sent twice, what comes back from the dead."""

from datetime import timedelta

import pytest

from liant.connectors.contract import Author
from liant.deliveries.models import Delivery
from liant.inbox import actions
from liant.inbox.actions import NewerMessage
from liant.inbox.arrivals import receive
from liant.inbox.joining.actions import merge, unmerge
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import waiting
from liant.inbox.replies import actions as replies
from liant.kit import clock
from liant.people.merging.actions import merge_people, unmerge_people
from liant.people.models import Person
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said
from tests.inbox.test_conversations import take_in
from tests.inbox.test_pages import address, fields, of_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(organisation, alice):
    with tenant(organisation.id):
        take_in(a_channel(alice), said("k1", "Ouvrez-vous lundi ?", thread_key="t1"))
        return Conversation.objects.select_related("channel").get()


def test_two_conversations_about_one_matter_can_be_merged(organisation, bob, conversation):
    """chatwoot #5414, #9264: "this is the thing all our agents complained about". And it can be taken back."""
    with tenant(organisation.id):
        take_in(conversation.channel, said("k2", "C'était pour le lundi de Pâques.", thread_key="t2"))
        second = Conversation.objects.get(thread_key="t2")
        done = merge(actor=bob, survivor=conversation, merged=second)
        assert conversation.messages.count() == 2
        assert len(waiting(bob)) == 1
        unmerge(actor=bob, done=done)
        assert (conversation.messages.count(), second.messages.count()) == (1, 1)


def test_merging_people_lets_one_choose_who_stays_and_is_never_done_by_itself(organisation, alice, bob, conversation):
    """chatwoot #4728, #2811, #5115: merged the wrong way round, by a machine, for good."""
    by_mail = Author(key="karima@example.org", kind="email", name="Karima Benali", handle="karima@example.org")
    with tenant(organisation.id):
        take_in(conversation.channel, said("m", "Et le seigle ?", thread_key="t2", author=by_mail))
        first, second = Person.objects.filter(name="Karima Benali").order_by("id")
        assert first != second, "the same name is not the same person"
        done = merge_people(actor=bob, survivor=second, merged=first)
        assert Person.objects.get(id=first.id).merged_into == second
        unmerge_people(actor=bob, done=done)
        assert Person.objects.get(id=first.id).merged_into is None


def test_chatwoot_9314_a_form_sent_twice_over_a_weak_connection_is_one_answer(
    client_of, bob, organisation, conversation
):
    """chatwoot #9314: the double POST reached the customer twice, under two ids."""
    client = client_of(bob)
    sent = fields(client, conversation, text="Dès six heures.")
    for _ in range(3):
        assert client.post(address(conversation, "reply/"), sent).status_code == 302
    assert len(of_house(organisation, Delivery)) == 1


def test_a_late_second_post_does_not_send_what_was_taken_back(client_of, bob, organisation, conversation):
    """chatwoot #9314 again: the second POST arrives after one has thought better of it."""
    client = client_of(bob)
    sent = fields(client, conversation, text="Dès six heures.")
    client.post(address(conversation, "reply/"), sent)
    message = next(m for m in of_house(organisation, Message) if m.direction == "ours")
    client.post(address(conversation, f"take-back/{message.id}/"))
    client.post(address(conversation, "reply/"), sent)
    assert [delivery.state for delivery in of_house(organisation, Delivery)] == ["cancelled"]


def test_a_saved_reply_chosen_twice_is_sent_once(client_of, bob, organisation, conversation):
    """chatwoot #9618: a macro, re-run, sent its message again."""
    with tenant(organisation.id):
        saved = replies.save_reply(actor=bob, saved=None, name="Horaires", hats=[], asks=[],
                                   texts={"fr": "Dès six heures. {{agent}}"})  # fmt: skip
    client = client_of(bob)
    chosen = client.get(address(conversation) + f"?saved={saved.id}").context["reply_form"]
    sent = {name: chosen[name].value() for name in ("form_key", "seen", "text")} | {"saved": saved.id}
    for _ in range(2):
        client.post(address(conversation, "reply/"), sent)
    assert len(of_house(organisation, Delivery)) == 1
    with (
        tenant(organisation.id),
        pytest.raises(NewerMessage),
    ):  # and a page opened before the answer sends no second one
        actions.reply(actor=bob, conversation=conversation, text=sent["text"], form_key="another",
                      seen_message_id=sent["seen"])  # fmt: skip


def test_every_mail_of_a_thread_arrives_in_the_same_conversation(organisation, alice, work_off):
    """chatwoot #3868: every reply by IMAP opened a conversation; zammad #4524: threads split when mails came in another
    order."""
    with tenant(organisation.id):
        mail = a_channel(alice, name="Courriel")
        later = said("<3@x>", "Et mardi ?", thread_key="<1@x>", thread_names=["<2@x>", "<1@x>"], parent_key="<2@x>")
        heard(mail, later)
        heard(mail, said("<2@x>", "Merci.", thread_key="<1@x>", parent_key="<1@x>", is_ours=True))
        heard(mail, said("<1@x>", "Ouvrez-vous lundi ?", thread_key="<1@x>"))
        work_off()
        conversation = Conversation.objects.get()
        assert conversation.messages.count() == 3


def test_what_is_still_on_the_server_does_not_come_back_once_it_was_dealt_with(
    organisation, alice, bob, conversation, work_off
):
    """chatwoot #12054, #10503: a conversation got rid of was imported again, since the mail was still there."""
    with tenant(organisation.id):
        actions.close(actor=bob, conversation=conversation, reason="Vue au comptoir.")
        heard(conversation.channel, said("k1", "Ouvrez-vous lundi ?", thread_key="t1"))
        work_off()
        item = Message.objects.get().item
        receive(item=item, intent="question", certainty=0.9, reasons=[], language="fr")
        found = Conversation.objects.get()
        assert (found.state, found.messages.count()) == ("closed", 1)


def test_what_was_merged_does_not_come_back_either(organisation, alice, bob, conversation, work_off):
    """The same for the thread of a conversation that became part of another."""
    with tenant(organisation.id):
        take_in(conversation.channel, said("k2", "Et mardi ?", thread_key="t2"))
        second = Conversation.objects.get(thread_key="t2")
        merge(actor=bob, survivor=conversation, merged=second)
        heard(conversation.channel, said("k2", "Et mardi ?", thread_key="t2"))
        work_off()
        receive(item=Message.objects.get(body="Et mardi ?").item, intent="question", certainty=0.9, reasons=[],
                language="fr")  # fmt: skip
        assert Message.objects.count() == 2
        assert len(waiting(bob)) == 1


def test_aside_until_any_moment_one_names(client_of, bob, organisation, conversation):
    """chatwoot #10118, #12137: only a few fixed delays."""
    day = (clock.now() + timedelta(days=40)).date()
    values = {"when": "date", "date": day.isoformat(), "time": "14:45"}
    assert client_of(bob).post(address(conversation, "snooze/"), values).status_code == 302
    [found] = of_house(organisation, Conversation)
    assert (found.state, found.snoozed_until.minute) == ("snoozed", 45)
