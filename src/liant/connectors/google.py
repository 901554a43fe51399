"""What Google's doors have in common, for YouTube and Business Profile alike: signing in, and errors.

https://developers.google.com/identity/protocols/oauth2/web-server
https://developers.google.com/identity/protocols/oauth2#expiration
https://developers.google.com/youtube/v3/docs/errors
https://developers.google.com/my-business/content/errors
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liant.connectors import oauth
from liant.connectors.contract import (
    Account,
    AuthLost,
    Json,
    Misconfigured,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Temporary,
    Tokens,
)
from liant.connectors.translation import raise_for_status, translated, wait_seconds
from liant.kit import clock, http

SIGN_IN = "https://accounts.google.com"
TOKENS = "https://oauth2.googleapis.com"
KEEP_ALIVE = timedelta(days=60)  # a key that nobody uses for six months is forgotten
DAILY = {"quotaexceeded", "dailylimitexceeded"}
BUSY = {"ratelimitexceeded", "userratelimitexceeded", "resource_exhausted", "rate_limit_exceeded"}
FAILING = {"backenderror", "internalerror", "processingfailure", "unavailable", "internal"}
LOST = {
    "autherror",
    "authenticateduseraccountclosed",
    "authenticateduseraccountsuspended",
    "youtubesignuprequired",
    "insufficientpermissions",
    "access_token_scope_insufficient",
    "unauthenticated",
}
NOT_SWITCHED_ON = {"accessnotconfigured", "service_disabled"}
A_MINUTE_SECONDS = 60.0
QUOTAS_BEGIN_ANEW = ZoneInfo("America/Los_Angeles")


class Gone(Rejected):
    """It is not there any more."""


def address(account: Account, scopes: Sequence[str], redirect_uri: str, state: str, challenge: str) -> str:
    """`prompt=consent` brings a lasting key each time, also to who agreed before."""
    identifier, _ = oauth.app_of(account)
    return oauth.address(
        f"{SIGN_IN}/o/oauth2/v2/auth",
        client_id=identifier,
        redirect_uri=redirect_uri,
        response_type="code",
        scope=" ".join(scopes),
        state=state,
        access_type="offline",
        prompt="consent",
        code_challenge=challenge,
        code_challenge_method="S256",
    )


def tokens_for(
    account: Account, place: str, scopes: Sequence[str], now: datetime, *, code: str, redirect_uri: str, verifier: str
) -> Tokens:
    """Tokens for a code. AuthLost when the person left out a permission: Google lets them untick each."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier}
    found = _asked(account, place, form)
    if oauth.missing(scopes, found.get("scope")):
        raise AuthLost(f"{place} was not allowed everything that was asked; agree again and leave all boxes ticked.")
    return _tokens(found, account, now)


def renewed(account: Account, place: str, now: datetime) -> Tokens:
    refresh = str(account.remembered.get("refresh") or "")
    if not refresh:
        raise AuthLost("Nobody has agreed to this on the network yet.")
    return _tokens(_asked(account, place, {"grant_type": "refresh_token", "refresh_token": refresh}), account, now)


def _asked(account: Account, place: str, form: Json) -> Json:
    identifier, secret = oauth.app_of(account)
    return oauth.ask_for_token(f"{TOKENS}/token", place, {"client_id": identifier, "client_secret": secret, **form})


def _tokens(found: Json, account: Account, now: datetime) -> Tokens:
    """The hour of the access token is the connector's own affair; what may end for a person is the lasting key."""
    ends = oauth.until(now, found.get("expires_in"))
    refresh = str(found.get("refresh_token") or account.remembered.get("refresh") or "")
    values = {
        "access": found["access_token"],
        "access_until": ends.isoformat() if ends else None,
        "refresh": refresh or None,
        "renewable": bool(refresh),
    }
    agreed = oauth.until(now, found.get("refresh_token_expires_in"))
    return Tokens(
        values,
        expires_at=None if refresh else ends,
        renew_at=now + KEEP_ALIVE if refresh else None,
        agreed_until=agreed,
    )


def call(
    verb: str,
    url: str,
    place: str,
    token: str,
    params: Mapping[str, Any] | None = None,
    *,
    body: Json | None = None,
    writing: bool = False,
) -> Json:
    """One question to a door of Google's. Raises ConnectorError."""
    asked = {name: value for name, value in (params or {}).items() if value not in (None, "")}
    headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
    with translated(writing=writing):
        answer = http.request(verb, url, headers=headers, params=asked, json_body=body)
    found = _json(answer)
    if not answer.is_success:
        _raise(answer, found, place, writing=writing)
    if not isinstance(found, dict):
        raise (OutcomeUnknown if writing else Temporary)("The server’s answer cannot be read.")
    return found


def _raise(answer: http.Answer, found: Any, place: str, *, writing: bool) -> None:
    reasons, words = _reasons(found), _words(found)
    said, status = f": {words}" if words else "", answer.status
    if reasons & DAILY:
        raise RateLimited(f"{place} asks to wait before the next request.", until_quotas_begin_anew(clock.now()))
    if reasons & BUSY or status == 429:
        raise RateLimited(f"{place} asks to wait before the next request.", wait_seconds(answer) or A_MINUTE_SECONDS)
    if reasons & NOT_SWITCHED_ON:
        raise Misconfigured(f"{place} is not switched on for your application{said} ({status}).", "client_id")
    if status == 401 or reasons & LOST:
        raise AuthLost(f"{place} refuses this account{said} ({status}).")
    if status >= 500 or reasons & FAILING:
        if writing:
            raise OutcomeUnknown(f"{place} failed while taking the message{said} ({status}).")
        raise Temporary(f"{place} is failing{said} ({status}).", wait_seconds(answer))
    if status == 404:
        raise Gone(f"{place} refuses it{said} ({status}).")
    if status in {400, 403, 409}:  # a plain 403 speaks of one thing, not of the whole account
        raise Rejected(f"{place} refuses it{said} ({status}).")
    raise_for_status(answer, place, writing=writing, reason=words)
    raise Temporary(f"The server answered {status}, which is not expected here.")


def until_quotas_begin_anew(now: datetime) -> float:
    """Seconds until midnight in California, when Google counts from zero again."""
    there = now.astimezone(QUOTAS_BEGIN_ANEW)
    midnight = (there + timedelta(days=1)).replace(hour=0, minute=1, second=0, microsecond=0)
    return (midnight.astimezone(UTC) - now).total_seconds()


def moment(text: object) -> datetime | None:
    """ "2026-03-31T10:00:00Z", with or without a fraction of a second."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC)
    except ValueError:
        return None


def _reasons(found: Any) -> set[str]:
    """Google names its reasons in three places, by turns."""
    error = found.get("error") if isinstance(found, dict) else None
    if not isinstance(error, dict):
        return set()
    many = [*(error.get("errors") or []), *(error.get("details") or [])]
    told = [error.get("status"), *(one.get("reason") for one in many if isinstance(one, dict))]
    return {str(reason).lower() for reason in told if reason}


def _words(found: Any) -> str:
    error = found.get("error") if isinstance(found, dict) else None
    words = error.get("message") if isinstance(error, dict) else error
    return str(words or "").strip().rstrip(".")


def _json(answer: http.Answer) -> Any:
    try:
        return answer.json()
    except http.BadAnswer:
        return None
