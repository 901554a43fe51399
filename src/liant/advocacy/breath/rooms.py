"""The pages of how a programme goes, among those of the programme."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy import tabs
from liant.advocacy.between import register_tab

register_tab("breath:home", 10, _("The programme"), "advocacy.read_figures")
register_tab("breath:examples", 30, _("Examples"), "advocacy.take_part")
tabs.register_tab(tabs.RoomTab("breath:home", _("The programme"), "advocacy.read_figures", 70))
