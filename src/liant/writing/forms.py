"""What people type to write a piece. Every form works without script."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from liant.writing.models import About, Campaign, Kind, Lesson, Topic, Version
from liant.writing.networks import Network, listed, network
from liant.writing.queries import channels_to_write_to

THREAD_BREAK = re.compile(r"^\s*-{3,}\s*$", re.MULTILINE)  # a line of dashes between two parts
MOST_CHARACTERS = 200_000


def places_to_write_for() -> list[tuple[str, str]]:
    """ "journal", "share:linkedin", or "bluesky#12" for a connected account."""
    by_hand = [(one.key, f"{one.label}, {one.hint}" if one.hint else str(one.label)) for one in listed()]
    channels = [(f"{one.kind}#{one.pk}", f"{network(one.kind).label}, {one.name}") for one in channels_to_write_to()]
    return [*by_hand[:2], *channels, *by_hand[2:]]


class BeginForm(forms.Form):
    title = forms.CharField(
        label=_("What is it about?"), max_length=300, help_text=_("A title to work with; it can change.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    places = forms.MultipleChoiceField(
        label=_("Where it will be read"), widget=forms.CheckboxSelectMultiple, initial=["journal"],
        help_text=_("At home first; the others can be added later."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["places"].choices = places_to_write_for()  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """The words of one version; fields that its network has no use for are absent."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    body = forms.CharField(
        label=_("Text"),
        max_length=MOST_CHARACTERS,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    link = forms.URLField(label=_("Link"), max_length=2000, required=False, assume_scheme="https")
    first_comment = forms.CharField(
        label=_("First comment"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Put under the post by yourselves, once it is there."),
    )  # fmt: skip
    thread = forms.CharField(
        label=_("The rest of the thread"), max_length=MOST_CHARACTERS, required=False,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=_("A line of three dashes between two parts."),
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: Network, **options: Any):
        super().__init__(*args, **options)
        for name, is_there in (
            ("title", on.has_title),
            ("first_comment", on.has_first_comment),
            ("thread", on.has_thread),
        ):
            if not is_there:
                del self.fields[name]

    def clean_body(self) -> str:
        return self.cleaned_data["body"].replace("\r\n", "\n").strip()

    def clean_thread(self) -> list[str]:
        parts = THREAD_BREAK.split(self.cleaned_data["thread"].replace("\r\n", "\n"))
        return [part.strip() for part in parts if part.strip()]


def words_as_typed(version: Version) -> dict[str, Any]:
    return {
        "title": version.title, "body": version.body, "link": version.link, "first_comment": version.first_comment,
        "thread": "\n---\n".join(version.thread), "edition": version.edition,
    }  # fmt: skip


class AboutForm(forms.Form):
    title = forms.CharField(label=_("Working title"), max_length=300)
    about = forms.ChoiceField(label=_("What it speaks of"), choices=About.choices)
    kind = forms.ChoiceField(
        label=_("How it reaches people"), choices=[(one.value, one.label) for one in (Kind.OWNED, Kind.PAID)],
        help_text=_("What others say of you is earned: it is counted from what is heard, never entered."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(Topic.objects.none(), label=_("Topic"), required=False)
    campaign = forms.ModelChoiceField(Campaign.objects.none(), label=_("Campaign"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["topic"].queryset = Topic.objects.filter(is_over=False)  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = Campaign.objects.filter(is_over=False)  # type: ignore[attr-defined]


class SourceForm(AboutForm):
    """The same, with where the words of others come from."""

    source_name = forms.CharField(label=_("Who wrote it, and where"), max_length=300)
    source_url = forms.URLField(label=_("Its address"), max_length=2000, required=False, assume_scheme="https")


class PlaceForm(forms.Form):
    place = forms.ChoiceField(label=_("Where it will be read"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["place"].choices = places_to_write_for()  # type: ignore[attr-defined]


class MediumForm(forms.Form):
    file = forms.FileField(label=_("A picture or a file"))
    description = forms.CharField(
        label=_("What is to be seen"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For those who don’t see it. A picture does not appear without it."),
    )  # fmt: skip
    agreement = forms.CharField(label=_("Who is seen, and agreed"), max_length=300, required=False)


class DescribeForm(forms.Form):
    description = forms.CharField(max_length=1500, required=False)
    agreement = forms.CharField(max_length=300, required=False)


class CommentForm(forms.Form):
    body = forms.CharField(
        label=_("A word to your colleagues"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    about = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)


class RefuseForm(forms.Form):
    reason = forms.CharField(label=_("What is to change"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class LessonForm(forms.Form):
    practice = forms.ChoiceField(label=_("What it taught"), choices=Lesson.Practice.choices)
    text = forms.CharField(label=_("In a sentence"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class TopicForm(forms.Form):
    name = forms.CharField(label=_("Topic"), max_length=80)


class CampaignForm(forms.Form):
    name = forms.CharField(label=_("Campaign"), max_length=120)
    aim = forms.CharField(label=_("What it is for"), max_length=500, required=False)
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    to_on = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("from_on") and found.get("to_on") and found["to_on"] < found["from_on"]:
            self.add_error("to_on", _("It ends before it begins."))
        return found
