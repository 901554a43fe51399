"""Hours as people write them: one line for each day of the week."""

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liant.accounts.hours.public_days import MOST_BYTES, countries, regions_by_country
from liant.accounts.hours.rules import Stretch, read_stretches
from liant.accounts.zones import zone_choices


def day_field(number: int) -> str:
    return f"day_{number}"


class HoursForm(forms.Form):
    """A week, a time zone, a country and its region. An empty line: nobody is at work on that day."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for number, name in WEEKDAYS.items():
            self.fields[day_field(number)] = forms.CharField(label=name, required=False, max_length=120)
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"), required=False, choices=[("", _("that of the house")), *zone_choices()]
        )
        self.fields["country"] = forms.ChoiceField(
            label=_("Public holidays of"),
            required=False,
            choices=[("", _("no country")), *countries(get_language() or "en")],
        )
        self.fields["region"] = forms.CharField(
            label=_("Region, by its code"), required=False, max_length=20,
            help_text=_("Only where a region keeps other days than its country: “57” for Moselle, “BY” for Bavaria."),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(7):
            try:
                values[day_field(number)] = read_stretches(values.get(day_field(number), ""))
            except ValueError as error:
                self.add_error(
                    day_field(number),
                    _("“%(piece)s” is not understood. Write: 9:00-12:00, 14:00-18:00") % {"piece": error.args[0]},
                )
        region = values.get("region", "").strip()
        if region and region not in regions_by_country().get(values.get("country", ""), ()):
            self.add_error("region", _("This country has no region of that code."))
        return values

    def week(self) -> list[tuple[Stretch, ...]]:
        return [self.cleaned_data[day_field(number)] for number in range(7)]


class DayOffForm(forms.Form):
    day = forms.DateField(label=_("Which day"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Why, if you like"), required=False, max_length=200)

    def clean_day(self) -> date:
        return self.cleaned_data["day"]


class CalendarForm(forms.Form):
    calendar = forms.FileField(
        label=_("Calendar file (.ics)"),
        help_text=_("Its whole days become days off, also those that come every year. Meetings are left aside."),
    )

    def clean_calendar(self) -> Any:
        file = self.cleaned_data["calendar"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than a calendar of days off."))
        return file
