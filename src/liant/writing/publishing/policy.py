"""Whoever plans a piece decides what becomes of it where it did not leave, or could not follow."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.audit import verbs
from liant.writing.policy import READERS, WRITERS, may_write

register("publishing.see", READERS)
register("publishing.decide", WRITERS, also=may_write)

verbs.register(
    {
        "publishing.now": _("let it leave on %(network)s although its moment had passed"),
        "publishing.again": _("sent it again to %(network)s"),
        "publishing.take_away": _("asked for it to be taken away from %(network)s"),
        "publishing.replace": _("took it away from %(network)s to post it again as corrected"),
        "publishing.say": _("said the correction under it on %(network)s"),
        "publishing.leave": _("left it as it is on %(network)s"),
        "publishing.gone": _("took it away by hand from %(network)s"),
        "publishing.address": _("said to which address it is mailed"),
    }
)
