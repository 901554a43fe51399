"""Everybody who works here may tell an idea, and see what became of theirs; whoever writes sees them all."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE
from liant.audit import verbs
from liant.people.hats import visible_hats
from liant.writing.policy import WRITERS


def may_hear(member: Member, item: Any) -> bool:
    """What was said in private is no idea for a piece, nor is what this member may not read."""
    return not item.is_private and item.channel.default_hat in visible_hats(member)


register("ideas.tell", EVERYONE)
register("ideas.answer", WRITERS)
register("ideas.make", WRITERS, also=may_hear)  # of a mention
register("ideas.bring_in", WRITERS)

verbs.register(
    {
        "ideas.tell": _("told an idea"),
        "ideas.take": _("made a piece of an idea"),
        "ideas.put_aside": _("put an idea aside"),
        "ideas.bring_in": _("brought in the words of others: %(source)s"),
    }
)
