"""Talking to LinkedIn's versioned REST door: its headers, its way of writing questions, its errors.

https://learn.microsoft.com/en-us/linkedin/marketing/versioning
https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/error-handling
https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/rate-limits
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from liant.connectors.contract import Json, Misconfigured, OutcomeUnknown, RateLimited, Rejected, Temporary
from liant.connectors.oauth import NotPermitted
from liant.connectors.translation import raise_for_status, translated, wait_seconds
from liant.kit import clock, http

PLACE = "LinkedIn"
DEFAULT_VERSION = "202607"
A_MINUTE_SECONDS = 60.0


class Gone(Rejected):
    """It is not there any more."""


def encoded(urn: str) -> str:
    """A name of LinkedIn's inside an address: colons, commas and brackets written out."""
    return quote(urn, safe="")


def call(verb: str, url: str, token: str, version: str, body: Any = None, *, writing: bool = False) -> http.Answer:
    """One question. The address is written whole: List(…) and (start:…) must keep their brackets."""
    headers = {
        "authorization": f"Bearer {token}",
        "linkedin-version": version,
        "x-restli-protocol-version": "2.0.0",
    }
    with translated(writing=writing):
        answer = http.request(verb, url, headers=headers, json_body=body)
    if not answer.is_success:
        _raise(answer, writing=writing)
    return answer


def result(answer: http.Answer, *, writing: bool = False) -> Json:
    try:
        found = answer.json()
    except http.BadAnswer:
        found = None
    if not isinstance(found, dict):
        raise (OutcomeUnknown if writing else Temporary)("The server’s answer cannot be read.")
    return found


def _raise(answer: http.Answer, *, writing: bool) -> None:
    words, status = _words(answer), answer.status
    said = f": {words}" if words else ""
    if status == 429:
        raise RateLimited(f"{PLACE} asks to wait before the next request.", _wait(answer, words))
    if status == 426:
        raise Misconfigured(f"{PLACE} has retired this version of its door{said} ({status}).", "version")
    if status == 403:
        # whoever agreed no longer administers the page; also said of one post that may not be seen
        raise NotPermitted(f"{PLACE} refuses this account{said} ({status}).")
    if status == 404:
        raise Gone(f"{PLACE} refuses it{said} ({status}).")
    raise_for_status(answer, PLACE, writing=writing, reason=words)


def _wait(answer: http.Answer, words: str) -> float:
    """A daily limit ends at midnight UTC; the limit of one minute says so in its words."""
    if told := wait_seconds(answer):
        return told
    if "creat" in words.lower():
        return A_MINUTE_SECONDS
    now = clock.now()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=5, second=0, microsecond=0)
    return (midnight - now).total_seconds()


def moment(milliseconds: object) -> datetime | None:
    if not isinstance(milliseconds, int) or isinstance(milliseconds, bool):
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _words(answer: http.Answer) -> str:
    try:
        found = answer.json()
    except http.BadAnswer:
        return ""
    return str(found.get("message") or "").strip().rstrip(".") if isinstance(found, dict) else ""
