"""What the templates of channels are given."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.channels import annexes, queries
from liant.channels.health import Health, health_of
from liant.channels.kinds import Kind, kind_of
from liant.channels.models import Channel, Coverage
from liant.channels.phrases import in_words
from liant.connectors.contract import Remarks
from liant.kit import clock
from liant.kit.place import read_place, write_place


@dataclass(frozen=True)
class Listed:
    """A channel as the list shows it."""

    channel: Channel
    kind: Kind
    health: Health


@dataclass(frozen=True)
class Stretch:
    """A row of the ledger, its sentences in the reader's language."""

    row: Coverage
    reason: str
    unreadable: list[str]

    @property
    def unnamed_count(self) -> int:
        return max(0, self.row.unreadable_count - len(self.unreadable))


def list_page(request: HttpRequest) -> dict[str, Any]:
    rows = [Listed(channel, kind_of(channel.kind), health_of(channel)) for channel in queries.channels()]
    ailing = [row for row in rows if row.health.state in ("broken", "retrying", "quiet", "expiring")]
    return {"rows": rows, "ailing": ailing, "may_change": may(member(request), "channels.change")}


def channel_page(request: HttpRequest, channel: Channel) -> dict[str, Any]:
    reader = member(request)
    items = queries.items_of(reader, channel, read_place(request.GET.get("before", "")))
    last = items[queries.PAGE - 1] if len(items) > queries.PAGE else None
    return {
        "channel": channel,
        "kind": kind_of(channel.kind),
        "health": health_of(channel),
        "items": items[: queries.PAGE],
        "may_read_items": queries.may_read_items(reader, channel),
        "next_url": f"?before={quote(write_place(last.published_at, last.id))}" if last else "",
        "first_url": request.path if request.GET.get("before") else "",
        "gaps": [stretch(row) for row in queries.gaps_of(channel)],
        "unreadable": [stretch(row) for row in queries.unreadable_of(channel)],
        "only_counted": queries.only_counted(channel),
        "may_change": may(reader, "channels.change"),
        "audit": entries_about(channel, limit=20),
        "sections": annexes.sections(request, channel),
        "remarks": remarks_on(channel),
    }


def remarks_on(channel: Channel) -> list[str]:
    """What its connector has to say of it though it is heard, in the reader's language."""
    if not isinstance(channel.connector, Remarks):
        return []
    cursor = (channel.cursor or {}).get("fetched")
    return [in_words(said) for said in channel.connector.remarks(channel.account(), cursor, clock.now())]


def coverage_page(request: HttpRequest, channel: Channel) -> dict[str, Any]:
    before = request.GET.get("before", "")
    rows = queries.ledger_of(channel, int(before) if before.isdigit() and len(before) < 19 else None)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return {
        "channel": channel,
        "stretches": [stretch(row) for row in rows[: queries.PAGE]],
        "next_url": f"?before={rows[queries.PAGE - 1].id}" if len(rows) > queries.PAGE else "",
        "first_url": reverse("channels:coverage", args=[slug, channel.id]) if before else "",
    }


def stretch(row: Coverage) -> Stretch:
    return Stretch(row, in_words(row.reason), [in_words(sentence) for sentence in row.unreadable])
