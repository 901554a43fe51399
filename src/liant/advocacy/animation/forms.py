from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.advocacy.animation import queries
from liant.advocacy.animation.models import Asked, Charge, Habit, Kind, Meeting


class HabitForm(forms.Form):
    title = forms.CharField(label=_("What it is called"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    times = forms.IntegerField(label=_("How often in a quarter"), min_value=1, max_value=13, initial=1)
    minutes = forms.IntegerField(label=_("How long, in minutes"), min_value=5, max_value=1440, initial=60)
    has_managers = forms.BooleanField(label=_("Managers or directors take part"), required=False)


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("What it is called"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    habit: Any = forms.ModelChoiceField(
        label=_("One of what comes again"), queryset=None, required=False, empty_label=_("no, it stands by itself")
    )
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("How long, in minutes"), min_value=5, max_value=1440, initial=60)
    place = forms.CharField(label=_("Where, in person"), max_length=200, required=False)
    url = forms.URLField(label=_("Where, from afar"), max_length=500, required=False, assume_scheme="https",
                         help_text=_("The address of the call. In person, from afar, or both."))  # fmt: skip
    has_managers = forms.BooleanField(label=_("Managers or directors take part"), required=False)

    def __init__(self, *args: Any, meeting: Meeting | None = None, **options: Any):
        if meeting:
            local = meeting.starts_at.astimezone(queries.zone())
            names = ("title", "kind", "habit", "minutes", "place", "url", "has_managers")
            options["initial"] = {name: getattr(meeting, name) for name in names} | {
                "on": local.date(),
                "at": local.time(),
            }
        super().__init__(*args, **options)
        self.fields["habit"].queryset = Habit.objects.filter(is_over=False)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("place") and not found.get("url"):
            self.add_error("place", _("Say where: a room, an address of a call, or both."))
        return found

    def values(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found["starts_at"] = datetime.combine(found.pop("on"), found.pop("at"), queries.zone())
        return found


class HeldForm(forms.Form):
    there = forms.IntegerField(label=_("In the room"), min_value=0, max_value=20000)
    remote = forms.IntegerField(label=_("From afar"), min_value=0, max_value=20000)


class CancelForm(forms.Form):
    why = forms.CharField(label=_("Why"), max_length=200)


class ChargeForm(forms.Form):
    kind = forms.ChoiceField(label=_("Charge"), choices=Charge.Kind.choices)
    member: Any = forms.ModelChoiceField(label=_("Who"), queryset=None)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["member"].queryset = Member.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]


class AskedForm(forms.Form):
    what = forms.CharField(label=_("What you were asked to share"), max_length=300)
    url = forms.URLField(label=_("Its address"), max_length=2000, required=False, assume_scheme="https")
    asker: Any = forms.ModelChoiceField(
        label=_("Who asked"), queryset=None, required=False, empty_label=_("I would rather not say")
    )
    followed = forms.ChoiceField(label=_("What followed"), choices=Asked.Followed.choices)

    def __init__(self, *args: Any, asked_one: Member, **options: Any):
        super().__init__(*args, **options)
        others = Member.objects.filter(is_active=True).exclude(pk=asked_one.pk).order_by("name")
        self.fields["asker"].queryset = others  # type: ignore[attr-defined]
