"""A Facebook Page: comments, what visitors write, posts that name it, recommendations; our answers.

Written from Meta's documentation (the addresses stand where each call is made) and tried against recorded answers.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from liant.connectors import oauth, sweep
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
    Page,
    Receipt,
    Rejected,
    Tokens,
)
from liant.connectors.facebook import agreement, reading
from liant.connectors.facebook.guide import GUIDE
from liant.connectors.graph import VERSION, Gone, call, listed, moment
from liant.connectors.oauth import NotPermitted

API = f"https://graph.facebook.com/{VERSION}"
WEB = "https://www.facebook.com"
PLACE = agreement.PLACE
LONGEST = 8000


class Facebook:
    kind = "facebook"
    label = {"en": "Facebook Page", "fr": "Page Facebook"}
    summary = {
        "en": "Hears comments, posts by visitors, posts that name your Page and its recommendations, and answers as the "
        "Page.",
        "fr": "Entend les commentaires, les publications des visiteurs, celles qui nomment votre Page et ses "
        "recommandations, et répond au nom de la Page.",
    }
    icon = "brand-facebook"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_like=True,
        can_look_up=True,
        is_public=True,
        max_length=LONGEST,
        polite_interval_seconds=300,
    )
    settings = (
        Field(
            "client_id",
            "text",
            {"en": "App ID", "fr": "Identifiant de l’application"},
            {
                "en": "On Meta’s page of your app: App settings, Basic.",
                "fr": "Sur la page de votre application chez Meta\u00a0: Paramètres de l’app, Général.",
            },
        ),
        Field(
            "client_secret",
            "secret",
            {"en": "App secret", "fr": "Clé secrète de l’application"},
            {"en": "Beside the App ID.", "fr": "À côté de l’identifiant."},
        ),
        Field(
            "days",
            "number",
            {"en": "Days during which a post is watched", "fr": "Jours pendant lesquels une publication est suivie"},
            {
                "en": "Comments on older posts are not heard. It is also how far back the first reading goes.",
                "fr": "Les commentaires sous des publications plus anciennes ne sont pas entendus. C’est aussi jusqu’où "
                "remonte la première lecture.",
            },
            is_required=False,
            default=reading.DEFAULT_DAYS,
        ),
    )
    has_pkce = False
    asks_for = (
        {
            "en": "to see which Pages you look after, and to read what is said on them;",
            "fr": "voir de quelles Pages vous vous occupez, et lire ce qui s’y dit\u202f;",
        },
        {
            "en": "to answer comments and to like them, as the Page.",
            "fr": "répondre aux commentaires et les aimer, au nom de la Page.",
        },
    )
    guide = GUIDE
    is_untried = True

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        return agreement.address(WEB, account, redirect_uri, state)

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        return agreement.pages_of(API, account, code, redirect_uri)

    def refresh(self, account: Account, now: datetime) -> Tokens:
        raise AuthLost("Facebook renews nothing by itself: somebody has to agree again.")

    def check(self, account: Account) -> str:
        page = self._ask(account, "GET", _page_of(account), {"fields": "name,followers_count"})
        name, count = page.get("name") or _page_of(account), page.get("followers_count")
        audience = f", which {count} accounts follow" if isinstance(count, int) else ""
        return f"Connected as {name}{audience}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        days = int(account.settings.get("days") or reading.DEFAULT_DAYS)

        def get(path: str, params: Json) -> Json:
            return self._ask(account, "GET", path, params)

        return sweep.step(cursor, now, reading.plan(get, _page_of(account), days, now))

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        """Answers and likes need something to stand under."""
        if draft.kind not in ("reply", "like"):
            raise Rejected(f"Facebook knows no “{draft.kind}” here.")
        if not draft.target.get("id"):
            raise Rejected("Facebook gives no way to answer this one.")
        text = draft.text.strip()
        if draft.kind == "reply" and not text:
            raise Rejected("There is nothing written.")
        if len(text) > LONGEST:
            raise Rejected(f"This is {len(text)} characters long; Facebook takes {LONGEST}.")
        return {"key": key, "kind": draft.kind, "under": draft.target["id"], "text": text, "at": now.isoformat()}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        under = frozen["under"]
        try:
            if frozen["kind"] == "like":
                self._ask(account, "POST", f"{under}/likes", {}, writing=True)
                return Receipt(remote_key=f"like:{under}")
            made = self._ask(account, "POST", f"{under}/comments", {"message": frozen["text"]}, writing=True)
        except NotPermitted as error:  # of this act; the channel is well
            raise Rejected(str(error)) from error
        return _receipt(str(made.get("id") or ""))

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        """Our words under that comment, said since they were written."""
        under = frozen["under"]
        try:
            if frozen["kind"] == "like":
                seen = self._ask(account, "GET", under, {"fields": "user_likes"})
                return Receipt(remote_key=f"like:{under}") if seen.get("user_likes") else None
            fields = {"fields": "id,from,message,created_time", "filter": "stream", "order": "reverse_chronological"}
            found = listed(self._ask(account, "GET", f"{under}/comments", {**fields, "limit": 100}))
        except Gone:
            return None
        page_id, since = _page_of(account), reading.sent_since(frozen)
        for comment in found:
            at = moment(comment.get("created_time"))
            is_ours = str((comment.get("from") or {}).get("id")) == page_id
            if is_ours and str(comment.get("message") or "").strip() == frozen["text"] and at and at >= since:
                return _receipt(str(comment["id"]))
        return None

    def _ask(self, account: Account, verb: str, path: str, params: Json, *, writing: bool = False) -> Json:
        _, secret = oauth.app_of(account)

        def act(token: str) -> Any:
            return call(verb, f"{API}/{path}", PLACE, token, params, secret=secret, writing=writing)

        return oauth.with_token(self, account, act)


def _page_of(account: Account) -> str:
    page_id = str(account.settings.get("page_id") or "")
    if not page_id:
        raise Misconfigured("No Page is chosen yet: agree on Facebook, then choose one.")
    return page_id


def _receipt(key: str) -> Receipt:
    return Receipt(remote_key=key, url=f"{WEB}/{key}" if key else None)
