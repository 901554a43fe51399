"""Story: colleagues agreed, between themselves, that Liant may see whom they turn to → ties are measured of those who did; whoever
takes it back, there or on the page of their ties, is forgotten on both."""

from collections.abc import Collection
from datetime import datetime

from liant.accounts.models import Member
from liant.advocacy.suggesting import unsay_closeness
from liant.bonds.measuring import forget
from liant.community import choosing
from liant.community.events import ConsentEnded
from liant.community.models import Consent
from liant.meetings.drawing import forget_closeness

AGREE_PAGE = "community:mine"


def agreed(only: Collection[int] | None = None) -> dict[int, datetime]:
    """Members who agreed and work here, and since when; of everyone, or of these."""
    found = Consent.objects.filter(member__is_active=True)
    if only is not None:
        found = found.filter(member_id__in=only)
    return dict(found.values_list("member_id", "given_at"))


def end(member: Member) -> None:
    choosing.end_consent(actor=member)


def end_order(member: Member) -> None:
    """What their own list says of whom they are close to is said no more."""
    unsay_closeness(member_id=member.pk, as_author=False)


def forget_ties(event: ConsentEnded) -> None:
    forget(member_id=event.member_id)
    unsay_closeness(member_id=event.member_id, as_author=True)
    forget_closeness()
