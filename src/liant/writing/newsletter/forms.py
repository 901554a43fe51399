"""What people type: to subscribe, about themselves, and what colleagues say of newsletters and letters."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats
from liant.writing.models import Topic
from liant.writing.newsletter import phrases, queries
from liant.writing.newsletter.models import Issue, Newsletter, Segment, Subscriber
from liant.writing.newsletter.rules import tidy_address

LANGUAGES = ("fr", "en")
TOLD_HATS = [kind for kind in HatKind if kind not in (HatKind.EMPLOYEE, HatKind.CANDIDATE)]
TOLD_HATS_IN_WORDS = [(kind.value, kind.label) for kind in TOLD_HATS]
PAUSES = [("", _("no pause")), ("30", _("for a month")), ("90", _("for three months")), ("180", _("for half a year"))]
MOST_BYTES = 5_000_000


def language_choices(keys: Any = LANGUAGES) -> list[tuple[str, str]]:
    return [(key, get_language_info(key)["name_local"].capitalize()) for key in keys if key in LANGUAGES]


class AskForm(forms.Form):
    """Open to everyone; `website` is seen by programs alone."""

    address = forms.CharField(
        label=_("Your address"), max_length=320, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    first_name = forms.CharField(label=_("First name, if you like"), max_length=100, required=False,
                                 widget=forms.TextInput(attrs={"autocomplete": "given-name"}))  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), required=False)
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, newsletter: Newsletter, **options: Any):
        super().__init__(*args, **options)
        self.fields["language"].choices = language_choices(newsletter.languages)  # type: ignore[attr-defined]
        if len(newsletter.languages) < 2:
            del self.fields["language"]

    def clean_address(self) -> str:
        try:
            return tidy_address(self.cleaned_data["address"])
        except ValidationError:
            raise forms.ValidationError(_("This is not an address, such as name@example.org.")) from None

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "address": told["address"],
            "first_name": told["first_name"].strip(),
            "language": told.get("language", ""),
        }


class OwnForm(forms.Form):
    """One's own page."""

    newsletters = forms.MultipleChoiceField(
        label=_("What you receive"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(label=_("Only about"), required=False, widget=forms.CheckboxSelectMultiple,
                                       help_text=_("Nothing chosen: about everything."))  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    hats = forms.MultipleChoiceField(label=_("You read as"), required=False, widget=forms.CheckboxSelectMultiple,
                                     help_text=_("If you like: some letters are for some readers only."))  # fmt: skip
    pause = forms.ChoiceField(label=_("A pause"), required=False, choices=PAUSES)

    def __init__(self, data: Any, *, subscriber: Subscriber):
        on = list(subscriber.subscriptions.filter(state="on").select_related("newsletter"))
        offered = {one.newsletter_id: one.newsletter for one in on} | {
            one.pk: one for one in queries.open_newsletters()
        }
        initial = {
            "newsletters": [str(one.newsletter_id) for one in on], "topics": [str(one) for one in subscriber.topics],
            "language": subscriber.language or (on[0].newsletter.languages[0] if on else "fr"), "hats": subscriber.hats,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self.paused_until = subscriber.paused_until
        fields: Any = self.fields
        fields["newsletters"].choices = [
            (str(one.pk), f"{one.name}: {one.brings} ({one.rhythm})") for one in offered.values()
        ]
        fields["topics"].choices = [(str(one.pk), one.name) for one in queries.topics()]
        fields["hats"].choices = [(kind.value, kind.label) for kind in TOLD_HATS]
        if subscriber.paused_until and subscriber.paused_until > clock.now():
            fields["pause"].choices = [("keep", _("go on with the pause")), *PAUSES]
            self.initial["pause"] = "keep"
        if not fields["topics"].choices:
            del self.fields["topics"]

    def chosen(self) -> dict[str, Any]:
        told = self.cleaned_data
        pause = told["pause"]
        until = self.paused_until if pause == "keep" else clock.now() + timedelta(days=int(pause)) if pause else None
        return {"newsletter_ids": [int(one) for one in told["newsletters"]], "topics": [int(one) for one in told.get("topics", [])],
                "language": told["language"], "hats": told["hats"], "paused_until": until}  # fmt: skip


class NewsletterForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=language_choices, widget=forms.CheckboxSelectMultiple
    )
    archive = forms.ChoiceField(label=_("Who may read issues on the web"), choices=Newsletter.Archive.choices)
    channel: Any = forms.ModelChoiceField(label=_("Leaves through"), queryset=None, required=False,
                                     help_text=_("A mailbox that is connected as a channel; answers and returns come back there."))  # fmt: skip

    class Meta:
        model = Newsletter
        fields = ("name", "brings", "rhythm", "languages", "consent", "channel", "signature", "archive", "is_open",
                  "has_counted_links")  # fmt: skip
        labels = {
            "name": _("Name"),
            "brings": _("What it brings"),
            "rhythm": _("How often"),
            "consent": _("The words that people agree to"),
            "signature": _("At the end of each letter"),
            "is_open": _("Anyone may subscribe on its page"),
            "has_counted_links": _("Count how often links are followed"),
        }
        help_texts = {
            "brings": _("To its readers: one sentence that they read before they subscribe."),
            "rhythm": _("Such as: once a month."),
            "consent": _("Kept with the proof of each subscription, as they were then."),
            "signature": _("Who writes, in Markdown."),
            "has_counted_links": _("For each letter, never for a person; the foot of each letter says so."),
        }
        widgets = {"signature": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["channel"].queryset = Channel.objects.filter(pk__in=[one.pk for one in queries.mailboxes()])  # type: ignore[attr-defined]


class SegmentForm(forms.Form):
    """Only hats that this colleague may read can be chosen."""

    name = forms.CharField(label=_("Name"), max_length=120)
    hats = forms.MultipleChoiceField(
        label=_("Who said that they read as"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(label=_("Who chose one of these topics, or all"), required=False,
                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip
    languages = forms.MultipleChoiceField(label=_("Who read in"), required=False, choices=language_choices,
                                          widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, data: Any, *, member: Member, segment: Segment | None = None):
        initial = (
            {name: [str(one) for one in getattr(segment, name)] for name in ("hats", "topics", "languages")}
            if segment
            else {}
        )
        super().__init__(data, initial={**initial, "name": segment.name if segment else ""})
        fields: Any = self.fields
        seen = visible_hats(member)
        fields["hats"].choices = [(kind.value, kind.label) for kind in TOLD_HATS if kind in seen]
        fields["topics"].choices = [(str(one.pk), one.name) for one in Topic.objects.all()[:100]]
        if not fields["topics"].choices:
            del self.fields["topics"]
        self.segment = segment

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = Segment.objects.filter(name=name)
        if (same.exclude(pk=self.segment.pk) if self.segment else same).exists():
            raise forms.ValidationError(_("There is a segment of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not (found.get("hats") or found.get("topics") or found.get("languages")):
            raise forms.ValidationError(_("Choose by what they are found: a segment of everyone is the whole list."))
        return found

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "hats": told["hats"],
            "topics": [int(one) for one in told.get("topics", [])],
            "languages": told["languages"],
        }


class BringForm(forms.Form):
    """A file, and the proof that whoever stands in it agreed; or an invitation, which needs none."""

    BRING, INVITE = "bring", "invite"

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV. The first line names the columns: address, first name, last name, language."),
    )
    way = forms.ChoiceField(label=_("And then"), widget=forms.RadioSelect, initial=INVITE, choices=[
        (INVITE, _("Invite them: a mail asks each to confirm, nothing more is sent without their click")),
        (BRING, _("Subscribe them: they agreed already, and we can prove it")),
    ])  # fmt: skip
    how = forms.CharField(label=_("How you know them, or how they agreed"), max_length=400,
                          help_text=_("When, where, on what: such as “sheet signed at the counter, May 2026, kept in the office”."))  # fmt: skip
    text = forms.CharField(label=_("The words they agreed to"), max_length=500, required=False,
                           help_text=_("Needed to subscribe them without asking again."))  # fmt: skip

    def clean_file(self) -> bytes:
        found = self.cleaned_data["file"]
        if found.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: 5 MB at most."))
        return found.read()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("way") == self.BRING and not (found.get("text") or "").strip():
            self.add_error("text", _("Without the words that they agreed to, invite them instead."))
        return found


class FindForm(forms.Form):
    address = forms.CharField(label=_("Find by the whole address"), max_length=320, required=False)


class PostageForm(forms.Form):
    per_minute = forms.IntegerField(label=_("Letters in a minute, at most"), min_value=1, max_value=6000)
    per_hour = forms.IntegerField(label=_("Letters in an hour, at most"), min_value=1, max_value=200_000,
                                  help_text=_("Ask your provider: beyond its limit letters are refused."))  # fmt: skip
    soft_returns = forms.IntegerField(label=_("How often a letter may come back for now"), min_value=1, max_value=20)
    soft_days = forms.IntegerField(
        label=_("Within how many days, before the address rests"), min_value=1, max_value=365
    )


class IssueForm(forms.Form):
    """What goes around the words, and what is said where a reader's field is empty."""

    segment: Any = forms.ModelChoiceField(label=_("To whom"), queryset=None, required=False)
    preheader = forms.CharField(label=_("Shown beside the subject"), max_length=150, required=False,
                                help_text=_("Left empty, the first words."))  # fmt: skip
    intro = forms.CharField(
        label=_("A word before"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    pieces = forms.MultipleChoiceField(
        label=_("Other pieces to tell"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, issue: Issue, fields: list[str]):
        initial = {"segment": issue.segment_id, "preheader": issue.preheader, "intro": issue.intro,
                   "pieces": [str(one.pk) for one in queries.picks_of(issue)],
                   **{f"fallback_{name}": issue.fallbacks.get(name, "") for name in fields}}  # fmt: skip
        super().__init__(data, initial=initial)
        shown: Any = self.fields
        shown["segment"].queryset = Segment.objects.all()
        shown["segment"].empty_label = _("all subscribers")
        pickable = [one for one in queries.pickable() if one.pk != issue.version.piece_id]
        shown["pieces"].choices = [(str(one.pk), one.title) for one in pickable]
        if not pickable:
            del self.fields["pieces"]
        self.open_fields = fields
        for name in fields:
            shown[f"fallback_{name}"] = forms.CharField(
                label=_("Where the %(field)s is not known") % {"field": phrases.FIELD[name]},
                max_length=80,
                required=False,
            )

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        fallbacks = {
            name: told[f"fallback_{name}"].strip() for name in self.open_fields if told[f"fallback_{name}"].strip()
        }
        return {"segment": told["segment"], "preheader": told["preheader"].strip(), "intro": told["intro"].strip(),
                "fallbacks": fallbacks}  # fmt: skip

    def picked(self) -> list[int]:
        return [int(one) for one in self.cleaned_data.get("pieces", [])]


class SignForm(forms.Form):
    reason = forms.CharField(label=_("Why it goes out all the same"), max_length=500)


class TrialForm(forms.Form):
    to: Any = forms.ModelChoiceField(label=_("To whom"), queryset=None)

    def __init__(self, data: Any = None, *, member: Member):
        super().__init__(data, initial={"to": member.pk})
        self.fields["to"].queryset = Member.objects.filter(is_active=True).order_by("name")  # type: ignore[attr-defined]


class HeadForm(forms.Form):
    head = forms.CharField(label=_("The head of the mail that you received"), max_length=50_000, required=False,
                           widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
                           help_text=_("In your mail program: show the source, copy all before the first empty line."))  # fmt: skip
