"""What an expert types to connect an account or to choose a moment, and what the house types of its application."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from liant.advocacy.own_accounts.models import NetworkApp
from liant.channels.forms import BUILDERS
from liant.channels.kinds import said
from liant.connectors.contract import Account, Field
from liant.connectors.intents import host_of

AS_TYPED = "%Y-%m-%dT%H:%M"  # what browsers send for a day and an hour


class ConnectForm(forms.Form):
    """The settings of a connector for an account of one's own. `server`: theirs, where the network has many and none is usual."""

    def __init__(self, data: Any = None, *, connector: Any, server: str = ""):
        if data is not None and (server := str(data.get("server", "")).strip()).startswith("@"):
            data = data.copy()  # people know their server by their whole name, @nadia@piaille.fr
            data["server"] = host_of(server)
        super().__init__(data)
        self.connector = connector
        for setting in connector.settings:
            self.fields[setting.name] = built(setting)
            if setting.name == "server" and setting.default is None:
                self.fields["server"].initial = server

    def account(self) -> Account:
        """Of what was typed, once it is valid."""
        typed = {one.name: self.cleaned_data[one.name] for one in self.connector.settings}
        hidden = {one.name for one in self.connector.settings if one.kind == "secret"}
        return Account(
            {name: value for name, value in typed.items() if name not in hidden},
            {name: value for name, value in typed.items() if name in hidden},
        )

    def fault(self, setting: str | None, words: str) -> None:
        self.add_error(setting if setting in self.fields else None, words)


class MomentForm(forms.Form):
    leaves_at = forms.DateTimeField(
        label=_("Day and hour"),
        input_formats=[AS_TYPED],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=AS_TYPED),
    )


class FoundForm(forms.Form):
    """What they saw when they looked."""

    is_there = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    url = forms.URLField(label=_("Its address there"), required=False, max_length=2000, assume_scheme="https")


class ApplicationForm(forms.Form):
    client_id = forms.CharField(label=_("Identifier of the application (Client ID)"), max_length=300)
    client_secret = forms.CharField(
        label=_("Its secret (Client secret)"),
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
    )

    use_required_attribute = False  # what is kept already need not be given again

    def __init__(self, data: Any = None, *, connector: Any, known: NetworkApp | None):
        super().__init__(data, initial=dict(known.settings) if known else None, prefix=connector.kind)
        if known is not None:
            self.fields["client_secret"].required = False
            self.fields["client_secret"].help_text = _(
                "Kept, and not shown. Leave it empty to keep it; type to replace it."
            )
        for setting in connector.app_settings:
            self.fields[setting.name] = built(setting)

    def values(self) -> dict[str, Any]:
        settings = {name: value for name, value in self.cleaned_data.items() if name != "client_secret"}
        return {"settings": settings, "secret": self.cleaned_data["client_secret"]}


def built(setting: Field) -> forms.Field:
    made = BUILDERS[setting.kind](setting)
    made.label, made.help_text, made.initial = said(setting.label), escape(said(setting.help)), setting.default
    return made
