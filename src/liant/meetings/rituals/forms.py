from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, Team
from liant.meetings.queries import today
from liant.meetings.rituals import queries
from liant.meetings.rituals.models import Ritual
from liant.meetings.rituals.policy import OF_ALL


def day_of_calendar() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RitualForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Ritual.Kind.choices)
    title = forms.CharField(label=_("What it is called"), max_length=120)
    team: Any = forms.ModelChoiceField(
        label=_("Whose it is"), queryset=None, required=False, empty_label=_("the whole house")
    )
    every_weeks = forms.IntegerField(label=_("Every how many weeks"), min_value=1, max_value=53, initial=1)
    started_on = forms.DateField(label=_("Counted from"), widget=day_of_calendar())

    def __init__(self, *args: Any, actor: Member, ritual: Ritual | None = None, **options: Any):
        self.ritual = ritual
        names = ("kind", "title", "team", "every_weeks", "started_on")
        options["initial"] = {name: getattr(ritual, name) for name in names} if ritual else {"started_on": today()}
        super().__init__(*args, **options)
        may_all = actor.has_role(*OF_ALL)
        mine = [one.pk for one in queries.teams_of(actor)]
        teams = Team.objects.all() if may_all else Team.objects.filter(pk__in=mine)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        others = Ritual.objects.filter(title=found.get("title", ""), team=found.get("team"))
        if (others.exclude(pk=self.ritual.pk) if self.ritual else others).exists():
            self.add_error("title", _("There is a ritual of this name already."))
        return found


class OccasionForm(forms.Form):
    day = forms.DateField(label=_("Which day"), widget=day_of_calendar())
    line = forms.CharField(
        label=_("A line"), max_length=200, required=False,
        help_text=_("What came of it, never who was missing."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **{"initial": {"day": today()}, **options})

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day
