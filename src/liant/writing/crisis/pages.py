"""What the pages of a crisis show, gathered."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.channels.models import Channel
from liant.deliveries.models import Delivery
from liant.deliveries.readers import readable_among
from liant.engines.lint import missing_steps
from liant.kit.place import read_place, write_place
from liant.writing import remarks
from liant.writing.crisis import forms, queries
from liant.writing.crisis.models import Bulletin, Crisis, Learned, Line, Statement, Territory
from liant.writing.crisis.queries import Held
from liant.writing.crisis.rules import STEPS
from liant.writing.models import Topic, Version
from liant.writing.networks import network
from liant.writing.pages import room_tabs
from liant.writing.remarks import Remark

SHOWN = 20  # of what is held, on one page: each is read again
LAST_LINES = 8
LEAST_TO_SEE = frozenset({"error", "warning"})
STEP_WORDS = {
    "acknowledge": _("Acknowledge what happened"),
    "empathise": _("Be with those it touches"),
    "effect": _("Say the effect, on them and on you"),
    "reassure": _("Reassure: what is sure, and why"),
}
WHY_WORDS = {
    "house": _("everything is held"),
    "channel": _("its channel is held"),
    "topic": _("its topic is held"),
    "no topic": _("nobody said what it is about"),
    "territory": _("it concerns a territory that is held"),
}
HAPPENED = {  # what nobody did: its moment came, or a gate was shut
    "stopped": pgettext_lazy("log of a crisis", "held back as it was leaving"),
    "planned": pgettext_lazy("log of a crisis", "planned"),
    "unplanned": pgettext_lazy("log of a crisis", "taken off the calendar"),
    "published": pgettext_lazy("log of a crisis", "published"),
    "corrected": pgettext_lazy("log of a crisis", "corrected"),
    "withdrawn": pgettext_lazy("log of a crisis", "withdrawn"),
    "sent": pgettext_lazy("log of a crisis", "left"),
}
View = Callable[..., HttpResponse]


def in_house_zone(view: View) -> View:
    """All times of a crisis are those of the house: colleagues read the same hour wherever they are."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(ZoneInfo(request.organisation.time_zone)):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return wrapper


def the_crisis(crisis_id: int) -> Crisis:
    found = queries.one_crisis(crisis_id)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Row:
    """One held piece or delivery as the page shows it."""

    held: Held
    remarks: Sequence[Remark] = ()
    is_open: bool = True  # whether the reader may read the words of a delivery

    @property
    def name(self) -> str:
        version = self.held.version
        if version is not None:
            return version.piece.title
        recipient = self.delivery.recipient if self.delivery and self.is_open else None
        return gettext("Answer to %(name)s") % {"name": recipient.name} if recipient else gettext("An answer")

    @property
    def where(self) -> str:
        version = self.held.version
        if version is not None:
            return version.channel.name if version.channel else str(network(version.network).label)
        return self.delivery.channel.name if self.delivery else ""

    @property
    def delivery(self) -> Delivery | None:
        return self.held.deliveries[0] if self.held.version is None else None

    @property
    def why(self) -> str:
        return str(WHY_WORDS[self.held.why])

    @property
    def is_blocked(self) -> bool:
        return any(one.is_error for one in self.remarks)


def held_page(request: HttpRequest, crisis: Crisis) -> dict[str, Any]:
    """The queue, read again with the rules of a crisis."""
    found = queries.held_by(crisis)
    shown = found[:SHOWN]
    deliveries = [one.deliveries[0] for one in shown if one.version is None]
    readable = readable_among(member(request), deliveries) if deliveries else set()
    rows = [
        Row(one, read_again(one)) if one.version is not None else Row(one, (), one.deliveries[0].id in readable)
        for one in shown
    ]
    return {
        "rows": rows,
        "held_count": len(found),
        "is_more": len(found) > SHOWN,
        "reason_form": forms.ReasonForm(),
        "may_release": may(member(request), "crisis.release"),
    }


def read_again(held: Held) -> list[Remark]:
    version = held.version
    assert version is not None  # noqa: S101  the caller asked
    piece = version.piece
    found = remarks.read(piece, version, piece.media.all(), list(piece.kept_remarks.all()))
    return [one for one in found if one.number is not None and one.finding.severity in LEAST_TO_SEE]


def crisis_page(request: HttpRequest, crisis: Crisis) -> dict[str, Any]:
    checks = queries.checks_of(crisis)
    return {
        "tabs": room_tabs(request, "crisis:home"),
        "crisis": crisis,
        "extent": extent_in_words(crisis),
        **held_page(request, crisis),
        "checks": checks,
        "done_count": sum(one.done_at is not None for one in checks),
        "check_form": forms.CheckForm(),
        "statements": [(one, steps_of(one)) for one in queries.statements_of(crisis)],
        "lines": [(one, log_line(one)) for one in queries.lines_of(crisis, limit=LAST_LINES)],
        "line_form": forms.LineForm(),
        "public": queries.newest_bulletin(crisis, Bulletin.Audience.PUBLIC),
        "staff": queries.newest_bulletin(crisis, Bulletin.Audience.STAFF),
        "zone": city_of(request),
    }


def sentence(words: str) -> str:
    """With its full stop, since others follow."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def city_of(request: HttpRequest) -> str:
    """ "Europe/Paris" → "Paris"."""
    return zone_in_words(request.organisation.time_zone)  # type: ignore[attr-defined]


def zone_in_words(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def extent_in_words(crisis: Crisis) -> str:
    if crisis.is_whole_house:
        return gettext("everything that the house publishes")
    names = [
        *Topic.objects.filter(id__in=crisis.topics).values_list("name", flat=True),
        *Channel.objects.filter(id__in=crisis.channels).values_list("name", flat=True),
        *Territory.objects.filter(id__in=crisis.territories).values_list("name", flat=True),
    ]
    return ", ".join(names) or gettext("what is no longer there")


def steps_of(statement: Statement) -> list[tuple[Any, bool]]:
    """(step, whether it was written) of a word begun in the four steps."""
    return [(STEP_WORDS[name], bool(getattr(statement, name).strip())) for name in STEPS]


def steps_now(statement: Statement, version: Version) -> list[tuple[Any, bool]]:
    """The same for the words as they are now: a step is there if its first words are, or if the lint sees a sign of it."""
    missing = missing_steps(version.text, language=version.language)
    return [
        (STEP_WORDS[name], bool(began and began in version.text) or name not in missing)
        for name in STEPS
        for began in [getattr(statement, name).strip()[:60]]
    ]


def log_line(line: Line) -> str:
    """Who did what, as one sentence."""
    by = line.member.name if line.member else ""
    if line.kind == Line.Kind.SAID:
        return gettext("%(name)s: %(words)s") % {"name": by, "words": line.words}
    did = f"{by} {line.get_kind_display()}" if by else str(HAPPENED.get(line.kind, line.get_kind_display()))
    did = did[:1].upper() + did[1:]
    return gettext("%(did)s: %(words)s") % {"did": did, "words": line.words} if line.words else did


def log_page(request: HttpRequest, crisis: Crisis) -> dict[str, Any]:
    found = queries.lines_of(crisis, read_place(request.GET.get("after", "")))
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    return {
        "crisis": crisis,
        "lines": [(one, log_line(one)) for one in found[: queries.PAGE]],
        "next_url": f"?after={write_place(last.at, last.pk)}" if last else "",
        "line_form": forms.LineForm(),
        "zone": city_of(request),
    }


def bulletin_page(request: HttpRequest, crisis: Crisis, audience: str, form: Any) -> dict[str, Any]:
    bulletins = queries.bulletins_of(crisis, audience)
    return {
        "crisis": crisis,
        "audience": audience,
        "form": form,
        "newest": bulletins[0] if bulletins else None,
        "bulletins": bulletins,
        "zone": city_of(request),
    }


def review_page(crisis: Crisis, form: Any) -> dict[str, Any]:
    lessons = queries.lessons_of(crisis)
    return {
        "crisis": crisis,
        "form": form,
        "groups": [(kind.label, [one for one in lessons if one.kind == kind]) for kind in Learned.Kind],
        "figures": figures_of(crisis),
    }


def figures_of(crisis: Crisis) -> list[tuple[str, int]]:
    """What the log says of it, counted."""
    kinds = list(crisis.lines.values_list("kind", flat=True)[:2000])
    counted = [
        (Line.Kind.STOPPED, gettext("held back at the moment of leaving")),
        (Line.Kind.RELEASED, gettext("released, one by one")),
        (Line.Kind.REHEARSED, gettext("released in the rehearsal")),
        (Line.Kind.SENT, gettext("left, answers too")),
        (Line.Kind.BULLETIN, gettext("times everyone was told where things stand")),
        (Line.Kind.MISSED, gettext("times promised news did not come in time")),
    ]
    return [(words, number) for kind, words in counted if (number := kinds.count(kind))]
