"""A board is among experts: whoever leads others neither votes, nor stands on it, nor sees it, whatever other role they hold."""

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check, register
from liant.accounts.roles import EVERYONE, MANAGERS

SEE = "board.see"
register(SEE, EVERYONE - MANAGERS)


def check_peer(member: Member) -> None:
    """Raises NotAllowed."""
    check(member, SEE)
    if member.has_role(*MANAGERS):
        raise NotAllowed(SEE)
