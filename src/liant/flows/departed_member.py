"""A membership ended → what was the member's own business is let go: nobody knows any more which links they
shared, and what they did as an expert, what was measured of their ties and whom they met by lot is erased."""

from liant.accounts.chat import actions as chat
from liant.accounts.models import Member
from liant.advocacy import taking_part
from liant.bonds.measuring import forget
from liant.flows.events import MemberDeactivated
from liant.jobs.events import publish
from liant.links.actions import forget_departed
from liant.meetings import taking_part as meetings
from liant.meetings.buddies import actions as buddies


def announce(member: Member) -> None:
    publish(MemberDeactivated(member_id=member.pk))


def forget_links(event: MemberDeactivated) -> None:
    """Unless they came back before this was done."""
    member = Member.objects.filter(id=event.member_id, is_active=False).first()
    if member is not None:
        forget_departed(member=member)
        taking_part.forget_departed(member=member)
        forget(member_id=member.pk)
        meetings.forget(member_id=member.pk)
        buddies.forget(member_id=member.pk)
        chat.forget_unused(member=member)
