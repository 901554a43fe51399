"""A page of the settings: when one is at work."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab

register_tab(SettingsTab("hours:house", _("Working hours"), "hours.see"))
