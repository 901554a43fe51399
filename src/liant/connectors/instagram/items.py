"""What an Instagram professional account shows, as items: comments under its own media, media it is tagged in."""

from dataclasses import replace
from datetime import datetime

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.graph import moment

KIND = "instagram"
WEB = "https://www.instagram.com"
MEDIA_FIELDS = "id,caption,timestamp,permalink,username,comments_count"
REPLY_FIELDS = "id,text,timestamp,username,from"
COMMENT_FIELDS = f"{REPLY_FIELDS},parent_id,replies.limit(50){{{REPLY_FIELDS}}}"
TAG_FIELDS = "id,caption,timestamp,permalink,username"
MENTIONED_FIELDS = "id,text,timestamp,username,from,media{id,caption,timestamp,permalink,username}"


def author_of(thing: Json) -> Author | None:
    """The name that people read; the account's own number where Instagram tells it."""
    who = thing.get("from") or {}
    name = str(who.get("username") or thing.get("username") or "")
    key = str(who.get("id") or name.lower())
    return Author(key=key, kind=KIND, handle=name or None, url=f"{WEB}/{name}/" if name else None) if key else None


def is_by(thing: Json, username: str) -> bool:
    who = thing.get("from") or {}
    return str(who.get("username") or thing.get("username") or "").lower() == username.lower() != ""


def of_media(media: Json) -> IncomingItem:
    """A picture or film of ours, above its comments."""
    return IncomingItem(
        key=str(media["id"]),
        kind="post",
        text=str(media.get("caption") or ""),
        published_at=moment(media.get("timestamp")),
        author=author_of(media),
        raw=media,
        url=media.get("permalink"),
        is_ours=True,
    )


def of_comment(comment: Json, media: Json, username: str, parent: str = "") -> IncomingItem:
    """A comment at the top begins an exchange; answers stand one step below it, never deeper."""
    above = parent or str(comment.get("parent_id") or "")
    top = above or str(comment["id"])
    is_ours = is_by(comment, username)
    return IncomingItem(
        key=str(comment["id"]),
        kind="reply" if above else "comment",
        text=str(comment.get("text") or ""),
        published_at=moment(comment.get("timestamp")),
        author=author_of(comment),
        raw={name: value for name, value in comment.items() if name != "replies"},
        url=media.get("permalink"),
        thread_key=top,
        parent_key=above or str(media["id"]),
        is_addressed=not is_ours,
        is_ours=is_ours,
        reply_to={"id": top},
        context=(of_media(media),),
    )


def of_tag(media: Json) -> IncomingItem:
    """A picture of somebody else with us in it. Instagram lets nobody comment on it through its door for programs."""
    return IncomingItem(
        key=str(media["id"]),
        kind="mention",
        text=str(media.get("caption") or ""),
        published_at=moment(media.get("timestamp")),
        author=author_of(media),
        raw=media,
        url=media.get("permalink"),
        thread_key=str(media["id"]),
        is_addressed=True,
    )


def of_caption(media: Json) -> IncomingItem:
    """A picture of somebody else whose caption names us: unlike a tag, it can be answered."""
    return replace(of_tag(media), reply_to={"media": str(media["id"])})


def of_mention(comment: Json, media_id: str) -> IncomingItem:
    """A comment under somebody else's picture that names us."""
    media = {"id": media_id, **(comment.get("media") or {})}
    return IncomingItem(
        key=str(comment["id"]),
        kind="mention",
        text=str(comment.get("text") or ""),
        published_at=moment(comment.get("timestamp")),
        author=author_of(comment),
        raw=comment,
        url=media.get("permalink"),
        thread_key=str(comment["id"]),
        parent_key=media_id,
        is_addressed=True,
        reply_to={"media": media_id, "comment": str(comment["id"])},
        context=(replace(of_media(media), is_ours=False),) if media.get("caption") else (),
    )


def is_since(thing: Json, since: datetime) -> bool:
    """What has no date is read rather than lost."""
    at = moment(thing.get("timestamp"))
    return at is None or at >= since
