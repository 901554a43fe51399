"""Everyone who works in the house takes part; what one wrote is one's own; a guardian or the owner guards the rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs
from liant.community.models import is_said_by

GUARDING = frozenset({Role.OWNER, Role.GUARDIAN})


def asked_it(member: Member, post: Any) -> bool:
    return post.kind == "question" and is_said_by(member, post)


register("community.read", EVERYONE)
register("community.write", EVERYONE)
register("community.change", EVERYONE, also=is_said_by)  # one's own words: change them, take them back
register("community.answer", EVERYONE, also=asked_it)  # say which comment answered one's question
register("community.flag", EVERYONE)
register("community.choose", EVERYONE)  # what one is told, one's feed, one's consent
register("community.pin", GUARDING | {Role.COMMUNICATOR})
register("community.guard", GUARDING)
register("community.arrange", {Role.OWNER})

verbs.register(
    {
        "community.hide": _("hid what somebody wrote, with a reason"),
        "community.show": _("showed again what was hidden"),
        "community.settle": _("settled what somebody had pointed out"),
        "community.pin": _("pinned a post"),
        "community.unpin": _("took a pin away"),
        "community.arrange": _("changed which parts of “Between us” are open, or its rules"),
    }
)
