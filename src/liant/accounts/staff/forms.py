"""A staff list as a file, and who of those no longer listed leaves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.staff.rules import Known

MOST_BYTES = 5 * 1024 * 1024
MOST_PROPOSED = 500


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "CSV. The first line names the columns: address, name, teams, language. Only the address must be there."
        ),
    )

    def clean_file(self) -> bytes:
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: 5 MB at most."))
        return found.read()


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Which directory it is for"), max_length=80, help_text=_("Such as Microsoft Entra ID, or Okta.")
    )


class TakeForm(forms.Form):
    leaving = forms.TypedMultipleChoiceField(
        label=_("Whose membership ends"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, gone: Sequence[Known], **options: Any):
        super().__init__(*args, **options)
        field: Any = self.fields["leaving"]
        field.choices = [(one.member_id, f"{one.name} · {one.address}") for one in gone[:MOST_PROPOSED]]
