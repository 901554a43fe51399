"""What a house says of its journal, in each of its languages."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.deliveries.pictures import is_picture
from liant.writing.journal.models import Journal

TEXTS: dict[str, tuple[Any, Any, int, int]] = {  # label, hint, longest, rows
    "name": (_("Name"), _("Empty: the name of the house."), 120, 0),
    "description": (_("In a sentence"), _("What one reads here."), 300, 2),
    "about": (_("About"), _("Who writes here, for whom, and why. Markdown is read."), 8000, 6),
}
MOST_PICTURE_BYTES = 10_000_000


def named(label: Any, language: str) -> Any:
    """ "Name, in French", said in the reader's language when it is read."""
    return lazy(lambda: gettext("%(label)s, in %(language)s") % {"label": label, "language": language}, str)()


class JournalForm(forms.Form):
    is_open = forms.BooleanField(
        label=_("Everyone can read the journal"), required=False,
        help_text=_("While it is closed, its addresses answer as if there were nothing."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each has its home page and its feeds."),
    )  # fmt: skip
    main_language = forms.ChoiceField(
        label=_("First language"), choices=settings.LANGUAGES, help_text=_("Its addresses are the shortest.")
    )
    is_signed = forms.BooleanField(
        label=_("Pieces bear the name of who wrote them"), required=False,
        help_text=_("Otherwise the house signs."),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Picture"), required=False,
        help_text=_("Square is best. It is written anew, without what it tells of its place and hour."),
    )  # fmt: skip
    is_without_picture = forms.BooleanField(label=_("Take the present picture away"), required=False)
    profiles = forms.CharField(
        label=_("Your pages elsewhere"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One address a line: your site, your accounts. Networks that check it know that they are yours."),
    )  # fmt: skip
    own_address = forms.URLField(
        label=_("A domain of its own"), required=False, max_length=200, assume_scheme="https",
        help_text=_("Such as https://journal.example.org. Your web server has to lead it here: docs/journal.md says how."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for code, language in settings.LANGUAGES:
            for name, (label, hint, longest, rows) in TEXTS.items():
                widget = forms.Textarea(attrs={"rows": rows, "lang": code}) if rows else forms.TextInput({"lang": code})
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=named(label, language), help_text=hint, max_length=longest, required=False, widget=widget
                )

    def clean_profiles(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["profiles"].splitlines() if line.strip()]
        address = forms.URLField(max_length=500, assume_scheme="https")
        return [address.clean(line) for line in lines[:20]]

    def clean_own_address(self) -> str:
        own = self.cleaned_data["own_address"]
        if own and (urlsplit(own).query or urlsplit(own).fragment or urlsplit(own).scheme not in ("http", "https")):
            raise forms.ValidationError(_("Only the address itself, without a question mark or a number sign."))
        return own.rstrip("/")

    def clean_picture(self) -> bytes | None:
        file = self.cleaned_data["picture"]
        if file is None:
            return None
        content = file.read() if file.size <= MOST_PICTURE_BYTES else b""
        if not content or not is_picture(content):
            raise forms.ValidationError(_("This is no picture that can be read here, or it is larger than 10 MB."))
        return content

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        languages, main = found.get("languages") or [], found.get("main_language")
        if main and main not in languages:
            self.add_error("main_language", _("The first language is one of those above."))
        return found

    def values(self) -> dict[str, Any]:
        """Fields of Journal, and `picture` as `actions.arrange` takes it."""
        found, main = self.cleaned_data, self.cleaned_data["main_language"]
        plain = {name: found[name] for name in ("is_open", "is_signed", "profiles", "own_address")}
        texts = {
            code: {name: found[f"{name}_{code}"].strip() for name in TEXTS if found[f"{name}_{code}"].strip()}
            for code, _language in settings.LANGUAGES
        }
        picture = b"" if found["is_without_picture"] else found["picture"]
        languages = [main, *(one for one in found["languages"] if one != main)]
        return {**plain, "texts": texts, "picture": picture, "languages": languages}


def as_typed(journal: Journal) -> dict[str, Any]:
    plain = {name: getattr(journal, name) for name in ("is_open", "is_signed", "own_address", "languages")}
    texts = {f"{name}_{code}": words for code, told in journal.texts.items() for name, words in told.items()}
    return {**plain, **texts, "main_language": journal.main_language, "profiles": "\n".join(journal.profiles)}
