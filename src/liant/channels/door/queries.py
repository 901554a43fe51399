from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from liant.channels.door.models import Arrival, Door, Sender
from liant.channels.models import Channel
from liant.kit import clock, secrets
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import door_of_token

LAST, MOST_SENDERS = 8, 100
SHOWN_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Found:
    """Whose door a token opens."""

    organisation_id: int
    channel_id: int
    is_open: bool


def door_found(token: str) -> Found | None:
    """Asked before the organisation is known."""
    row = door_of_token(hash_token(token))
    return Found(*row) if row else None


def door_of(channel: Channel) -> Door | None:
    return Door.objects.filter(channel=channel, closed_at=None).first()


def address_of(door: Door) -> str:
    return settings.BASE_URL + reverse("door:receive", args=[secrets.unseal(door.token)])


def senders_of(channel: Channel) -> list[Sender]:
    return list(Sender.objects.filter(channel=channel, revoked_at=None)[:MOST_SENDERS])


def sender_of(channel_id: int, sender_id: int) -> Sender:
    """Raises Sender.DoesNotExist."""
    return Sender.objects.select_related("channel").get(id=sender_id, channel_id=channel_id)


def secret_to_show(sender: Sender) -> str:
    """The secret, for a while after it was made; then only its sender knows it."""
    is_new = sender.revoked_at is None and sender.made_at > clock.now() - SHOWN_FOR
    return secrets.unseal(sender.secret) if is_new else ""


def arrivals_of(channel: Channel) -> list[Arrival]:
    """What came last, without what it held."""
    found = Arrival.objects.filter(channel=channel).select_related("sender").defer("body", "headers", "query")
    return list(found.order_by("-id")[:LAST])


def arrival_of(channel_id: int, arrival_id: int) -> Arrival:
    """Raises Arrival.DoesNotExist."""
    return Arrival.objects.select_related("channel").defer("body").get(id=arrival_id, channel_id=channel_id)


def arrival_named(channel_id: int, reference: UUID) -> Arrival | None:
    return Arrival.objects.filter(channel_id=channel_id, reference=reference).defer("body", "headers").first()
