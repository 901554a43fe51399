"""A mailbox that asks, addresses that are published, and the worker's rounds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liant.kit import clock
from tests.furniture import heard, said

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MAILBOX = {"address": "bonjour@liant.test", "imap_host": "mail.liant.test", "smtp_host": "mail.liant.test"}


@pytest.fixture
def monday():
    with clock.at(MONDAY):
        yield MONDAY


@pytest.fixture
def mailbox(monday, house, alice) -> Any:
    return a_mailbox(alice)


@pytest.fixture
def press(mailbox, alice) -> Any:
    return published(alice, mailbox)


@pytest.fixture
def look() -> Callable[[], None]:
    """What the worker does every ten minutes."""
    from liant.inbox.canary.jobs import look

    return lambda: look(0)


def a_mailbox(actor: Any, **settings: Any) -> Any:
    from liant.channels.actions import connect_channel

    return connect_channel(actor=actor, kind="mail", name="Courriel", settings=MAILBOX | settings,
                           secret={"password": "secret"}, default_hat="customer")  # fmt: skip


def published(actor: Any, channel: Any, **values: Any) -> Any:
    from liant.inbox.canary.actions import save_address

    asked = {"name": "Presse", "kind": "mail", "target": "presse@liant.test", "fields": "", "every_days": 7}
    return save_address(actor=actor, address=None, channel=channel, **asked | values)


def the_canary(address: Any) -> Any:
    return address.canaries.order_by("-id").first()


def leave(canary: Any, state: str = "sent", problem: str = "") -> None:
    """As if the mail server had taken it, or refused it."""
    from liant.deliveries.models import Delivery
    from liant.inbox.canary.arrivals import note_settled

    delivery = Delivery.objects.get(key=f"canary:{canary.id}")
    Delivery.objects.filter(id=delivery.id).update(state=state, problem=problem, settled_at=clock.now())
    delivery.refresh_from_db()
    note_settled(delivery=delivery)


def comes_back(channel: Any, canary: Any, key: str = "a", text: str = "Lu.", **values: Any) -> None:
    """Something arrives on the mailbox that asked; heard as all that arrives."""
    from liant.channels.events import ItemsCollected
    from liant.flows.heard_items import hear

    asked = {"kind": "mail", "title": f"Re: ({canary.code})", "thread_key": key, "published_at": clock.now()}
    channel.refresh_from_db()
    ids = heard(channel, said(key, text, **asked | values))
    hear(ItemsCollected(channel_id=channel.id, item_ids=ids))
