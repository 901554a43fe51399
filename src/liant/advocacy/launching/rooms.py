"""The launch among the pages of the programme; what the law asks before anyone is invited."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy.between import register_gate, register_tab
from liant.advocacy.launching.rules import why_not_yet

register_gate(why_not_yet)
register_tab("launching:home", 40, _("Launch and questions"), "advocacy.lead")
