"""OAuth 2 for the connectors whose network asks a person to agree: the authorisation code (RFC 6749), PKCE (RFC 7636),
and which token to use now. Networks differ in small things, so each connector says its own addresses and names."""

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from liant.connectors.contract import Account, AuthLost, Json, Misconfigured, Temporary, Tokens
from liant.connectors.translation import raise_for_status, translated
from liant.kit import clock, http

LONGEST = timedelta(days=400)  # beyond, a network's answer is a mistake and not an end
AT_THE_END = timedelta(minutes=2)  # a token this near its end may be refused before the answer comes
WITHDRAWN = {"invalid_grant", "access_denied", "consent_required", "unauthorized_client"}
OURS = {"invalid_client", "invalid_scope", "redirect_uri_mismatch", "invalid_request"}
Found = TypeVar("Found")


class NotPermitted(AuthLost):
    """The token is good, and does not open this: another one would not either."""


class Renews(Protocol):
    """The part of `Authorises` that matters here."""

    def refresh(self, account: Account, now: datetime) -> Tokens: ...


def new_verifier() -> str:
    """A fresh secret of PKCE: 43 to 128 characters that stand in an address."""
    return secrets.token_urlsafe(48)


def challenge_of(verifier: str) -> str:
    """What travels in the open: S256 of the verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def address(page: str, **params: str) -> str:
    """A page of the network with its questions; empty ones stay away."""
    return f"{page}?{urlencode({name: value for name, value in params.items() if value})}"


def app_of(account: Account) -> tuple[str, str]:
    """(identifier, secret) of the application that the organisation registered at the network."""
    identifier = str(account.settings.get("client_id") or "").strip()
    secret = str(account.secret.get("client_secret") or "").strip()
    if not identifier:
        raise Misconfigured("The identifier of your application is missing.", "client_id")
    if not secret:
        raise Misconfigured("The secret of your application is missing.", "client_secret")
    return identifier, secret


def ask_for_token(url: str, place: str, form: Json) -> Json:
    """POST a form to a network's token page. AuthLost when what was agreed no longer holds, Temporary for a blip."""
    content = urlencode({name: value for name, value in form.items() if value}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    with translated():
        answer = http.post(url, headers=headers, content=content)
    return token_in(answer, place)


def token_in(answer: http.Answer, place: str) -> Json:
    """The JSON of a token page's answer, its refusals in the words of the contract."""
    said = _json(answer)
    error, words = str(said.get("error") or ""), str(said.get("error_description") or "").strip()
    if answer.is_success and said.get("access_token"):
        return said
    if answer.status == 429 or answer.status >= 500:
        raise_for_status(answer, place)
    if error in OURS:
        raise Misconfigured(f"{place} does not know this application: {_sentence(words or error)}", "client_id")
    if error in WITHDRAWN or answer.status in {400, 401, 403}:
        raise AuthLost(f"{place} no longer accepts what was agreed: {_sentence(words or error)}")
    raise Temporary(f"{place} gave no key; it is asked again.")


def until(now: datetime, seconds: object) -> datetime | None:
    """The end of something that lasts so many seconds; None when none is named, or one that nobody can mean."""
    if not isinstance(seconds, int | float | str) or isinstance(seconds, bool):
        return None
    try:
        count = float(seconds)
    except ValueError:
        return None
    return now + timedelta(seconds=count) if 0 < count <= LONGEST.total_seconds() else None


def kept(values: Json) -> Json:
    """Values worth remembering: an empty one never takes the place of one that is there."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def missing(wanted: Iterable[str], given: object) -> list[str]:
    """The permissions that were asked for and not given. A network that does not list them gave them all."""
    if not given:
        return []
    listed = given if isinstance(given, list) else str(given).replace(",", " ").split()
    return [scope for scope in wanted if scope not in listed]


def with_token(connector: Renews, account: Account, act: Callable[[str], Found]) -> Found:
    """Do something with the token of now: renewed when it ends, and once more when the network refuses it."""
    token = _current(connector, account)
    try:
        return act(token)
    except NotPermitted:
        raise
    except AuthLost:
        if not account.remembered.get("renewable"):
            raise
        renewed = _renew(connector, account)
        if renewed == token:
            raise
        return act(renewed)


def _current(connector: Renews, account: Account) -> str:
    token = str(account.remembered.get("access") or "")
    if not token:
        raise AuthLost("Nobody has agreed to this on the network yet.")
    ends = account.remembered.get("access_until")
    if ends and account.remembered.get("renewable") and clock.now() + AT_THE_END >= datetime.fromisoformat(str(ends)):
        return _renew(connector, account)
    return token


def _renew(connector: Renews, account: Account) -> str:
    if account.on_renew:
        account.remembered = account.on_renew()
    else:
        account.remember(kept(connector.refresh(account, clock.now()).values))
    return str(account.remembered.get("access") or "")


def _json(answer: http.Answer) -> Json:
    try:
        value = answer.json()
    except http.BadAnswer:
        return {}
    return value if isinstance(value, dict) else {}


def _sentence(words: str) -> str:
    return words if words.endswith((".", "…")) else f"{words}."
