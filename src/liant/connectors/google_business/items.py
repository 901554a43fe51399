"""What customers say of a place on Google, as items. A review that its author writes anew is a new message of the same
exchange: the former one was read, and may have been answered."""

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.google import moment

KIND = "google"
STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}


def author_of(review: Json) -> Author | None:
    """Google tells a name and no account: the review itself stands for its writer, who has one per place."""
    who = review.get("reviewer") or {}
    name = None if who.get("isAnonymous") else who.get("displayName")
    return Author(key=str(review["name"]), kind=KIND, name=name) if name else None


def stars_of(review: Json) -> int | None:
    return STARS.get(str(review.get("starRating")))


def of_review(review: Json) -> IncomingItem:
    """The number of stars stands in the tags, and in the title of a review without words."""
    name, stars = str(review["name"]), stars_of(review)
    changed = review.get("updateTime")
    is_edited = bool(changed) and changed != review.get("createTime")
    text = str(review.get("comment") or "")
    return IncomingItem(
        key=f"{name}#{changed}" if is_edited else name,
        kind="post",
        text=text,
        title=f"{stars}/5" if stars else None,
        published_at=moment(changed or review.get("createTime")),
        author=author_of(review),
        raw={field: value for field, value in review.items() if field != "reviewReply"},
        thread_key=name,
        is_addressed=True,
        tags=[f"rating:{stars}/5"] if stars else [],
        reply_to={"name": name},
    )


def of_reply(review: Json, us: str) -> IncomingItem | None:
    """Our own answer, whoever of us gave it; there is one place for it."""
    reply, name = review.get("reviewReply") or {}, str(review["name"])
    if not reply.get("comment"):
        return None
    return IncomingItem(
        key=reply_key(name),
        kind="reply",
        text=str(reply["comment"]),
        published_at=moment(reply.get("updateTime")),
        author=Author(key=us, kind=KIND),
        raw=reply,
        thread_key=name,
        parent_key=name,
        is_ours=True,
    )


def reply_key(name: str) -> str:
    return f"{name}/reply"
