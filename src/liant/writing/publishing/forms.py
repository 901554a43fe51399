from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.kit import clock


class AnewForm(forms.Form):
    """In the zone of the house, as all moments of the calendar."""

    at = forms.DateTimeField(
        label=_("New moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_at(self) -> Any:
        if self.cleaned_data["at"] <= clock.now():
            raise forms.ValidationError(_("Choose a moment to come."))
        return self.cleaned_data["at"]


class DoneForm(forms.Form):
    url = forms.URLField(
        label=_("Where it is"), required=False, max_length=2000, assume_scheme="https",
        help_text=_("The address of your post, if you have it at hand."),
    )  # fmt: skip


class SayForm(forms.Form):
    text = forms.CharField(
        label=_("The correction, under it"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It leaves as an answer of your own, and everyone who reads the first reads it too."),
    )  # fmt: skip


class AddressForm(forms.Form):
    to = forms.EmailField(
        label=_("To which address"), required=False, help_text=_("One: a press list, a partner."), max_length=254
    )
