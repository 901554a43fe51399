import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField

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


@register.simple_tag
def named(bound: BoundField, label: str, hint: str = "") -> BoundField:
    """The same field under our own words: forms of django-allauth bring theirs."""
    bound.label, bound.help_text = label, hint
    bound.field.widget.attrs.pop("placeholder", None)
    return bound


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute, which the template escapes."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def mail_leaves() -> bool:
    """Whether a link can be sent by mail."""
    return bool(settings.EMAIL_HOST)
