"""A LinkedIn page: comments on its posts, posts that name it; our answers, in the page's name.

Written from LinkedIn's documentation (the addresses stand where each call is made) and tried against recorded answers.
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/comments-api
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from liant.connectors import oauth, sweep
from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    Capabilities,
    Draft,
    Granted,
    Json,
    Misconfigured,
    Page,
    Receipt,
    Rejected,
    Tokens,
)
from liant.connectors.linkedin import agreement, reading, rest
from liant.connectors.linkedin.guide import GUIDE
from liant.connectors.linkedin.items import WEB, comment_urn, number_of
from liant.connectors.linkedin.settings import SETTINGS

API = "https://api.linkedin.com/rest"
SIGN_IN = "https://www.linkedin.com"
LONGEST = 1250


class LinkedIn:
    kind = "linkedin"
    label = {"en": "LinkedIn page", "fr": "Page LinkedIn"}
    summary = {
        "en": "Hears comments on your page’s posts and posts that name it, and answers as the page. LinkedIn examines "
        "your application first.",
        "fr": "Entend les commentaires sous les publications de votre page et les publications qui la nomment, et "
        "répond au nom de la page. LinkedIn examine d’abord votre application.",
    }
    icon = "brand-linkedin"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_look_up=True,
        is_public=True,
        max_length=LONGEST,
        polite_interval_seconds=1800,
    )
    settings = SETTINGS
    has_pkce = False
    asks_for = (
        {
            "en": "to see which pages you administer, and what is said on them;",
            "fr": "voir quelles pages vous administrez, et ce qui s’y dit\u202f;",
        },
        {"en": "to answer comments, as the page.", "fr": "répondre aux commentaires, au nom de la page."},
    )
    guide = GUIDE
    is_untried = True

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        return agreement.address(SIGN_IN, account, redirect_uri, state)

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        tokens = agreement.asked_for(
            SIGN_IN, account, now, grant_type="authorization_code", code=code, redirect_uri=redirect_uri
        )
        version, token = _version_of(account), tokens.values["access"]

        def get(path: str) -> Json:
            return rest.result(rest.call("GET", f"{API}/{path}", token, version))

        return agreement.pages_of(get, tokens)

    def refresh(self, account: Account, now: datetime) -> Tokens:
        return agreement.renewed(SIGN_IN, account, now)

    def check(self, account: Account) -> str:
        found = self._get(account, f"organizations/{_page_of(account).rpartition(':')[2]}")
        return f"Connected as {found.get('localizedName') or _page_of(account)}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        days = int(account.settings.get("days") or reading.DEFAULT_DAYS)
        plan = reading.plan(lambda path: self._get(account, path), _page_of(account), days, now)
        return sweep.step(cursor, now, plan)

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "reply":
            raise Rejected(f"LinkedIn knows no “{draft.kind}” here.")
        if not draft.target.get("object"):
            raise Rejected("LinkedIn gives no way to answer this one.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if len(text) > LONGEST:
            raise Rejected(f"This is {len(text)} characters long; LinkedIn takes {LONGEST}.")
        target = {name: draft.target[name] for name in ("object", "comment") if draft.target.get(name)}
        return {"key": key, **target, "text": text, "at": now.isoformat()}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        """An answer to an answer stands under the comment at the top: LinkedIn keeps them one step deep."""
        body = {"actor": _page_of(account), "object": frozen["object"], "message": {"text": frozen["text"]}}
        try:
            if frozen.get("comment"):
                body["parentComment"] = self._top_of(account, frozen)
            path = f"socialActions/{rest.encoded(frozen['object'])}/comments"
            answer = self._ask(account, "POST", path, body, writing=True)
        except oauth.NotPermitted as error:  # of this act; the next reading tells whether the page is lost
            raise Rejected(str(error)) from error
        made = rest.result(answer, writing=True)
        return _receipt(made, frozen)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        """Our words among the comments there, said since they were written."""
        since = rest.milliseconds(datetime.fromisoformat(frozen["at"]) - timedelta(minutes=2))
        try:
            under = self._top_of(account, frozen) if frozen.get("comment") else frozen["object"]
            found = self._get(account, f"socialActions/{rest.encoded(under)}/comments?start=0&count=100")
        except rest.Gone:
            return None
        for row in found.get("elements") or []:
            said = str((row.get("message") or {}).get("text") or "").strip()
            is_ours = row.get("actor") == _page_of(account)
            if is_ours and said == frozen["text"] and ((row.get("created") or {}).get("time") or 0) >= since:
                return _receipt(row, frozen)
        return None

    def _top_of(self, account: Account, frozen: Json) -> str:
        path = f"socialActions/{rest.encoded(frozen['object'])}/comments/{number_of(frozen['comment'])}"
        found = self._get(account, path)
        return comment_urn(found.get("parentComment")) or frozen["comment"]

    def _get(self, account: Account, path: str) -> Json:
        return rest.result(self._ask(account, "GET", path))

    def _ask(self, account: Account, verb: str, path: str, body: Any = None, *, writing: bool = False) -> Any:
        version = _version_of(account)

        def act(token: str) -> Any:
            return rest.call(verb, f"{API}/{path}", token, version, body, writing=writing)

        return oauth.with_token(self, account, act)


def _version_of(account: Account) -> str:
    return str(account.settings.get("version") or rest.DEFAULT_VERSION)


def _page_of(account: Account) -> str:
    urn = str(account.settings.get("organisation") or "")
    if not urn:
        raise Misconfigured("No page is chosen yet: agree on LinkedIn, then choose one.")
    return urn


def _receipt(row: Json, frozen: Json) -> Receipt:
    key = comment_urn(row.get("commentUrn"))
    if not key and row.get("id"):
        key = f"urn:li:comment:({frozen['object']},{row['id']})"
    return Receipt(remote_key=key, url=f"{WEB}/{frozen['object']}")
