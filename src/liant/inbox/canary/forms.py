"""What people type about a published address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from liant.channels.models import Channel
from liant.inbox.canary.models import PublishedAddress
from liant.inbox.canary.rules import read_fields

Kind = PublishedAddress.Kind


class AddressForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What you call it: Press, Contact form."))
    kind = forms.ChoiceField(
        label=_("Kind of address"), choices=Kind.choices, initial=Kind.MAIL, widget=forms.RadioSelect
    )
    target = forms.CharField(
        label=_("Address"), max_length=500,
        help_text=_("The mail address; or, for a form, the address to which its page sends it (the “action”)."),
    )  # fmt: skip
    fields_text = forms.CharField(
        label=_("Fields of the form"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only for a form, one on each line: field = value. Put {message} where the message goes, and "
                    "{address} where one leaves one’s own address."),
    )  # fmt: skip
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Mailbox that asks"), empty_label=None,
        help_text=_("The answer comes back here. Choose another one than the mailbox that is checked."),
    )  # fmt: skip
    every_days = forms.IntegerField(label=_("Every how many days"), min_value=1, max_value=90, initial=7)

    def __init__(self, *args: Any, channels: list[Channel], address: PublishedAddress | None = None, **options: Any):
        super().__init__(*args, **options)
        self.address = address
        ids = [channel.id for channel in channels]
        self.fields["channel"].queryset = Channel.objects.filter(id__in=ids)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("target"):
            self.check_target(values)
        if values.get("kind") == Kind.FORM:
            self.check_fields(values)
        return values

    def check_target(self, values: dict[str, Any]) -> None:
        target, kind = values["target"].strip(), values.get("kind")
        try:
            URLValidator(["http", "https"])(target) if kind == Kind.FORM else validate_email(target)
        except ValidationError:
            self.add_error("target", _("This is not an address of the web.") if kind == Kind.FORM
                           else _("This is not a mail address."))  # fmt: skip
            return
        target = values["target"] = target if kind == Kind.FORM else target.lower()
        others = PublishedAddress.objects.filter(kind=kind, target=target)
        if others.exclude(id=self.address.id if self.address else 0).exists():
            self.add_error("target", _("This address is there already."))
            return
        channel = values.get("channel")
        if channel and str(channel.settings.get("address") or "").lower() == target:
            self.add_error("channel", _("A mailbox that writes to itself proves nothing: choose another one."))

    def check_fields(self, values: dict[str, Any]) -> None:
        try:
            fields = read_fields(values.get("fields_text", ""))
        except ValueError as error:
            self.add_error(
                "fields_text", _("“%(line)s” is not understood. Write: field = value") % {"line": error.args[0]}
            )
            return
        if not any("{message}" in value for _name, value in fields):
            self.add_error("fields_text", _("Say with {message} in which field the message goes."))

    def as_values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        text = values.pop("fields_text")
        return {**values, "fields": text if values["kind"] == Kind.FORM else ""}


def first_values(address: PublishedAddress) -> dict[str, Any]:
    return {
        "name": address.name, "kind": address.kind, "target": address.target, "fields_text": address.fields,
        "channel": address.channel_id, "every_days": address.every_days,
    }  # fmt: skip
