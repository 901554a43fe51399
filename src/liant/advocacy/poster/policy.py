"""Whoever leads the programme puts up its poster (`advocacy.lead`)."""

from django.utils.translation import gettext_lazy as _

from liant.audit import verbs

verbs.register(
    {
        "poster.put_up": _("made the poster of the programme"),
        "poster.change": _("changed the poster of the programme"),
        "poster.renew": _("gave the poster of the programme another code"),
        "poster.end": _("ended the poster of the programme"),
    }
)
