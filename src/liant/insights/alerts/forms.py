"""What one says of a place that is to be told."""

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from liant.insights.alerts.models import Place
from liant.insights.alerts.places import NotAPlace, checked
from liant.insights.facts import fact_kinds


def hours() -> list[tuple[str, str]]:
    return [("", _("never")), *((str(hour), formats.time_format(time(hour))) for hour in range(24))]  # type: ignore[list-item]


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Such as “The night telephone”."))
    address = forms.CharField(
        label=_("Its address"), widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("As apprise writes it: slack://…, discord://…, matrixs://…, ntfys://…, jsons://… It is kept sealed and "
                    "never shown again."),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(label=_("What it is told"), widget=forms.CheckboxSelectMultiple)
    quiet_from = forms.ChoiceField(label=_("Nothing leaves from"), required=False)
    quiet_until = forms.ChoiceField(label=_("until"), required=False)
    most_a_day = forms.IntegerField(label=_("At most in one day"), min_value=1, max_value=200, initial=12)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_on = forms.BooleanField(label=_("Tell it"), required=False, initial=True)

    def __init__(self, data: Any = None, place: Place | None = None, language: str = "fr"):
        initial: dict[str, Any] = {"language": language}
        if place:
            fields = ("name", "kinds", "quiet_from", "quiet_until", "most_a_day", "language", "is_on")
            initial = {field: getattr(place, field) for field in fields}
        super().__init__(data, initial=initial)
        self.place = place
        self.fields["kinds"].choices = [(kind.key, kind.label) for kind in fact_kinds()]  # type: ignore[attr-defined]
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].choices = hours()  # type: ignore[attr-defined]
        if place:
            self.fields["address"].required = False
            self.fields["address"].help_text = _("Leave it empty to keep the one that is there: %(shown)s.") % {
                "shown": place.shown
            }

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if address:
            try:
                checked(address)
            except NotAPlace as error:
                raise forms.ValidationError(str(error)) from error
        return address

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        start, end = values.get("quiet_from"), values.get("quiet_until")
        if bool(start) != bool(end):
            self.add_error("quiet_until", _("Say both hours, or neither."))
        return {
            **values,
            "quiet_from": int(start) if start and end else None,
            "quiet_until": int(end) if start and end else None,
        }
