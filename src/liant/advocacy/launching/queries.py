"""What stands before a launch."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q

from liant.accounts.models import Member, Team
from liant.advocacy.launching.models import Duty, Review
from liant.advocacy.models import Invited

QUARTER = timedelta(days=92)


def duties() -> dict[str, Duty]:
    return {one.kind: one for one in Duty.objects.select_related("by")}


def missing_duties() -> list[str]:
    known = set(Duty.objects.values_list("kind", flat=True))
    return [kind for kind in Duty.Kind.values if kind not in known]


def reviews() -> list[Review]:
    return list(Review.objects.select_related("by")[:12])


def is_review_due(today: date) -> bool:
    last = Review.objects.first()
    return last is None or last.on + QUARTER <= today


def teams() -> list[Team]:
    return list(Team.objects.all()[:200])


def told_count() -> int:
    return Invited.objects.filter(member__is_active=True).count()


def members_of(
    teams: Collection[int], roles: Collection[str], addresses: Collection[str]
) -> tuple[list[Member], list[str]]:
    """Active members, and the addresses at which there is none."""
    wanted = {one.strip().lower() for one in addresses if one.strip()}
    asked = Q(pk__in=[])
    if teams:
        asked |= Q(team_memberships__team__in=teams)
    if roles:
        asked |= Q(roles__overlap=list(roles))
    for address in wanted:
        asked |= Q(user__email__iexact=address)
    found = list(Member.objects.filter(asked, is_active=True).select_related("user").distinct().order_by("id"))
    return found, sorted(wanted - {one.user.email.lower() for one in found})
