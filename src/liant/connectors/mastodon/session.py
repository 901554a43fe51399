"""Talking to a server of Mastodon's API with the token of one account; every refusal told in its own words.

Through `kit.http` and not through Mastodon.py, which would take a session of `requests`: it wraps every failure of the
line in one error, so that nobody could tell any more whether a status had left, and it changes the payload on the way.
"""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from liant.connectors.contract import (
    Account,
    AuthLost,
    ConnectorError,
    Json,
    Misconfigured,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Temporary,
)
from liant.connectors.translation import translated, wait_seconds
from liant.kit import clock, http


class Refusal(Rejected):
    """The server understood and said no; `status` is the number under which it did."""

    def __init__(self, message: str, status: int):
        super().__init__(message)
        self.status = status


def server_of(account: Account) -> str:
    """The address of the account's server, without a final slash. Raises Misconfigured."""
    server = str(account.settings.get("server") or "").strip().rstrip("/")
    if not server:
        raise Misconfigured("The address of the server is missing, for example https://mastodon.social.", "server")
    if not server.startswith(("http://", "https://")):
        server = f"https://{server}"
    return server


def host_of(account: Account) -> str:
    """The server's name, as it stands in the names of its people and in the keys of its statuses."""
    return urlsplit(server_of(account)).netloc.lower()


class Session:
    """An account on its server. Who it is, is asked once and remembered."""

    def __init__(self, account: Account):
        self._account = account
        self.server = server_of(account)
        self.host = host_of(account)
        self._token = str(account.secret.get("token") or "").strip()
        if not self._token:
            raise AuthLost("The access token is missing.")

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._token}"}

    @property
    def own_id(self) -> str:
        """The account's identifier on this server."""
        return str(self.whoami()["own_id"])

    def whoami(self) -> Json:
        """`own_id`, `acct` and `streaming` of this account."""
        mark = hashlib.sha256(f"{self.server}\n{self._token}".encode()).hexdigest()[:16]
        known = self._account.remembered
        if known.get("token_mark") == mark and known.get("own_id"):
            return known
        found = self.query("/api/v1/accounts/verify_credentials")
        self._account.remember(
            {"token_mark": mark, "own_id": str(found["id"]), "acct": found.get("acct"), "streaming": self._streaming()}
        )
        return self._account.remembered

    def _streaming(self) -> str:
        """Where this server streams: its own address, or the one that it names."""
        try:
            instance = self.query("/api/v2/instance")
            named = str(instance["configuration"]["urls"]["streaming"])
        except (Rejected, Temporary, KeyError, TypeError):
            return self.server
        parts = urlsplit(named)
        scheme = {"wss": "https", "ws": "http"}.get(parts.scheme, parts.scheme)
        return f"{scheme}://{parts.netloc}" if parts.netloc and scheme in {"http", "https"} else self.server

    def longest_status(self) -> int | None:
        """How long a text may be, where the server says it."""
        try:
            told = self.query("/api/v2/instance")["configuration"]["statuses"]["max_characters"]
        except (ConnectorError, KeyError, TypeError):
            return None
        return told if isinstance(told, int) and 0 < told < 1_000_000 else None

    def query(self, path: str, **params: Any) -> Any:
        """A question. Raises ConnectorError."""
        wanted = {name: value for name, value in params.items() if value is not None}
        with translated(setting="server"):
            answer = http.get(self.server + path, headers=self.headers, params=wanted)
        return _result(answer, writing=False)

    def write(
        self, path: str, body: Json | None = None, *, idempotency_key: str | None = None, verb: str = "POST"
    ) -> Json:
        """A change; an answer that does not come raises OutcomeUnknown."""
        headers = self.headers | ({"idempotency-key": idempotency_key} if idempotency_key else {})
        with translated(writing=True, setting="server"):
            answer = http.request(verb, self.server + path, headers=headers, json_body=body or {})
        return _result(answer, writing=True)

    def upload(self, name: str, media_type: str, content: bytes, description: str) -> Json:
        """A picture, not yet part of any status: nobody sees it, and doing it again does no harm."""
        boundary = "liant-" + hashlib.sha256(content).hexdigest()[:32]
        body = _form(boundary, {"description": description}, name, media_type, content)
        headers = self.headers | {"content-type": f"multipart/form-data; boundary={boundary}"}
        limits = http.Limits(total_seconds=120)
        with translated(setting="server"):
            answer = http.post(f"{self.server}/api/v2/media", headers=headers, content=body, limits=limits)
        return _result(answer, writing=False)


def _form(boundary: str, fields: Mapping[str, str], name: str, media_type: str, content: bytes) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
        if value
    ]
    safe = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in name)[:100] or "file"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{safe}"\r\n'
    parts += [f"{head}Content-Type: {media_type}\r\n\r\n".encode(), content, f"\r\n--{boundary}--\r\n".encode()]
    return b"".join(parts)


def _result(answer: http.Answer, *, writing: bool) -> Any:
    if answer.is_success:
        with translated(writing=writing):
            return answer.json()
    raise_for_refusal(answer.status, _words(answer), wait=_wait(answer), writing=writing)
    raise Temporary(f"The server answered {answer.status}, which is not expected here.")


def raise_for_refusal(status: int, words: str, *, wait: float | None = None, writing: bool = False) -> None:
    """Raise what a status that is no success says; return when it says nothing that is known."""
    if status == 429:
        raise RateLimited("Mastodon asks to wait before the next request.", wait)
    if status == 401 or (status == 403 and "scope" in words.lower()):
        raise AuthLost(f"The server no longer accepts this account: {words}")
    if status >= 500:
        if writing:
            raise OutcomeUnknown(f"The server failed while taking it: {words}")
        raise Temporary(f"The server is failing: {words}", wait)
    if status in {408, 425}:
        raise Temporary(f"The server is failing: {words}", wait)
    if status >= 400:
        raise Refusal(f"The server refuses it: {words}", status)


def _words(answer: http.Answer) -> str:
    try:
        found = answer.json()
    except http.BadAnswer:
        found = {}
    words = found.get("error_description") or found.get("error") if isinstance(found, dict) else None
    said = str(words or f"status {answer.status}").strip()
    return said if said.endswith((".", "…")) else said + "."


def _wait(answer: http.Answer) -> float | None:
    """How long to wait: `Retry-After`, or the moment of `X-RateLimit-Reset`, which Mastodon writes as a date."""
    if (told := wait_seconds(answer)) is not None:
        return told
    reset = answer.headers.get("x-ratelimit-reset", "").strip()
    try:
        moment = datetime.fromtimestamp(int(reset), UTC) if reset.isdecimal() else datetime.fromisoformat(reset)
    except (ValueError, OverflowError, OSError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - clock.now()).total_seconds())
