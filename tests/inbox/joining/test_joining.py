"""Two conversations become one and two again; one becomes two. Nothing is lost, and nobody's wait is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.inbox import actions as inbox
from liant.inbox.arrivals import note_answered
from liant.inbox.joining import actions
from liant.inbox.joining.actions import CannotJoin, CannotSplit
from liant.inbox.joining.models import Merge
from liant.inbox.joining.rules import due_of_both, waits_since
from liant.inbox.models import Conversation, Message
from liant.inbox.queries import Filters, conversation_list, waiting
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.furniture import a_channel, said
from tests.inbox.test_conversations import YANN, take_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTES = st.integers(0, 20)


@pytest.fixture
def channel(house, alice):
    return a_channel(alice)


@pytest.fixture
def two(channel):
    """Karima asked twice, in two threads; the first is three hours old."""
    at = clock.now() - timedelta(hours=3)
    take_in(channel, said("a", "La tradition était brûlée.", thread_key="t1", published_at=at))
    take_in(channel, said("b", "Et le seigle ?", thread_key="t2", published_at=at + timedelta(hours=1)))
    return Conversation.objects.get(thread_key="t1"), Conversation.objects.get(thread_key="t2")


def fresh(conversation):
    return Conversation.objects.select_related("channel", "person").get(id=conversation.id)


def bodies(conversation):
    return [message.body for message in Message.objects.filter(conversation=conversation)]


def test_the_chosen_one_stays_with_the_longest_wait_and_all_words(bob, two):
    first, second = two
    actions.merge(actor=bob, survivor=second, merged=first)
    stays = fresh(second)
    assert bodies(stays) == ["La tradition était brûlée.", "Et le seigle ?"]
    assert stays.waiting_since == first.waiting_since
    assert [one.id for one in waiting(bob)] == [second.id]
    assert [one.id for one in conversation_list(bob, Filters(view="all"))] == [second.id]


def test_what_comes_later_in_the_merged_thread_arrives_in_the_one_that_stays(bob, channel, two):
    first, second = two
    actions.merge(actor=bob, survivor=second, merged=first)
    take_in(channel, said("c", "Toujours rien ?", thread_key="t1", parent_key="a"))
    assert bodies(second)[-1] == "Toujours rien ?"
    assert Message.objects.get(body="Toujours rien ?").came_from_id == first.id


def test_taken_apart_each_has_its_own_again_and_what_came_since(bob, channel, two):
    first, second = two
    before = (first.waiting_since, second.waiting_since)
    done = actions.merge(actor=bob, survivor=second, merged=first)
    take_in(channel, said("c", "Toujours rien ?", thread_key="t1"))
    actions.unmerge(actor=bob, done=Merge.objects.get(id=done.id))
    assert bodies(first) == ["La tradition était brûlée.", "Toujours rien ?"]
    assert bodies(second) == ["Et le seigle ?"]
    assert (fresh(first).waiting_since, fresh(second).waiting_since) == before
    assert not Message.objects.filter(came_from__isnull=False).exists()


def test_answered_while_together_nobody_waits_once_apart(bob, two):
    first, second = two
    done = actions.merge(actor=bob, survivor=second, merged=first)
    note_answered(fresh(second), clock.now())
    with clock.at(clock.now() + timedelta(minutes=1)):
        actions.unmerge(actor=bob, done=done)
    assert (fresh(first).waiting_since, fresh(second).waiting_since) == (None, None)


def test_three_in_a_chain_come_apart_in_any_order(bob, channel, two):
    first, second = two
    take_in(channel, said("d", "Un troisième sujet.", thread_key="t3"))
    third = Conversation.objects.get(thread_key="t3")
    inner = actions.merge(actor=bob, survivor=second, merged=first)
    outer = actions.merge(actor=bob, survivor=third, merged=fresh(second))
    assert len(bodies(third)) == 3
    actions.unmerge(actor=bob, done=inner)
    assert bodies(first) == ["La tradition était brûlée."]
    actions.unmerge(actor=bob, done=outer)
    assert (bodies(second), bodies(third)) == (["Et le seigle ?"], ["Un troisième sujet."])


def test_never_across_hats_nor_two_persons_unless_meant(bob, alice, channel, two):
    first, _second = two
    take_in(channel, said("c", "Je postule.", thread_key="t3"), intent="candidate")
    take_in(channel, said("y", "Moi aussi.", thread_key="t4", author=YANN))
    candidate, yann = Conversation.objects.get(thread_key="t3"), Conversation.objects.get(thread_key="t4")
    for other, why in ((candidate, "hat"), (yann, "person"), (first, "same")):
        with pytest.raises(CannotJoin) as refused:
            actions.merge(actor=alice, survivor=first, merged=other)
        assert refused.value.why == why
    actions.merge(actor=bob, survivor=first, merged=yann, is_meant=True)
    assert bodies(first)[-1] == "Moi aussi."


def test_who_may_not_read_one_of_them_joins_nothing(rose, two):
    with pytest.raises(inbox.NotAllowed):
        actions.merge(actor=rose, survivor=two[0], merged=two[1])
    assert not Merge.objects.exists()


def test_an_answer_goes_where_the_person_spoke_last(bob, alice, channel, two):
    """By the channel of their latest words, which may be another than that of the one that stays."""
    first, _second = two
    mail = a_channel(alice, name="Courriel")
    take_in(mail, said("m", "Je vous écris aussi ici.", thread_key="t9"))
    other = Conversation.objects.get(channel=mail)
    actions.merge(actor=bob, survivor=first, merged=other)
    last = Message.objects.order_by("-id").first().id
    delivery = inbox.reply(actor=bob, conversation=fresh(first), text="Merci.", form_key="k", seen_message_id=last)
    assert delivery.channel_id == mail.id


def test_split_each_with_its_own_clock_and_answers_follow(bob, channel):
    at = clock.now() - timedelta(hours=5)
    take_in(channel, said("a", "Le pain était brûlé.", thread_key="t", published_at=at))
    take_in(channel, said("b", "Et vous recrutez ?", thread_key="t", published_at=at + timedelta(hours=1)))
    conversation = Conversation.objects.get()
    [moved] = Message.objects.filter(body="Et vous recrutez ?")
    part = actions.split(actor=bob, conversation=conversation, message_ids=[moved.id])
    assert (fresh(part).waiting_since, fresh(conversation).waiting_since) == (at + timedelta(hours=1), at)
    take_in(channel, said("c", "Je cherche un poste.", thread_key="t", parent_key="b"))
    take_in(channel, said("d", "Il était noir.", thread_key="t", parent_key="a"))
    assert bodies(part) == ["Et vous recrutez ?", "Je cherche un poste."]
    assert bodies(conversation) == ["Le pain était brûlé.", "Il était noir."]
    take_in(channel, said("b", "Et vous recrutez ?", thread_key="t"))
    assert bodies(part)[0] == "Et vous recrutez ?", "heard twice, it stays where it was put"


def test_neither_part_is_left_without_words_of_the_person(bob, two):
    with pytest.raises(CannotSplit):
        actions.split(
            actor=bob, conversation=two[0], message_ids=[Message.objects.filter(conversation=two[0]).get().id]
        )


def test_the_pages_without_script(client_of, bob, rose, organisation, alice):
    with tenant(organisation.id):
        channel = a_channel(alice)
        take_in(channel, said("a", "La tradition était brûlée.", thread_key="t1"))
        take_in(channel, said("b", "Et le seigle ?", thread_key="t2"))
        first, second = Conversation.objects.order_by("id")
    client = client_of(bob)
    base = f"/o/fournils/inbox/joining/{first.id}/"
    assert "Et le seigle" in client.get(base).content.decode()
    assert "Et le seigle" in client.get(base + "?q=seigle").content.decode()
    assert client.get(base + f"?other={second.id}").status_code == 200
    answer = client.post(base, {"other": second.id, "keep": "other"})
    assert answer["Location"].endswith(f"/inbox/{second.id}/")
    merged = client.get(f"/o/fournils/inbox/{first.id}/")
    assert merged["Location"].endswith(f"/inbox/{second.id}/"), "its old address leads to the one that stays"
    with tenant(organisation.id):
        done = Merge.objects.get()
    assert client_of(rose).post(f"/o/fournils/inbox/joining/apart/{done.id}/").status_code == 404
    assert client.post(f"/o/fournils/inbox/joining/apart/{done.id}/").status_code == 302
    assert client.get(base + "split/").status_code == 200
    assert client.post(base + "split/", {}).status_code == 422
    assert client_of(rose).get(base).status_code == 404


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(st.lists(MINUTES, max_size=6), st.none() | MINUTES)
def test_a_wait_starts_after_the_last_answer_and_with_the_first_word(minutes, answered_after):
    moments = [NOW + timedelta(minutes=one) for one in minutes]
    answered_at = None if answered_after is None else NOW + timedelta(minutes=answered_after)
    since = waits_since(moments, answered_at)
    if since is None:
        assert all(answered_at is not None and moment <= answered_at for moment in moments)
    else:
        assert since in moments
        assert all(since <= moment or moment <= answered_at for moment in moments)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(*[st.tuples(st.sampled_from(["answer", "thanks", "nothing"]), st.booleans())] * 2)
def test_whoever_waits_for_an_answer_still_does_after_a_merge(first, second):
    due = due_of_both(first, second)
    if ("answer", True) in (first, second):
        assert due == "answer"
