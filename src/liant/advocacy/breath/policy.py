"""Figures are read by whoever offers or leads; what someone put up is theirs to take down."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE
from liant.audit import verbs


def is_own(member: Member, example: Any) -> bool:
    return bool(example.member_id == member.pk)


register("breath.take_down", EVERYONE, also=is_own)

verbs.register(
    {
        "breath.publish": _("counted four weeks of the programme"),
        "breath.change_rates": _("changed the rates of the programme’s estimates"),
    }
)
