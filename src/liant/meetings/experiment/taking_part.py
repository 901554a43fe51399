"""A member agrees to take part in an experiment, until its plan is frozen, or takes it back at any time; wants nobody put first for
them; was shown something. Told to nobody, and in no log."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.kit import clock
from liant.meetings import between
from liant.meetings import taking_part as rotations
from liant.meetings.experiment import queries
from liant.meetings.experiment.models import Plan, Spotlight
from liant.meetings.models import Participant
from liant.meetings.queries import own
from liant.tenancy.context import own_rows


class NotOpen(Exception):
    """It is frozen, or over."""


class AgreeFirst(Exception):
    """They have not agreed that Liant may see whom they turn to; without it there is nothing to look at."""


def agree(*, actor: Member, plan: Plan) -> None:
    check(actor, "meetings.take_part")
    if queries.registration(plan) is not None or plan.stopped_at is not None or plan.rotation.ended_at is not None:
        raise NotOpen
    if actor.pk not in between.agreed([actor.pk]):
        raise AgreeFirst
    with transaction.atomic(), own(actor):
        Participant.objects.get_or_create(
            rotation=plan.rotation, member=actor, defaults={"languages": [actor.user.language]}
        )


def take_back(*, actor: Member, plan: Plan) -> None:
    rotations.leave(actor=actor, rotation=plan.rotation)


def mute(*, actor: Member, plan: Plan, is_muted: bool = True) -> None:
    """Nobody's words stand first for them any more, or they do again. They stay drawn, and what they do is counted as before."""
    check(actor, "meetings.take_part")
    with transaction.atomic(), own(actor):
        Spotlight.objects.filter(member=actor, plan=plan).update(is_muted=is_muted)


def note_shown(*, member_id: int, spotlight_id: int, where: str) -> None:
    """The first time that something of the one who is put first was really there: on a page, or in a digest that left."""
    with transaction.atomic(), own_rows(member_id):
        Spotlight.objects.filter(pk=spotlight_id, member_id=member_id, shown_at=None).update(
            shown_at=clock.now(), shown_in=where
        )


def forget(*, member_id: int, rotation_id: int | None = None) -> None:
    """Whose words stood first for them, and where theirs did: gone on both sides, in this experiment or in any."""
    with transaction.atomic():
        with own_rows(member_id):
            mine = Spotlight.objects.filter(member_id=member_id)
            if rotation_id is not None:
                mine = mine.filter(plan__rotation_id=rotation_id)
            pairs = list(mine.values_list("other_id", "plan_id"))
            mine.delete()
        for other_id, plan_id in pairs:
            with own_rows(other_id):
                Spotlight.objects.filter(member_id=other_id, plan_id=plan_id, other_id=member_id).delete()
