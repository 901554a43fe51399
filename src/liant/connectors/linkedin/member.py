"""One person's own account on LinkedIn: their posts, by an application that their organisation registered. Written from LinkedIn's
documentation and tried against recorded answers.

LinkedIn has no key by which a post sent twice is there once, and lets nobody read a member's posts again without a permission that it
gives to few: when no answer came, its member looks.

https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api
https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format
https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import regex

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
    Receipt,
    Rejected,
    Tokens,
)
from liant.connectors.linkedin import agreement, rest
from liant.connectors.linkedin.member_guide import GUIDE
from liant.connectors.linkedin.settings import SETTINGS

API = "https://api.linkedin.com"
SIGN_IN = "https://www.linkedin.com"
WEB = "https://www.linkedin.com/feed/update"
SCOPES = "openid w_member_social"  # with one too many, LinkedIn refuses them all
LONGEST = 3000
RESERVED = regex.compile(r"[\\|{}@\[\]()<>*_~]|#(?![^\W_])")  # a # before a letter begins a hashtag


class LinkedInMember:
    kind = "linkedin"
    label = {"en": "LinkedIn", "fr": "LinkedIn"}
    icon = "brand-linkedin"
    capabilities = Capabilities(can_post=True, has_cards=True, is_public=True, max_length=LONGEST)
    settings: Sequence[Field] = ()
    app_settings = tuple(one for one in SETTINGS if one.name == "version")
    asks_for = (
        {
            "en": "to publish what you write here, when you say so. LinkedIn lets nothing else be done with it.",
            "fr": "publier ce que vous écrivez ici, quand vous le dites. LinkedIn n’en permet rien d’autre.",
        },
        {
            "en": "for sixty days: then you agree again.",
            "fr": "pour soixante jours\u00a0: ensuite, vous acceptez à nouveau.",
        },
    )
    given_back = {
        "en": "On LinkedIn, take the access back too: Settings, Data privacy, Permitted services.",
        "fr": "Sur LinkedIn, retirez aussi l’accès\u00a0: Préférences, Confidentialité des données, Services autorisés.",
    }
    needs_application = True
    has_pkce = False
    guide = GUIDE
    is_untried = True

    def begin(self, account: Account, redirect_uri: str, state: str, challenge: str) -> str:
        return agreement.address(SIGN_IN, _asking(account), redirect_uri, state)

    def complete(
        self, account: Account, code: str, redirect_uri: str, verifier: str, now: datetime
    ) -> Sequence[Granted]:
        tokens = agreement.asked_for(
            SIGN_IN, account, now, grant_type="authorization_code", code=code, redirect_uri=redirect_uri
        )
        account.remembered = {**account.remembered, **tokens.values}
        key, name = self.whose(account)
        return [Granted(key, name, tokens, settings={"author": key})]

    def refresh(self, account: Account, now: datetime) -> Tokens:
        return agreement.renewed(SIGN_IN, account, now)

    def whose(self, account: Account) -> tuple[str, str]:
        """LinkedIn lets nothing be kept of a member but who they are: their name is not asked."""
        found = rest.result(oauth.with_token(self, account, self._ask("GET", f"{API}/v2/userinfo", account)))
        if not found.get("sub"):
            raise AuthLost("LinkedIn does not say whose account this is.")
        return f"urn:li:person:{found['sub']}", ""

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        if draft.kind != "post":
            raise Rejected(f"LinkedIn knows no “{draft.kind}” here.")
        text = draft.text.strip()
        if not text:
            raise Rejected("There is nothing written.")
        if len(text) > LONGEST:
            raise Rejected(f"This is {len(text)} characters long; LinkedIn takes {LONGEST}.")
        post: Json = {
            "author": _author(account),
            "commentary": little(text),
            "visibility": "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
        }
        if draft.card.get("url"):
            described = {"description": draft.card["description"]} if draft.card.get("description") else {}
            post["content"] = {"article": {"source": draft.card["url"], "title": draft.card["title"], **described}}
        return {"key": key, "at": now.isoformat(), "post": post, "media": []}

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        ask = self._ask("POST", f"{API}/rest/posts", account, frozen["post"], writing=True)
        try:
            answer = oauth.with_token(self, account, ask)
        except oauth.NotPermitted as error:  # of this post; the account may do others
            raise Rejected(str(error)) from error
        urn = answer.headers.get("x-restli-id", "")
        if not urn:
            raise OutcomeUnknown("LinkedIn took it, and did not say where it stands.")
        return Receipt(remote_key=urn, url=f"{WEB}/{urn}/")

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        raise OutcomeUnknown("LinkedIn lets nobody look whether it arrived.")

    def _ask(self, verb: str, url: str, account: Account, body: Any = None, *, writing: bool = False) -> Any:
        version = str(account.settings.get("version") or rest.DEFAULT_VERSION)

        def act(token: str) -> Any:
            return rest.call(verb, url, token, version, body, writing=writing)

        return act


def little(text: str) -> str:
    """As LinkedIn's little text wants it: what is left unescaped would cut the words off there."""
    return RESERVED.sub(lambda found: f"\\{found[0]}", text)


def _asking(account: Account) -> Account:
    return replace(account, settings={**account.settings, "scopes": SCOPES})


def _author(account: Account) -> str:
    urn = str(account.settings.get("author") or "")
    if not urn:
        raise Misconfigured("Nobody has agreed to this on the network yet.")
    return urn
