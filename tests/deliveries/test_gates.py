"""What a room has to say against something leaving is asked at the very moment, and nothing slips between."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from liant.channels.actions import connect_channel
from liant.deliveries import gates, sending
from liant.deliveries.actions import release
from liant.deliveries.models import Delivery
from liant.deliveries.queries import holds_on, may_lift
from liant.inbox.actions import reply
from liant.inbox.models import Conversation
from liant.tenancy.context import tenant
from tests.furniture import heard, said

pytestmark = pytest.mark.django_db


@dataclass
class Shop:
    """A gate that a test opens and shuts."""

    room: str = "shop"
    says: Callable[[gates.Leaving], str | None] = lambda leaving: None
    told: list[tuple[gates.Leaving, str]] = field(default_factory=list)

    def reason_against(self, leaving: gates.Leaving) -> str | None:
        return self.says(leaving)

    def stopped(self, leaving: gates.Leaving, reason: str) -> None:
        self.told.append((leaving, reason))


@pytest.fixture
def gate(monkeypatch) -> Iterator[Shop]:
    found = Shop()
    monkeypatch.setattr(gates, "_gates", [found])
    return found


@pytest.fixture
def delivery(organisation, alice, work_off, tmp_path):
    with tenant(organisation.id):
        channel = connect_channel(actor=alice, kind="console", name="Console", settings={"folder": str(tmp_path)},
                                  secret={}, default_hat="customer")  # fmt: skip
        heard(channel, said("k1", "La tradition était brûlée, deux fois cette semaine."))
        work_off()
        conversation = Conversation.objects.get()
        last = conversation.messages.order_by("-id").first()
        return reply(actor=alice, conversation=conversation, text="Merci.", form_key="f1", seen_message_id=last.id)


def now_of(organisation, delivery) -> Delivery:
    with tenant(organisation.id):
        return Delivery.objects.get(id=delivery.id)


def test_what_a_gate_stops_is_held_with_its_reason_and_never_leaves_by_itself(organisation, alice, delivery, gate,
                                                                              work_off):  # fmt: skip
    gate.says = lambda leaving: "Closed today."
    work_off()
    assert now_of(organisation, delivery).state == "held"
    gate.says = lambda leaving: None
    work_off()
    sending.drive(organisation.id, delivery.id)
    with tenant(organisation.id):
        assert Delivery.objects.get().state == "held", "an open gate lets nothing go by itself"
        [hold] = holds_on(delivery)
        assert (hold.room, hold.reason) == ("shop", "Closed today.")
        assert not may_lift(alice, hold), "the room that shut the gate releases it, nobody else"
        release(actor=alice, delivery=delivery, room="shop")
    work_off()
    assert now_of(organisation, delivery).state == "sent"
    assert len(gate.told) == 1


def test_a_gate_is_told_what_leaves_and_that_it_is_a_conversation(organisation, delivery, gate, work_off):
    asked: list[gates.Leaving] = []
    gate.says = asked.append
    work_off()
    assert [(one.kind, one.origin_kind, one.origin_id, one.channel_id, one.is_conversation) for one in asked] == [
        ("reply", "inbox.message", delivery.origin_id, delivery.channel_id, True)
    ]


def test_released_while_the_gate_still_speaks_against_it_is_held_again(organisation, alice, delivery, gate, work_off):
    gate.says = lambda leaving: "Closed today."
    work_off()
    with tenant(organisation.id):
        release(actor=alice, delivery=delivery, room="shop")
    work_off()
    assert now_of(organisation, delivery).state == "held"


def test_publishing_at_home_asks_the_same_question(organisation, alice, gate):
    gate.says = lambda leaving: "Closed." if leaving.kind == "journal" else None
    with tenant(organisation.id):
        assert gates.reason_against(gates.leaving(organisation, "journal")) == gates.Stop("shop", "Closed.")
        assert gates.reason_against(gates.leaving(organisation, "letter")) is None


@pytest.mark.django_db(transaction=True)
def test_shutting_waits_for_what_is_being_marked_and_what_comes_after_sees_it(organisation, gate):
    """The gate is asked, then shut by someone else before that transaction ends: the shutting waits."""
    is_shut, asked, order = threading.Event(), threading.Event(), []

    def shut() -> None:
        from django.db import connection

        asked.wait(10)
        with contextlib.closing(connection), tenant(organisation.id):
            gates.shut()
            order.append("shut")
        is_shut.set()

    other = threading.Thread(target=shut)
    other.start()
    with tenant(organisation.id):
        gates.reason_against(gates.leaving(organisation, "journal"))
        asked.set()
        assert not is_shut.wait(0.3), "it waits as long as somebody may still mark on an old answer"
        order.append("marked")
    other.join(10)
    assert order == ["marked", "shut"]
