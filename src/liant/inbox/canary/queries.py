from collections.abc import Sequence

from liant.channels.models import Channel
from liant.inbox.canary.models import Canary, PublishedAddress

MOST_SHOWN = 200


def addresses() -> list[PublishedAddress]:
    """Those that fail first, then by name."""
    found = PublishedAddress.objects.select_related("channel").order_by("name", "id")[:MOST_SHOWN]
    return sorted(found, key=lambda one: one.failing_since is None)


def lately(found: Sequence[PublishedAddress]) -> dict[int, Canary]:
    """The newest message to each."""
    newest = Canary.objects.filter(address__in=found).order_by("address_id", "-id").distinct("address_id")
    return {canary.address_id: canary for canary in newest}


def sending_channels() -> list[Channel]:
    """Mailboxes from which mail can leave to anyone."""
    return [one for one in Channel.objects.all()[:MOST_SHOWN]
            if one.capabilities.can_post and one.capabilities.has_subject and not one.capabilities.is_public]  # fmt: skip
