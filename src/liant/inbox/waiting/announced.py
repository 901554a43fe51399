"""What programmes of others are told of waits: that one grew too long, and how somebody found our answer."""

from django.utils.translation import gettext_lazy as _

from liant.deliveries.hooks.actions import announce
from liant.deliveries.hooks.kinds import Kind, register_kind
from liant.deliveries.hooks.rules import in_utc
from liant.inbox.waiting.models import Satisfaction, Wait

SINCE, DUE_AT = "2026-11-20T09:10:00Z", "2026-11-21T09:10:00Z"
register_kind(
    Kind(
        "wait.escalated",
        _("someone waits longer than was promised"),
        {"wait_id": 52, "conversation_id": 12, "channel_id": 3, "hat": "customer", "intent": "complaint",
         "step": "late", "since": SINCE, "due_at": DUE_AT},
    )
)  # fmt: skip
register_kind(
    Kind(
        "satisfaction.given",
        _("someone said how it went"),
        {"satisfaction_id": 9, "conversation_id": 12, "hat": "customer", "face": "happy", "has_words": False},
    )
)


def tell_escalated(wait: Wait, step: str) -> None:
    """Late, then very late: each once."""
    data = {"wait_id": wait.id, "conversation_id": wait.conversation_id, "channel_id": wait.channel_id,
            "hat": wait.hat, "intent": wait.intent, "step": str(step), "since": in_utc(wait.since),
            "due_at": in_utc(wait.due_at) if wait.due_at else None}  # fmt: skip
    happened_at = wait.raised_at if step == "very_late" else wait.escalated_at
    announce(kind="wait.escalated", key=f"{wait.id}:{step}", data=data, happened_at=happened_at)


def tell_satisfaction(question: Satisfaction) -> None:
    """A face may be changed while the link is good: each change is told. The words are read by whoever may."""
    if question.face is None or question.answered_at is None:
        return
    data = {"satisfaction_id": question.id, "conversation_id": question.conversation_id, "hat": question.hat,
            "face": Satisfaction.Face(question.face).name.lower(), "has_words": question.comment_id is not None}  # fmt: skip
    key = f"{question.id}:{in_utc(question.answered_at)}"
    announce(kind="satisfaction.given", key=key, data=data, happened_at=question.answered_at)
