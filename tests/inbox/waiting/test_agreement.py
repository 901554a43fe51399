"""Whatever happens to a conversation, in whatever order: its waits never say otherwise, and no wait is lost."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.inbox import actions
from liant.inbox.arrivals import forget_withdrawn, note_answered, wake
from liant.inbox.models import Conversation
from liant.inbox.waiting.models import Wait
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from tests.furniture import said
from tests.inbox.waiting.conftest import TUESDAY, take_in, tick

pytestmark = pytest.mark.django_db
ACTS = ("arrive", "arrive", "praise", "answer", "answer_elsewhere", "close", "reopen", "correct", "undue", "snooze", "wake",
        "withdraw", "bulk", "work")  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 90)), min_size=1, max_size=14)


class Life:
    """One conversation, from its first word on."""

    def __init__(self, channel, alice, number):
        self.channel, self.alice, self.number = channel, alice, number
        self.now, self.count = TUESDAY, 0
        self.act("arrive")

    def conversation(self):
        return Conversation.objects.select_related("channel").get(thread_key=f"t{self.number}")

    def act(self, name):
        with clock.at(self.now):
            try:
                getattr(self, name)()
            except (LifecycleError, actions.ReasonNeeded):
                return

    def say(self, intent="question", **values):
        self.count += 1
        item = said(
            f"m{self.number}-{self.count}", "Bonjour ?", published_at=self.now, thread_key=f"t{self.number}", **values
        )
        take_in(self.channel, item, intent=intent)

    def arrive(self):
        self.say()

    def praise(self):
        self.say("praise")

    def answer(self):
        note_answered(self.conversation(), self.now)

    def answer_elsewhere(self):
        self.say(is_ours=True, is_addressed=False)

    def close(self):
        actions.close(actor=self.alice, conversation=self.conversation(), reason="Vu.")

    def reopen(self):
        actions.reopen(actor=self.alice, conversation=self.conversation())

    def correct(self):
        actions.correct_intent(actor=self.alice, conversation=self.conversation(), intent="candidate")

    def undue(self):
        Conversation.objects.filter(id=self.conversation().id).update(due="nothing")

    def snooze(self):
        actions.snooze(actor=self.alice, conversation=self.conversation(), until=self.now + timedelta(days=1))

    def wake(self):
        wake(conversation_id=self.conversation().id)

    def withdraw(self):
        from liant.channels.models import Item

        items = Item.objects.filter(thread_key=f"t{self.number}", is_ours=False)
        items.update(withdrawn_at=self.now)
        forget_withdrawn(item_ids=list(items.values_list("id", flat=True)))

    def bulk(self):
        Conversation.objects.filter(id=self.conversation().id).update(hat="supplier", intent="complaint")

    def work(self):
        tick()


def check_agreement(conversation):
    waits = list(Wait.objects.filter(conversation=conversation).order_by("since", "id"))
    running = [wait for wait in waits if wait.ended_at is None]
    waits_now = (
        conversation.waiting_since is not None and conversation.due != "nothing" and conversation.state != "closed"
    )
    assert len(running) == waits_now
    for wait in running:
        told = (conversation.waiting_since, conversation.hat, conversation.intent, conversation.due)
        assert (wait.since, wait.hat, wait.intent, wait.due) == told
    for wait in waits:
        assert bool(wait.ending) == (wait.ended_at is not None)
        assert wait.ended_at is None or wait.ended_at >= wait.since
        if wait.is_measured and wait.ended_at:
            assert 0 <= wait.working_seconds <= (wait.ended_at - wait.since).total_seconds()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_wait_never_disagrees_with_its_conversation(steps, channel, alice):
    life = Life(channel, alice, Conversation.objects.count() + 1)
    for name, minutes in steps:
        life.now += timedelta(minutes=minutes)
        life.act(name)
        check_agreement(life.conversation())
    with clock.at(life.now + timedelta(minutes=1)):
        tick()
    check_agreement(life.conversation())
    assert not Wait.objects.filter(is_measured=False).exists()
