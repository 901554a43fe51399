"""What a member does about their own part in a rotation. Told to nobody, and in no log: a line there would say who takes part."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from liant.accounts.chat import actions as chat
from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.meetings import between, queries
from liant.meetings.drawing import publish_table
from liant.meetings.models import Hearing, Notice, Participant, Partner, Rotation, Round
from liant.meetings.queries import own
from liant.tenancy.context import own_rows

OF_ROUNDS = (Notice.Occasion.INVITATION, Notice.Occasion.REMINDER)


def join(*, actor: Member, rotation: Rotation, languages: Collection[str] = ()) -> None:
    """From the next draw on. Raises NotAllowed for a rotation of another team, or one that is over."""
    check(actor, "meetings.take_part")
    if queries.rotation_for(actor, rotation.pk) is None:
        raise NotAllowed("meetings.take_part")
    spoken = sorted(languages) or [actor.user.language]
    with transaction.atomic(), own(actor):
        Participant.objects.update_or_create(rotation=rotation, member=actor, defaults={"languages": spoken})


def pause(*, actor: Member, rotation: Rotation, until: date | None) -> bool:
    """Not drawn before that day; None: drawn again. False where they take no part."""
    check(actor, "meetings.take_part")
    with transaction.atomic(), own(actor):
        return bool(Participant.objects.filter(rotation=rotation, member=actor).update(paused_until=until))


def keep_from(*, actor: Member, rotation: Rotation, others: Collection[Member]) -> bool:
    """With whom they would rather not be drawn: nobody learns of it. False where they take no part."""
    check(actor, "meetings.take_part")
    numbers = sorted(one.pk for one in others if one.pk != actor.pk)
    with transaction.atomic(), own(actor):
        return bool(Participant.objects.filter(rotation=rotation, member=actor).update(apart=numbers))


def say(*, actor: Member, round_id: int, has_met: bool) -> bool:
    """Whether they met. False where they sit at no table of a round that goes on. Once all of the table say that they did, it is
    known that they met."""
    check(actor, "meetings.take_part")
    said = Partner.Said.MET if has_met else Partner.Said.NOT
    with transaction.atomic():
        round_ = Round.objects.select_for_update().filter(pk=round_id, closed_at=None).first()
        if round_ is None:
            return False
        with own(actor):
            mine = Partner.objects.filter(member=actor, round=round_)
            number = mine.values_list("number", flat=True).first()
            if number is None:
                return False
            was = mine.values_list("said", flat=True).first()
            mine.update(said=said)
        if was != said:
            publish_table(round_, number, is_over=False)
    return True


def hear(
    *, actor: Member, ways: Collection[str], quiet_from: int | None, quiet_until: int | None, address: str = ""
) -> None:
    """How they hear of whom they meet, from now on; `address`: of their place by chat, "" for the one that is known. None of the
    ways: they come by themselves."""
    check(actor, "meetings.take_part")
    with transaction.atomic():
        if address:
            chat.keep(actor=actor, address=address)
        with own(actor):
            values = {"ways": sorted(ways), "quiet_from": quiet_from, "quiet_until": quiet_until}
            Hearing.objects.update_or_create(member=actor, defaults=values)
        chat.forget_unused(member=actor)


def leave(*, actor: Member, rotation: Rotation) -> None:
    check(actor, "meetings.take_part")
    forget(member_id=actor.pk, rotation=rotation)


def forget(*, member_id: int, rotation: Rotation | None = None) -> None:
    """They take no part any more, in this rotation or in any; whom they met is gone, on both sides."""
    with transaction.atomic():
        with own_rows(member_id):
            mine = Partner.objects.filter(member_id=member_id)
            taking = Participant.objects.filter(member_id=member_id)
            told = Notice.objects.filter(member_id=member_id, occasion__in=OF_ROUNDS)
            if rotation is not None:
                mine, taking = mine.filter(round__rotation=rotation), taking.filter(rotation=rotation)
                told = told.filter(about__in=Round.objects.filter(rotation=rotation).values("pk"))
            else:
                Hearing.objects.filter(member_id=member_id).delete()
            met = list(mine.values_list("other_id", "round_id"))
            mine.delete()
            taking.delete()
            told.delete()
        for other_id, round_id in met:
            with own_rows(other_id):
                Partner.objects.filter(member_id=other_id, round_id=round_id, other_id=member_id).delete()
        between.forget(member_id, rotation.pk if rotation is not None else None)
