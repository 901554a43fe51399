"""What one says of a token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.tokens.rules import LASTS_DAYS
from liant.accounts.tokens.scopes import Scope

DAYS = {30: _("one month"), 90: _("three months"), 365: _("a year")}


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("Such as the programme that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself."),
    )
    days = forms.TypedChoiceField(
        label=_("How long it works"), coerce=int, choices=[(days, DAYS[days]) for days in LASTS_DAYS], initial=90
    )

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
