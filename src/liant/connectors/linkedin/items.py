"""What LinkedIn notifies a page of, as items: comments on its posts, posts that name it, what was edited or deleted.

LinkedIn lets nobody keep other members' names: the writer is known by a number alone.
https://learn.microsoft.com/en-us/linkedin/marketing/data-storage-requirements
"""

import re

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.linkedin.rest import moment

KIND = "linkedin"
WEB = "https://www.linkedin.com/feed/update"
_BARE = re.compile(r"\((?!urn:li:)(\w+):(\d+),")


def comment_urn(text: object) -> str:
    """LinkedIn writes a comment's name with and without `urn:li:` inside; here always with."""
    return _BARE.sub(r"(urn:li:\1:\2,", str(text or ""))


def post_of(comment: str) -> str:
    """The post inside the name of a comment: urn:li:comment:(urn:li:activity:1,2) → urn:li:activity:1."""
    found = re.fullmatch(r"urn:li:comment:\((urn:li:\w+:\d+),\d+\)", comment)
    return found[1] if found else ""


def number_of(comment: str) -> str:
    return comment.rstrip(")").rpartition(",")[2]


def author_of(urn: object) -> Author | None:
    return Author(key=str(urn), kind=KIND) if urn else None


def of_comment(notice: Json, organisation: str, *, is_edited: bool = False) -> IncomingItem | None:
    """A comment on a post of the page. An edited one is a new message of the same exchange: both were said."""
    told = (notice.get("decoratedGeneratedActivity") or {}).get("comment") or {}
    urn = comment_urn(told.get("entity") or notice.get("generatedActivity"))
    if not urn:
        return None
    post, parent = _post(notice, told, urn), comment_urn(told.get("parentComment"))
    owner = str(told.get("owner") or notice.get("actor") or "")
    return IncomingItem(
        key=f"{urn}#{notice.get('lastModifiedAt')}" if is_edited else urn,
        kind="reply" if parent else "comment",
        text=_text(told),
        published_at=moment(notice.get("lastModifiedAt")),
        author=author_of(owner),
        raw=notice,
        url=f"{WEB}/{post}" if post else None,
        thread_key=parent or urn,
        parent_key=parent or post,
        is_addressed=owner != organisation,
        is_ours=owner == organisation,
        reply_to={"object": post, "comment": urn},
        context=_above(notice, organisation),
    )


def of_mention(notice: Json, organisation: str) -> IncomingItem | None:
    """A post that names the page."""
    told = (notice.get("decoratedGeneratedActivity") or {}).get("share") or {}
    urn = str(told.get("entity") or notice.get("generatedActivity") or "")
    if not urn:
        return None
    owner = str(told.get("owner") or notice.get("actor") or "")
    return IncomingItem(
        key=urn,
        kind="mention",
        text=_text(told),
        published_at=moment(notice.get("lastModifiedAt")),
        author=author_of(owner),
        raw=notice,
        url=f"{WEB}/{urn}",
        thread_key=urn,
        is_addressed=owner != organisation,
        is_ours=owner == organisation,
        reply_to={"object": urn},
    )


def _post(notice: Json, told: Json, urn: str) -> str:
    post = post_of(urn) or str(told.get("object") or "")
    return post or str(notice.get("sourcePost") or (notice.get("decoratedSourcePost") or {}).get("entity") or "")


def _above(notice: Json, organisation: str) -> tuple[IncomingItem, ...]:
    """Our own post, where it came along."""
    post = notice.get("decoratedSourcePost") or {}
    if not post.get("text") or post.get("owner") != organisation:
        return ()
    key = str(post.get("entity") or notice.get("sourcePost"))
    return (
        IncomingItem(
            key=key,
            kind="post",
            text=_text(post),
            published_at=None,
            author=author_of(organisation),
            raw=post,
            url=f"{WEB}/{key}",
            is_ours=True,
        ),
    )


def _text(told: Json) -> str:
    message = told.get("message")
    return str(told.get("text") or (message.get("text") if isinstance(message, dict) else message) or "")
