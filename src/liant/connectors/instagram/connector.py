"""An Instagram professional account: comments under its media, media it is tagged in, mentions elsewhere; our answers.

Written from Meta's documentation (the addresses stand where each call is made) and tried against recorded answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from liant.connectors import oauth, sweep
from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    Capabilities,
    Draft,
    Field,
    Granted,
    Json,
    Misconfigured,
    OutcomeUnknown,
    Page,
    Receipt,
    Rejected,
    Tokens,
)
from liant.connectors.graph import VERSION, Gone, after, call, listed
from liant.connectors.instagram import agreement, items, mentions, reading
from liant.connectors.instagram.guide import GUIDE
from liant.connectors.oauth import NotPermitted
from liant.connectors.receiving import Received, Request

ROOT = "https://graph.instagram.com"
SIGN_IN = "https://api.instagram.com"
WEB = "https://www.instagram.com"
PLACE = agreement.PLACE
LONGEST = 2200
MOST_LOOKED_AT = 10  # pages of answers under one comment


class Instagram:
    kind = "instagram"
    label = {"en": "Instagram", "fr": "Instagram"}
    summary = {
        "en": "Hears comments under your posts, pictures in which you are tagged and, once Instagram is told where to "
        "call, mentions elsewhere; answers. The account is a professional one.",
        "fr": "Entend les commentaires sous vos publications, les photos où l’on vous identifie et, une fois dit à "
        "Instagram où appeler, les mentions ailleurs\u202f; y répond. Le compte est un compte professionnel.",
    }
    icon = "brand-instagram"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_look_up=True,
        is_public=True,
        max_length=LONGEST,
        polite_interval_seconds=600,
    )
    settings = (
        Field(
            "client_id",
            "text",
            {"en": "Instagram app ID", "fr": "Identifiant de l’app Instagram"},
            {
                "en": "On Meta’s page of your app, under Instagram: it is another one than the App ID.",
                "fr": "Sur la page de votre application chez Meta, sous Instagram\u00a0: ce n’est pas l’identifiant "
                "général de l’application.",
            },
        ),
        Field(
            "client_secret",
            "secret",
            {"en": "Instagram app secret", "fr": "Clé secrète de l’app Instagram"},
            {"en": "Beside the identifier.", "fr": "À côté de l’identifiant."},
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
            "en": "to see the account’s posts and pictures in which it is tagged;",
            "fr": "voir les publications du compte et les photos où il est identifié\u202f;",
        },
        {"en": "to read comments and to answer them.", "fr": "lire les commentaires et y répondre."},
    )
    guide = GUIDE
    is_untried = True
    door_help = mentions.DOOR_HELP
    has_senders = False

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        return agreement.address(WEB, account, redirect_uri, state)

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        return agreement.account_of(ROOT, SIGN_IN, account, now, code=code, redirect_uri=redirect_uri)

    def refresh(self, account: Account, now: datetime) -> Tokens:
        return agreement.renewed(ROOT, account, now)

    def check(self, account: Account) -> str:
        me = self._ask(account, "GET", "me", {"fields": "user_id,username,followers_count"})
        name, count = me.get("username") or account.settings.get("username"), me.get("followers_count")
        audience = f", which {count} accounts follow" if isinstance(count, int) else ""
        return f"Connected as @{name}{audience}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        days = int(account.settings.get("days") or reading.DEFAULT_DAYS)

        def get(path: str, params: Json) -> Json:
            return self._ask(account, "GET", path, params)

        page = sweep.step(cursor, now, reading.plan(get, *_names_of(account), days, now))
        if not page.has_more and (told := mentions.subscribe(account, self._post(account))):
            return replace(page, unreadable=[*page.unreadable, *told])
        return page

    def receive(self, account: Account, request: Request, now: datetime) -> Received:
        return mentions.answer(account, request)

    def read(self, account: Account, request: Request, now: datetime) -> Page:
        _names_of(account)
        return mentions.read(account, request, lambda path, params: self._ask(account, "GET", path, params))

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "reply":
            raise Rejected(f"Instagram knows no “{draft.kind}” here.")
        if not draft.target.get("id") and not draft.target.get("media"):
            raise Rejected("Instagram gives no way to answer this one.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if len(text) > LONGEST:
            raise Rejected(f"This is {len(text)} characters long; Instagram takes {LONGEST}.")
        frozen = {"key": key, "text": text, "at": now.isoformat()}
        if draft.target.get("id"):
            return {**frozen, "under": draft.target["id"]}
        return {**frozen, **{name: draft.target[name] for name in ("media", "comment") if draft.target.get(name)}}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        try:
            made = self._ask(account, "POST", *_said(account, frozen), writing=True)
        except NotPermitted as error:  # of this act; the channel is well
            raise Rejected(str(error)) from error
        return Receipt(remote_key=str(made.get("id") or ""))

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        """Our words among the answers under that comment, said since they were written."""
        if "under" not in frozen:
            raise OutcomeUnknown("Instagram does not show the answers under other people’s words.")
        _, username = _names_of(account)
        params: Json = {"fields": items.REPLY_FIELDS, "limit": reading.PER_PAGE}
        for _ in range(MOST_LOOKED_AT):
            try:
                found = self._ask(account, "GET", f"{frozen['under']}/replies", params)
            except Gone:
                return None
            if key := reading.found_among(listed(found), frozen, username):
                return Receipt(remote_key=key)
            if not (mark := after(found)):
                return None
            params = {**params, "after": mark}
        raise OutcomeUnknown("There are more answers than can be looked through.")

    def _post(self, account: Account) -> Callable[[str, Json], Json]:
        return lambda path, params: self._ask(account, "POST", path, params)

    def _ask(self, account: Account, verb: str, path: str, params: Json, *, writing: bool = False) -> Json:
        def act(token: str) -> Any:
            return call(verb, f"{ROOT}/{VERSION}/{path}", PLACE, token, params, writing=writing)

        return oauth.with_token(self, account, act)


def _names_of(account: Account) -> tuple[str, str]:
    user_id = str(account.settings.get("user_id") or "")
    if not user_id:
        raise Misconfigured("No account is chosen yet: agree on Instagram first.")
    return user_id, str(account.settings.get("username") or "")


def _said(account: Account, frozen: Json) -> tuple[str, Json]:
    """Where our words go, and with what: under a comment of ours, or to a mention elsewhere."""
    if "under" in frozen:
        return f"{frozen['under']}/replies", {"message": frozen["text"]}
    user_id, _ = _names_of(account)
    about = {"media_id": frozen["media"], "comment_id": frozen.get("comment")}
    return f"{user_id}/mentions", {**about, "message": frozen["text"]}
