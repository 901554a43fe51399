"""Where tokens stand among the settings, and how one that works no more is told."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.web.pieces import StateWords, register_states

register_tab(SettingsTab("tokens:list", _("Tokens"), "tokens.use"))
register_states(
    {
        "good": StateWords("ok", "key", _("works")),
        "expired": StateWords("", "clock", _("too old")),
        "revoked": StateWords("", "x", _("taken back")),
    }
)
