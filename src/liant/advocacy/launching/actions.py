"""The launch: what was answered for, the three questions, whom the house tells, and whether the programme is open."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import actions, between
from liant.advocacy.launching import queries
from liant.advocacy.launching.models import Duty, Review
from liant.advocacy.models import Programme
from liant.audit.actions import record


def note_duty(*, actor: Member, kind: str, done_on: date, document: str, why_not: str = "") -> Duty:
    check(actor, "advocacy.lead")
    with transaction.atomic():
        values = {"done_on": done_on, "document": document.strip(), "why_not": why_not.strip(), "by": actor}
        found, _is_new = Duty.objects.update_or_create(kind=kind, defaults=values)
        record(actor, "launching.note_duty", found, duty=kind)
    return found


def answer(*, actor: Member, on: date, experience: str, travel: str, animation: str) -> Review:
    """The three questions; each time a row of its own."""
    check(actor, "advocacy.lead")
    with transaction.atomic():
        found = Review.objects.create(on=on, experience=experience, travel=travel, animation=animation, by=actor)
        record(actor, "launching.answer", found)
    return found


def tell(
    *, actor: Member, teams: Collection[int] = (), roles: Collection[str] = (), addresses: Collection[str] = ()
) -> tuple[int, list[str]]:
    """Tell those of these teams, of these roles and at these addresses. → how many were not told before, and the addresses of
    nobody here. Raises between.NotReady."""
    check(actor, "advocacy.lead")
    found, unknown = queries.members_of(teams, roles, addresses)
    return actions.invite(actor=actor, members=found), unknown


def move(*, actor: Member, to: str) -> Programme:
    """Opening asks what the first invitation asks. Raises between.NotReady, LifecycleError."""
    check(actor, "advocacy.lead")
    if to == "open":
        between.check_invitation()
    return actions.move(actor=actor, to=to)
