"""Where webhooks stand among the settings, and the words of their states."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.web.pieces import StateWords, register_states

register_tab(SettingsTab("hooks:list", _("Webhooks"), "hooks.see"))
register_states(
    {
        "on": StateWords("ok", "check", pgettext_lazy("webhook", "on")),
        "stopped": StateWords("no", "plug-off", pgettext_lazy("webhook", "stopped")),
        "gone": StateWords("no", "x", pgettext_lazy("webhook", "gone")),
        "arrived": StateWords("ok", "check", pgettext_lazy("webhook", "arrived")),
        "given_up": StateWords("no", "x", pgettext_lazy("webhook", "given up")),
    }
)
