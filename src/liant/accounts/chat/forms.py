from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.chat import queries, speaking
from liant.accounts.models import Member


class PlaceField(forms.CharField):
    """Left empty, the place that is known stays; it is never shown whole again."""

    def __init__(self, **options: Any):
        options.setdefault("label", _("Where, by chat"))
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=500, required=False, **options)

    def tell_of(self, member: Member) -> None:
        kept = queries.shown(member)
        self.help_text = (
            _("Now: %(place)s. Leave it empty to keep it.") % {"place": kept}
            if kept
            else _("Such as slack://…, mmosts://…, matrixs://…: a private place of your own. It is kept sealed.")
        )

    def clean(self, value: Any) -> str:
        address = super().clean(value).strip()
        if address and speaking.is_there():
            try:
                speaking.checked(address)
            except ValueError as error:
                raise forms.ValidationError(str(error)) from error
        return address
