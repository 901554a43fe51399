"""What members say of their letters, and the house of its praise."""

from datetime import time
from typing import Any

from django import forms
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Team
from liant.inbox.models import Label
from liant.insights.letters.models import Circle, Letter, Subscription
from liant.insights.letters.rules import split_words

WORDS = forms.Textarea(attrs={"rows": 3})


class LetterForm(forms.Form):
    """One letter, as one member wants it."""

    is_on = forms.BooleanField(label=_("Send it to me"), required=False)
    weekday = forms.TypedChoiceField(label=_("On which day"), coerce=int, choices=list(WEEKDAYS.items()))
    hour = forms.TypedChoiceField(label=_("From what hour"), coerce=int)
    words = forms.CharField(
        label=_("Words by which praise is about you"), required=False, widget=WORDS,
        help_text=_("Your first name as customers say it, your shop, what you make: one on each line. What concerns your "
                    "teams comes by itself."),
    )  # fmt: skip

    def __init__(self, letter: Letter, chosen: Subscription, data: Any = None):
        initial = {
            "is_on": chosen.is_on,
            "weekday": chosen.weekday,
            "hour": chosen.hour,
            "words": "\n".join(chosen.words),
        }
        super().__init__(data, initial=initial, prefix=letter.value)
        self.letter = letter
        self.fields["hour"].choices = [(hour, hour_in_words(hour)) for hour in range(24)]  # type: ignore[attr-defined]
        if letter == Letter.DAILY:
            del self.fields["weekday"]
        if letter != Letter.KIND_WORDS:
            del self.fields["words"]

    def clean_words(self) -> list[str]:
        return split_words(self.cleaned_data["words"])


def hour_in_words(hour: int) -> str:
    return formats.time_format(time(hour))


class CircleForm(forms.Form):
    name = forms.CharField(
        label=_("What it is about"), max_length=80, help_text=_("Such as a shop, a product, a team.")
    )
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Whom it concerns"), empty_label=None)
    words = forms.CharField(
        label=_("Words that praise holds"), required=False, widget=WORDS,
        help_text=_("One on each line: a place, a name, a product. Without words and labels, all praise concerns the team."),
    )  # fmt: skip
    labels = forms.MultipleChoiceField(label=_("Or labels"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, circle: Circle | None = None):
        initial = None
        if circle:
            initial = {
                "name": circle.name,
                "team": circle.team_id,
                "words": "\n".join(circle.words),
                "labels": circle.labels,
            }
        super().__init__(data, initial=initial)
        self.circle = circle
        self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]
        names = [(one.name, one.name) for one in Label.objects.all()[:200]]
        self.fields["labels"].choices = names  # type: ignore[attr-defined]
        if not names:
            del self.fields["labels"]

    def clean_words(self) -> list[str]:
        return split_words(self.cleaned_data["words"])

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = Circle.objects.filter(name=name)
        if (others.exclude(id=self.circle.id) if self.circle else others).exists():
            raise forms.ValidationError(_("There is one of this name already."))
        return name
