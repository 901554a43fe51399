"""One person's own account on a server of Mastodon's API: they sign in there and agree, and each account has an application of
its own, registered on the spot, so that nobody else's access hangs on it.

https://docs.joinmastodon.org/methods/apps/
https://docs.joinmastodon.org/methods/oauth/
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlencode

from liant.connectors import oauth
from liant.connectors.contract import NO_MEDIA, Account, AuthLost, Draft, Granted, Json, Misconfigured, Receipt, Tokens
from liant.connectors.mastodon.connector import Mastodon
from liant.connectors.mastodon.items import full_name
from liant.connectors.mastodon.session import Refusal, Session, server_of
from liant.connectors.own import CameOf
from liant.connectors.translation import raise_for_status, translated
from liant.kit import http

SCOPES = "read:accounts read:statuses write:statuses"
NO_SERVER = "There is no server of Mastodon’s at this address."


class OwnMastodon(Mastodon):
    needs_application = False
    has_pkce = True
    settings = tuple(one for one in Mastodon.settings if one.name == "server")
    asks_for = (
        {
            "en": "to publish what you write here, when you say so;",
            "fr": "publier ce que vous écrivez ici, quand vous le dites\u202f;",
        },
        {
            "en": "to see your own posts: whether one arrived, and how many answers it got.",
            "fr": "voir vos propres messages\u00a0: si l’un est bien arrivé, et combien de réponses il a reçues.",
        },
    )
    given_back = {
        "en": "Your server is told so; it lists who has access under Preferences, Account, Authorized apps.",
        "fr": "Votre serveur en est prévenu\u202f; il montre qui a accès sous Préférences, Compte, Applications autorisées.",
    }

    def register(self, account: Account, redirect_uri: str) -> tuple[Json, Json]:
        wanted = {"client_name": "Liant", "redirect_uris": redirect_uri, "scopes": SCOPES}
        with translated(setting="server"):
            answer = http.post(f"{server_of(account)}/api/v1/apps", json_body=wanted)
        try:
            found = answer.json() if answer.is_success else {}
            identifier, secret = str(found["client_id"]), str(found["client_secret"])
        except (http.BadAnswer, KeyError, TypeError):
            raise Misconfigured(NO_SERVER, "server") from None
        return {"server": server_of(account), "client_id": identifier}, {"client_secret": secret}

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        identifier, _secret = oauth.app_of(account)
        return oauth.address(f"{server_of(account)}/oauth/authorize", response_type="code", client_id=identifier,
                             redirect_uri=redirect_uri, scope=SCOPES, state=state, code_challenge=challenge,
                             code_challenge_method="S256")  # fmt: skip

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        identifier, secret = oauth.app_of(account)
        form = {"grant_type": "authorization_code", "code": code, "client_id": identifier, "client_secret": secret,
                "redirect_uri": redirect_uri, "code_verifier": verifier, "scope": SCOPES}  # fmt: skip
        found = oauth.ask_for_token(f"{server_of(account)}/oauth/token", "Mastodon", form)
        tokens = Tokens({"access": str(found["access_token"])}, expires_at=oauth.until(now, found.get("expires_in")))
        account.remembered = {**account.remembered, **tokens.values}
        key, name = self.whose(account)
        return [Granted(key, name, tokens)]

    def refresh(self, account: Account, now: datetime) -> Tokens:
        raise AuthLost("Mastodon renews nothing by itself: connect the account again.")

    def whose(self, account: Account) -> tuple[str, str]:
        session = Session(_signed(account))
        found = session.query("/api/v1/accounts/verify_credentials")
        return f"{session.host}/{found['id']}", full_name(found.get("acct"), session.host)

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        return super().prepare(_signed(account), draft, key, now)

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        return super().send(_signed(account), frozen, media)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        return super().find(_signed(account), frozen)

    def came_of(self, account: Account, reply_to: Json) -> CameOf | None:
        try:
            found = Session(_signed(account)).query(f"/api/v1/statuses/{reply_to.get('id')}")
        except Refusal as refusal:
            if refusal.status == 404:
                return None
            raise
        return CameOf(found.get("replies_count"), found.get("favourites_count"), found.get("reblogs_count"))

    def withdraw(self, account: Account) -> None:
        identifier, secret = oauth.app_of(account)
        form = {"client_id": identifier, "client_secret": secret, "token": str(account.remembered.get("access") or "")}
        headers = {"content-type": "application/x-www-form-urlencoded"}
        with translated(setting="server"):
            answer = http.post(f"{server_of(account)}/oauth/revoke", headers=headers, content=urlencode(form).encode())
        raise_for_status(answer, "Mastodon")


def _signed(account: Account) -> Account:
    """The token that the sign-in gave, where the session looks for one that was typed."""
    account.secret = {**account.secret, "token": account.remembered.get("access")}
    return account
