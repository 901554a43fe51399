"""Every change to ideas and to the articles of others."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Item
from liant.kit import clock
from liant.writing.actions import begin
from liant.writing.ideas.models import Article, Idea
from liant.writing.models import Piece
from liant.writing.reading import Page

QUOTED = 600  # characters of an article that a piece begins with: a quotation, not a copy


class AnsweredAlready(Exception):
    """Somebody made a piece of it, or put it aside, meanwhile."""


def tell(*, actor: Member, text: str, url: str = "", item: Item | None = None) -> Idea:
    if item is None:
        check(actor, "ideas.tell")
    else:
        check(actor, "ideas.make", item)
    with transaction.atomic():
        idea = Idea.objects.create(text=text.strip(), url=url or (item.url if item else ""), item=item, author=actor)
        record(actor, "ideas.tell", idea)
    return idea


def take(*, actor: Member, idea: Idea, title: str = "") -> Piece:
    """A piece begins with it; whoever told it sees so."""
    check(actor, "ideas.answer")
    with transaction.atomic():
        idea = _open(idea)
        first_line = idea.text.strip().splitlines()[0] if idea.text.strip() else _("An idea")
        piece = begin(actor=actor, title=title.strip() or first_line[:120], language=actor.organisation.language)
        _answer(actor, idea, Idea.State.TAKEN, piece=piece)
        record(actor, "ideas.take", idea, piece_id=piece.pk)
    return piece


def put_aside(*, actor: Member, idea: Idea, answer: str) -> None:
    """Not now, and why: whoever told it reads the answer."""
    check(actor, "ideas.answer")
    with transaction.atomic():
        idea = _open(idea)
        _answer(actor, idea, Idea.State.ASIDE, answer=answer.strip())
        record(actor, "ideas.put_aside", idea)


def _open(idea: Idea) -> Idea:
    found = Idea.objects.select_for_update().get(pk=idea.pk)
    if found.state != Idea.State.OPEN:
        raise AnsweredAlready
    return found


def _answer(actor: Member, idea: Idea, state: str, **values: Any) -> None:
    idea.state, idea.answered_by, idea.answered_at = state, actor, clock.now()
    for name, value in values.items():
        setattr(idea, name, value)
    idea.save(update_fields=["state", "answered_by", "answered_at", *values])


def bring_in(*, actor: Member, page: Page, item: Item | None = None) -> Piece:
    """The words of others, to be relayed: the piece begins with a short quotation and its source; the article is kept
    beside it to be read. The same heard item is brought in once."""
    check(actor, "ideas.bring_in")
    if item is not None:
        check(actor, "ideas.make", item)
    with transaction.atomic():
        if item is not None and (known := Piece.objects.filter(source_item=item).exclude(state="withdrawn").first()):
            return known
        source = ", ".join(part for part in (page.author, page.site) if part) or page.url
        piece = begin(
            actor=actor, title=page.title or source, body=quotation(page.text or page.description, source, page.url),
            language=actor.organisation.language, is_third_party=True, about="others", source_url=page.url,
            source_name=source[:300], source_item=item,
        )  # fmt: skip
        Article.objects.create(
            piece=piece, url=page.url, title=page.title, author=page.author, site=page.site, dated=page.date,
            text=page.text,
        )  # fmt: skip
        record(actor, "ideas.bring_in", piece, source=source[:120])
    return piece


def quotation(text: str, source: str, url: str) -> str:
    """The first paragraph, cut at a sentence, as a quotation with its source."""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip() and not part.lstrip().startswith("#")]
    first = " ".join((paragraphs or [""])[0].split())
    if len(first) > QUOTED:
        cut = first[:QUOTED]
        first = cut[: cut.rfind(". ") + 1] or cut.rsplit(" ", 1)[0] + "…"
    quoted = f"> {first}\n>\n" if first else ""
    return f"{quoted}> — [{source.replace('[', '(').replace(']', ')')}]({url})"
