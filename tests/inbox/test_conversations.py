"""Who spoke, who waits, who may read: what the inbox promises."""

from datetime import timedelta

import pytest

from liant.connectors.contract import Author
from liant.inbox import actions
from liant.inbox.actions import ReasonNeeded
from liant.inbox.arrivals import note_settled, receive, receive_ours, wake
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import (
    Filters,
    conversation_list,
    conversation_of,
    other_conversations,
    readable,
    search,
    someone_else_waits,
    waiting,
    waits_elsewhere,
)
from liant.inbox.rules import excerpt, hat_for, what_is_due
from liant.kit import clock
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db
YANN = Author(key="yann", kind="bluesky", name="Yann Tessier", handle="@yann.example")


@pytest.fixture
def channel(house, alice):
    return a_channel(alice)


def take_in(channel, *items, intent="question", certainty=0.9):
    """Store and put in the inbox, read as this intent: the reading itself is tested elsewhere."""
    from liant.channels.models import Item

    heard(channel, *items)
    for item in Item.objects.filter(key__in=[i.key for i in items]).order_by("published_at"):
        if item.is_ours:
            receive_ours(item=item)
        else:
            receive(item=item, intent=intent, certainty=certainty, reasons=[], language="fr")


def the_conversation():
    return Conversation.objects.select_related("channel", "person").get()


def test_same_person_same_thread_one_conversation(channel):
    at = clock.now() - timedelta(hours=3)
    take_in(channel, said("a", "Ouvrez-vous lundi ?", thread_key="t", published_at=at))
    take_in(channel, said("b", "Et mardi ?", thread_key="t", published_at=at + timedelta(hours=1)))
    conversation = the_conversation()
    assert conversation.messages.count() == 2
    assert conversation.waiting_since == at, "the clock runs from the first message without an answer"
    assert conversation.excerpt == "Et mardi ?"


def test_two_people_in_one_public_thread_have_one_conversation_each(channel):
    take_in(channel, said("a", "C'était brûlé.", thread_key="t"), said("b", "Moi aussi !", thread_key="t", author=YANN))
    assert Conversation.objects.count() == 2


def test_the_same_item_heard_twice_is_one_message(channel):
    item = said("a", "Ouvrez-vous lundi ?")
    take_in(channel, item)
    take_in(channel, item)
    assert Message.objects.count() == 1


def test_an_answer_from_elsewhere_stops_the_clock_and_a_new_word_starts_it_again(channel):
    at = clock.now() - timedelta(hours=5)
    take_in(channel, said("a", "Ouvrez-vous lundi ?", thread_key="t", published_at=at))
    take_in(channel, said("b", "Oui, dès six heures.", thread_key="t", parent_key="a", is_ours=True,
                          is_addressed=False, published_at=at + timedelta(hours=1)))  # fmt: skip
    assert the_conversation().waiting_since is None
    later = at + timedelta(hours=2)
    take_in(channel, said("c", "Et à midi ?", thread_key="t", published_at=later))
    assert the_conversation().waiting_since == later


def test_an_answer_heard_before_its_question_still_counts(channel):
    at = clock.now() - timedelta(hours=5)
    take_in(channel, said("q", "Bonjour ?", thread_key="t", published_at=at))
    take_in(
        channel,
        said("r", "Bonjour !", thread_key="t", parent_key="q", is_ours=True, published_at=at + timedelta(hours=3)),
    )
    take_in(channel, said("p", "Vous ouvrez quand ?", thread_key="t", published_at=at + timedelta(hours=1)))
    assert the_conversation().waiting_since is None, "it was said before our answer"


@pytest.mark.parametrize(
    ("intent", "is_addressed", "tags", "due"),
    [
        ("question", True, [], "answer"),
        ("question", False, [], "answer"),
        ("praise", False, [], "thanks"),
        ("other", False, [], "nothing"),
        ("other", True, [], "answer"),
        ("abuse", False, [], "nothing"),
        ("complaint", True, ["auto-reply"], "nothing"),
    ],
)
def test_what_is_due(intent, is_addressed, tags, due):
    assert what_is_due(intent, is_addressed=is_addressed, tags=tags) == due


def test_a_hat_is_taken_from_the_words_only_when_they_are_clear():
    assert hat_for("candidate", "customer", 0.9) == "candidate"
    assert hat_for("candidate", "customer", 0.4) == "customer"
    assert hat_for("complaint", "journalist") == "journalist"


def test_an_excerpt_keeps_whole_short_texts_and_says_when_it_cuts():
    assert excerpt("a\n b") == "a b"
    assert excerpt("mot " * 200).endswith("…")
    assert len(excerpt("x" * 1000)) <= 280


def test_across_hats_only_the_fact_that_someone_waits(channel, alice, bob, rose):
    take_in(channel, said("a", "C'était brûlé.", thread_key="t1"), intent="complaint")
    take_in(channel, said("b", "Ma candidature.", thread_key="t2"), intent="candidate")
    complaint, candidature = Conversation.objects.get(hat="customer"), Conversation.objects.get(hat="candidate")
    assert list(readable(bob)) == [complaint]
    assert list(readable(rose)) == [candidature]
    assert set(readable(alice)) == {complaint, candidature}
    person = complaint.person
    assert waits_elsewhere(bob, person)
    assert waits_elsewhere(rose, person)
    assert not waits_elsewhere(alice, person)
    assert other_conversations(rose, person, candidature) == []
    assert someone_else_waits(rose) == complaint.waiting_since
    assert someone_else_waits(alice) is None
    with pytest.raises(Conversation.DoesNotExist):
        conversation_of(rose, complaint.id)


def test_whoever_was_given_a_conversation_reads_it(channel, alice, chloe):
    take_in(channel, said("a", "C'était brûlé."))
    conversation = the_conversation()
    assert list(readable(chloe)) == []
    actions.assign(actor=alice, conversation=conversation, to=chloe)
    assert list(readable(chloe)) == [conversation]


def test_search_finds_words_without_accents_in_both_languages_within_what_one_may_read(channel, alice, bob, rose):
    take_in(
        channel, said("a", "La tradition était très brûlée"), said("b", "Your croissants are wonderful", thread_key="b")
    )
    assert [c.messages.get().item.key for c in search(bob, "brulees")] == ["a"]
    assert [c.messages.get().item.key for c in search(bob, "croissant")] == ["b"]
    assert len(search(bob, "karima")) == 2, "by the person's name"
    assert search(rose, "brulee") == []
    assert search(bob, "'; drop table") == []


def test_closing_while_someone_waits_needs_a_reason(channel, bob):
    take_in(channel, said("a", "Ouvrez-vous lundi ?"))
    conversation = the_conversation()
    with pytest.raises(ReasonNeeded):
        actions.close(actor=bob, conversation=conversation)
    actions.close(actor=bob, conversation=conversation, reason="Elle est passée en boutique.")
    assert the_conversation().state == "closed"
    assert list(waiting(bob)) == []
    actions.reopen(actor=bob, conversation=the_conversation())
    assert list(waiting(bob)) == [the_conversation()]


def test_put_aside_comes_back_on_its_day_or_when_they_write(channel, bob):
    take_in(channel, said("a", "Ouvrez-vous lundi ?", thread_key="t"))
    actions.snooze(actor=bob, conversation=the_conversation(), until=clock.now() + timedelta(days=1))
    assert list(waiting(bob)) == []
    take_in(channel, said("b", "Toujours rien ?", thread_key="t"))
    assert the_conversation().state == "open"
    actions.snooze(actor=bob, conversation=the_conversation(), until=clock.now() + timedelta(days=1))
    wake(conversation_id=the_conversation().id)
    assert the_conversation().state == "open"


def test_a_correction_moves_hat_and_due_and_is_remembered(channel, bob, rose, work_off):
    from liant.listening.models import Correction

    take_in(channel, said("a", "Voici mon parcours."), intent="complaint")
    actions.correct_intent(actor=bob, conversation=the_conversation(), intent="candidate")
    conversation = the_conversation()
    assert (conversation.hat, conversation.intent_is_corrected) == ("candidate", True)
    assert list(readable(rose)) == [conversation]
    assert list(readable(bob)) == []
    work_off()
    assert Correction.objects.get().intent == "candidate"


def test_the_longest_wait_comes_first_and_pages_follow_each_other(channel, bob):
    at = clock.now() - timedelta(days=3)
    take_in(channel, *[said(f"k{n}", f"Question {n} ?", thread_key=f"t{n}", published_at=at + timedelta(minutes=n))
                       for n in range(90)])  # fmt: skip
    seen, after = [], None
    while True:
        rows = conversation_list(bob, Filters(), after)
        page = rows[:40]
        seen += [row.waiting_since for row in page]
        if len(rows) <= 40:
            break
        after = (page[-1].waiting_since, page[-1].id)
    assert len(seen) == 90
    assert seen == sorted(seen)


def test_filters_narrow(channel, bob, alice):
    take_in(channel, said("a", "Ouvrez-vous ?", thread_key="t1"), intent="question")
    take_in(channel, said("b", "Brûlé.", thread_key="t2"), intent="complaint")
    complaint = Conversation.objects.get(intent="complaint")
    actions.put_label(actor=bob, conversation=complaint, name="four")
    actions.assign(actor=bob, conversation=complaint, to=alice)
    label = complaint.labelled.get().label_id

    def found(**values):
        return conversation_list(bob, Filters(view="all", **values))

    for values in ({"intent": "complaint"}, {"label": str(label)}, {"assignee": str(alice.id)}):
        assert found(**values) == [complaint], values
    assert complaint not in found(assignee="nobody")
    assert len(found(language="fr")) == 2
    assert found(language="en") == []
    assert len(found(channel=str(channel.id), hat="customer", state="open")) == 2


def test_withdrawn_at_the_source_its_words_are_gone(channel, bob, work_off):
    from liant.channels.collection import withdraw
    from liant.channels.models import Item

    take_in(channel, said("a", "Je n'aurais pas dû dire cela."))
    withdraw(channel, Item.objects.filter(key="a"))
    work_off()
    conversation = the_conversation()
    assert conversation.excerpt == ""
    assert conversation.messages.get().body == ""
    assert search(bob, "dire") == []


def test_a_delivery_of_another_origin_changes_nothing(channel):
    from liant.deliveries.models import Delivery

    note_settled(delivery=Delivery(origin_kind="writing.piece", origin_id=1), state="sent")
