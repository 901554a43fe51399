"""Talking to a server of the AT Protocol: one session kept and refreshed, every refusal told in its own words.

Opening a session is limited to 30 in five minutes, so the tokens are remembered with the account and reused.
"""

from typing import Any

from liant.connectors.contract import (
    Account,
    AuthLost,
    Json,
    Misconfigured,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Temporary,
)
from liant.connectors.translation import translated, wait_seconds
from liant.kit import http

DEFAULT_SERVER = "https://bsky.social"
EXPIRED = {"ExpiredToken", "InvalidToken"}
LOST = {"AccountTakedown", "AccountDeactivated", "AccountSuspended", "AuthMissing", "AuthenticationRequired"}


class Refusal(Rejected):
    """The server understood and said no; `name` is its own word for why."""

    def __init__(self, message: str, name: str):
        super().__init__(message)
        self.name = name


def server_of(account: Account) -> str:
    """The address of the server where the account signs in, without a final slash."""
    server = str(account.settings.get("server") or DEFAULT_SERVER).strip().rstrip("/")
    if not server.startswith(("http://", "https://")):
        raise Misconfigured("The server’s address begins with https://.", "server")
    return server


class Session:
    """An account's session. Reading and writing go to the account's own server, which asks the network for it."""

    def __init__(self, account: Account):
        self._account = account
        self._server = server_of(account)
        self._handle = str(account.settings.get("handle") or "").strip().lstrip("@")
        if not self._handle:
            raise Misconfigured("The account’s name is missing, for example name.bsky.social.", "handle")

    @property
    def did(self) -> str:
        """The account's lasting identifier; opens a session when there is none."""
        return str(self._tokens()["did"])

    @property
    def handle(self) -> str:
        return str(self._tokens().get("handle") or self._handle)

    @property
    def host(self) -> str:
        """The server that holds the account's own records; often not the one where it signs in."""
        return str(self._tokens().get("pds") or self._server)

    def query(self, method: str, **params: Any) -> Json:
        """A question to the network. Raises ConnectorError."""
        wanted = {name: value for name, value in params.items() if value is not None}
        return self._call("GET", method, {"params": wanted})

    def write(self, method: str, body: Json) -> Json:
        """A change; an answer that does not come raises OutcomeUnknown. Nulls in the body are sent as they are."""
        return self._call("POST", method, {"json_body": body}, writing=True)

    def upload(self, content: bytes, media_type: str) -> Json:
        """Bytes for a record to come: nobody sees them before, and the same bytes sent again are the same blob."""
        sent = {"content": content, "headers": {"content-type": media_type}, "limits": http.Limits(total_seconds=120)}
        blob = self._call("POST", "com.atproto.repo.uploadBlob", sent).get("blob")
        return blob if isinstance(blob, dict) else {}

    def _call(self, verb: str, method: str, sent: Json, *, writing: bool = False) -> Json:
        answer = self._send(verb, method, self._tokens()["access"], sent, writing=writing)
        if _error_name(answer) in EXPIRED or answer.status == 401:
            self._renew()
            answer = self._send(verb, method, self._tokens()["access"], sent, writing=writing)
            if _error_name(answer) in EXPIRED or answer.status == 401:
                raise AuthLost(f"The server no longer accepts this account: {_words(answer)}")
        return _result(answer, writing=writing)

    def _send(self, verb: str, method: str, token: str, sent: Json, *, writing: bool) -> http.Answer:
        headers = {**sent.get("headers", {}), "authorization": f"Bearer {token}"}
        appview = str(self._account.settings.get("appview") or "").strip()
        if appview and method.startswith("app.bsky."):
            headers["atproto-proxy"] = appview if "#" in appview else f"{appview}#bsky_appview"
        with translated(writing=writing, setting="server"):
            return http.request(verb, f"{self.host}/xrpc/{method}", **{**sent, "headers": headers})

    def _tokens(self) -> Json:
        remembered = self._account.remembered
        if remembered.get("access") and remembered.get("session_of") == self._owner:
            return remembered
        self._open()
        return self._account.remembered

    @property
    def _owner(self) -> str:
        return f"{self._handle.lower()} at {self._server}"

    def _open(self) -> None:
        """A new session from the app password."""
        password = str(self._account.secret.get("password") or "")
        if not password:
            raise AuthLost("The app password is missing.")
        body = {"identifier": self._handle, "password": password}
        with translated(setting="server"):
            answer = http.post(f"{self._server}/xrpc/com.atproto.server.createSession", json_body=body)
        if answer.status in {400, 401, 403}:
            if _error_name(answer) == "AuthFactorTokenRequired":
                raise AuthLost("This account asks for a second factor; create an app password for Liant.")
            raise AuthLost(f"The server does not accept this name with this app password: {_words(answer)}")
        self._keep(_result(answer, writing=False))

    def _renew(self) -> None:
        """New tokens from the refresh token; with the password when the refresh token is too old as well."""
        refresh = self._account.remembered.get("refresh")
        if refresh:
            with translated(setting="server"):
                answer = http.post(
                    f"{self.host}/xrpc/com.atproto.server.refreshSession",
                    headers={"authorization": f"Bearer {refresh}"},
                )
            if answer.is_success:
                self._keep(_json(answer))
                return
            if answer.status == 429 or answer.status >= 500:
                _result(answer, writing=False)
        self._open()

    def _keep(self, session: Json) -> None:
        """Remember a session at once; an empty value never replaces one that was there."""
        values = {
            "did": session.get("did"),
            "handle": session.get("handle"),
            "access": session.get("accessJwt"),
            "refresh": session.get("refreshJwt"),
            "pds": _pds(session.get("didDoc")) or self._account.remembered.get("pds"),
            "session_of": self._owner,
        }
        if not values["did"] or not values["access"]:
            raise Temporary("The server opened a session without saying for whom.")
        if self._account.remembered.get("session_of") != self._owner:
            values["pds"] = _pds(session.get("didDoc"))
        self._account.remember({name: value for name, value in values.items() if value or name == "pds"})


def read_publicly(account: Account, method: str, **params: Any) -> Json:
    """A question that needs no session, asked to the account's server."""
    with translated(setting="server"):
        return _result(http.get(f"{server_of(account)}/xrpc/{method}", params=params), writing=False)


def _result(answer: http.Answer, *, writing: bool) -> Json:
    if answer.is_success:
        return _json(answer, writing=writing)
    words, name = _words(answer), _error_name(answer)
    if answer.status == 429:
        raise RateLimited("Bluesky asks to wait before the next request.", wait_seconds(answer))
    if name in LOST or answer.status in {401, 403}:
        raise AuthLost(f"The server no longer accepts this account: {words}")
    if answer.status >= 500:
        if writing:
            raise OutcomeUnknown(f"The server failed while taking it: {words}")
        raise Temporary(f"The server is failing: {words}", wait_seconds(answer))
    if answer.status >= 400:
        raise Refusal(f"The server refuses it: {words}", name)
    raise Temporary(f"The server answered {answer.status}, which is not expected here.")


def _json(answer: http.Answer, *, writing: bool = False) -> Json:
    with translated(writing=writing):
        value = answer.json()
    if not isinstance(value, dict):
        raise (OutcomeUnknown if writing else Temporary)("The server’s answer cannot be read.")
    return value


def _error_name(answer: http.Answer) -> str:
    return "" if answer.is_success else str(_error(answer).get("error") or "")


def _words(answer: http.Answer) -> str:
    error = _error(answer)
    words = str(error.get("message") or error.get("error") or f"status {answer.status}").strip()
    return words if words.endswith((".", "…")) else words + "."


def _error(answer: http.Answer) -> Json:
    try:
        value = answer.json()
    except http.BadAnswer:
        return {}
    return value if isinstance(value, dict) else {}


def _pds(document: Any) -> str | None:
    services = document.get("service") if isinstance(document, dict) else None
    for service in services if isinstance(services, list) else ():
        if isinstance(service, dict) and str(service.get("id", "")).endswith("#atproto_pds"):
            endpoint = str(service.get("serviceEndpoint") or "").rstrip("/")
            return endpoint if endpoint.startswith(("https://", "http://")) else None
    return None
