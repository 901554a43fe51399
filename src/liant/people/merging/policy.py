from django.utils.translation import gettext_lazy as _

from liant.audit import verbs

verbs.register(
    {
        "merging.merge": _("recognised %(name)s as the same person"),
        "merging.unmerge": _("took %(name)s for another person again"),
    }
)
