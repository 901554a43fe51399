"""Coming, writing, going: told to whoever has the same conversation open. No log: it is nobody's business afterwards."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.inbox.models import Conversation
from liant.inbox.presence.models import Look
from liant.inbox.presence.rules import A_MOMENT_AGO, HERE
from liant.jobs import live
from liant.kit import clock

TOPIC = "presence"


def look(*, actor: Member, conversation: Conversation, is_writing: bool = False) -> None:
    """A sign of life from someone's page. Others are told only when something changed for them."""
    check(actor, "inbox.read", conversation)
    now = clock.now()
    with transaction.atomic():
        before = Look.objects.filter(conversation=conversation, member=actor).first()
        Look.objects.bulk_create(
            [Look(organisation_id=actor.organisation_id, conversation=conversation, member=actor, seen_at=now,
                  is_writing=is_writing)],
            update_conflicts=True, unique_fields=["conversation", "member"], update_fields=["seen_at", "is_writing"],
        )  # fmt: skip
        Look.objects.filter(seen_at__lt=now - A_MOMENT_AGO).delete()
        was_there = before is not None and before.seen_at > now - HERE
        if not was_there or (before and before.is_writing != is_writing):
            live.notify(TOPIC, conversation.id, only_there=True)


def leave(*, actor: Member, conversation: Conversation) -> None:
    """The page was closed, or is out of sight."""
    with transaction.atomic():
        if Look.objects.filter(conversation=conversation, member=actor).delete()[0]:
            live.notify(TOPIC, conversation.id, only_there=True)
