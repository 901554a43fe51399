from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.community.workspaces.models import Reading, Workspace

FILES = [
    (one.value, one.label)
    for one in (
        Reading.Source.MATTERMOST, Reading.Source.SLACK, Reading.Source.MAIL, Reading.Source.CALENDAR, Reading.Source.TABLE,
    )
]  # fmt: skip


class FileForm(forms.Form):
    source = forms.ChoiceField(label=_("Where it comes from"), choices=FILES, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "From Mattermost, the bulk export (.jsonl or .zip); from Slack, the export of the workspace (.zip). Letters: an mbox, "
            "or a zip of .eml files. A calendar: .ics. A table: CSV or Parquet, with the columns source, target, kind and at."
        ),
    )


class WorkspaceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Which one"), choices=Workspace.Kind.choices, widget=forms.RadioSelect)
    url = forms.URLField(label=_("Its address"), max_length=300, assume_scheme="https")
    mail = forms.EmailField(
        label=_("The bot’s mail address, for Zulip"), max_length=200, required=False,
        help_text=_("In Zulip: Settings, Your bots, a new bot of any kind that may read public channels."),
    )  # fmt: skip
    key = forms.CharField(
        label=_("Its key"), max_length=400, strip=True, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("For Zulip, the key of that bot; for Mastodon, an access token that may read statuses."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == "zulip" and not values.get("mail"):
            self.add_error("mail", _("Zulip asks for the bot’s address and its key."))
        return values

    def secret(self) -> dict[str, str]:
        return {"mail": self.cleaned_data["mail"], "key": self.cleaned_data["key"]}
