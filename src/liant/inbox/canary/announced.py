"""What programmes of others are told of published addresses: that nobody reads one."""

from django.utils.translation import gettext_lazy as _

from liant.deliveries.hooks.actions import announce
from liant.deliveries.hooks.kinds import Kind, register_kind
from liant.deliveries.hooks.rules import in_utc
from liant.inbox.canary.models import PublishedAddress

register_kind(
    Kind(
        "address.unread",
        _("nobody reads a published address"),
        {"address_id": 4, "channel_id": 3, "kind": "mail", "failing_since": "2026-11-20T09:10:00Z"},
    )
)


def tell_unread(address: PublishedAddress) -> None:
    """Once for each spell."""
    if address.failing_since is None:
        return
    since = in_utc(address.failing_since)
    data = {"address_id": address.id, "channel_id": address.channel_id, "kind": address.kind, "failing_since": since}
    announce(kind="address.unread", key=f"{address.id}:{since}", data=data, happened_at=address.failing_since)
