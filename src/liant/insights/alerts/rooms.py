"""Alerts have their page among the settings."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.web.pieces import StateWords, register_states

register_tab(SettingsTab("alerts:places", _("Alerts"), "alerts.see"))
register_states(
    {
        "alert_waiting": StateWords("", "clock", _("on its way")),
        "alert_sent": StateWords("ok", "check", _("told")),
        "alert_failed": StateWords("no", "x", _("could not be told")),
        "alert_held_back": StateWords("look", "pause", _("held back: too many that day")),
    }
)
