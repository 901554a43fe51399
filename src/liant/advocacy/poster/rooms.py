"""The poster among the pages of the programme."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy.between import register_tab

register_tab("poster:home", 45, _("Poster"), "advocacy.lead")
