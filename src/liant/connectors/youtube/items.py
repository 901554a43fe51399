"""What stands under a channel's videos, as items: threads of comments and the answers in them."""

from liant.connectors.contract import Author, IncomingItem, Json
from liant.connectors.google import moment

KIND = "youtube"
WEB = "https://www.youtube.com"


def author_of(snippet: Json) -> Author | None:
    key = str((snippet.get("authorChannelId") or {}).get("value") or "")
    name = str(snippet.get("authorDisplayName") or "")
    if not key:
        return None
    handle = name if name.startswith("@") else None
    return Author(key=key, kind=KIND, name=name or None, handle=handle, url=snippet.get("authorChannelUrl"))


def of_comment(comment: Json, channel_id: str, video_id: str = "", top: str = "") -> IncomingItem:
    """`top`: the comment that this one answers; YouTube keeps answers one step deep."""
    snippet = comment.get("snippet") or {}
    key, author = str(comment["id"]), author_of(snippet)
    video = str(snippet.get("videoId") or video_id or "")
    is_ours = author is not None and author.key == channel_id
    return IncomingItem(
        key=key,
        kind="reply" if top else "comment",
        text=str(snippet.get("textOriginal") or snippet.get("textDisplay") or ""),
        published_at=moment(snippet.get("publishedAt")),
        author=author,
        raw=comment,
        url=f"{WEB}/watch?v={video}&lc={key}" if video else None,
        thread_key=top or key,
        parent_key=top or (f"video:{video}" if video else None),
        is_addressed=not is_ours,
        is_ours=is_ours,
        reply_to={"id": top or key, "video": video},
    )
