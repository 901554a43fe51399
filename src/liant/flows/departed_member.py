"""A membership ended → what was the member's own business is let go: nobody knows any more which links they
shared, and what they did as an expert is erased."""

from liant.accounts.models import Member
from liant.advocacy import taking_part
from liant.flows.events import MemberDeactivated
from liant.jobs.events import publish
from liant.links.actions import forget_departed


def announce(member: Member) -> None:
    publish(MemberDeactivated(member_id=member.pk))


def forget_links(event: MemberDeactivated) -> None:
    """Unless they came back before this was done."""
    member = Member.objects.filter(id=event.member_id, is_active=False).first()
    if member is not None:
        forget_departed(member=member)
        taking_part.forget_departed(member=member)
