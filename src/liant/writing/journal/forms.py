"""What a house says of its journal, in each of its languages."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from liant.deliveries.pictures import is_picture
from liant.writing.journal.models import Journal, Recording
from liant.writing.journal.rules import read_chapter, read_duration, written_duration

TEXTS: dict[str, tuple[Any, Any, int, int]] = {  # label, hint, longest, rows
    "name": (_("Name"), _("Empty: the name of the house."), 120, 0),
    "description": (_("In a sentence"), _("What one reads here."), 300, 2),
    "rules": (
        _("Rules of the comments"),
        _("One a line; each refusal names one. Empty: those that the house begins with."),
        4000,
        4,
    ),
    "about": (_("About"), _("Who writes here, for whom, and why. Markdown is read."), 8000, 6),
}
CATEGORIES = [  # as directories name them
    (one, one or "–")
    for one in ("", "Arts", "Business", "Education", "Fiction", "Government", "Health & Fitness", "History",
                "Kids & Family", "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture",
                "Sports", "Technology", "True Crime", "TV & Film")
]  # fmt: skip
SWITCHES = ("is_open", "is_signed", "has_comments", "is_explicit")
PLAIN = (*SWITCHES, "own_address", "hub_url", "podcast_mail", "podcast_category")
MOST_PICTURE_BYTES = 10_000_000


def named(label: Any, code: str) -> Any:
    """ "Name, in French", said in the reader's language when it is read."""
    return lazy(lambda: gettext("%(label)s, in %(language)s") % {"label": label, "language": said_now(code)}, str)()


def said_now(code: str) -> str:
    """The language, as a word within a sentence of the reader's."""
    name = str(get_language_info(code)["name_translated"])
    return name if (get_language() or "en").startswith("en") else name.lower()


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
    has_comments = forms.BooleanField(
        label=_("Readers may say something under a page"), required=False,
        help_text=_("Nothing is shown before one of you has read it."),
    )  # fmt: skip
    hub_url = forms.URLField(
        label=_("Hub of the feeds (WebSub)"), required=False, max_length=500, assume_scheme="https",
        help_text=_("It is told of each change, and tells those who follow a feed at once. Empty: they ask by themselves."),
    )  # fmt: skip
    podcast_mail = forms.EmailField(
        label=_("Mail address of the podcast"), required=False,
        help_text=_("Everyone can read it in the feed: directories write there to know that the podcast is yours."),
    )  # fmt: skip
    podcast_category = forms.ChoiceField(label=_("Category of the podcast"), required=False, choices=CATEGORIES)
    is_explicit = forms.BooleanField(label=_("The podcast is not for children"), required=False)
    picture = forms.FileField(
        label=_("Picture"), required=False,
        help_text=_("Square; for a podcast, of 1,400 pixels at least. It is written anew, without what it tells of its place and hour."),
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
        for code, _language in settings.LANGUAGES:
            for name, (label, hint, longest, rows) in TEXTS.items():
                widget = forms.Textarea(attrs={"rows": rows, "lang": code}) if rows else forms.TextInput({"lang": code})
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=named(label, code), help_text=hint, max_length=longest, required=False, widget=widget
                )

    @property
    def switches(self) -> tuple[str, ...]:
        return SWITCHES

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields under a few headings."""
        texts = [f"{name}_{code}" for code, _language in settings.LANGUAGES for name in TEXTS if name != "rules"]
        rules = [f"rules_{code}" for code, _language in settings.LANGUAGES]
        named_groups: list[tuple[Any, Sequence[str]]] = [
            (_("The journal"), ("is_open", "languages", "main_language", "is_signed", "picture", "is_without_picture")),
            (_("In words"), texts),
            (_("Readers"), ("has_comments", *rules)),
            (_("Elsewhere"), ("profiles", "own_address", "hub_url")),
            (_("Podcast"), ("podcast_mail", "podcast_category", "is_explicit")),
        ]
        return [(title, [self[name] for name in names]) for title, names in named_groups]

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
        plain = {name: found[name] for name in (*PLAIN, "profiles")}
        texts = {
            code: {name: found[f"{name}_{code}"].strip() for name in TEXTS if found[f"{name}_{code}"].strip()}
            for code, _language in settings.LANGUAGES
        }
        picture = b"" if found["is_without_picture"] else found["picture"]
        languages = [main, *(one for one in found["languages"] if one != main)]
        return {**plain, "texts": texts, "picture": picture, "languages": languages}


def as_typed(journal: Journal) -> dict[str, Any]:
    plain = {name: getattr(journal, name) for name in (*PLAIN, "languages")}
    texts = {f"{name}_{code}": words for code, told in journal.texts.items() for name, words in told.items()}
    return {**plain, **texts, "main_language": journal.main_language, "profiles": "\n".join(journal.profiles)}


class DecisionForm(forms.Form):
    """Refusing names one of the rules that everyone can read."""

    rule = forms.ChoiceField(label=_("Which rule it breaks"), required=False, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Your answer, under it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the name of the house, for everyone. It shows the comment too."),
    )  # fmt: skip

    def __init__(self, *args: Any, rules: Sequence[str], **options: Any):
        super().__init__(*args, **options)
        self.fields["rule"].choices = [(str(number), rule) for number, rule in enumerate(rules)]  # type: ignore[attr-defined]
        self.rules = rules

    def the_rule(self) -> str:
        """ "" where none was chosen."""
        number = self.cleaned_data["rule"]
        return self.rules[int(number)] if number else ""


class RecordingForm(forms.Form):
    duration = forms.CharField(
        label=_("How long it lasts"), required=False, max_length=12, help_text=_("Such as 12:30 or 1:02:30.")
    )
    chapters = forms.CharField(
        label=_("Chapters"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line, its moment first: 0:00 At the mill"),
    )  # fmt: skip
    transcript = forms.CharField(
        label=_("What is said"), required=False, max_length=500_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For those who don’t hear it, and those who search. Plain text, or WebVTT."),
    )  # fmt: skip
    is_explicit = forms.BooleanField(label=_("Not for children"), required=False)

    def clean_duration(self) -> int:
        text = self.cleaned_data["duration"]
        seconds = read_duration(text) if text else 0
        if seconds is None:
            raise forms.ValidationError(_("Write it as 12:30 or 1:02:30."))
        return seconds

    def clean_chapters(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for line in self.cleaned_data["chapters"].splitlines():
            if not line.strip():
                continue
            chapter = read_chapter(line)
            if chapter is None or (found and chapter[0] <= found[-1]["start"]):
                raise forms.ValidationError(
                    _("“%(line)s”: a chapter begins with its moment, later than the one before it.")
                    % {"line": line.strip()[:60]}
                )
            found.append({"start": chapter[0], "title": chapter[1]})
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        duration, chapters = found.get("duration"), found.get("chapters")
        if duration and chapters and chapters[-1]["start"] >= duration:
            self.add_error("chapters", _("The last chapter begins after the end."))
        return found

    def values(self) -> dict[str, Any]:
        """Fields of Recording."""
        found = dict(self.cleaned_data)
        return {"duration_seconds": found.pop("duration"), **found}


def recording_as_typed(told: Recording | None) -> dict[str, Any]:
    if told is None:
        return {}
    return {
        "duration": written_duration(told.duration_seconds) if told.duration_seconds else "",
        "chapters": "\n".join(f"{written_duration(one['start'])} {one['title']}" for one in told.chapters),
        "transcript": told.transcript, "is_explicit": told.is_explicit,
    }  # fmt: skip
