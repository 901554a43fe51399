"""What a Facebook Page shows, as items: comments, what visitors write on it, posts that name it, recommendations."""

from datetime import datetime

from liant.connectors.contract import Attachment, Author, IncomingItem, Json
from liant.connectors.graph import moment

KIND = "facebook"
POST_FIELDS = "id,from,message,story,created_time,updated_time,permalink_url"
COMMENT_FIELDS = "id,from,message,created_time,permalink_url,parent{id},attachment{type,title,url,media}"
RATING_FIELDS = "created_time,has_review,open_graph_story{id},rating,recommendation_type,review_text,reviewer{id,name}"


def author_of(thing: Json, part: str = "from") -> Author | None:
    """Who wrote it. Facebook keeps the name to itself when the writer did not let the application know it."""
    who = thing.get(part) or {}
    return Author(key=str(who["id"]), kind=KIND, name=who.get("name")) if who.get("id") else None


def is_by(thing: Json, page_id: str) -> bool:
    return str((thing.get("from") or {}).get("id") or "") == page_id


def of_post(post: Json, page_id: str, kind: str = "post") -> IncomingItem:
    """A post on our Page, or one elsewhere that names it."""
    is_ours = is_by(post, page_id)
    return IncomingItem(
        key=str(post["id"]),
        kind="mention" if kind == "mention" else "post",
        text=str(post.get("message") or post.get("story") or ""),
        published_at=moment(post.get("created_time")),
        author=author_of(post),
        raw=post,
        url=post.get("permalink_url"),
        thread_key=str(post["id"]),
        is_addressed=not is_ours,
        is_ours=is_ours,
        reply_to={"id": str(post["id"])},
    )


def of_comment(comment: Json, page_id: str, post: IncomingItem) -> IncomingItem:
    """A comment. Under a post of ours, each comment at the top begins an exchange of its own; under a post of somebody
    else, all of them belong to that person's exchange. Facebook keeps answers one step deep."""
    parent = str((comment.get("parent") or {}).get("id") or "")
    top = parent or str(comment["id"])
    is_ours = is_by(comment, page_id)
    return IncomingItem(
        key=str(comment["id"]),
        kind="reply" if parent else "comment",
        text=str(comment.get("message") or ""),
        published_at=moment(comment.get("created_time")),
        author=author_of(comment),
        raw=comment,
        url=comment.get("permalink_url"),
        thread_key=top if post.is_ours else post.key,
        parent_key=parent or post.key,
        is_addressed=not is_ours,
        is_ours=is_ours,
        attachments=_attachments(comment.get("attachment")),
        reply_to={"id": top},
        context=(post,) if post.is_ours else (),
    )


def of_rating(rating: Json) -> IncomingItem | None:
    """A recommendation, or a star rating of former days. Without words and without an address it cannot be told apart."""
    who, at = author_of(rating, "reviewer"), moment(rating.get("created_time"))
    story = str((rating.get("open_graph_story") or {}).get("id") or "")
    key = story or (f"rating:{who.key}:{at.isoformat()}" if who and at else "")
    if not key:
        return None
    return IncomingItem(
        key=key,
        kind="post",
        text=str(rating.get("review_text") or ""),
        published_at=at,
        author=who,
        raw=rating,
        thread_key=key,
        is_addressed=True,
        tags=_tags(rating),
        reply_to={"id": story} if story else {},
    )


def frozen_post(post: Json) -> Json:
    """As much of a post as its comments need above them, small enough to wait in the cursor."""
    short = {name: post[name] for name in ("id", "from", "created_time", "permalink_url") if post.get(name)}
    return {**short, "message": str(post.get("message") or post.get("story") or "")[:500]}


def is_since(thing: Json, since: datetime, field: str = "created_time") -> bool:
    """What has no date is read rather than lost."""
    at = moment(thing.get(field))
    return at is None or at >= since


def _tags(rating: Json) -> list[str]:
    """ "recommendation:positive", "rating:4/5", where Facebook tells them."""
    tags = []
    if rating.get("recommendation_type"):
        tags.append(f"recommendation:{rating['recommendation_type']}")
    if rating.get("rating"):
        tags.append(f"rating:{rating['rating']}/5")
    return tags


def _attachments(attachment: object) -> list[Attachment]:
    if not isinstance(attachment, dict):
        return []
    image = ((attachment.get("media") or {}).get("image") or {}).get("src")
    kind = "image/*" if "photo" in str(attachment.get("type")) else "application/octet-stream"
    title = str(attachment.get("title") or attachment.get("type") or "")
    return [Attachment(name=title, media_type=kind, url=image or attachment.get("url"))]
