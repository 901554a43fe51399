"""An expert on their way to a network and back: what they typed waits in their session, all of it sealed, under a word that the network
brings back. It serves once, within an hour, the member and the organisation that it was made for."""

import secrets as chance
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from liant.connectors import oauth
from liant.connectors.contract import Account, Json
from liant.kit import clock, secrets

SESSION_KEY = "own_account_agreements"
MOST, HOUR_SECONDS = 4, 3600


@dataclass
class Pending:
    network: str
    settings: Json
    secret: Json
    state: str = field(default_factory=lambda: chance.token_urlsafe(32))
    verifier: str = field(default_factory=oauth.new_verifier)

    def account(self) -> Account:
        return Account(dict(self.settings), dict(self.secret))


def keep(request: HttpRequest, pending: Pending) -> None:
    waiting = dict(request.session.get(SESSION_KEY, {}))
    mine = {"organisation": request.organisation.id, "member": request.member.id, "at": clock.now().timestamp()}  # type: ignore[attr-defined]
    waiting[pending.state] = secrets.seal_json(mine | asdict(pending))
    for old in list(waiting)[:-MOST]:
        del waiting[old]
    request.session[SESSION_KEY] = waiting


def found(request: HttpRequest, state: str) -> Pending | None:
    """What waits under this word; None when it is somebody else's, or too old."""
    sealed = request.session.get(SESSION_KEY, {}).get(state)
    kept: dict[str, Any] = secrets.unseal_json(sealed) if sealed else {}
    if not kept or kept["member"] != request.member.id or kept["organisation"] != request.organisation.id:  # type: ignore[attr-defined]
        return None
    if kept["at"] + HOUR_SECONDS < clock.now().timestamp():
        return None
    return Pending(kept["network"], kept["settings"], kept["secret"], kept["state"], kept["verifier"])


def forget(request: HttpRequest, state: str) -> None:
    waiting = dict(request.session.get(SESSION_KEY, {}))
    if waiting.pop(state, None):
        request.session[SESSION_KEY] = waiting


def address_back(request: HttpRequest) -> str:
    """The one page that every network is told to come back to."""
    return settings.BASE_URL + reverse("own_accounts:back", args=[request.organisation.slug])  # type: ignore[attr-defined]


def challenge(pending: Pending) -> str:
    """What travels in the open."""
    return oauth.challenge_of(pending.verifier)
