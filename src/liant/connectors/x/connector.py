"""One person's own account on X: their posts, by an application that their organisation registered and pays for. Written from X's
documentation and tried against recorded answers.

X has no key by which a post sent twice is there once. It refuses the same words twice in a row, but each reading costs: when no
answer came, its owner looks.

https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token
https://docs.x.com/x-api/posts/manage-tweets/integrate
https://docs.x.com/x-api/fundamentals/response-codes-and-errors
https://docs.x.com/x-api/fundamentals/rate-limits
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from liant.connectors import oauth
from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    AuthLost,
    Capabilities,
    Draft,
    Field,
    Granted,
    Json,
    Misconfigured,
    OutcomeUnknown,
    RateLimited,
    Receipt,
    Rejected,
    Temporary,
    Tokens,
)
from liant.connectors.translation import raise_for_status, translated, wait_seconds
from liant.connectors.x.guide import GUIDE
from liant.kit import clock, http
from liant.kit.lengths import COUNTINGS, length

PLACE = "X"
API = "https://api.x.com"
SIGN_IN = "https://x.com"
WEB = "https://x.com"
SCOPES = "tweet.read tweet.write users.read offline.access"  # reading is asked for by X together with writing
LONGEST = 280
WINDOW_SECONDS = 900.0


class X:
    kind = "x"
    label = {"en": "X", "fr": "X"}
    icon = "brand-x"
    capabilities = Capabilities(can_post=True, is_public=True, max_length=LONGEST)
    settings: Sequence[Field] = ()
    app_settings: Sequence[Field] = ()
    asks_for = (
        {
            "en": "to publish what you write here, when you say so;",
            "fr": "publier ce que vous écrivez ici, quand vous le dites\u202f;",
        },
        {
            "en": "to read posts, which X asks for together with it. Liant reads none.",
            "fr": "lire des messages, ce que X demande avec le reste. Liant n’en lit aucun.",
        },
    )
    given_back = {
        "en": "X is told so; it lists who has access under Settings, Security and account access, Connected apps.",
        "fr": "X en est prévenu\u202f; il montre qui a accès sous Paramètres, Sécurité et accès au compte, Applications connectées.",
    }
    needs_application = True
    has_pkce = True
    guide = GUIDE
    is_untried = True

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        identifier, _secret = oauth.app_of(account)
        return oauth.address(f"{SIGN_IN}/i/oauth2/authorize", response_type="code", client_id=identifier,
                             redirect_uri=redirect_uri, scope=SCOPES, state=state, code_challenge=challenge,
                             code_challenge_method="S256")  # fmt: skip

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        tokens = _tokens(account, form, now)
        account.remembered = {**account.remembered, **tokens.values}
        key, name = self.whose(account)
        return [Granted(key, name, tokens)]

    def refresh(self, account: Account, now: datetime) -> Tokens:
        """The key that renews serves once: the new one is to be kept at once."""
        refresh = str(account.remembered.get("refresh") or "")
        if not refresh:
            raise AuthLost("X renews nothing without leave to: somebody has to agree again.")
        return _tokens(account, {"grant_type": "refresh_token", "refresh_token": refresh}, now)

    def whose(self, account: Account) -> tuple[str, str]:
        found = oauth.with_token(self, account, _asking("GET", f"{API}/2/users/me"))
        data = found.get("data") or {}
        if not data.get("id"):
            raise AuthLost("X does not say whose account this is.")
        return str(data["id"]), f"@{data['username']}" if data.get("username") else ""

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "post":
            raise Rejected(f"X knows no “{draft.kind}” here.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if (long := length(text, COUNTINGS["x"])) > LONGEST:
            raise Rejected(f"This is {long} characters long; X takes {LONGEST}.")
        return {"key": key, "at": now.isoformat(), "post": {"text": text}, "media": []}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        ask = _asking("POST", f"{API}/2/tweets", frozen["post"], writing=True)
        try:
            found = oauth.with_token(self, account, ask)
        except oauth.NotPermitted as error:  # the same words again, or more than the app may: of this post alone
            raise Rejected(str(error)) from error
        number = str((found.get("data") or {}).get("id") or "")
        if not number:
            raise OutcomeUnknown("X took it, and did not say where it stands.")
        return Receipt(remote_key=number, url=f"{WEB}/i/web/status/{number}")

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        raise OutcomeUnknown("X is not asked whether it arrived: each reading costs.")

    def withdraw(self, account: Account) -> None:
        form = {"token": str(account.remembered.get("refresh") or account.remembered.get("access") or "")}
        with translated():
            answer = http.post(f"{API}/2/oauth2/revoke", headers=_of_the_app(account), content=urlencode(form).encode())
        raise_for_status(answer, PLACE)


def _tokens(account: Account, form: Json, now: datetime) -> Tokens:
    with translated():
        answer = http.post(f"{API}/2/oauth2/token", headers=_of_the_app(account), content=urlencode(form).encode())
    try:
        found = oauth.token_in(answer, PLACE)
    except Misconfigured as error:  # X says so of a key that serves no more as well; of an application it answers 401
        if form["grant_type"] == "refresh_token" and answer.status == 400:
            raise AuthLost(
                f"{PLACE} no longer accepts what was agreed: {_words(answer) or 'invalid_request'}."
            ) from error
        raise
    ends, refresh = oauth.until(now, found.get("expires_in")), str(found.get("refresh_token") or "")
    values = {
        "access": found["access_token"],
        "access_until": ends.isoformat() if ends else None,
        "refresh": refresh or None,
        "renewable": bool(refresh),
    }
    return Tokens(values, expires_at=ends, renew_at=ends if refresh else None)


def _of_the_app(account: Account) -> dict[str, str]:
    """A confidential client says who it is by Basic, each part written as in a form (RFC 6749, 2.3.1)."""
    identifier, secret = (quote(part, safe="") for part in oauth.app_of(account))
    basic = base64.b64encode(f"{identifier}:{secret}".encode()).decode()
    return {
        "authorization": f"Basic {basic}",
        "content-type": "application/x-www-form-urlencoded",
        "accept": "application/json",
    }


def _asking(verb: str, url: str, body: Json | None = None, *, writing: bool = False) -> Callable[[str], Json]:
    def act(token: str) -> Json:
        with translated(writing=writing):
            answer = http.request(verb, url, headers={"authorization": f"Bearer {token}"}, json_body=body)
        if not answer.is_success:
            _raise(answer, writing=writing)
        with translated(writing=writing):
            found = answer.json()
        if not isinstance(found, dict):
            raise (OutcomeUnknown if writing else Temporary)("The server’s answer cannot be read.")
        return found

    return act


def _raise(answer: http.Answer, *, writing: bool) -> None:
    words = _words(answer)
    said = f": {words}" if words else ""
    if answer.status == 429:
        raise RateLimited(f"{PLACE} asks to wait before the next request.", _wait(answer))
    if answer.status == 402:
        raise Rejected("The credits that your organisation bought on X are used up (402).")
    if answer.status == 403:
        raise oauth.NotPermitted(f"{PLACE} refuses it{said} ({answer.status}).")
    raise_for_status(answer, PLACE, writing=writing, reason=words)


def _wait(answer: http.Answer) -> float:
    """Until the window of a quarter of an hour, or the day, begins anew."""
    if (told := wait_seconds(answer)) is not None:
        return told
    reset = answer.headers.get("x-rate-limit-reset", "").strip()
    if not reset.isdecimal():
        return WINDOW_SECONDS
    return max(0.0, (datetime.fromtimestamp(int(reset), UTC) - clock.now()).total_seconds())


def _words(answer: http.Answer) -> str:
    try:
        found = answer.json()
    except http.BadAnswer:
        return ""
    if not isinstance(found, dict):
        return ""
    return str(found.get("detail") or found.get("error_description") or found.get("title") or "").strip().rstrip(".")
