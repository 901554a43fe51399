"""What readers and other sites said of a piece, as its page shows it: only what a person has shown, and what still stands at
its source."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from liant.writing.journal import queries
from liant.writing.journal.models import PageMention, ReaderComment
from liant.writing.journal.site import Site
from liant.writing.journal.visitors import ReaderForm, begun
from liant.writing.models import Piece

LONGEST = 1200


@dataclass(frozen=True)
class Thread:
    comment: ReaderComment
    answers: list[ReaderComment] = field(default_factory=list)


@dataclass(frozen=True)
class Mention:
    """One of elsewhere: `kind` is "like", "repost", "reply" or "mention"."""

    mention: PageMention

    @property
    def kind(self) -> str:
        return self.mention.item.kind

    @property
    def url(self) -> str:
        return self.mention.item.url

    @property
    def name(self) -> str:
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        return self.mention.author or host

    @property
    def text(self) -> str:
        text = self.mention.item.text or self.mention.item.title
        return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"


def voices(here: Site, piece: Piece, asked_parent: str = "", form: ReaderForm | None = None) -> dict[str, Any]:
    mentions = [Mention(one) for one in queries.shown_mentions(piece)]
    threads = threads_of(queries.shown_comments(piece))
    parent = next((one.comment for one in threads if str(one.comment.pk) == asked_parent), None)
    return {
        "threads": threads,
        "likes": [one for one in mentions if one.kind == "like"],
        "reposts": [one for one in mentions if one.kind == "repost"],
        "spoken": [one for one in mentions if one.kind not in ("like", "repost")],
        "form": form or (begun(parent) if here.journal.has_comments else None),
        "parent": parent,
        "form_url": here.at("comment", piece_slug=piece.slug),
        "comments_url": here.at("piece-comments", piece_slug=piece.slug),
    }


def threads_of(comments: Sequence[ReaderComment]) -> list[Thread]:
    """One level: answers stand under what they answer, while that is shown."""
    found = {one.pk: Thread(one) for one in comments if one.parent_id is None}
    for one in comments:
        if one.parent_id in found:
            found[one.parent_id].answers.append(one)
    return list(found.values())
