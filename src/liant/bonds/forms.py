from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CommunityForm(forms.Form):
    name = forms.CharField(
        label=_("What it is called"),
        max_length=200,
        help_text=_("A trade’s forum, the readers of a journal, an association."),
    )
    url = forms.URLField(
        label=_("Where it meets, if it has an address"), max_length=800, required=False, assume_scheme="https"
    )

    def clean_name(self) -> Any:
        return " ".join(self.cleaned_data["name"].split())
