"""Answers that need someone's agreement: they wait as held deliveries, and say so; nothing leaves before."""

import pytest

from liant.deliveries.models import Delivery
from liant.inbox import actions as inbox
from liant.inbox.actions import NewerMessage
from liant.inbox.models import Conversation, Message
from liant.inbox.replies import actions
from liant.inbox.replies.models import Approval
from liant.inbox.replies.queries import waiting_for
from liant.inbox.replies.states import APPROVAL
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said
from tests.inbox.test_pages import address, fields, of_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(organisation, alice, work_off):
    with tenant(organisation.id):
        actions.add_rule(actor=alice, role="care_agent", hat="customer")
        heard(a_channel(alice), said("k1", "Ouvrez-vous lundi ?"))
        work_off()
        return Conversation.objects.get()


@pytest.fixture
def asked(organisation, bob, conversation):
    """Bob answered; the answer waits."""
    with tenant(organisation.id):
        seen = conversation.messages.order_by("-id").first().id
        inbox.reply(actor=bob, conversation=conversation, text="Dès six heures.", form_key="r", seen_message_id=seen)
        return Approval.objects.select_related("message__conversation").get()


def states(organisation):
    return [delivery.state for delivery in reversed(of_house(organisation, Delivery))]


def test_it_waits_and_says_so_and_leaves_when_agreed_to(client_of, alice, bob, organisation, conversation, work_off):
    writer, approver = client_of(bob), client_of(alice)
    sent = fields(writer, conversation, text="Dès six heures.")
    page = writer.post(address(conversation, "reply/"), sent, follow=True).content.decode()
    assert "Votre réponse reste ici" in page
    assert "Elle part quand quelqu’un donne son accord." in page
    with tenant(organisation.id):
        work_off()
        [approval] = waiting_for(alice)
    assert states(organisation) == ["held"]
    assert "Dès six heures." in approver.get("/o/fournils/inbox/replies/waiting/").content.decode()
    approver.post(f"/o/fournils/inbox/replies/waiting/{approval.id}/agree/")
    assert states(organisation) == ["queued"]
    assert "Alice a donné son accord." in writer.get(address(conversation)).content.decode()


def test_sent_back_with_a_word_the_text_is_the_writers_again(client_of, alice, bob, organisation, asked, conversation):
    back = f"/o/fournils/inbox/replies/waiting/{asked.id}/return/"
    client_of(alice).post(back, {"word": "Ajoutez le lundi de Pâques."})
    assert states(organisation) == ["cancelled"]
    writer = client_of(bob)
    assert "Ajoutez le lundi de Pâques." in writer.get(address(conversation)).content.decode()
    page = writer.get(address(conversation) + f"?again={asked.message_id}").content.decode()
    assert "Dès six heures.</textarea>" in page


def test_answered_in_its_place(client_of, alice, organisation, asked, conversation):
    approver = client_of(alice)
    form = approver.get(address(conversation) + f"?instead={asked.id}").context["reply_form"]
    assert form["text"].value() == "Dès six heures."
    sent = {"form_key": form["form_key"].value(), "seen": form["seen"].value(), "text": "Dès six heures, sauf lundi."}
    assert approver.post(address(conversation, "reply/"), sent | {"instead": asked.id}).status_code == 302
    assert states(organisation) == ["cancelled", "queued"]
    assert of_house(organisation, Approval)[0].state == "replaced"


def test_who_needs_it_and_who_does_not(house, alice, bob, make_member, asked, conversation):
    last = conversation.messages.order_by("-id").first().id
    own = inbox.reply(actor=alice, conversation=conversation, text="Oui.", form_key="o", seen_message_id=last)
    assert own.state == "queued", "whoever may agree needs nobody's agreement"
    gina = make_member("Gina", "guardian")
    last = conversation.messages.order_by("-id").first().id
    free = inbox.reply(actor=gina, conversation=conversation, text="Oui.", form_key="g", seen_message_id=last)
    assert free.state == "queued", "the rule names another role"


def test_nobody_agrees_to_their_own_answer_nor_without_the_permission(house, bob, rose, make_member, asked):
    both = make_member("Zoé", "care_agent")
    for member in (bob, rose, both):
        with pytest.raises(actions.NotAllowed):
            actions.approve(actor=member, approval=asked)
        with pytest.raises(actions.NotAllowed):
            actions.send_back(actor=member, approval=asked, word="non")
    assert waiting_for(bob) == []
    assert Approval.objects.get().state == "waiting"


def test_the_recruiter_owner_of_nothing_finds_no_approval_under_another_hat(client_of, rose, bob, asked):
    for member in (rose, bob):
        assert client_of(member).post(f"/o/fournils/inbox/replies/waiting/{asked.id}/agree/").status_code == 403


def test_an_answer_that_no_longer_answers_is_not_agreed_to(house, alice, asked, work_off):
    heard(asked.message.conversation.channel, said("k2", "Et mardi ?", thread_key="k1"))
    work_off()
    with pytest.raises(NewerMessage):
        actions.approve(actor=alice, approval=asked)
    assert Delivery.objects.get().state == "held"


def test_taken_back_by_its_writer_nobody_needs_to_agree(house, alice, bob, asked):
    inbox.take_back(actor=bob, message=asked.message)
    assert Approval.objects.get().state == "withdrawn"
    assert waiting_for(alice) == []
    with pytest.raises(LifecycleError):
        actions.approve(actor=alice, approval=asked)


def test_its_writer_can_not_let_it_go_from_the_list_of_what_leaves(house, bob, asked):
    from liant.deliveries.queries import may_lift

    [hold] = Delivery.objects.get().holds.all()
    assert (hold.room, may_lift(bob, hold)) == ("inbox", False)


def test_what_is_decided_stays_decided():
    assert APPROVAL.final == set(APPROVAL.states) - {"waiting"}


def test_a_rule_taken_out_asks_no_more(client_of, alice, bob, organisation, conversation):
    from liant.inbox.replies.models import ApprovalRule

    [rule] = of_house(organisation, ApprovalRule)
    client_of(alice).post(f"/o/fournils/inbox/replies/rules/{rule.id}/take-out/")
    client = client_of(bob)
    client.post(address(conversation, "reply/"), fields(client, conversation, text="Oui."))
    assert states(organisation) == ["queued"]
    assert of_house(organisation, Approval) == []
    assert [m.direction for m in of_house(organisation, Message)] == ["theirs", "ours"]
