"""What experts type, and what the house offers."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.accounts.chat.forms import PlaceField
from liant.advocacy import actions, queries
from liant.advocacy.models import Consent, Expert, Feedback, Offer, Outcome
from liant.advocacy.sharing import NETWORKS

DAYS = [(0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")), (6, _("Sunday"))]  # fmt: skip
PURPOSES = {
    Consent.Purpose.SUGGEST: _(
        "Choose for me, by what I say here, a few things that I may share. Needed to take part."
    ),
    Consent.Purpose.CLICKS: _("Count how often people follow my links, and show it to me. Nobody else sees mine."),
    Consent.Purpose.COUNT: _(
        "Count me, without my name, in how the programme goes; never in a group of fewer than five."
    ),
    Consent.Purpose.TIES: _(
        "Note that a colleague and I shared or thanked each other, to see whether it brings us closer. That I shared something of "
        "theirs is told to nobody, not even to them; it counts among many."
    ),
}
USEFUL = [one for one in Offer.Kind.choices if one[0] != Offer.Kind.CALL]


class MultipleChoice(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class Numbers(forms.TypedMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any):
        super().__init__(coerce=int, **options)


def agreement(purpose: str) -> forms.BooleanField:
    return forms.BooleanField(label=PURPOSES[Consent.Purpose(purpose)], required=purpose == Consent.Purpose.SUGGEST)


class ConsentForm(forms.Form):
    """A box for each purpose, none ticked beforehand."""

    suggest = agreement("suggest")
    clicks = agreement("clicks")
    count = agreement("count")
    ties = agreement("ties")

    def agreed(self) -> dict[str, str]:
        """Purpose → the words beside its box."""
        return {name: str(self.fields[name].label) for name in self.fields if self.cleaned_data.get(name)}


class ChoicesForm(forms.Form):
    topics = Numbers(
        label=_("What I want to hear of"), required=False, help_text=_("None ticked is all of them.")
    )  # fmt: skip
    kinds = MultipleChoice(
        label=_("What is useful to those who follow me"), required=False, choices=USEFUL,
    )  # fmt: skip
    words = forms.CharField(
        label=_("In my words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who follows you, and what do they ask you? For you alone."),
    )  # fmt: skip
    networks = MultipleChoice(
        label=_("Where I share"), required=False, choices=[(key, one.label) for key, one in NETWORKS.items()],
        help_text=_("Where you are only with your family, leave it so."),
    )  # fmt: skip
    languages = MultipleChoice(label=_("In which languages"), required=False, choices=settings.LANGUAGES)
    most_each_week = forms.IntegerField(
        label=_("How many suggestions in a week, at most"), min_value=0, max_value=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    channels = MultipleChoice(label=_("How I hear of it"), required=False, choices=Expert.Channel.choices[:3],
                              help_text=_("None ticked: not at all, I come by myself."))  # fmt: skip
    chat_address = PlaceField()
    days = Numbers(label=_("On which days"), required=False, choices=DAYS, help_text=_("None ticked is every day."))
    hour = forms.TimeField(label=_("From which hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_until = forms.TimeField(
        label=_("Quiet until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, expert: Expert, **options: Any):
        options["initial"] = {name: getattr(expert, name) for name in self.base_fields if hasattr(expert, name)}
        options["initial"] |= {name: expert.wishes.get(name, "") for name in ("kinds", "words")}
        super().__init__(*args, **options)
        self.fields["topics"].choices = [(one.pk, one.name) for one in queries.topics()]  # type: ignore[attr-defined]
        if not self.fields["topics"].choices:  # type: ignore[attr-defined]
            del self.fields["topics"]
        self.fields["chat_address"].tell_of(expert.member)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return told | {"wishes": {"kinds": told.pop("kinds"), "words": told.pop("words")}}


class DeviceForm(forms.Form):
    """What a browser says of itself once it agreed to take notices."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_-]{87}=?$")
    auth = forms.RegexField(r"^[A-Za-z0-9_-]{22}(==)?$")


class RefuseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why"), choices=Feedback.Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A word for whoever made it"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip


class ProposeForm(forms.Form):
    text = forms.CharField(
        label=_("What you saw"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence is enough: what happened, and to whom it is of use."),
    )  # fmt: skip
    url = forms.URLField(label=_("Where it can be read"), max_length=2000, required=False, assume_scheme="https")


class OutcomeForm(forms.Form):
    kind = forms.ChoiceField(label=_("What happened"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)
    who = forms.CharField(label=_("Who"), max_length=200, required=False)
    words = forms.CharField(
        label=_("What they said"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip
    place = forms.TypedChoiceField(
        label=_("In one of my communities"), required=False, coerce=int, empty_value=None,
        help_text=_("Noted on that page too, for you alone."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]] = (), **options: Any):
        super().__init__(*args, **options)
        if places:
            self.fields["place"].choices = [("", _("in none of them")), *places]  # type: ignore[attr-defined]
        else:
            del self.fields["place"]


class OfferForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Offer.Kind.choices)
    title = forms.CharField(label=_("In a sentence"), max_length=300)
    summary = forms.CharField(
        label=_("What there is to know"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    url = forms.URLField(label=_("Where it is read"), max_length=2000, required=False, assume_scheme="https")
    language = forms.ChoiceField(label=_("Its language"), choices=settings.LANGUAGES)
    topic = forms.CharField(
        label=_("Topic"), max_length=120, required=False, help_text=_("Experts choose topics: few are enough.")
    )  # fmt: skip
    question = forms.CharField(
        label=_("A question to begin with"), max_length=300, required=False,
        help_text=_("Such as “What did you see yourself on this site?” People answer it in their own words."),
    )  # fmt: skip
    starts = forms.CharField(
        label=_("Ways to begin, one on each line"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Beginnings of sentences, not texts: each person is shown two of them, not the same ones."),
    )  # fmt: skip
    is_about_us = forms.BooleanField(label=_("We speak of ourselves in it"), required=False)
    ends_on = forms.DateField(
        label=_("The last day it is suggested"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty: until it takes place, or for as long as you keep things fresh."),
    )  # fmt: skip
    at = forms.DateTimeField(
        label=_("When it takes place"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def __init__(self, *args: Any, offer: Offer | None = None, **options: Any):
        if offer is not None:
            options["initial"] = {name: getattr(offer, name, None) for name in self.base_fields} | {
                "topic": offer.topic.name if offer.topic else "",
                "starts": "\n".join(offer.starts),
                "ends_on": last_day(offer) if offer.ends_at != actions.end_of(offer) else None,
            }
        super().__init__(*args, **options)

    def clean_starts(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["starts"].splitlines() if line.strip()]
        if any(len(line) > 300 for line in lines):
            raise forms.ValidationError(_("One of them is a whole text: its beginning is enough."))
        return lines[:20]

    def values(self) -> dict[str, Any]:
        """Fields of Offer, with the name of its topic; it ends with the day that was given."""
        told = dict(self.cleaned_data)
        day = told.pop("ends_on")
        next_day = datetime.combine(day + timedelta(days=1), time()) if day else None
        return told | {"ends_at": timezone.make_aware(next_day) if next_day else None}


def last_day(offer: Offer) -> date:
    return timezone.localdate(offer.ends_at - timedelta(microseconds=1))


class FreshForm(forms.Form):
    days = forms.IntegerField(
        label=_("For how many days something is suggested"), min_value=7, max_value=365,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("From what is offered next on. Another last day may be given with each."),
    )  # fmt: skip


class ThankForm(forms.Form):
    words = forms.CharField(
        label=_("What you tell them"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everyone who shared it reads it. You do not learn who they are."),
    )  # fmt: skip
