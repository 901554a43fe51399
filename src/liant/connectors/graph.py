"""Talking to Meta's Graph API, for Facebook Pages and Instagram alike: its errors in the contract's words.

Errors: https://developers.facebook.com/docs/graph-api/guides/error-handling
Limits: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from liant.connectors.contract import AuthLost, Json, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.connectors.oauth import NotPermitted
from liant.connectors.translation import raise_for_status, translated, wait_seconds
from liant.kit import http

VERSION = "v25.0"
LOST = {102, 190}
LOST_SUBCODES = {458, 459, 460, 463, 464, 467, 492}
BUSY = {4, 17, 32, 341, 613}  # calls of the application, of the person, of the page; and limits of one kind of act
FAILING = {1, 2}
BLOCKED = 368  # for a while, for what was written
THE_SAME_AGAIN = 506
GONE = {(100, 33), (100, 2018218)}  # there is no such object, or no longer
USUAL_WAIT_SECONDS, BLOCKED_WAIT_SECONDS = 900.0, 3600.0


class Gone(Rejected):
    """It is not there any more, or was never shown to this account."""


def call(
    verb: str,
    url: str,
    place: str,
    token: str,
    params: Mapping[str, Any] | None = None,
    *,
    secret: str = "",
    writing: bool = False,
) -> Json:
    """One question to the Graph; `secret` adds the proof that the application itself asks. Raises ConnectorError."""
    asked = {name: value for name, value in (params or {}).items() if value not in (None, "")}
    if secret and token:
        asked["appsecret_proof"] = hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with translated(writing=writing):
        answer = http.request(verb, url, headers=headers, params=asked)
    return result(answer, place, writing=writing)


def result(answer: http.Answer, place: str, *, writing: bool = False) -> Json:
    """The JSON of an answer, or the error that it tells."""
    found = _json(answer)
    error = found.get("error") if isinstance(found, dict) else None
    if isinstance(error, dict):
        _raise(error, answer, place, writing=writing)
    raise_for_status(answer, place, writing=writing)
    if not isinstance(found, dict):
        raise (OutcomeUnknown if writing else Temporary)("The server’s answer cannot be read.")
    return found


def _raise(error: Json, answer: http.Answer, place: str, *, writing: bool) -> None:
    code, subcode = _number(error.get("code")), _number(error.get("error_subcode"))
    said, status = f": {_words(error)}", code or answer.status
    if code in BUSY or 80_000 <= code < 81_000 or answer.status == 429:
        raise RateLimited(f"{place} asks to wait before the next request.", _wait(answer))
    if code in LOST or subcode in LOST_SUBCODES:
        raise AuthLost(f"{place} refuses this account{said} ({status}).")
    if code in {3, 10} or 200 <= code < 300:
        raise NotPermitted(f"{place} refuses this account{said} ({status}).")
    if code == BLOCKED:
        raise Temporary(f"{place} is failing{said} ({status}).", BLOCKED_WAIT_SECONDS)
    if code == THE_SAME_AGAIN and writing:
        raise OutcomeUnknown(f"{place} failed while taking the message{said} ({status}).")
    if code in FAILING or error.get("is_transient") or answer.status >= 500:
        if writing:
            raise OutcomeUnknown(f"{place} failed while taking the message{said} ({status}).")
        raise Temporary(f"{place} is failing{said} ({status}).", wait_seconds(answer))
    if (code, subcode) in GONE or code == 803:
        raise Gone(f"{place} refuses it{said} ({status}).")
    raise Rejected(f"{place} refuses it{said} ({status}).")


def gone_among(get: Callable[[str, Json], Json], keys: Sequence[str]) -> list[str]:
    """Those of these objects that are there no more, or are no longer shown."""
    found = []
    for key in keys:
        try:
            get(key, {"fields": "id"})
        except Gone:
            found.append(key)
        except (NotPermitted, Rejected):  # it may not be looked at: that says nothing of it, nor of the channel
            continue
    return found


def moment(text: object) -> datetime | None:
    """ "2026-03-31T10:00:00+0000" as the Graph writes it."""
    try:
        return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%S%z").astimezone(UTC)
    except ValueError:
        return None


def after(found: Json) -> str:
    """The mark of the next page, empty on the last one."""
    paging = found.get("paging") or {}
    return str((paging.get("cursors") or {}).get("after") or "") if paging.get("next") else ""


def listed(found: Json) -> list[Json]:
    rows = found.get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _wait(answer: http.Answer) -> float:
    """Minutes until access comes back, as the header of business use cases tells them; else what is told elsewhere."""
    try:
        usage = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
        minutes = [one.get("estimated_time_to_regain_access") or 0 for many in usage.values() for one in many]
    except (ValueError, AttributeError, TypeError):
        minutes = []
    told = max(minutes, default=0) * 60
    return float(told) or wait_seconds(answer) or USUAL_WAIT_SECONDS


def _words(error: Json) -> str:
    words = str(error.get("error_user_msg") or error.get("message") or "no reason given").strip()
    return words.rstrip(".")


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _json(answer: http.Answer) -> Any:
    try:
        return answer.json()
    except http.BadAnswer:
        return None
