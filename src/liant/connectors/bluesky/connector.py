"""Bluesky, and any server of the AT Protocol: what is said to us, what is said of us, and our answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from liant.connectors.bluesky import firehose, jetstream, reading, records
from liant.connectors.bluesky.interest import Interest
from liant.connectors.bluesky.session import DEFAULT_SERVER, Refusal, Session
from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    Capabilities,
    Draft,
    Field,
    Json,
    Page,
    Receipt,
    Rejected,
    Temporary,
)
from liant.connectors.media import Medium, content_of, in_frozen

WEB = "https://bsky.app/profile"


class Bluesky:
    kind = "bluesky"
    label = {"en": "Bluesky", "fr": "Bluesky"}
    summary = {
        "en": "Hears mentions, replies, quotes and saved searches, and answers from your account. "
        "Create an app password in Bluesky’s settings to connect it.",
        "fr": "Entend les mentions, les réponses, les citations et les recherches enregistrées, et répond depuis votre "
        "compte. Créez un mot de passe d’application dans les réglages de Bluesky pour le connecter.",
    }
    icon = "brand-bluesky"
    capabilities = Capabilities(
        can_fetch=True,
        can_listen=True,
        has_own_listening_cursor=True,
        can_reply=True,
        can_post=True,
        can_like=True,
        can_repost=True,
        can_delete=True,
        has_threads=True,
        has_cards=True,
        can_look_up=True,
        is_public=True,
        max_length=records.MAX_GRAPHEMES,
        counts="graphemes",
        max_media=records.MAX_IMAGES,
        max_media_bytes=records.MAX_IMAGE_BYTES,
        media_types=records.IMAGE_TYPES,
        can_repeat=True,
        polite_interval_seconds=3,
    )
    settings: Sequence[Field] = (
        Field(
            "handle",
            "text",
            {"en": "Account", "fr": "Compte"},
            {"en": "For example name.bsky.social.", "fr": "Par exemple nom.bsky.social."},
        ),
        Field(
            "password",
            "secret",
            {"en": "App password", "fr": "Mot de passe d’application"},
            {
                "en": "Created in Bluesky: Settings, Privacy and security, App passwords.",
                "fr": "À créer dans Bluesky : Paramètres, Confidentialité et sécurité, Mots de passe d’application.",
            },
        ),
        Field(
            "searches",
            "lines",
            {"en": "Saved searches", "fr": "Recherches enregistrées"},
            {
                "en": "One per line: your name, your products. What is found comes in even when nobody mentions you.",
                "fr": "Une par ligne : votre nom, vos produits. Ce qui est trouvé arrive même si personne ne vous mentionne.",
            },
            is_required=False,
        ),
        Field(
            "days_back",
            "number",
            {"en": "Days to read at first", "fr": "Jours à lire au début"},
            {"en": "How far back the first reading goes.", "fr": "Jusqu’où remonte la première lecture."},
            is_required=False,
            default=reading.DEFAULT_DAYS_BACK,
        ),
        Field(
            "server",
            "url",
            {"en": "Server", "fr": "Serveur"},
            {"en": "Where the account signs in.", "fr": "Là où le compte se connecte."},
            is_required=False,
            default=DEFAULT_SERVER,
        ),
        Field(
            "appview",
            "text",
            {"en": "Reading service", "fr": "Service de lecture"},
            {
                "en": "Only to use another one than the server’s own. Its identifier begins with did.",
                "fr": "Seulement pour en utiliser un autre que celui du serveur. Son identifiant commence par did.",
            },
            is_required=False,
        ),
        Field(
            "firehose",
            "url",
            {"en": "Live stream", "fr": "Flux en direct"},
            {
                "en": "The server whose stream is followed. Left empty, the one that holds the account.",
                "fr": "Le serveur dont le flux est suivi. Sans rien, celui qui porte le compte.",
            },
            is_required=False,
        ),
        Field(
            "jetstream",
            "url",
            {"en": "Jetstream", "fr": "Jetstream"},
            {
                "en": "A server that passes on what the whole network says, for example https://jetstream2.us-east.bsky.network. "
                "It takes the place of the live stream above.",
                "fr": "Un serveur qui transmet ce que dit tout le réseau, par exemple https://jetstream2.us-east.bsky.network. "
                "Il prend la place du flux en direct ci-dessus.",
            },
            is_required=False,
        ),
    )

    def capabilities_for(self, settings: Json) -> Capabilities:
        """A stream is followed only when one is named: the server that holds the account streams its own accounts
        only, and what others say to us would wait until the next reading."""
        is_named = settings.get("firehose") or settings.get("jetstream")
        return self.capabilities if is_named else replace(self.capabilities, can_listen=False)

    def check(self, account: Account) -> str:
        session = Session(account)
        profile = session.query("app.bsky.actor.getProfile", actor=session.did)
        followers = profile.get("followersCount")
        audience = f", which {followers} accounts follow" if isinstance(followers, int) else ""
        return f"Connected as @{profile.get('handle') or session.handle}{audience}."

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        return reading.fetch_page(account, cursor, now)

    def listen(self, account: Account, cursor: Json | None, seconds: float) -> Iterator[Page]:
        session = Session(account)
        interest = Interest(session.did, tuple(reading.terms_of(account)))
        if jetstream_address := str(account.settings.get("jetstream") or ""):
            pages = jetstream.listen(jetstream_address, interest, cursor, seconds)
        else:
            pages = firehose.listen(str(account.settings.get("firehose") or session.host), interest, cursor, seconds)
        for page in pages:
            yield replace(page, items=reading.complete(account, page.items)) if page.items else page

    def prepare(self, account: Account, draft: Draft, key: str, now: datetime) -> Json:
        return records.freeze(draft, key, now)

    def send(self, account: Account, frozen: Json, media: Mapping[str, bytes] = NO_MEDIA) -> Receipt:
        """Put the record where it belongs. `swapRecord: null` means: only where nothing stands yet."""
        session = Session(account)
        if frozen.get("act") == "delete":
            return _take_away(session, frozen)
        for medium in in_frozen(frozen):
            _upload(session, medium, media)
        body = {
            "repo": session.did,
            "collection": frozen["collection"],
            "rkey": frozen["rkey"],
            "record": frozen["record"],
            "swapRecord": None,
        }
        try:
            answer = session.write("com.atproto.repo.putRecord", body)
        except Refusal as refusal:
            if refusal.name != "InvalidSwap":
                raise
            return _already_there(session, frozen)
        return _receipt(session, frozen, answer.get("cid"))

    def find(self, account: Account, frozen: Json) -> Receipt | None:
        session = Session(account)
        found = _look(session, frozen)
        if frozen.get("act") == "delete":
            return None if found else _gone(session, frozen)
        return _receipt(session, frozen, found.get("cid")) if found else None


def _take_away(session: Session, frozen: Json) -> Receipt:
    """Twice is once: what is not there is deleted already."""
    place = {"repo": session.did, "collection": frozen["collection"], "rkey": frozen["rkey"]}
    session.write("com.atproto.repo.deleteRecord", place)
    return _gone(session, frozen)


def _gone(session: Session, frozen: Json) -> Receipt:
    return Receipt(remote_key=f"at://{session.did}/{frozen['collection']}/{frozen['rkey']}#gone")


def _upload(session: Session, medium: Medium, media: Mapping[str, bytes]) -> None:
    """The same bytes are the same blob, however often they are sent; the record names them already."""
    content = content_of(medium, media)
    blob = session.upload(content, medium.media_type)
    if (blob.get("ref") or {}).get("$link") != records.blob_link(content) or blob.get("mimeType") != medium.media_type:
        raise Rejected(f"The server took {medium.name} for something else.")


def _already_there(session: Session, frozen: Json) -> Receipt:
    found = _look(session, frozen)
    if found is None:
        raise Temporary("The server says that it is there already, and does not show it.")
    if found.get("value") != frozen["record"]:
        raise Rejected("Another message stands where this one was to be put; neither was changed.")
    return _receipt(session, frozen, found.get("cid"))


def _look(session: Session, frozen: Json) -> Json | None:
    try:
        return session.query(
            "com.atproto.repo.getRecord", repo=session.did, collection=frozen["collection"], rkey=frozen["rkey"]
        )
    except Refusal as refusal:
        if refusal.name == "RecordNotFound" or "could not locate record" in str(refusal).lower():
            return None
        raise Temporary(f"Whether it is there could not be seen: {refusal}") from refusal


def _receipt(session: Session, frozen: Json, cid: str | None) -> Receipt:
    uri = f"at://{session.did}/{frozen['collection']}/{frozen['rkey']}"
    is_post = frozen["collection"] == records.COLLECTIONS["post"]
    url = f"{WEB}/{session.handle}/post/{frozen['rkey']}" if is_post else None
    root = frozen["record"].get("reply", {}).get("root") or {"uri": uri, "cid": cid}
    return Receipt(remote_key=uri, url=url, detail={"cid": cid}, reply_to={"uri": uri, "cid": cid, "root": root})
