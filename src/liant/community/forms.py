"""What members write to each other, and what they choose."""

from datetime import time
from typing import Any

from django import forms
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from liant.community.actions import Shown
from liant.community.models import Arrangement, Choice, Post
from liant.deliveries.pictures import FORMATS, CannotFit, CannotRead, written_anew

LONGEST = 20_000
MOST_BYTES = 3_000_000
LARGEST_UPLOAD = 20_000_000
MARKDOWN = _("Plain words are fine. With Markdown: **bold**, - a list, [words](address). Write @ and a first name to call a colleague.")  # fmt: skip


class PostForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Post.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(
        label=_("Your words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}), help_text=MARKDOWN
    )
    picture = forms.FileField(
        label=_("A picture"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_("It is kept without what it tells of its place, hour and device. More can be added afterwards."),
    )  # fmt: skip
    alt = forms.CharField(label=_("What the picture shows, for those who don’t see it"), max_length=500, required=False)

    def __init__(self, *args: Any, post: Post | None = None, kinds: Any = None, **options: Any):
        if post is not None:
            options["initial"] = {"title": post.title, "text": post.text}
        super().__init__(*args, **options)
        if post is not None:
            del self.fields["kind"]
        elif kinds is not None:
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        try:
            return written_anew(upload.read(LARGEST_UPLOAD), list(FORMATS.values()), MOST_BYTES)
        except CannotRead as error:
            raise forms.ValidationError(_("This file is not a picture that Liant can read.")) from error
        except CannotFit as error:
            raise forms.ValidationError(_("This picture is too large.")) from error

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("picture") and not values.get("alt", "").strip():
            self.add_error("alt", _("Say in a sentence what it shows: some of your colleagues don’t see pictures."))
        return values

    def pictures(self) -> list[Shown]:
        values = self.cleaned_data
        return [Shown(values["picture"], values["alt"])] if values.get("picture") else []


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def hour_in_words(hour: int) -> str:
    return formats.time_format(time(hour))


def hours() -> list[tuple[int, str]]:
    return [(hour, hour_in_words(hour)) for hour in range(24)]


class ChoiceForm(forms.ModelForm):
    """What one is told, how and when."""

    hour = forms.TypedChoiceField(label=_("From what hour"), coerce=int, choices=hours)
    weekday = forms.TypedChoiceField(
        label=_("On which day, for the weekly one"), coerce=int, choices=list(WEEKDAYS.items())
    )
    quiet_from = forms.TypedChoiceField(label=_("No mail from"), coerce=int, empty_value=None, required=False)
    quiet_until = forms.TypedChoiceField(label=_("until"), coerce=int, empty_value=None, required=False)

    class Meta:
        model = Choice
        fields = ("mentions", "answers", "reactions", "posts", "pages", "digest", "weekday", "hour", "quiet_from",
                  "quiet_until")  # fmt: skip
        labels = {
            "mentions": _("Somebody names you"),
            "answers": _("Somebody answers what you wrote"),
            "reactions": _("Somebody has a kind word for you"),
            "posts": _("Somebody writes a post"),
            "pages": _("A page of the handbook that you look after is to be read again"),
            "digest": _("What colleagues wrote, gathered in one mail"),
        }

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        never = [("", _("no quiet hours"))]
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].choices = [*never, *hours()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        begins, ends = values.get("quiet_from"), values.get("quiet_until")
        if (begins is None) != (ends is None) or (begins is not None and begins == ends):
            self.add_error("quiet_until", _("Say from when until when, or neither."))
        return values


class ArrangementForm(forms.ModelForm):
    class Meta:
        model = Arrangement
        fields = ("has_posts", "has_showing", "has_handbook", "rules")
        labels = {
            "has_posts": _("Posts: news and questions"),
            "has_showing": _("The showing: what each one made this week"),
            "has_handbook": _("The handbook: how things are done here"),
            "rules": _("The rules of this place, in your words"),
        }
        help_texts = {"rules": _("In Markdown. Without yours, the few that Liant proposes are shown.")}
        widgets = {"rules": forms.Textarea(attrs={"rows": 8})}
