"""Who may do what with newsletters. Addresses are read by whoever looks after the list; a greeting that the lint takes for a
bad one is signed for by whoever answers for the house, or watches over it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS

LOOKING_AFTER = frozenset({Role.OWNER, Role.COMMUNICATOR})

register("newsletter.read", READERS)
register("newsletter.arrange", LOOKING_AFTER)  # newsletters, segments, the rate
register("newsletter.subscribers", LOOKING_AFTER)
register("newsletter.write", LOOKING_AFTER | {Role.PRESS_OFFICER, Role.PROGRAMME_LEAD})
register("newsletter.send", LOOKING_AFTER)
register("newsletter.sign", frozenset({Role.OWNER, Role.GUARDIAN}))

verbs.register(
    {
        "newsletter.save": _("changed the newsletter %(name)s"),
        "newsletter.postage": _("changed how letters leave through %(name)s"),
        "newsletter.segment": _("changed the segment %(name)s"),
        "newsletter.bring": _("brought %(count)s subscribers in: %(how)s"),
        "newsletter.invite": _("invited %(count)s people to subscribe"),
        "newsletter.end": _("ended a subscription"),
        "newsletter.restore": _("took up an address again"),
        "newsletter.choose": _("chose the newsletter %(name)s for it"),
        "newsletter.compose": _("changed what goes around the letter"),
        "newsletter.trial": _("sent a trial to %(name)s"),
        "newsletter.sign": _("signed for a greeting all the same: %(reason)s"),
        "newsletter.begin": _("began to send the letter"),
        "newsletter.hold": _("stopped the sending: %(reason)s"),
        "newsletter.go_on": _("went on sending the letter"),
        "newsletter.stop": _("ended the sending; the rest stays unsent"),
        "newsletter.decide": _("decided about a letter of unknown fate"),
    }
)
