from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.meetings.experiment.rules import MEETING, SPOTLIGHT
from liant.meetings.models import Rotation
from liant.meetings.queries import today

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ARMS = (
    (MEETING, _("Meeting, then sharing: two are drawn to meet each week")),
    (SPOTLIGHT, _("Sharing, then the tie: what one writes is put first for the other, each week")),
)


class PlanForm(forms.Form):
    title = forms.CharField(label=_("What it is called"), max_length=120)
    arms = forms.MultipleChoiceField(
        label=_("What is tried"), choices=ARMS, initial=[MEETING, SPOTLIGHT], widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is drawn for itself. Two at once ask both ways; each then needs somewhat more people."),
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("First draw on"),
        widget=DAY,
        help_text=_("Until then colleagues agree to take part, and the plan is frozen."),
    )
    weeks = forms.IntegerField(
        label=_("For how many weeks people are drawn"), min_value=2, max_value=26, initial=8,
        help_text=_("At most half of what would pair everyone with everyone: those not drawn together are what the drawn are held beside."),
    )  # fmt: skip
    weeks_after = forms.IntegerField(
        label=_("For how many weeks after it is looked at what passes between them"),
        min_value=2,
        max_value=26,
        initial=8,
    )
    extra = forms.FloatField(
        label=_("Of meeting: what one hopes for"), min_value=0.01, max_value=5, initial=0.05,
        help_text=_("Comments, thanks and the like, more each week between two who met. The smaller, the more people it takes to see it."),
    )  # fmt: skip
    shows_up = forms.FloatField(
        label=_("Of meeting: share of the drawn who meet"), min_value=0.1, max_value=1, initial=0.75,
        help_text=_("0.75 is three in four."),
    )  # fmt: skip
    tie_extra = forms.FloatField(
        label=_("Of being put first: what one hopes for"), min_value=0.01, max_value=5, initial=0.05,
        help_text=_("Conversations, messages, meetings of their own and the like, more each week between two who were shown something. What is said in a post or under it doesn’t count."),
    )  # fmt: skip
    shown = forms.FloatField(
        label=_("Of being put first: share of the drawn who are shown something"), min_value=0.1, max_value=1, initial=0.75,
        help_text=_("Who writes nothing can’t be put first; who opens neither the page nor a digest is shown nothing."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        arms = given.pop("arms")
        return {**given, "has_meeting": MEETING in arms, "has_spotlight": SPOTLIGHT in arms}

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if Rotation.objects.filter(title=title).exists():
            raise forms.ValidationError(_("There is a rotation of this name already."))
        return title

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < today() + timedelta(days=2):
            raise forms.ValidationError(_("Leave two days at least, so that colleagues can agree."))
        return day


class StopForm(forms.Form):
    why = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("A reason other than its results: these are looked at on the day that was set."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
