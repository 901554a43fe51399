"""Whoever leads the programme launches it (`advocacy.lead`)."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy.launching.models import Duty
from liant.audit import verbs

verbs.register(
    {
        "launching.note_duty": _("wrote down what the law asks of the programme: %(duty)s"),
        "launching.answer": _("answered the three questions of the programme"),
    }
)
verbs.register_values("duty", dict(Duty.Kind.choices))
