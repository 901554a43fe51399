"""Where members choose what is mailed to them, and where the house says which praise concerns whom."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.web.shell import Room, register_room

register_room(
    Room(key="letters", label=_("What is mailed to you"), icon="mail", url_name="letters:own", order=15, place="person")
)
register_tab(SettingsTab("letters:circles", _("Whom praise concerns"), "letters.circles"))
