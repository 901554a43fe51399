"""Programmes that act for a member: a token, and a caller that speaks JSON."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from liant.tenancy.context import tenant
from tests.furniture import furnish


class Programme:
    """Asks as a programme does, over the real addresses; `Idempotency-Key` and the like as keywords: `idempotency_key`."""

    def __init__(self, text: str):
        from django.test import Client

        self.text, self.client = text, Client(raise_request_exception=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, str) else json.dumps(body) if body is not None else ""
        return self.client.generic(
            method, f"/api/v1{path}", data, content_type="application/json",
            headers={"Authorization": f"Bearer {self.text}", "Accept-Language": "en", **named},
        )  # fmt: skip

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)


@pytest.fixture
def programme_of(organisation) -> Callable[..., Programme]:
    """`programme_of(bob)`: a programme with a token of Bob's, for all scopes or those named."""
    from liant.accounts.tokens.actions import make_token
    from liant.accounts.tokens.scopes import Scope

    def make(member: Any, *scopes: str, days: int = 30) -> Programme:
        with tenant(member.organisation_id):
            _token, text = make_token(actor=member, name="CRM", scopes=scopes or tuple(Scope.values), days=days)
        return Programme(text)

    return make


@pytest.fixture
def things(organisation, alice, bob) -> SimpleNamespace:
    """What `furnish` laid out, and a second conversation that waits."""
    return SimpleNamespace(**furnish(organisation, alice, bob))


@pytest.fixture
def waiting(organisation, things, work_off) -> Any:
    """A conversation in which someone waits, and nobody has answered."""
    from liant.connectors.contract import Author
    from liant.inbox.models import Conversation
    from tests.furniture import heard, said

    with tenant(organisation.id):
        author = Author(key="jean", kind="bluesky", name="Jean", handle="@jean.example")
        heard(things.channel, said("w1", "Bonjour Trois Fournils, avez-vous retrouvé mon écharpe ?", author=author))
    work_off()
    with tenant(organisation.id):
        return Conversation.objects.get(person__name="Jean")


@pytest.fixture
def empty_queue(db: Any) -> Iterator[None]:
    """The queue is not emptied with the tables of a test that commits."""
    from django.db import connection

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs")

    empty()
    yield
    empty()
