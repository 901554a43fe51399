"""What someone types about what they saw."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.deliveries.pictures import CannotFit, CannotRead, written_anew
from liant.kit import clock
from liant.listening.capture.actions import Note

PICTURES = ("image/jpeg", "image/png", "image/webp")
MOST_BYTES = 4_000_000


class TipForm(forms.Form):
    """Without an account: no picture, and a field that only programs fill in."""

    text = forms.CharField(
        label=_("What was said"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was said, in their words if you can.")},
    )
    url = forms.CharField(
        label=_("Address of the page"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Who said it"), max_length=200, required=False)
    told_by = forms.CharField(label=_("Your name, if you like"), max_length=200, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False  # the words may be in the picture

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if url:
            URLValidator(schemes=["http", "https"], message=_("This is not the address of a page."))(url)
        return url

    def note(self) -> Note:
        values = self.cleaned_data
        return Note(text=values["text"].strip(), name=values["name"].strip(), url=values["url"])


class NoteForm(TipForm):
    """By someone who works here. A picture's words are read before it is kept."""

    place = forms.CharField(
        label=_("Where it was"),
        max_length=120,
        required=False,
        help_text=_("A forum, a group, the counter: what says enough where there is no address."),
    )
    said_on = forms.DateField(
        label=_("When"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    needs_answer = forms.BooleanField(label=_("They are waiting for an answer from us"), required=False)
    picture = forms.FileField(
        label=_("A screenshot"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )
    field_order = ("text", "picture", "url", "name", "place", "said_on", "needs_answer")

    def __init__(self, *args: Any, kept_picture: bytes | None = None, **options: Any):
        super().__init__(*args, **options)
        self.kept_picture = kept_picture
        del self.fields["told_by"]
        self.fields["text"].required = not (kept_picture or self.files.get("picture"))

    def clean_said_on(self) -> Any:
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate(clock.now()):
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_picture(self) -> Any:
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        try:
            return written_anew(upload.read(20_000_000), PICTURES, MOST_BYTES)
        except CannotRead as error:
            raise forms.ValidationError(_("This file is not a picture that Liant can read.")) from error
        except CannotFit as error:
            raise forms.ValidationError(_("This picture is too large.")) from error

    def picture_bytes(self) -> bytes | None:
        """The one that came now, or else the one that came before."""
        given = self.cleaned_data.get("picture")
        return given.content if given else self.kept_picture

    def note(self) -> Note:
        values, picture = self.cleaned_data, self.picture_bytes()
        day, zone = values["said_on"], timezone.get_current_timezone()
        now = clock.now()
        at = min(datetime.combine(day, time(12), ZoneInfo(str(zone))), now) if day else now
        return Note(
            text=values["text"].strip(),
            name=values["name"].strip(),
            url=values["url"],
            place=values["place"].strip(),
            said_at=at,
            needs_answer=values["needs_answer"],
            picture=picture,
            picture_type=type_of(picture),
        )


def type_of(picture: bytes | None) -> str:
    """By its first bytes: it was written anew, so they are what they say."""
    if not picture:
        return ""
    if picture.startswith(b"\x89PNG"):
        return "image/png"
    return "image/webp" if picture[8:12] == b"WEBP" else "image/jpeg"
