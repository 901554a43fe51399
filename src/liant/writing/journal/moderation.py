"""What readers and other sites say of a piece: taken in, shown or refused by a person, taken back by whoever said it. Nobody
else reads it before a person has shown it."""

import secrets
from datetime import timedelta

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Item
from liant.jobs.queue import defer
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.writing.journal.actions import touch
from liant.writing.journal.models import Moderated, PageMention, ReaderComment
from liant.writing.journal.states import COMMENT, MENTION
from liant.writing.models import Piece

MOST_WAITING = 500  # in one house: whoever floods it is asked to come back
KEPT_MAIL = timedelta(days=90)
MAIL = "journal.mail_comment"


class TooManyWait(Exception):
    """So many comments wait to be read that no more are taken."""


def take_comment(*, piece: Piece, language: str, name: str, text: str, mail: str = "",
                 parent: ReaderComment | None = None) -> str:  # fmt: skip
    """By a reader, without an account. Returns the token of their private link. Raises TooManyWait."""
    waiting = ReaderComment.objects.filter(state=Moderated.WAITING).values_list("pk", flat=True)
    if len(waiting[:MOST_WAITING]) == MOST_WAITING:
        raise TooManyWait
    token = secrets.token_urlsafe(32)
    ReaderComment.objects.create(
        piece=piece, language=language, name=name.strip(), text=text.strip(), mail=mail.strip(),
        parent=parent.parent or parent if parent else None, token_hash=hash_token(token), at=clock.now(),
    )  # fmt: skip
    return token


def take_back(*, comment: ReaderComment) -> None:
    """By whoever wrote it, with the private link: the words, the name and the address go."""
    with transaction.atomic():
        comment = ReaderComment.objects.select_for_update().get(pk=comment.pk)
        COMMENT.check(comment.state, "withdrawn")
        comment.state, comment.text, comment.name, comment.mail = Moderated.WITHDRAWN, "", "", ""
        comment.save(update_fields=["state", "text", "name", "mail"])
        touch()


def show(*, actor: Member, comment: ReaderComment) -> None:
    _decide(actor, comment, Moderated.SHOWN)


def refuse(*, actor: Member, comment: ReaderComment, rule: str) -> None:
    """For a reason that everyone can read among the rules."""
    _decide(actor, comment, Moderated.REFUSED, rule)


def _decide(actor: Member, comment: ReaderComment, state: str, rule: str = "") -> None:
    check(actor, "journal.moderate", comment)
    with transaction.atomic():
        comment = ReaderComment.objects.select_for_update().get(pk=comment.pk)
        if comment.state == state:
            return
        COMMENT.check(comment.state, state)
        comment.state, comment.rule = state, rule[:500]
        comment.decided_by, comment.decided_at = actor, clock.now()
        comment.save(update_fields=["state", "rule", "decided_by", "decided_at"])
        record(actor, "journal.show" if state == Moderated.SHOWN else "journal.refuse", comment, rule=rule[:200])
        touch()
        _tell(comment)


def answer(*, actor: Member, comment: ReaderComment, text: str) -> ReaderComment:
    """In the name of the house, under the comment, which is shown with it."""
    check(actor, "journal.moderate", comment)
    with transaction.atomic():
        if comment.state == Moderated.WAITING:
            show(actor=actor, comment=comment)
        said = ReaderComment.objects.create(
            piece_id=comment.piece_id, language=comment.language, parent_id=comment.parent_id or comment.pk,
            name=actor.organisation.name, text=text.strip(), state=Moderated.SHOWN, member=actor,
            decided_by=actor, decided_at=clock.now(),
        )  # fmt: skip
        record(actor, "journal.answer", comment)
        touch()
        _tell(comment, said)
    return said


def _tell(comment: ReaderComment, answer: ReaderComment | None = None) -> None:
    """By mail, where they gave an address."""
    if comment.mail:
        defer(
            MAIL, organisation_id=comment.organisation_id, comment_id=comment.pk, answer_id=answer.pk if answer else 0
        )


def forget_addresses() -> int:
    """Mail addresses are not kept for long: they were given for an answer."""
    return ReaderComment.objects.filter(at__lt=clock.now() - KEPT_MAIL).exclude(mail="").update(mail="")


def note_mention(*, piece: Piece, item: Item) -> PageMention:
    """Heard and checked by its channel; it waits for a person, again when it changed at its source."""
    person = item.person
    mention, is_new = PageMention.objects.get_or_create(
        item=item, defaults={"piece": piece, "author": (person.name if person else "")[:200]}
    )
    if not is_new and mention.state != Moderated.WAITING:
        MENTION.check(mention.state, "waiting")
        mention.state = Moderated.WAITING
        mention.save(update_fields=["state"])
        touch()
    return mention


def decide_mention(*, actor: Member, mention: PageMention, is_shown: bool) -> None:
    check(actor, "journal.moderate", mention)
    state = Moderated.SHOWN if is_shown else Moderated.REFUSED
    with transaction.atomic():
        mention = PageMention.objects.select_for_update().get(pk=mention.pk)
        if mention.state == state:
            return
        MENTION.check(mention.state, state)
        mention.state, mention.decided_by, mention.decided_at = state, actor, clock.now()
        mention.save(update_fields=["state", "decided_by", "decided_at"])
        record(actor, "journal.show_mention" if is_shown else "journal.refuse_mention", mention)
        touch()
