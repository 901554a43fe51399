"""Mastodon, and any server that speaks its API: what is said to us and under hashtags, and our answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from liant.connectors.contract import NO_MEDIA, Account, Capabilities, Draft, Field, Json, Page, Receipt
from liant.connectors.mastodon import reading, sending, streaming, writing
from liant.connectors.mastodon.guide import GUIDE
from liant.connectors.mastodon.items import full_name
from liant.connectors.mastodon.session import Session

_SEEN_BY = (
    ("public", {"en": "Everyone", "fr": "Tout le monde"}),
    ("unlisted", {"en": "Everyone, outside the public timelines", "fr": "Tout le monde, hors des fils publics"}),
    ("private", {"en": "Followers only", "fr": "Les abonnés seulement"}),
)


class Mastodon:
    kind = "mastodon"
    label = {"en": "Mastodon", "fr": "Mastodon"}
    summary = {
        "en": "Hears mentions, replies and hashtags as they come, and answers from your account, on any server of the Fediverse "
        "that speaks as Mastodon does.",
        "fr": "Entend les mentions, les réponses et les mots-dièse au fur et à mesure, et répond depuis votre compte, sur tout "
        "serveur du Fédivers qui parle comme Mastodon.",
    }
    icon = "brand-mastodon"
    capabilities = Capabilities(
        can_fetch=True,
        can_listen=True,
        has_own_listening_cursor=True,
        can_reply=True,
        can_post=True,
        can_like=True,
        can_repost=True,
        can_edit=True,
        can_delete=True,
        has_threads=True,
        can_look_up=True,
        is_public=True,
        max_length=writing.MAX_LENGTH,
        counts="graphemes",
        max_media=4,
        max_media_bytes=8_000_000,
        media_types=("image/jpeg", "image/png", "image/webp", "image/gif"),
        polite_interval_seconds=20,
    )
    settings: Sequence[Field] = (
        Field(
            "server",
            "url",
            {"en": "Server", "fr": "Serveur"},
            {"en": "For example https://mastodon.social.", "fr": "Par exemple https://mastodon.social."},
        ),
        Field(
            "token",
            "secret",
            {"en": "Access token", "fr": "Jeton d’accès"},
            {
                "en": "On your server: Preferences, Development, your application.",
                "fr": "Sur votre serveur\u00a0: Préférences, Développement, votre application.",
            },
        ),
        Field(
            "hashtags",
            "lines",
            {"en": "Hashtags", "fr": "Mots-dièse"},
            {
                "en": "One per line. What is said under them comes in even when nobody mentions you.",
                "fr": "Un par ligne. Ce qui s’y dit arrive même si personne ne vous mentionne.",
            },
            is_required=False,
        ),
        Field(
            "searches",
            "lines",
            {"en": "Saved searches", "fr": "Recherches enregistrées"},
            {
                "en": "One per line. A server finds what it knows, where its people agreed to be found.",
                "fr": "Une par ligne. Un serveur trouve ce qu’il connaît, là où les personnes ont accepté d’être trouvées.",
            },
            is_required=False,
        ),
        Field(
            "visibility",
            "choice",
            {"en": "Who sees what we say", "fr": "Qui voit ce que nous disons"},
            {
                "en": "An answer is never seen by more people than what it answers.",
                "fr": "Une réponse n’est jamais vue par plus de monde que le message auquel elle répond.",
            },
            default="public",
            choices=_SEEN_BY,
        ),
        Field(
            "max_length",
            "number",
            {"en": "Longest message", "fr": "Message le plus long"},
            {
                "en": "In characters. What your server says itself goes before.",
                "fr": "En caractères. Ce que votre serveur dit lui-même passe avant.",
            },
            is_required=False,
            default=writing.MAX_LENGTH,
        ),
        Field(
            "days_back",
            "number",
            {"en": "Days to read at first", "fr": "Jours à lire au début"},
            {"en": "How far back the first reading goes.", "fr": "Jusqu’où remonte la première lecture."},
            is_required=False,
            default=reading.DEFAULT_DAYS_BACK,
        ),
    )
    guide = GUIDE
    is_untried = True

    def capabilities_for(self, settings: Json) -> Capabilities:
        """Each server says how long a text may be."""
        return replace(self.capabilities, max_length=writing.longest(settings))

    def learned(self, account: Account) -> Json:
        longest = Session(account).longest_status()
        return {"max_length": longest} if longest else {}

    def check(self, account: Account) -> str:
        session = Session(account)
        found = session.query("/api/v1/accounts/verify_credentials")
        followers = found.get("followers_count")
        audience = f", which {followers} accounts follow" if isinstance(followers, int) and followers >= 0 else ""
        return f"Connected as @{full_name(found.get('acct'), session.host)}{audience}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        return reading.fetch_page(account, cursor, now)

    def listen(self, account: Account, cursor: Json | None, seconds: float) -> Iterator[Page]:
        """A stream has no memory: the cursor only says until when it was open."""
        return streaming.listen(account, seconds)

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        return writing.freeze(account, draft, key, now)

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        return sending.put(account, frozen, media)

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        return sending.look(account, frozen)
