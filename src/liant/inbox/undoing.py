"""An act done to one conversation or to many, told row by row, and undone within a few minutes.

What was there before is kept beside what came of it: undoing gives back what nobody has changed since.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.inbox.actions import ReasonNeeded, locked
from liant.inbox.models import Act, Conversation, ConversationLabel, Label
from liant.inbox.queries import UNDONE_WITHIN
from liant.jobs import live
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError

FORGOTTEN_AFTER = timedelta(days=1)
PLAIN, MOMENTS = ("state", "closed_because", "assignee_id"), ("snoozed_until", "closed_at")
WHY = {
    "not_allowed": _("you may not change it"),
    "reason_needed": _("someone waits: closing needs a reason"),
    "moved": _("a colleague was quicker"),
    "over": _("it is too late to undo this"),
}


class TooLate(Exception):
    """This act can't be undone any more."""


@dataclass(frozen=True)
class Refusal:
    conversation_id: int
    why: str  # a key of WHY


def carry_out(*, actor: Member, verb: str, conversations: Iterable[Conversation],
              act: Callable[[Conversation], None]) -> Act:  # fmt: skip
    """Do `act` to each, with its own permission; what was refused is told by row and leaves the others alone."""
    changes, refused = [], []
    with transaction.atomic():
        Act.objects.filter(actor=actor, at__lt=clock.now() - FORGOTTEN_AFTER).delete()
        for conversation in conversations:
            why = ""
            before = picture_of(conversation.id)
            try:
                with transaction.atomic():
                    act(conversation)
            except NotAllowed:
                why = "not_allowed"
            except ReasonNeeded:
                why = "reason_needed"
            except LifecycleError:
                why = "moved"
            if why:
                refused.append({"id": conversation.id, "why": why, "title": str(conversation.person or "")})
            elif (after := picture_of(conversation.id)) != before:
                changes.append({"id": conversation.id, "before": before, "after": after})
        return Act.objects.create(actor=actor, verb=verb, changes=changes, refused=refused)


def undo(*, actor: Member, act: Act) -> list[Refusal]:
    """Give back what was there, where nobody has changed it since; the others are told."""
    check(actor, "inbox.open")
    if act.actor_id != actor.id:
        raise NotAllowed("inbox.change")
    refused = []
    with transaction.atomic():
        act = Act.objects.select_for_update().get(id=act.id)
        if act.undone_at or act.at < clock.now() - UNDONE_WITHIN:
            raise TooLate
        for change in act.changes:
            conversation = locked(change["id"])
            check(actor, "inbox.change", conversation)
            if picture_of(conversation.id) != change["after"]:
                refused.append(Refusal(conversation.id, "moved"))
                continue
            put_back(conversation, change["before"])
            record(actor, "inbox.undo", conversation, what=act.verb)
        Act.objects.filter(id=act.id).update(undone_at=clock.now())
    return refused


def picture_of(conversation_id: int) -> dict[str, Any]:
    """What acts may change, as JSON."""
    conversation = Conversation.objects.get(id=conversation_id)
    moments = {field: getattr(conversation, field) for field in MOMENTS}
    labels = ConversationLabel.objects.filter(conversation_id=conversation_id)
    return {
        **{field: getattr(conversation, field) for field in PLAIN},
        **{field: moment.isoformat() if moment else None for field, moment in moments.items()},
        "labels": sorted(labels.values_list("label_id", flat=True)),
    }


def put_back(conversation: Conversation, before: dict[str, Any]) -> None:
    """Not a move of the life cycle: the move itself is taken back."""
    for field in PLAIN:
        setattr(conversation, field, before[field])
    for field in MOMENTS:
        setattr(conversation, field, parse_datetime(before[field]) if before[field] else None)
    conversation.save(update_fields=[*PLAIN, *MOMENTS])
    conversation.labelled.exclude(label_id__in=before["labels"]).delete()
    for label in Label.objects.filter(id__in=before["labels"]):
        ConversationLabel.objects.get_or_create(conversation=conversation, label=label)
    live.notify("conversation", conversation.id)
