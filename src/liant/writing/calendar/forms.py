"""What people type on the calendar. Every form works without script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.writing.calendar.reading import MOST_BYTES


class WhenForm(forms.Form):
    """A day and an hour by the clock of the house."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class DropForm(forms.Form):
    """A version put on a day; the hour where it was put on a slot."""

    version = forms.IntegerField(min_value=1, max_value=2**62)
    day = forms.DateField()
    hour = forms.TimeField(required=False)


class EventForm(forms.Form):
    name = forms.CharField(label=_("What happens"), max_length=200)
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    to_on = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty when it lasts one day."),
    )  # fmt: skip
    place = forms.CharField(label=_("Where"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", _("It ends before it begins."))
        return found


class SourceForm(forms.Form):
    """A calendar of events: its file, or its address."""

    file = forms.FileField(label=_("Calendar file (.ics)"), required=False)
    address = forms.CharField(
        label=_("Or its address"), max_length=2000, required=False,
        help_text=_("As a town hall or a fair gives it. Read once now; read it again whenever you wish."),
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than a calendar of events."))
        return file

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if address and not address.startswith(("https://", "http://", "webcal://")):
            raise forms.ValidationError(_("An address begins with https:// or webcal://."))
        return address

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("file") and not found.get("address"):
            raise forms.ValidationError(_("Give a file or an address."))
        return found
