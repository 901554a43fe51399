"""A page of the settings: the list of those who work here."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab

register_tab(SettingsTab("staff:home", _("Staff list"), "staff.change"))
