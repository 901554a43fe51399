"""What the pages of meetings are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.meetings import between, forms, queries, rules, told
from liant.meetings.models import Participant, Rotation


@dataclass(frozen=True)
class Meeting:
    """One table as its member reads it."""

    table: queries.Table
    names: str
    question: str


@dataclass(frozen=True)
class Part:
    """A rotation as somebody reads it who may take part, or does."""

    rotation: Rotation
    weekday: str
    taking: Participant | None
    is_paused: bool
    join_form: forms.JoinForm
    pause_form: forms.PauseForm
    keep_form: forms.KeepFromForm


def meetings_of(reader: Member) -> list[Meeting]:
    with queries.own(reader):
        return [Meeting(one, told.names_of(one), told.question_of(one)) for one in queries.tables_of(reader)]


def parts_of(reader: Member) -> list[Part]:
    with queries.own(reader):
        taking = queries.participations(reader)
        kept = queries.kept_from(taking.values())
    return [part_of(reader, one, taking.get(one.pk), kept.get(one.pk, [])) for one in queries.open_to(reader)]


def part_of(reader: Member, rotation: Rotation, taking: Participant | None, kept: Sequence[Member]) -> Part:
    until = taking.paused_until if taking else None
    spoken = taking.languages if taking else [reader.user.language]
    prefix = f"r{rotation.pk}"
    return Part(
        rotation, str(rules.WEEKDAYS[rotation.weekday]), taking, until is not None and until > queries.today(),
        forms.JoinForm(initial={"languages": spoken}, prefix=prefix),
        forms.PauseForm(initial={"until": until}, prefix=prefix),
        forms.KeepFromForm(prefix=prefix, kept=kept),
    )  # fmt: skip


def hearing_form(reader: Member, posted: Any = None) -> forms.HearingForm:
    with queries.own(reader):
        return forms.HearingForm(posted, member=reader, hearing=queries.hearing_of(reader.pk))


def mine_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    return {
        "tabs": between.tabs(request, "meetings:mine"),
        "meetings": meetings_of(reader),
        "parts": parts_of(reader),
        "hearing_form": hearing_form(reader),
        "may_arrange": may(reader, "meetings.arrange"),
    }


def rotations_page(request: HttpRequest) -> dict[str, Any]:
    reader = member(request)
    return {
        "tabs": between.tabs(request, "meetings:rotations"),
        "rotations": [(one, str(rules.WEEKDAYS[one.weekday]), queries.counted(one)) for one in queries.rotations()],
        "questions": queries.own_questions(),
        "ours": rules.OURS,
        "kept": queries.kept_apart() if may(reader, "meetings.arrange") else [],
        "question_form": forms.QuestionForm(),
        "apart_form": forms.ApartForm(),
        "may_arrange": may(reader, "meetings.arrange"),
    }
