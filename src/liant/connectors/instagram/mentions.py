"""Mentions of the account in somebody else's caption or comment: Instagram tells them only by calling a server.

The call carries numbers and no words. It is signed with the application's secret; the words are asked for afterwards.
https://developers.facebook.com/docs/instagram-platform/webhooks
https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/mentions
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentioned_comment
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator

from liant.connectors.contract import Account, ConnectorError, IncomingItem, Json, Permanent, Temporary
from liant.connectors.graph import Gone
from liant.connectors.instagram import items
from liant.connectors.receiving import Pushed, Received, Request, refused

FIELD = "mentions"
MOST_AT_ONCE = 100  # Meta puts a thousand changes into one call at most; ours come one by one
DOOR_HELP = {
    "en": "For mentions in other people’s captions and comments: on Meta’s page of your app, under Instagram, "
    "Webhooks, give {address} as the callback URL, any word as the verify token, and subscribe to “mentions”. "
    "The app has to be live.",
    "fr": "Pour les mentions dans les légendes et les commentaires d’autrui\u00a0: sur la page de votre application "
    "chez Meta, sous Instagram, Webhooks, donnez {address} comme adresse de rappel, un mot quelconque comme jeton de "
    "vérification, et abonnez-vous à «\u00a0mentions\u00a0». L’application doit être en ligne.",
}
NOT_SIGNED = "The request is not signed with the secret of this Instagram app."
Get = Callable[[str, Json], Json]


def answer(account: Account, request: Request) -> Received:
    """What Meta is answered: its challenge, or that its call is kept."""
    if request.method == "GET":
        return _challenged(account, request)
    if request.method != "POST":
        return Received(405, "Instagram calls by POST.")
    if not _is_signed(request, str(account.secret.get("client_secret") or "")):
        return refused(403, NOT_SIGNED)
    try:
        told = list(_changes(request.body, str(account.settings.get("user_id") or "")))
    except (ValueError, TypeError, AttributeError):
        return refused(400, "The body cannot be read.")
    if not told:
        return Received(200, "Nothing of it is for this account.")
    return Received(200, "Kept.", is_kept=True, key="mentions:" + hashlib.sha256(request.body).hexdigest())


def read(account: Account, request: Request, get: Get) -> Pushed:
    """The words of each mention that the call tells of. One that is gone meanwhile is told, and no reason to fail."""
    user_id, username = str(account.settings["user_id"]), str(account.settings.get("username") or "")
    found: list[IncomingItem] = []
    told = ""
    for value in _changes(request.body, user_id):
        try:
            item = _comment(get, user_id, value) if value.get("comment_id") else _caption(get, user_id, value)
        except Gone:
            told = "It was taken down before it could be read."
            continue
        if not items.is_by(item.raw, username):
            found.append(item)
    return Pushed(items=found, cursor={}, told="" if found else told)


def subscribe(account: Account, post: Callable[[str, Json], Json]) -> list[str]:
    """Once Meta has found our address, it wants to be told that this account may be spoken of there."""
    if not account.remembered.get("mentions_called") or account.remembered.get("mentions_subscribed"):
        return []
    try:
        post("me/subscribed_apps", {"subscribed_fields": FIELD})
    except Temporary:
        return []  # at the next pass
    except Permanent as error:
        account.remember({"mentions_called": False})
        return [f"Instagram will not tell of mentions: {error}"]
    except ConnectorError:
        return []
    account.remember({"mentions_subscribed": True})
    return []


def _challenged(account: Account, request: Request) -> Received:
    challenge = request.query.get("hub.challenge", "")
    if request.query.get("hub.mode") != "subscribe" or not (challenge.isascii() and challenge.isalnum()):
        return Received(404, "Nothing was asked of Instagram here.")
    account.remember({"mentions_called": True, "mentions_subscribed": False})
    return Received(200, challenge)


def _is_signed(request: Request, secret: str) -> bool:
    method, _, given = request.headers.get("x-hub-signature-256", "").partition("=")
    if method != "sha256" or not secret:
        return False
    expected = hmac.new(secret.encode(), request.body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode())


def _changes(body: bytes, user_id: str) -> Iterator[Json]:
    """What the call tells of this account's mentions: {"media_id": …, "comment_id": … when it is in a comment}."""
    for entry in json.loads(body).get("entry") or []:
        if str(entry.get("id")) != user_id:
            continue
        for change in [*(entry.get("changes") or []), entry][:MOST_AT_ONCE]:
            value = change.get("value")
            if change.get("field") == FIELD and isinstance(value, dict) and _numbered(value):
                yield value


def _numbered(value: Json) -> bool:
    """Its numbers are put into a question, so they have to be numbers."""
    given = [str(value[name]) for name in ("media_id", "comment_id") if value.get(name)]
    return bool(value.get("media_id")) and all(one.isascii() and one.isdecimal() for one in given)


def _comment(get: Get, user_id: str, value: Json) -> IncomingItem:
    fields = f"mentioned_comment.comment_id({value['comment_id']}){{{items.MENTIONED_FIELDS}}}"
    comment = get(user_id, {"fields": fields}).get("mentioned_comment") or {}
    return items.of_mention({"id": str(value["comment_id"]), **comment}, str(value["media_id"]))


def _caption(get: Get, user_id: str, value: Json) -> IncomingItem:
    fields = f"mentioned_media.media_id({value['media_id']}){{{items.TAG_FIELDS}}}"
    media = get(user_id, {"fields": fields}).get("mentioned_media") or {}
    return items.of_caption({"id": str(value["media_id"]), **media})
