"""Facts of the rooms below that need a person: someone waits longer than was promised, a channel is cut off, a stretch was
not heard, nobody reads an address. What leaves the house names nobody: the link leads to whoever may read."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from liant.channels.models import Channel, Coverage
from liant.channels.phrases import in_words
from liant.inbox.canary.models import PublishedAddress
from liant.inbox.waiting.models import Wait
from liant.insights.facts import Fact, FactKind
from liant.kit import clock
from liant.kit.words import moment_in_words, waiting_since

MOST = 20  # of one kind, found at once
SILENT = timedelta(hours=3)  # a network that is out of order for less is no news: nothing of it is lost
SHORT_GAP = timedelta(minutes=30)  # shorter ones are in the coverage ledger, and no news


def late_waits(since: datetime) -> Iterator[Fact]:
    """Once for each wait, when its promise is broken."""
    found = Wait.objects.filter(ended_at=None, due="answer", is_history=False, escalated_at__gte=since)
    for wait in found.select_related("channel").order_by("escalated_at")[:MOST]:
        values = {"hat": wait.get_hat_display(), "channel": wait.channel.name, "since": spoken_wait(wait.since)}
        yield Fact(
            str(wait.id), wait.escalated_at or since, _("Someone waits longer than was promised"),
            _("%(hat)s, on %(channel)s: waiting %(since)s.") % values, "inbox:conversation", wait.conversation_id,
        )  # fmt: skip


def lost_channels(since: datetime) -> Iterator[Fact]:
    """Once for each loss."""
    for channel in Channel.objects.filter(state="broken", last_problem_at__gte=since)[:MOST]:
        lost_at = channel.last_problem_at or since
        yield Fact(
            f"{channel.id}:{lost_at.isoformat()}", lost_at,
            _("%(channel)s is cut off") % {"channel": channel.name}, in_words(channel.last_problem),
            "channels:channel", channel.id,
        )  # fmt: skip


def silent_channels(since: datetime) -> Iterator[Fact]:
    """Once for each spell: nothing is refused, and yet it has not been heard for hours."""
    until = clock.now() - SILENT
    stuck = Q(failures__gt=0) | Q(next_due_at__lt=until)
    for channel in Channel.objects.filter(stuck, state="well", last_heard_at__range=(since - SILENT, until))[:MOST]:
        heard_at = channel.last_heard_at or since
        why = in_words(channel.last_problem) if channel.failures else _("The background work did not come to it.")
        yield Fact(
            f"{channel.id}:{heard_at.isoformat()}", heard_at + SILENT,
            _("%(channel)s has not been heard for hours") % {"channel": channel.name},
            _("Heard last %(moment)s; it is tried again by itself.") % {"moment": spoken(heard_at)} + f" {why}",
            "channels:channel", channel.id,
        )  # fmt: skip


def holes(since: datetime) -> Iterator[Fact]:
    """Stretches of half an hour and more in which something may have been said and was not heard."""
    found = Coverage.objects.filter(kind=Coverage.Kind.GAP, noted_at__gte=since, from_at__isnull=False)
    found = found.filter(to_at__gte=F("from_at") + SHORT_GAP).select_related("channel").order_by("id")
    for hole in found[:MOST]:
        values = {"from": spoken(hole.from_at or since), "to": spoken(hole.to_at or since)}
        yield Fact(
            str(hole.id), hole.noted_at, _("%(channel)s was not heard for a while") % {"channel": hole.channel.name},
            _("Something may be missing: %(from)s – %(to)s.") % values, "channels:channel", hole.channel_id,
        )  # fmt: skip


def unread_addresses(since: datetime) -> Iterator[Fact]:
    """Once for each time that an address begins to fail."""
    found = PublishedAddress.objects.filter(failing_since__gte=since, is_on=True).order_by("failing_since", "id")
    for address in found[:MOST]:
        failing_since = address.failing_since or since
        yield Fact(
            f"{address.id}:{failing_since.isoformat()}", failing_since,
            _("Nobody reads %(address)s") % {"address": address.name},
            _("A message that checks this published address had no answer, or came back."),
            "canary:change", address.id,
        )  # fmt: skip


def spoken(moment: datetime) -> str:
    return moment_in_words(moment, clock.now(), get_language() or "en", timezone.get_current_timezone())


def spoken_wait(moment: datetime) -> str:
    return waiting_since(moment, clock.now(), get_language() or "en", timezone.get_current_timezone())


KINDS = (
    FactKind("late_wait", gettext_lazy("someone waits longer than was promised"), late_waits),
    FactKind("lost_channel", gettext_lazy("a channel is cut off"), lost_channels),
    FactKind("silent_channel", gettext_lazy("a channel has not been heard for hours"), silent_channels),
    FactKind("hole", gettext_lazy("a stretch was not heard"), holes),
    FactKind("unread_address", gettext_lazy("nobody reads a published address"), unread_addresses),
)
