"""A row for every wait, which never says other than the conversation."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.inbox import actions
from liant.inbox.arrivals import forget_withdrawn, note_answered
from liant.inbox.models import Conversation
from liant.inbox.waiting.actions import promise, promise_as_usual
from liant.inbox.waiting.models import Target, Wait
from liant.inbox.waiting.rules import USUAL, in_force, promise_for
from liant.kit import clock
from tests.furniture import a_channel, said
from tests.inbox.waiting.conftest import DAY, HOUR, TUESDAY, take_in, the_conversation, the_wait, tick, writes

pytestmark = pytest.mark.django_db


def test_a_wait_begins_with_the_first_word_and_is_dated_in_working_hours(channel):
    writes(channel)
    wait = the_wait()
    assert (wait.since, wait.hat, wait.intent, wait.due) == (TUESDAY, "customer", "question", "answer")
    assert wait.due_at == TUESDAY + DAY, "one working day, of nine hours"


def test_a_public_mention_waits_like_anyone(channel):
    writes(channel, is_addressed=False)
    assert the_wait().due_at


def test_an_answer_ends_it_and_a_new_word_begins_another(channel):
    writes(channel)
    note_answered(the_conversation(), TUESDAY + 2 * HOUR)
    wait = the_wait()
    assert (wait.ending, wait.ended_at, wait.working_seconds) == ("answered", TUESDAY + 2 * HOUR, 7200)
    with clock.at(TUESDAY + 5 * HOUR):
        take_in(channel, said("b", "Et mardi ?", thread_key="a", published_at=TUESDAY + 4 * HOUR))
    assert [one.ending for one in Wait.objects.order_by("since")] == ["answered", ""]


def test_an_answer_that_came_before_the_last_word_leaves_it_waiting_anew(channel):
    writes(channel)
    take_in(channel, said("b", "Et mardi ?", thread_key="a", published_at=TUESDAY + 2 * HOUR))
    note_answered(the_conversation(), TUESDAY + HOUR)
    first, second = Wait.objects.order_by("since")
    assert (first.ending, second.ending, second.since) == ("answered", "", TUESDAY + 2 * HOUR)


def test_what_was_said_from_elsewhere_ends_it_and_says_so(channel):
    writes(channel)
    take_in(channel, said("r", "Oui.", thread_key="a", parent_key="a", is_ours=True, published_at=TUESDAY + HOUR))
    assert the_wait().ending == "elsewhere"


def test_praise_that_is_thanked(channel):
    writes(channel, text="Merci, quel pain !", intent="praise")
    assert the_wait().due == "thanks"
    assert the_wait().due_at is None
    note_answered(the_conversation(), TUESDAY + HOUR)
    assert the_wait().ending == "thanked"


def test_closing_without_an_answer_counts_as_unanswered_and_keeps_the_reason(channel, alice):
    writes(channel)
    with pytest.raises(actions.ReasonNeeded):
        actions.close(actor=alice, conversation=the_conversation())
    assert the_wait().ended_at is None
    actions.close(actor=alice, conversation=the_conversation(), reason="Déjà vu au comptoir.")
    assert (the_wait().ending, the_wait().reason) == ("closed", "Déjà vu au comptoir.")
    actions.reopen(actor=alice, conversation=the_conversation())
    wait = the_wait()
    assert (wait.ending, wait.since, wait.reason) == ("", TUESDAY, ""), "the person has been waiting all along"


def test_whoever_was_spoken_to_at_the_counter_had_their_answer(channel, alice):
    writes(channel)
    with pytest.raises(actions.ReasonNeeded):
        actions.close(actor=alice, conversation=the_conversation(), was_spoken_to=True)
    actions.close(actor=alice, conversation=the_conversation(), reason="Vu au comptoir.", was_spoken_to=True)
    assert the_wait().ending == "elsewhere"
    assert the_conversation().closed_because == ""


def test_putting_aside_stops_nothing(channel, alice):
    writes(channel)
    due = the_wait().due_at
    actions.snooze(actor=alice, conversation=the_conversation(), until=TUESDAY + 9 * DAY)
    assert (the_wait().ended_at, the_wait().due_at) == (None, due)


def test_what_is_corrected_is_promised_anew(channel, alice):
    writes(channel)
    actions.correct_intent(actor=alice, conversation=the_conversation(), intent="candidate")
    wait = the_wait()
    assert (wait.hat, wait.promised_seconds) == ("candidate", 3 * 9 * 3600)


def test_whoever_withdraws_what_they_said_waits_no_more(channel):
    from liant.channels.models import Item

    writes(channel)
    ids = list(Item.objects.values_list("id", flat=True))
    Item.objects.update(withdrawn_at=clock.now())
    forget_withdrawn(item_ids=ids)
    assert the_wait().ending == "withdrawn"


def test_a_change_in_bulk_is_followed_too_and_measured_by_the_worker(channel):
    writes(channel)
    Conversation.objects.update(hat="candidate")
    assert the_wait().hat == "candidate"
    assert not the_wait().is_measured
    tick()
    assert the_wait().promised_seconds == 3 * 9 * 3600


def test_an_earlier_word_that_comes_late_moves_the_beginning(channel):
    writes(channel)
    take_in(channel, said("b", "Bonjour ?", thread_key="a", published_at=TUESDAY - 3 * HOUR))
    assert the_wait().since == TUESDAY - 3 * HOUR


def test_what_was_said_long_before_the_channel_was_connected_is_late_for_nobody(channel):
    writes(channel, at=TUESDAY - 90 * DAY)
    wait = the_wait()
    assert wait.is_history
    assert wait.due_at is None
    assert wait.next_step_at is None


def test_the_most_particular_promise_holds():
    promises = in_force([])
    assert promise_for("candidate", "question", promises).amount == 3
    assert promise_for("customer", "complaint", promises) in USUAL
    assert promise_for("customer", "other", promises).key == ("", "")


def test_a_house_sets_its_own_promises_and_takes_the_usual_ones_again(channel, alice, bob):
    writes(channel)
    target = promise(actor=alice, hat="customer", intent="", amount=2, unit="hours")
    tick()
    assert the_wait().due_at == TUESDAY + 2 * HOUR
    promise(actor=alice, hat="customer", intent="", amount=2, unit="hours", is_on=False)
    tick()
    assert the_wait().due_at == TUESDAY + DAY, "the next most particular one: a question, one day"
    promise_as_usual(actor=alice, target=Target.objects.get(id=target.id))
    tick()
    assert the_wait().due_at == TUESDAY + DAY
    with pytest.raises(NotAllowed):
        promise(actor=bob, hat="", intent="", amount=1, unit="hours")


def test_an_answer_that_was_held_back_counts_from_when_it_left(channel, alice, work_off):
    from liant.deliveries.actions import settle
    from liant.deliveries.models import Delivery

    writes(channel)
    conversation = the_conversation()
    with clock.at(TUESDAY + HOUR):
        delivery = actions.reply(actor=alice, conversation=conversation, text="Oui.", form_key="f",
                                 seen_message_id=conversation.messages.get().id)  # fmt: skip
    assert the_wait().ended_at is None
    with clock.at(TUESDAY + DAY):
        Delivery.objects.filter(id=delivery.id).update(state="sent")
        settle(Delivery.objects.get(id=delivery.id))
        work_off()
    assert (the_wait().ending, the_wait().ended_at) == ("answered", TUESDAY + DAY)
    assert timedelta(seconds=the_wait().working_seconds) == 9 * HOUR


def test_waits_of_another_house_are_not_seen(channel, other_organisation, dan):
    from liant.tenancy.context import tenant

    writes(channel)
    with tenant(other_organisation.id):
        a_channel(dan)
        assert not Wait.objects.exists()
