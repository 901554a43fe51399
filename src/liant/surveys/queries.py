"""What the pages of this room read. Nobody's answers to an anonymous wave are among it: what is shown of them is computed once,
by `publishing`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from liant.accounts.models import Member, Team, TeamMember
from liant.surveys.models import Invitation, Publication, Questionnaire, Wave

PAGE = 40
SHOWN_INVITATIONS = 100
MOST_WAVES = 20  # on a line; as many of other questionnaires are looked through for the same questions


def questionnaires(before: tuple[datetime, int] | None = None) -> list[Questionnaire]:
    """The newest first; one more than a page."""
    found = Questionnaire.objects.filter(is_over=False)
    if before is not None:
        at, pk = before
        found = found.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=pk))
    return list(found.order_by("-changed_at", "-pk")[: PAGE + 1])


def one_questionnaire(questionnaire_id: int) -> Questionnaire | None:
    return Questionnaire.objects.filter(pk=questionnaire_id).first()


def waves_of(questionnaire: Questionnaire) -> list[Wave]:
    return list(
        Wave.objects.filter(edition__questionnaire=questionnaire)
        .exclude(state="dropped")
        .select_related("edition")[:PAGE]
    )


def waves_read_by(actor: Member) -> QuerySet[Wave]:
    """Of which this member reads the named answers."""
    return Wave.objects.filter(reader_rows__member=actor).exclude(state__in=("draft", "dropped"))


def reads_some(actor: Member) -> bool:
    return waves_read_by(actor).exists()


def open_waves() -> list[Wave]:
    return list(Wave.objects.filter(state="open").select_related("edition__questionnaire")[:PAGE])


def one_wave(wave_id: int) -> Wave | None:
    return Wave.objects.filter(pk=wave_id).select_related("edition__questionnaire", "follows").first()


def wave_before(questionnaire: Questionnaire) -> Wave | None:
    """The closed one that was opened last."""
    return Wave.objects.filter(edition__questionnaire=questionnaire, state="closed").order_by("-opened_at").first()


def last_of_ready_ones() -> list[Wave]:
    """Of each questionnaire made from a ready one, the closed wave that was opened last and has results."""
    found = Wave.objects.filter(state="closed", publications__figures__is_enough=True).exclude(
        edition__questionnaire__ready_key=""
    )
    newest = found.order_by("edition__questionnaire_id", "-opened_at").distinct("edition__questionnaire_id")
    return list(newest.select_related("edition__questionnaire"))


def published_waves(questionnaire: Questionnaire) -> list[tuple[Wave, dict[str, Any]]]:
    """The newest waves of this questionnaire, and those of others, with what may be shown of them but the comments."""
    every = Publication.objects.filter(figures__is_enough=True).order_by("-wave__opened_at", "-wave_id")
    own = Q(wave__edition__questionnaire=questionnaire)
    parts = [
        found.values_list("wave_id", "figures__scores", "figures__questions")[:MOST_WAVES]
        for found in (every.filter(own), every.exclude(own))
    ]
    rows = [row for part in parts for row in part]
    waves = Wave.objects.select_related("edition__questionnaire").in_bulk([wave_id for wave_id, *_ in rows])
    return [(waves[wave_id], {"scores": scores or {}, "questions": questions}) for wave_id, scores, questions in rows]


@dataclass(frozen=True)
class Letters:
    """How many of those asked were written to, as far as is known."""

    waiting: int
    sent: int
    unknown: int
    refused: int


def letters_of(wave: Wave) -> Letters:
    found = dict(wave.invitations.order_by().values_list("state").annotate(Count("pk")))
    waiting = found.get(Invitation.State.WAITING, 0) + found.get(Invitation.State.SENDING, 0)
    return Letters(
        waiting, found.get(Invitation.State.SENT, 0), found.get(Invitation.State.UNKNOWN, 0),
        found.get(Invitation.State.REFUSED, 0),
    )  # fmt: skip


def invitations_of(wave: Wave, after: int = 0) -> Sequence[Invitation]:
    """One more than a page, in the order in which they were listed."""
    return list(wave.invitations.filter(pk__gt=after).order_by("pk")[: SHOWN_INVITATIONS + 1])


def those_to_look_at(wave: Wave) -> Sequence[Invitation]:
    """Letters that came back, or may have left."""
    troubled = (Invitation.State.UNKNOWN, Invitation.State.REFUSED)
    return list(wave.invitations.filter(state__in=troubled).order_by("pk")[:SHOWN_INVITATIONS])


def teams() -> list[Team]:
    return list(Team.objects.all()[:300])


def members_of_teams(team_ids: Sequence[int]) -> list[tuple[Member, Team]]:
    """Each active member once, in the first of these teams that they belong to."""
    found = (
        TeamMember.objects.filter(team_id__in=team_ids, member__is_active=True)
        .select_related("member__user", "team")
        .order_by("member_id", "team_id")
    )
    first: dict[int, tuple[Member, Team]] = {}
    for one in found:
        first.setdefault(one.member_id, (one.member, one.team))
    return list(first.values())


def all_members() -> list[Member]:
    return list(Member.objects.filter(is_active=True).select_related("user"))
