"""A YouTube channel: comments under its videos and the answers in them; our answers.

Written from Google's documentation (the addresses stand where each call is made) and tried against recorded answers.
https://developers.google.com/youtube/v3/docs/comments/insert
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from liant.connectors import google, oauth, sweep
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
from liant.connectors.youtube import reading
from liant.connectors.youtube.guide import GUIDE
from liant.connectors.youtube.items import WEB, author_of

API = "https://www.googleapis.com/youtube/v3"
PLACE = "YouTube"
SCOPES = ("https://www.googleapis.com/auth/youtube.force-ssl",)
LONGEST = 10_000
MOST_LOOKED_AT = 10  # pages of answers in one thread


class YouTube:
    kind = "youtube"
    label = {"en": "YouTube channel", "fr": "Chaîne YouTube"}
    summary = {
        "en": "Hears the comments under your videos and the answers among them, and answers as the channel.",
        "fr": "Entend les commentaires sous vos vidéos et les réponses entre eux, et répond au nom de la chaîne.",
    }
    icon = "brand-youtube"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_look_up=True,
        is_public=True,
        max_length=LONGEST,
        polite_interval_seconds=900,
    )
    settings = (
        Field(
            "client_id",
            "text",
            {"en": "Client ID", "fr": "Identifiant client"},
            {
                "en": "In Google Cloud: APIs and services, Credentials.",
                "fr": "Dans Google Cloud\u00a0: API et services, Identifiants.",
            },
        ),
        Field(
            "client_secret",
            "secret",
            {"en": "Client secret", "fr": "Code secret du client"},
            {"en": "Beside the Client ID.", "fr": "À côté de l’identifiant."},
        ),
        Field(
            "days",
            "number",
            {"en": "Days during which a comment is watched", "fr": "Jours pendant lesquels un commentaire est suivi"},
            {
                "en": "Answers to older comments are not heard. It is also how far back the first reading goes.",
                "fr": "Les réponses à des commentaires plus anciens ne sont pas entendues. C’est aussi jusqu’où remonte "
                "la première lecture.",
            },
            is_required=False,
            default=reading.DEFAULT_DAYS,
        ),
    )
    has_pkce = True
    asks_for = (
        {
            "en": "to see, edit and delete your YouTube videos, comments and captions: Google has no smaller "
            "permission for answering comments. Liant reads comments and writes answers, and nothing else.",
            "fr": "voir, modifier et supprimer vos vidéos, commentaires et sous-titres YouTube\u00a0: Google n’a pas "
            "d’autorisation plus petite pour qui répond aux commentaires. Liant lit les commentaires et écrit des "
            "réponses, rien d’autre.",
        },
    )
    guide = GUIDE
    is_untried = True

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        return google.address(account, SCOPES, redirect_uri, state, challenge)

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        tokens = google.tokens_for(account, PLACE, SCOPES, now, code=code, redirect_uri=redirect_uri, verifier=verifier)
        asked = {"part": "snippet", "mine": "true"}
        found = google.call("GET", f"{API}/channels", PLACE, tokens.values["access"], asked)
        return [
            Granted(
                key=str(row["id"]),
                name=str((row.get("snippet") or {}).get("title") or row["id"]),
                tokens=tokens,
                settings={"channel_id": str(row["id"])},
            )
            for row in found.get("items") or []
        ]

    def refresh(self, account: Account, now: datetime) -> Tokens:
        return google.renewed(account, PLACE, now)

    def check(self, account: Account) -> str:
        asked = {"part": "snippet,statistics", "id": _channel_of(account)}
        found = (self._ask(account, "GET", "channels", asked).get("items") or [{}])[0]
        name = (found.get("snippet") or {}).get("title") or _channel_of(account)
        count = (found.get("statistics") or {}).get("subscriberCount")
        audience = f", which {count} accounts follow" if count else ""
        return f"Connected as {name}{audience}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        days = int(account.settings.get("days") or reading.DEFAULT_DAYS)

        def get(path: str, params: Json) -> Json:
            return self._ask(account, "GET", path, params)

        return sweep.step(cursor, now, reading.plan(get, _channel_of(account), days, now))

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "reply":
            raise Rejected(f"YouTube knows no “{draft.kind}” here.")
        if not draft.target.get("id"):
            raise Rejected("YouTube gives no way to answer this one.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if len(text) > LONGEST:
            raise Rejected(f"This is {len(text)} characters long; YouTube takes {LONGEST}.")
        video = str(draft.target.get("video") or "")
        return {"key": key, "under": draft.target["id"], "video": video, "text": text, "at": now.isoformat()}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        body = {"snippet": {"parentId": frozen["under"], "textOriginal": frozen["text"]}}
        made = self._ask(account, "POST", "comments", {"part": "snippet"}, body=body, writing=True)
        return _receipt(str(made.get("id") or ""), frozen)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        """Our words among the answers of that thread, said since they were written."""
        since = datetime.fromisoformat(frozen["at"]) - timedelta(minutes=2)
        params = {"part": "snippet", "parentId": frozen["under"], "textFormat": "plainText", "maxResults": 100}
        for _ in range(MOST_LOOKED_AT):
            try:
                found = self._ask(account, "GET", "comments", params)
            except google.Gone:
                return None
            for row in found.get("items") or []:
                if _is_it(row, frozen["text"], _channel_of(account), since):
                    return _receipt(str(row["id"]), frozen)
            if not found.get("nextPageToken"):
                return None
            params = {**params, "pageToken": found["nextPageToken"]}
        raise OutcomeUnknown("There are more answers than can be looked through.")

    def _ask(
        self, account: Account, verb: str, path: str, params: Json, *, body: Json | None = None, writing: bool = False
    ) -> Json:
        def act(token: str) -> Any:
            return google.call(verb, f"{API}/{path}", PLACE, token, params, body=body, writing=writing)

        return oauth.with_token(self, account, act)


def _is_it(row: Json, text: str, channel_id: str, since: datetime) -> bool:
    snippet = row.get("snippet") or {}
    author, at = author_of(snippet), google.moment(snippet.get("publishedAt"))
    said = str(snippet.get("textOriginal") or snippet.get("textDisplay") or "").strip()
    return author is not None and author.key == channel_id and said == text and at is not None and at >= since


def _channel_of(account: Account) -> str:
    channel_id = str(account.settings.get("channel_id") or "")
    if not channel_id:
        raise Misconfigured("No channel is chosen yet: agree on Google first.")
    return channel_id


def _receipt(key: str, frozen: Json) -> Receipt:
    video = frozen.get("video")
    return Receipt(remote_key=key, url=f"{WEB}/watch?v={video}&lc={key}" if video and key else None)
