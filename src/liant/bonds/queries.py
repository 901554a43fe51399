"""What a member sees of their own ties; and the rows of the ledger from which all are measured."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from liant.accounts.models import Member
from liant.bonds.models import Asked, Choice, Hidden, Hint, Measure, Outside, Shape, Tie
from liant.kit import clock
from liant.ledger.kinds import BETWEEN_COLLEAGUES, Visibility, community_key
from liant.ledger.models import Community, Interaction
from liant.people.models import Person
from liant.tenancy.context import own_rows

KEPT = timedelta(days=366)  # raw contacts older than this say nothing any more
PAGE = 30
COMMUNITIES = 50  # on one page; the others are searched for


@contextmanager
def own(member: Member) -> Iterator[None]:
    """A block in which this member's own rows are there, and nobody else's."""
    with own_rows(member.pk):
        yield


def last_measure() -> Measure | None:
    return Measure.objects.order_by("-at").first()


def shapes() -> list[Shape]:
    """What may be shown of ties between teams, the newest four weeks first, three years at most."""
    return list(Shape.objects.all()[:40])


def contacts_since(from_at: datetime, to_at: datetime) -> QuerySet[Any, tuple[int, int, str, datetime]]:
    """(member, member, kind, when) of what passed between members who are still here, and both know."""
    return (
        Interaction.objects.exclude(visibility=Visibility.OWN).filter(
            purpose__in=BETWEEN_COLLEAGUES, target__isnull=False, at__gte=from_at, at__lt=to_at,
            source__member__is_active=True, target__member__is_active=True,
        )
        .order_by("at", "id")
        .values_list("source__member_id", "target__member_id", "kind", "at")
    )  # fmt: skip


def colleagues() -> dict[int, int]:
    """Person → member, of everyone who works here."""
    return dict(Person.objects.filter(member__is_active=True).values_list("id", "member_id"))


def contacts_between(from_at: datetime, to_at: datetime) -> Iterator[tuple[int, int, str, datetime]]:
    """(member, member, kind, when) as `contacts_since`, of a whole house: who is whom is looked up once, beside the rows,
    since a ledger joined to its people twice is slow until the database has counted it."""
    members = colleagues()
    rows = Interaction.objects.exclude(visibility=Visibility.OWN).filter(
        purpose__in=BETWEEN_COLLEAGUES, target__isnull=False, at__gte=from_at, at__lt=to_at
    ).order_by("at", "id").values_list("source_id", "target_id", "kind", "at")  # fmt: skip
    for source, target, kind, at in rows.iterator():
        if source in members and target in members:
            yield members[source], members[target], kind, at


def ties_of(member: Member, after: int = 0) -> list[Tie]:
    """The strongest first, one more than a page; inside `own`. `after`: how many were shown before."""
    found = Tie.objects.filter(member=member).exclude(other__in=hidden_by(member)).select_related("other")
    return list(found.order_by("-strength", "id")[after : after + PAGE + 1])


def lost_of(member: Member) -> list[Tie]:
    found = Tie.objects.filter(member=member, state=Tie.State.LOST).exclude(other__in=hidden_by(member))
    return list(found.select_related("other").order_by("-before", "id")[:PAGE])


def hints_of(member: Member) -> list[Hint]:
    found = Hint.objects.filter(member=member, gone_at=None).exclude(other__in=hidden_by(member))
    return list(found.select_related("other", "via").order_by("kind", "-at", "id"))


def hint_to_ask(member: Member, hint_id: int) -> Hint | None:
    """One that is still there, and more than a thank you; inside `own`."""
    found = Hint.objects.filter(member=member, pk=hint_id, gone_at=None, other__is_active=True)
    return found.exclude(kind=Hint.Kind.THANK).select_related("other", "via").first()


def asked_of(member: Member) -> QuerySet[Asked]:
    """What colleagues who still work here asked of them, the newest first; inside `own`."""
    found = Asked.objects.filter(Q(about=None) | Q(about__is_active=True), member=member, by__is_active=True)
    return found.select_related("by__user", "about__user").order_by("-at", "-id")


def communities(words: str = "") -> QuerySet[Community]:
    """Those whose name has these words in it, by name."""
    key = community_key(words.replace("\x00", ""))
    return (Community.objects.filter(key__contains=key) if key else Community.objects.all()).order_by("key")


def communities_for(member: Member, words: str = "") -> tuple[list[tuple[int, str, bool]], bool]:
    """(number, name, whether they said that they are known there) of a page of them, and whether there are more; inside `own`."""
    here = set(Outside.objects.filter(member=member).values_list("community_id", flat=True))
    found = list(communities(words).values_list("pk", "name")[: COMMUNITIES + 1])
    return [(pk, name, pk in here) for pk, name in found[:COMMUNITIES]], len(found) > COMMUNITIES


def known_outside(member: Member) -> list[Outside]:
    """Communities that they named; inside `own`."""
    return list(Outside.objects.filter(member=member).select_related("community").order_by("community__name"))


def noted_outside(member: Member) -> QuerySet[Interaction]:
    """What the ledger holds of them and communities, the newest first; inside `own`."""
    found = Interaction.objects.filter(source__member=member, community__isnull=False)
    return found.order_by("-at", "-id")


def hidden_by(member: Member) -> QuerySet[Any, int]:
    return Hidden.objects.filter(member=member).values_list("other_id", flat=True)


def hidden_colleagues(member: Member) -> list[Hidden]:
    return list(Hidden.objects.filter(member=member).select_related("other").order_by("-at", "id"))


def choice_of(member: Member) -> Choice:
    """What their ties may do: nothing, until they say so."""
    return Choice.objects.filter(member=member).first() or Choice(member=member)


def own_contacts(member: Member) -> Iterator[tuple[str, str, str, datetime]]:
    """(who, towards whom, kind, when): all that the ledger holds of them and colleagues, for their export."""
    rows = contacts_since(clock.now() - KEPT, clock.now()).filter(
        Q(source__member=member) | Q(target__member=member)
    ).values_list("source__member__name", "target__member__name", "kind", "at")  # fmt: skip
    yield from rows.iterator()
