"""A newcomer asks for a buddy, both accept, or one of them does not. Told to nobody else, and in no log."""

from collections.abc import Collection

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.meetings import notices
from liant.meetings.buddies import queries, rules
from liant.meetings.buddies.models import Welcome, Willing
from liant.meetings.models import Notice
from liant.meetings.queries import own, teams_of, today
from liant.tenancy.context import own_rows


class NobodyYet(Exception):
    """No colleague of another team who is willing and speaks their language is left."""


def be_willing(*, actor: Member, languages: Collection[str]) -> None:
    check(actor, "buddies.take_part")
    with transaction.atomic(), own(actor):
        Willing.objects.update_or_create(member=actor, defaults={"languages": sorted(languages)})


def be_willing_no_more(*, actor: Member) -> None:
    """Whom they welcome already they go on welcoming."""
    check(actor, "buddies.take_part")
    with transaction.atomic(), own(actor):
        Willing.objects.filter(member=actor).delete()


def ask(*, actor: Member) -> Welcome:
    """One colleague of another team is proposed to them; neither is bound. Raises NotAllowed for who is not new, NobodyYet."""
    check(actor, "buddies.take_part")
    if not queries.is_new(actor):
        raise NotAllowed("buddies.take_part")
    with transaction.atomic(), own(actor):
        going = [one for one in queries.welcomes(actor) if one.is_newcomer]
        if going:
            return going[0]
        but = {actor.pk} | queries.proposed_to(actor)
    found = rules.best(queries.candidates(), languages=[actor.user.language], teams=teams_of(actor), but=but)
    if found is None:
        raise NobodyYet
    with transaction.atomic():
        with own(actor):
            made = Welcome.objects.create(member=actor, other_id=found.member_id, is_newcomer=True)
        with own_rows(found.member_id):
            theirs = Welcome.objects.create(member_id=found.member_id, other=actor, is_newcomer=False)
        notices.ask(member_id=found.member_id, occasion=Notice.Occasion.WELCOME, about=theirs.pk)
    return made


def answer(*, actor: Member, other_id: int, accepts: bool) -> bool:
    """Also to end it. False where nothing of the kind is theirs. Once both accept it lasts eight weeks."""
    check(actor, "buddies.take_part")
    said = Welcome.Said.YES if accepts else Welcome.Said.NO
    with transaction.atomic():
        with own(actor):
            mine = Welcome.objects.select_for_update(of=("self",)).filter(member=actor, other_id=other_id)
            row = mine.exclude(said="no").exclude(other_said="no").first()
            if row is None:
                return False
            both = accepts and row.other_said == Welcome.Said.YES
            until = today() + rules.LASTS if both else row.until
            mine.update(said=said, until=until)
        with own_rows(other_id):
            Welcome.objects.filter(member_id=other_id, other=actor).update(other_said=said, until=until)
    return True


def forget(*, member_id: int) -> None:
    """All of it, on both sides."""
    with transaction.atomic():
        with own_rows(member_id):
            others = list(Welcome.objects.filter(member_id=member_id).values_list("other_id", flat=True))
            Welcome.objects.filter(member_id=member_id).delete()
            Willing.objects.filter(member_id=member_id).delete()
        notices.forget(member_id=member_id, occasions=[Notice.Occasion.WELCOME])
        for other_id in others:
            with own_rows(other_id):
                theirs = Welcome.objects.filter(member_id=other_id, other_id=member_id)
                about = list(theirs.values_list("pk", flat=True))
                notices.forget(member_id=other_id, occasions=[Notice.Occasion.WELCOME], about=about)
                theirs.delete()


def is_still_asked(*, member: Member) -> bool:
    """Whether somebody waits for their answer."""
    with own(member):
        return any(not one.said for one in queries.welcomes(member))
