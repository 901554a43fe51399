"""Two pages of the settings: by when people are answered, and what leaves by itself."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab

register_tab(SettingsTab("waiting:promises", _("By when we answer"), "waiting.set"))
register_tab(SettingsTab("waiting:courtesies", _("What leaves by itself"), "waiting.set"))
