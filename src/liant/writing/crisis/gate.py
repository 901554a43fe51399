"""What a crisis has to say against something leaving: asked by whoever marks it as leaving, in that transaction."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.deliveries import gates
from liant.deliveries.gates import Leaving
from liant.tenancy.models import Organisation
from liant.writing.crisis import queries
from liant.writing.crisis.actions import note_stopped
from liant.writing.crisis.extent import Concern, why_held
from liant.writing.crisis.models import Crisis
from liant.writing.models import Piece, Version

TAKING_AWAY = "delete"  # what somebody wants gone is not kept there by a crisis


class CrisisGate:
    """Answers to people who wrote to us pass, and deletions, except in an exercise, where nothing leaves."""

    room = queries.ROOM

    def reason_against(self, leaving: Leaving) -> str | None:
        crisis, is_never = stopping(leaving)
        if crisis is None and not is_never:
            return None
        with override(Organisation.objects.get().language):
            return in_words(crisis)

    def stopped(self, leaving: Leaving, reason: str) -> None:
        crisis, _is_never = stopping(leaving)
        if crisis is not None:
            note_stopped(crisis=crisis, leaving=leaving, reason=reason)


def in_words(crisis: Crisis | None) -> str:
    if crisis is None:
        return _("It was written in an exercise: it never leaves.")
    told = {"reason": crisis.reason}
    if crisis.ended_at is not None:
        return _("Its moment passed during the crisis “%(reason)s”: release it, or plan it anew.") % told
    if crisis.is_exercise:
        return _("An exercise is on: “%(reason)s”. Nothing leaves, not even what is released.") % told
    return _("Crisis: “%(reason)s”. It leaves once a person releases it.") % told


def stopping(leaving: Leaving) -> tuple[Crisis | None, bool]:
    """The crisis that keeps it back; and whether it was written in an exercise, so that it never leaves."""
    on = queries.crises_on()
    version = None if leaving.is_conversation else queries.version_of(leaving)
    if version is not None and queries.is_of_an_exercise(version.piece_id):
        return None, True
    late = queries.crises_late_for(version) if version is not None else []
    concern = what_of(leaving, version)
    for crisis in (*on, *late):
        if (leaving.is_conversation or leaving.kind == TAKING_AWAY) and not crisis.is_exercise:
            continue
        if why_held(queries.extent_of(crisis), concern) and not may_go(crisis, version, leaving):
            return crisis, False
    return None, False


def what_of(leaving: Leaving, version: Version | None) -> Concern:
    if version is not None:
        return queries.concern_of(version, leaving.channel_id)
    return Concern(leaving.channel_id, is_conversation=leaving.is_conversation)


def may_go(crisis: Crisis, version: Version | None, leaving: Leaving) -> bool:
    """Whether a person let it go; in an exercise that is on nobody can."""
    if crisis.is_exercise and crisis.is_on:
        return False
    return queries.is_released(crisis, version, leaving.delivery_id)


def lint_context(piece: Piece, version: Version) -> dict[str, bool]:
    """The lint reads with the rules of a crisis what a crisis, or an exercise, holds back."""
    version.piece = piece
    is_held = any(why_held(queries.extent_of(one), queries.concern_of(version)) for one in queries.crises_on())
    return {"is_crisis": True} if is_held else {}


def holding(version: Version) -> list[Crisis]:
    """Those that keep this version back, or will once it is planned: on, or over while its moment went by."""
    concern, leaving = queries.concern_of(version), gates.leaving(version, "journal", version.channel_id)
    crises = [*queries.crises_on(), *queries.crises_late_for(version)]
    return [one for one in crises if why_held(queries.extent_of(one), concern) and not may_go(one, version, leaving)]
