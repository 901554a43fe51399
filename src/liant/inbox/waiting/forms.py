"""What people type about waits: promises, acknowledgements, and what whoever waits asks or says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Team
from liant.channels.models import Channel
from liant.inbox.models import Intent
from liant.inbox.waiting.models import Satisfaction, Target
from liant.people.hats import HatKind

ANY = [("", _("whoever it is"))]


class PromiseForm(forms.Form):
    hat = forms.ChoiceField(label=_("Who writes"), required=False, choices=[*ANY, *HatKind.choices])
    intent = forms.ChoiceField(
        label=_("About what"), required=False, choices=[("", _("whatever it is")), *Intent.choices]
    )
    amount = forms.IntegerField(label=_("Answered within"), min_value=1, max_value=500)
    unit = forms.ChoiceField(label=_("Counted in"), choices=Target.Unit.choices)
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=_("the whole house"),
        help_text=_("Its working hours count, and its managers are told when it gets late."),
    )  # fmt: skip
    is_on = forms.BooleanField(label=_("This is promised"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["team"].queryset = Team.objects.all()  # type: ignore[attr-defined]


class AcknowledgementForm(forms.Form):
    channel = forms.ModelChoiceField(Channel.objects.none(), label=_("Channel"), empty_label=None)
    hat = forms.ChoiceField(label=_("Who writes"), choices=HatKind.choices)
    text_fr = forms.CharField(
        label=_("In French"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_en = forms.CharField(
        label=_("In English"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    has_link = forms.BooleanField(
        label=_("With a private page"), required=False, initial=True,
        help_text=_("It says where the matter stands, by when an answer is due, and what is kept about the person."),
    )  # fmt: skip
    is_on = forms.BooleanField(label=_("It leaves by itself"), required=False)

    def __init__(self, *args: Any, channels: list[Channel], **options: Any):
        super().__init__(*args, **options)
        self.fields["channel"].queryset = Channel.objects.filter(id__in=[one.id for one in channels])  # type: ignore[attr-defined]

    def texts(self) -> dict[str, str]:
        found = {"fr": self.cleaned_data["text_fr"].strip(), "en": self.cleaned_data["text_en"].strip()}
        return {language: text for language, text in found.items() if text}


class AskingForm(forms.Form):
    hats = forms.MultipleChoiceField(
        label=_("Ask whoever comes as"), required=False, choices=HatKind.choices, widget=forms.CheckboxSelectMultiple
    )


class RequestForm(forms.Form):
    """Asked by whoever the data is about, on their private page."""

    CORRECTION, ERASURE, OTHER = "correction", "erasure", "other"
    what = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=[
            (CORRECTION, _("correct something")),
            (ERASURE, _("erase what you keep about me")),
            (OTHER, _("something else about my data")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def subject(self) -> str:
        return {
            self.CORRECTION: "Correction of data",
            self.ERASURE: "Erasure of data",
            self.OTHER: "About data",
        }[self.cleaned_data["what"]]


class FaceForm(forms.Form):
    face = forms.TypedChoiceField(
        label=_("How did it go?"), coerce=int, choices=Satisfaction.Face.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("A word about how it went"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
