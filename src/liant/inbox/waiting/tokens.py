"""Private links: a token that only the person holds, of which the house keeps the hash."""

from collections.abc import Callable
from dataclasses import dataclass

from liant.inbox.waiting.models import Satisfaction, Standing
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_satisfaction, organisation_id_of_standing
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation


@dataclass(frozen=True)
class Key:
    """A link that leads somewhere: into which organisation, and to which row."""

    organisation_id: int
    token_hash: str


def standing_key(token: str) -> Key | None:
    return _key(token, organisation_id_of_standing)


def satisfaction_key(token: str) -> Key | None:
    return _key(token, organisation_id_of_satisfaction)


def _key(token: str, ask: Callable[[str], int | None]) -> Key | None:
    token_hash = hash_token(token)
    organisation_id = ask(token_hash)
    return Key(organisation_id, token_hash) if organisation_id is not None else None


def open_link(key: Key) -> Standing | None:
    """Inside the organisation: the row, while it is good."""
    found = Standing.objects.select_related("conversation__person", "conversation__channel")
    return found.filter(token_hash=key.token_hash, revoked_at=None, expires_at__gt=clock.now()).first()


def open_question(key: Key) -> Satisfaction | None:
    found = Satisfaction.objects.select_related("conversation")
    return found.filter(token_hash=key.token_hash, expires_at__gt=clock.now()).first()


def house_of(key: Key) -> Organisation:
    with tenant(key.organisation_id):
        return Organisation.objects.get()
