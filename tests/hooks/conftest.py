"""A programme that listens on this machine, and an endpoint that leads to it."""

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from liant.tenancy.context import tenant
from tests.hooks.receiver import Receiver

EVERYTHING = ("mention.heard", "conversation.opened", "message.received", "answer.sent", "delivery.settled")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(organisation: Any, alice: Any, receiver: Receiver) -> SimpleNamespace:
    """Told of everything; `fresh()` reads it again, `dispatches()` what was announced to it."""
    from liant.deliveries.hooks.actions import make_endpoint
    from liant.deliveries.hooks.models import Dispatch, Endpoint

    with tenant(organisation.id):
        made, secret = make_endpoint(actor=alice, name="CRM", url=receiver.url, kinds=EVERYTHING)

    def fresh() -> Any:
        with tenant(organisation.id):
            return Endpoint.objects.get(id=made.id)

    def dispatches(**values: Any) -> list[Any]:
        with tenant(organisation.id):
            found = Dispatch.objects.filter(endpoint_id=made.id, **values)
            return list(found.select_related("announcement", "endpoint").order_by("id"))

    return SimpleNamespace(id=made.id, secret=secret, fresh=fresh, dispatches=dispatches)


@pytest.fixture
def someone_writes(organisation: Any, alice: Any, work_off: Callable[[], int]) -> Callable[..., None]:
    """`someone_writes("k1")`: a message is heard, and all that follows by itself is done."""
    from liant.connectors.contract import Author
    from tests.furniture import a_channel, heard, said

    with tenant(organisation.id):
        channel = a_channel(alice)

    def write(*keys: str) -> None:
        with tenant(organisation.id):
            for key in keys:
                author = Author(key=f"author-{key}", kind="bluesky", name=f"Une personne ({key})")
                heard(channel, said(key, "Bonjour Trois Fournils, avez-vous du pain sans sel ?", author=author))
        work_off()

    return write


@pytest.fixture
def sweep(db: Any, work_off: Callable[[], int]) -> Callable[[], None]:
    """What the worker does every few seconds."""
    from liant.deliveries.hooks.jobs import sweep as look

    def run() -> None:
        look(0)
        work_off()

    return run
