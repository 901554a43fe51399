"""What members say of their part in a rotation, and whoever arranges one of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from liant.accounts.chat import queries as places
from liant.accounts.chat.forms import PlaceField
from liant.accounts.forms import ColleagueField
from liant.accounts.models import Member, Team
from liant.meetings.models import Hearing, Rotation
from liant.meetings.rules import LANGUAGES


class RotationForm(forms.Form):
    title = forms.CharField(label=_("What it is called"), max_length=120)
    team: Any = forms.ModelChoiceField(
        label=_("Who may take part"), queryset=None, required=False, empty_label=_("everyone in the house")
    )
    every_weeks = forms.IntegerField(label=_("Every how many weeks"), min_value=1, max_value=13, initial=2)
    weekday = forms.TypedChoiceField(label=_("Drawn on"), coerce=int, choices=list(WEEKDAYS.items()))
    is_across_teams = forms.BooleanField(label=_("People of different teams first"), required=False, initial=True)

    def __init__(self, *args: Any, rotation: Rotation | None = None, **options: Any):
        self.rotation = rotation
        if rotation is not None:
            names = ("title", "team", "every_weeks", "weekday", "is_across_teams")
            options["initial"] = {name: getattr(rotation, name) for name in names}
        super().__init__(*args, **options)
        self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        others = Rotation.objects.filter(title=title)
        if (others.exclude(pk=self.rotation.pk) if self.rotation else others).exists():
            raise forms.ValidationError(_("There is a rotation of this name already."))
        return title


class QuestionForm(forms.Form):
    fr = forms.CharField(label=_("In French"), max_length=200)
    en = forms.CharField(label=_("In English"), max_length=200)


class ApartForm(forms.Form):
    one = ColleagueField(label=_("One of them"))
    other = ColleagueField(label=_("The other"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("one") and found.get("one") == found.get("other"):
            self.add_error("other", _("Choose two people."))
        return found


class JoinForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label=_("In which languages you can talk"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("Not before"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False,
        help_text=_("Left empty: from the next draw on. Days off of your team or of the house are known already."),
    )  # fmt: skip


def hours() -> list[tuple[str, Any]]:
    return [("", _("no quiet hours")), *((str(hour), f"{hour:02}:00") for hour in range(24))]


class HearingForm(forms.Form):
    prefix = "hearing"

    ways = forms.MultipleChoiceField(
        label=_("How I hear of it"), choices=Hearing.Way.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: not at all, I come by myself."),
    )  # fmt: skip
    chat_address = PlaceField()
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, empty_value=None, required=False)
    quiet_until = forms.TypedChoiceField(label=_("Quiet until"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, member: Member, hearing: Hearing, **options: Any):
        names = ("ways", "quiet_from", "quiet_until")
        options["initial"] = {name: getattr(hearing, name) for name in names}
        super().__init__(*args, **options)
        self.is_known = bool(places.shown(member))
        self.fields["chat_address"].tell_of(member)  # type: ignore[attr-defined]
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].choices = hours()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        by_chat = Hearing.Way.CHAT in found.get("ways", ())
        if by_chat and not self.is_known and not found.get("chat_address") and "chat_address" not in self.errors:
            self.add_error("chat_address", _("Say where you want to hear by chat."))
        begins, ends = found.get("quiet_from"), found.get("quiet_until")
        if (begins is None) != (ends is None) or (begins is not None and begins == ends):
            self.add_error("quiet_until", _("Quiet hours begin at one hour and end at another."))
        return found


class KeepFromForm(forms.Form):
    """`kept`: with whom they would rather not be drawn already; each may be let go, and one more named."""

    others: Any = forms.TypedMultipleChoiceField(
        label=_("Rather not with"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    another = ColleagueField(label=_("A colleague"), required=False)

    def __init__(self, *args: Any, kept: Sequence[Member], **options: Any):
        options["initial"] = {"others": [one.pk for one in kept]}
        super().__init__(*args, **options)
        self.kept = {one.pk: one for one in kept}
        self.fields["others"].choices = [(one.pk, one.name) for one in kept]  # type: ignore[attr-defined]

    def named(self) -> list[Member]:
        another = self.cleaned_data["another"]
        return [*(self.kept[one] for one in self.cleaned_data["others"]), *([another] if another else [])]
