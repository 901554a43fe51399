"""Published addresses have their page among the settings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.web.pieces import StateWords, register_states

register_tab(SettingsTab("canary:list", _("Published addresses"), "inbox.change_canaries"))
register_states(
    {
        "canary_planned": StateWords("", "clock", pgettext_lazy("canary", "about to leave")),
        "canary_sent": StateWords("", "send", pgettext_lazy("canary", "awaiting an answer")),
        "canary_answered": StateWords("ok", "check", pgettext_lazy("canary", "answered")),
        "canary_bounced": StateWords("no", "x", pgettext_lazy("canary", "came back")),
        "canary_unanswered": StateWords("no", "clock", pgettext_lazy("canary", "nobody answered")),
        "canary_not_sent": StateWords("look", "warn", pgettext_lazy("canary", "could not leave")),
    }
)
