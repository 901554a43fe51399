from django.utils.translation import gettext_lazy as _

from liant.audit import verbs

verbs.register(
    {
        "joining.merge": _("put the conversation “%(title)s” together with this one"),
        "joining.merge_away": _("put it together with the conversation “%(title)s”"),
        "joining.unmerge": _("took the conversation “%(title)s” apart again"),
        "joining.split": _("moved %(count)s messages to a conversation of their own"),
    }
)
