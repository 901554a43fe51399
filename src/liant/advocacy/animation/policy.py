"""Everybody reads the calendar of the programme; whoever leads it plans. That one was there is one's own to say."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.advocacy.animation.models import Charge
from liant.advocacy.policy import LEADING
from liant.audit import verbs

register("animation.plan", LEADING)

verbs.register(
    {
        "animation.save_habit": _("changed what comes again: %(title)s"),
        "animation.plan": _("planned the meeting %(title)s"),
        "animation.change": _("changed the meeting %(title)s"),
        "animation.hold": _("noted that the meeting %(title)s took place"),
        "animation.cancel": _("cancelled the meeting %(title)s"),
        "animation.give": _("made %(name)s %(charge)s of the programme"),
        "animation.take_back": _("noted that %(name)s is %(charge)s of the programme no more"),
        "animation.share": _("made a private address for the programme’s calendar"),
        "animation.close": _("closed the private address of the programme’s calendar"),
    }
)
verbs.register_values("charge", dict(Charge.Kind.choices))
