"""Everything that leaves has one life, and is said once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.contract import AuthLost, OutcomeUnknown, Receipt, Rejected, Temporary
from liant.deliveries import sending
from liant.deliveries.actions import cancel, confirm, hold, release, retry
from liant.deliveries.models import Delivery
from liant.deliveries.states import DELIVERY
from liant.inbox.actions import NewerMessage, reply
from liant.inbox.models import Conversation, Message
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db


class Network:
    """A network whose behaviour the test writes down, call by call; what is on it can be counted."""

    def __init__(self, *script: object, finds: object = None):
        self.script, self.finds, self.arrived = list(script), finds, []

    def send(self, account, frozen, media):
        step = self.script.pop(0) if self.script else "arrives"
        if step == "arrives unheard":  # the bytes left, no answer came
            self.arrived.append(frozen)
            raise OutcomeUnknown("The server did not confirm.")
        if isinstance(step, Exception):
            raise step
        self.arrived.append(frozen)
        return Receipt(remote_key="remote-1", url="https://network.example/1")

    def find(self, account, frozen):
        if isinstance(self.finds, Exception):
            raise self.finds
        return Receipt(remote_key="remote-1") if frozen in self.arrived else None


@pytest.fixture
def network(monkeypatch):
    """Puts a scripted network behind the console connector: only the outside is replaced."""
    from liant.connectors import registry

    def use(*script: object, finds: object = None) -> Network:
        network = Network(*script, finds=finds)
        console = registry.get("console")
        monkeypatch.setattr(console, "send", network.send, raising=False)
        monkeypatch.setattr(console, "find", network.find, raising=False)
        return network

    return use


@pytest.fixture
def conversation(organisation, alice, work_off):
    with tenant(organisation.id):
        heard(a_channel(alice), said("k1", "La tradition était brûlée, deux fois cette semaine."))
        work_off()
        return Conversation.objects.select_related("channel", "person").get()


@pytest.fixture
def answer(organisation, bob, conversation):
    def write(text: str = "Merci Karima.", form_key: str = "form-1") -> Delivery:
        with tenant(organisation.id):
            last = conversation.messages.order_by("-id").first()
            return reply(actor=bob, conversation=conversation, text=text, form_key=form_key, seen_message_id=last.id)

    return write


def now_of(organisation, delivery):
    with tenant(organisation.id):
        return Delivery.objects.get(id=delivery.id)


def test_a_reply_leaves_once_and_stops_the_clock(organisation, conversation, answer, network, work_off):
    there = network()
    delivery = answer()
    with tenant(organisation.id):
        assert Conversation.objects.get().waiting_since is not None, "only what is sent stops the clock"
        work_off()
        assert Conversation.objects.get().waiting_since is None
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_the_same_form_sent_twice_is_one_reply(organisation, answer, network, work_off):
    there = network()
    first, second = answer(), answer()
    work_off()
    assert first.id == second.id
    assert len(there.arrived) == 1
    with tenant(organisation.id):
        assert Message.objects.filter(direction="ours").count() == 1


def test_what_was_said_meanwhile_is_read_before_anything_leaves(organisation, bob, conversation, work_off):
    with tenant(organisation.id):
        seen = conversation.messages.order_by("-id").first().id
        heard(conversation.channel, said("k2", "Et ce matin encore !", thread_key="k1"))
        work_off()
        with pytest.raises(NewerMessage):
            reply(actor=bob, conversation=conversation, text="Bonjour", form_key="f", seen_message_id=seen)
        assert not Delivery.objects.exists()


def test_a_passing_trouble_waits_and_tries_again(organisation, answer, network, work_off):
    there = network(Temporary("The server is busy.", retry_after_seconds=30))
    delivery = answer()
    work_off()
    found = now_of(organisation, delivery)
    assert (found.state, found.problem) == ("queued", "The server is busy.")
    assert there.arrived == []
    with tenant(organisation.id):
        Delivery.objects.update(next_attempt_at=None)
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "sent"


def test_a_refusal_says_why_and_can_be_sent_again(organisation, bob, answer, network, work_off):
    there = network(Rejected("The text is too long."))
    delivery = answer()
    work_off()
    found = now_of(organisation, delivery)
    assert (found.state, found.problem) == ("rejected", "The text is too long.")
    with tenant(organisation.id):
        assert Conversation.objects.get().waiting_since is not None
        retry(actor=bob, delivery=found)
        work_off()
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_no_answer_is_looked_up_and_never_sent_blindly(organisation, answer, network):
    there = network("arrives unheard")
    delivery = answer()
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "unknown"
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_proven_absent_is_sent_again(organisation, answer, network):
    there = network(OutcomeUnknown("The line was cut."))
    delivery = answer()
    sending.drive(organisation.id, delivery.id)
    with tenant(organisation.id):
        Delivery.objects.update(sending_started_at="2020-01-01T00:00:00Z")
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "queued"
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_what_cannot_be_proven_waits_for_a_person(organisation, bob, answer, network, work_off):
    there = network("arrives unheard", finds=OutcomeUnknown("This server keeps no copy."))
    delivery = answer()
    for _ in range(4):
        sending.drive(organisation.id, delivery.id)
    found = now_of(organisation, delivery)
    assert (found.state, found.needs_a_person) == ("unknown", True)
    assert len(there.arrived) == 1
    with tenant(organisation.id):
        confirm(actor=bob, delivery=found, has_arrived=True)
        work_off()
        assert Conversation.objects.get().waiting_since is None
    found = now_of(organisation, delivery)
    assert (found.state, found.needs_a_person, found.problem) == ("sent", False, "")
    assert len(there.arrived) == 1


def test_found_in_sending_after_a_crash_it_looks_first(organisation, answer, network):
    there = network()
    delivery = answer()
    with tenant(organisation.id):
        row = Delivery.objects.get()
        sending.start(row)
    there.arrived.append(row.frozen)  # the bytes had left when the worker died
    sending.drive(organisation.id, delivery.id)
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_lost_access_pauses_the_channel_and_keeps_the_reply(organisation, alice, answer, network, work_off):
    there = network(AuthLost("The password was refused."))
    delivery = answer()
    work_off()
    with tenant(organisation.id):
        found = Delivery.objects.select_related("channel").get()
        assert (found.state, found.channel.state) == ("held", "broken")
        from liant.channels.actions import resume_channel

        resume_channel(actor=alice, channel=found.channel)
        release(actor=alice, delivery=found, room="channels")
        work_off()
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_a_hold_placed_before_it_leaves_keeps_it(organisation, alice, answer, network, work_off):
    there = network()
    delivery = answer()
    with tenant(organisation.id):
        hold(actor=alice, delivery=delivery, room="writing", reason="crisis")
    work_off()
    assert now_of(organisation, delivery).state == "held"
    assert there.arrived == []
    with tenant(organisation.id):
        release(actor=alice, delivery=delivery, room="writing")
        work_off()
    assert now_of(organisation, delivery).state == "sent"


def test_it_can_be_cancelled_until_it_leaves(organisation, bob, answer, network, work_off):
    there = network()
    delivery = answer()
    with tenant(organisation.id):
        cancel(actor=bob, delivery=delivery)
        work_off()
        assert there.arrived == []
        with pytest.raises(LifecycleError):
            retry(actor=bob, delivery=delivery)


@given(st.lists(st.sampled_from(DELIVERY.states), min_size=1, max_size=12))
def test_no_walk_leaves_the_declared_life(walk):
    """From sent or cancelled nothing follows; sending is reached from queued only."""
    state = DELIVERY.start
    for wanted in walk:
        if DELIVERY.allows(state, wanted):
            assert state not in {"sent", "cancelled"}
            assert wanted != "sending" or state == "queued"
            state = wanted
