"""The form under a piece: no account, no cookie, no third party. A field that only programmes fill in, and a moment in which
nobody can have written anything, keep most of them out; a person reads the rest."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from liant.kit import clock
from liant.writing.journal.models import ReaderComment

SHORTEST_SECONDS, LONGEST_SECONDS = 3, 2 * 24 * 3600
STAMP = "\ue000opened\ue000"  # in the page while it is drawn: what is kept of it stays the same whenever it was opened
_SALT = "journal.comment"


def stamp_now() -> str:
    """When the page was opened, in a way that only this house can write."""
    return signing.dumps(int(clock.now().timestamp()), salt=_SALT)


def seconds_since(stamp: str) -> int | None:
    try:
        return int(clock.now().timestamp()) - int(signing.loads(stamp, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


class ReaderForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=80, widget=forms.TextInput({"autocomplete": "name"}))
    mail = forms.EmailField(
        label=_("Your mail address, if you want an answer by mail"), required=False, max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("Never shown and given to nobody; forgotten after three months."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What you have to say"), max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=_("Plain text. A person reads it before it is shown."),
    )  # fmt: skip
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # hidden from people

    @property
    def is_of_a_programme(self) -> bool:
        return bool(self.data.get("website"))

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\x00", "").replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        seconds = seconds_since(found.get("opened", ""))
        if seconds is None or seconds > LONGEST_SECONDS:
            self.add_error(None, _("This page was open for a long time. Your words are here: send them once more."))
        elif seconds < SHORTEST_SECONDS:
            self.add_error(None, _("That was very quick. Your words are here: send them once more."))
        return found


def begun(parent: ReaderComment | None = None) -> ReaderForm:
    return ReaderForm(initial={"opened": STAMP, "parent": parent.pk if parent else None})
