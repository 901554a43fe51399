from django import template

from liant.accounts.models import Invitation
from liant.accounts.roles import Role
from liant.accounts.rules import invitation_state
from liant.accounts.words import ROLE_WORDS
from liant.kit import clock

register = template.Library()


@register.filter
def role_name(role: str) -> str:
    return str(Role(role).label)


@register.filter
def role_words(role: str) -> str:
    """What this role does here."""
    return str(ROLE_WORDS.get(role, ""))


@register.filter
def stands(invitation: Invitation) -> str:
    """ "open", "accepted", "withdrawn" or "expired"."""
    return invitation_state(invitation, clock.now())
