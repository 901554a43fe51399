"""The way in: a token, the member whose it is, and how often they came in this minute."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.tokens.actions import take_turn
from liant.accounts.tokens.models import ApiToken
from liant.accounts.tokens.queries import token_of
from liant.accounts.tokens.rules import Turn
from liant.api.problems import no_token, too_many
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_token
from liant.tenancy.context import tenant

LONGEST_TOKEN = 200


@dataclass(frozen=True)
class Caller:
    """Who asks. `token` is None when a member tries an operation from the page that explains it."""

    organisation_id: int
    member: Member
    scopes: frozenset[str]
    token: ApiToken | None = None
    turn: Turn | None = None


class Token(HttpBearer):
    """Only the header counts: a session's cookie opens nothing here, so no other site can use it."""

    def __call__(self, request: HttpRequest) -> Any:
        known = getattr(request, "caller", None)  # set by the page that tries an operation; nobody can send it
        return known or super().__call__(request)

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        caller = caller_of(token)
        request.caller = caller  # type: ignore[attr-defined]
        if caller.turn is not None and caller.turn.is_over:
            raise too_many(caller.turn.resets_in_seconds)
        return caller


def caller_of(text: str) -> Caller:
    """Raises Problem when the token opens nothing, without saying why."""
    is_text = text.isascii() and text.isprintable() and len(text) <= LONGEST_TOKEN
    organisation_id = organisation_id_of_token(hash_token(text)) if is_text else None
    if organisation_id is None:
        raise no_token()
    with tenant(organisation_id):
        token = token_of(text)
        if token is None or not token.is_good or not token.member.user.is_active or not may(token.member, "tokens.use"):
            raise no_token()
        return Caller(organisation_id, token.member, frozenset(token.scopes), token, take_turn(token))
