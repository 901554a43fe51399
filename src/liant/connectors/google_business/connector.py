"""A place on Google (Business Profile): the reviews of customers, with their stars; our answers.

Written from Google's documentation (the addresses stand where each call is made) and tried against recorded answers.
https://developers.google.com/my-business/content/review-data
https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/list
https://developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews/updateReply
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
    Page,
    Receipt,
    Rejected,
    Tokens,
)
from liant.connectors.google_business import items, places, reading
from liant.connectors.google_business.guide import GUIDE

API = "https://mybusiness.googleapis.com/v4"
PLACE = "Google"
SCOPES = ("https://www.googleapis.com/auth/business.manage",)
MOST_BYTES = 4096


class GoogleBusiness:
    kind = "google_business"
    label = {"en": "Google reviews", "fr": "Avis Google"}
    summary = {
        "en": "Hears the reviews of your place on Google, with their stars, and answers them.",
        "fr": "Entend les avis laissés sur votre fiche Google, avec leurs étoiles, et y répond.",
    }
    icon = "brand-google"
    capabilities = Capabilities(
        can_fetch=True,
        can_reply=True,
        can_look_up=True,
        can_repeat=True,
        is_public=True,
        max_length=MOST_BYTES,
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
            {"en": "Days to read at first", "fr": "Jours à lire au début"},
            {"en": "How far back the first reading goes.", "fr": "Jusqu’où remonte la première lecture."},
            is_required=False,
            default=reading.DEFAULT_DAYS,
        ),
    )
    has_pkce = True
    asks_for = (
        {
            "en": "to see and manage your Business Profile: Google has no smaller permission. Liant reads reviews and "
            "writes answers, and nothing else.",
            "fr": "voir et gérer votre fiche d’établissement\u00a0: Google n’a pas d’autorisation plus petite. Liant lit "
            "les avis et écrit des réponses, rien d’autre.",
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
        return places.granted(PLACE, tokens)

    def refresh(self, account: Account, now: datetime) -> Tokens:
        return google.renewed(account, PLACE, now)

    def check(self, account: Account) -> str:
        found = self._ask(account, "GET", f"{_location_of(account)}/reviews", {"pageSize": 1})
        return f"Connected: {found.get('totalReviewCount') or 0} reviews."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        days = int(account.settings.get("days") or reading.DEFAULT_DAYS)

        def get(path: str, params: Json) -> Json:
            return self._ask(account, "GET", path, params)

        return sweep.step(cursor, now, reading.plan(get, _location_of(account), days))

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "reply" or not draft.target.get("name"):
            raise Rejected("On Google a review can be answered, and nothing else.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if (size := len(text.encode())) > MOST_BYTES:
            raise Rejected(f"This is {size} bytes long; Google takes {MOST_BYTES}.")
        return {"key": key, "name": draft.target["name"], "text": text, "at": now.isoformat()}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        """A review has one answer, and writing puts it in the place of the former: what a colleague answered on Google
        itself must not vanish."""
        there = self._reply_to(account, frozen["name"])
        if there and there != frozen["text"]:
            raise Rejected("This review has an answer already, given elsewhere; it was not changed.")
        if not there:
            path, body = f"{frozen['name']}/reply", {"comment": frozen["text"]}
            self._ask(account, "PUT", path, {}, body=body, writing=True)
        return Receipt(remote_key=items.reply_key(frozen["name"]))

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        there = self._reply_to(account, frozen["name"])
        return Receipt(remote_key=items.reply_key(frozen["name"])) if there == frozen["text"] else None

    def _reply_to(self, account: Account, name: str) -> str:
        try:
            review = self._ask(account, "GET", name, {})
        except google.Gone as error:
            raise Rejected("This review is no longer on Google.") from error
        return str((review.get("reviewReply") or {}).get("comment") or "").strip()

    def _ask(
        self, account: Account, verb: str, path: str, params: Json, *, body: Json | None = None, writing: bool = False
    ) -> Json:
        def act(token: str) -> Any:
            return google.call(verb, f"{API}/{path}", PLACE, token, params, body=body, writing=writing)

        return oauth.with_token(self, account, act)


def _location_of(account: Account) -> str:
    location = str(account.settings.get("location") or "")
    if not location:
        raise Misconfigured("No place is chosen yet: agree on Google, then choose one.")
    return location
