"""Who may do what in this room. What the organisation itself decided about who writes and agrees comes from its editorial
policy (`liant.writing.editorial`) by `offers.house_rules`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.models import About, Kind, Step
from liant.writing.offers import house_rules, may_agree

WRITERS = frozenset({Role.OWNER, Role.COMMUNICATOR, Role.PRESS_OFFICER, Role.PROGRAMME_LEAD})
AGREEING = WRITERS | {Role.TEAM_MANAGER, Role.GUARDIAN}
READERS = AGREEING | {Role.AUDITOR}


def may_write(member: Member, piece: Any) -> bool:
    """Whom the policy lets write; whoever wrote it may always mend it."""
    roles = house_rules(piece).writer_roles
    return not roles or member.has_role(*roles, Role.OWNER) or piece.author_id == member.id


def may_decide(member: Member, step: Step) -> bool:
    """Whoever the step names, and the author only where the policy lets them."""
    if step.piece.author_id == member.id and not step.can_author_agree:
        return False
    return may_agree(member, step.role, step.member_id)


register("writing.read", READERS)
register("writing.write", WRITERS, also=may_write)
register("writing.comment", AGREEING)
register("writing.approve", AGREEING, also=may_decide)
register("writing.correct", AGREEING, also=may_write)
register("writing.schedule", WRITERS, also=may_write)
register("writing.withdraw", WRITERS, also=may_write)
register("writing.arrange", WRITERS)  # topics and campaigns

verbs.register(
    {
        "writing.begin": _("began the piece"),
        "writing.change": _("changed the words for %(network)s"),
        "writing.restore": _("brought back words of before for %(network)s"),
        "writing.describe": _("changed what the piece is about"),
        "writing.add_version": _("added a version for %(network)s"),
        "writing.drop_version": _("took out the version for %(network)s"),
        "writing.add_medium": _("added %(name)s"),
        "writing.describe_medium": _("said what is to be seen on %(name)s"),
        "writing.drop_medium": _("took out %(name)s"),
        "writing.comment": _("said something about it"),
        "writing.settle_comment": _("settled a comment"),
        "writing.keep_remark": _("kept words despite a remark: %(reason)s"),
        "writing.ask": _("asked for an agreement"),
        "writing.agree": _("agreed"),
        "writing.refuse": _("sent it back: %(reason)s"),
        "writing.take_back": _("took it back to write on"),
        "writing.schedule": _("planned %(network)s for %(at)s"),
        "writing.unschedule": _("took %(network)s off the calendar"),
        "writing.publish": _("published on %(network)s"),
        "writing.withdraw": _("withdrew it"),
        "writing.withdraw_version": _("withdrew it from %(network)s"),
        "writing.reopen": _("took it up again"),
        "writing.learn": _("kept what it taught"),
        "writing.save_topic": _("changed the topic %(name)s"),
        "writing.save_campaign": _("changed the campaign %(name)s"),
        "writing.import": _("brought in the words of others: %(source)s"),
    }
)
verbs.register_values("piece_kind", dict(Kind.choices))
verbs.register_values("about", dict(About.choices))
