"""What people type to put a questionnaire to others. Every form works without script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.engines.questionnaire import Questionnaire as Definition
from liant.kit import clock
from liant.people.hats import HatKind, visible_hats
from liant.people.queries import reachable
from liant.surveys import asked, queries, quotas
from liant.surveys.models import Wave
from liant.surveys.ready import ready_keys
from liant.surveys.waves import Asked


class BeginForm(forms.Form):
    """A ready one, or an empty one with a title."""

    ready = forms.ChoiceField(label=_("A ready one"), required=False)
    title = forms.CharField(label=_("Or a new one: its title"), max_length=200, required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["ready"].choices = [("", "")] + [(key, key) for key in ready_keys()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("ready")) == bool((values.get("title") or "").strip()):
            raise forms.ValidationError(_("Choose a ready one, or give a title to a new one."))
        return values


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("A file from another tool"),
        help_text=_("SurveyJS (.json), XLSForm (.xlsx) or LimeSurvey (.txt, .tsv), up to 2 MB."),
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > 2_000_000:
            raise forms.ValidationError(_("This file is larger than 2 MB."))
        return found


MOST_READERS = 12
REMINDERS = ("remind_1", "remind_2", "remind_3")


def moment_field(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, required=False, help_text=help_text, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class RemindingForm(forms.Form):
    """Until when it is open, and when everyone is written to again."""

    closes_at = moment_field(_("Closes on"))
    remind_1 = moment_field(
        _("A reminder leaves on"),
        _(
            "To everyone who was asked, since nobody knows who has answered; where names are kept, to those who have not."
        ),
    )
    remind_2 = moment_field(_("A second one on"))
    remind_3 = moment_field(_("A third one on"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("opens_at") or clock.now(), values.get("closes_at")
        for name in REMINDERS:
            at = values.get(name)
            if at and (at <= first or (last and at >= last)):
                self.add_error(name, _("A reminder leaves after it opens, before it closes, and not in the past."))
        values["reminders"] = [at for name in REMINDERS if (at := values.pop(name, None))]
        return values


class WaveForm(RemindingForm):
    """How it is put to people. Times are those of the house."""

    field_order = ("name", "protection", "readers", "has_open_link", "is_kiosk", "can_embed", "own_result", "opens_at",
                   "closes_at", *REMINDERS, "recurrence", "minimum", "comment_minimum", "at_most")  # fmt: skip

    name = forms.CharField(label=_("Name of this wave"), max_length=120, help_text=_("Such as “Autumn 2026”."))
    protection = forms.ChoiceField(
        label=_("What is known of whoever answers"), choices=Wave.Protection.choices, widget=forms.RadioSelect
    )
    readers = forms.MultipleChoiceField(
        label=_("Where names are kept: who reads the answers"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Their names are told to everyone who is asked, and nobody else reads, whatever their role. Choose nobody for an anonymous one."),
    )  # fmt: skip
    has_open_link = forms.BooleanField(
        label=_("A link that anyone may use: site, poster, QR code, screen at the counter"), required=False
    )
    is_kiosk = forms.BooleanField(
        label=_("Begins again by itself after each answer, on a screen that many people use"), required=False
    )
    can_embed = forms.BooleanField(label=_("May be shown within a page of your own site"), required=False)
    own_result = forms.ChoiceField(
        label=_("Each person sees their own result once their answers are given"), choices=Wave.OwnResult.choices,
        required=False, initial=Wave.OwnResult.USUAL,
        help_text=_("Reckoned from what they just sent, shown to them alone."),
    )  # fmt: skip
    opens_at = moment_field(_("Opens by itself on"), _("Left empty, you open it."))
    recurrence = forms.ChoiceField(
        label=_("Asked again"), choices=Wave.Recurrence.choices, required=False,
        help_text=_("The next wave is prepared when this one closes, with the same people, and opens on its day. You can change it or give it up before."),
    )  # fmt: skip
    minimum = forms.IntegerField(
        label=_("Nothing is shown about fewer than"), min_value=Wave.LEAST_MINIMUM, max_value=100,
        initial=Wave.LEAST_MINIMUM, help_text=_("people; five at least."),
    )  # fmt: skip
    comment_minimum = forms.IntegerField(
        label=_("No comment is shown from fewer than"), min_value=Wave.LEAST_COMMENT_MINIMUM, max_value=200,
        initial=Wave.LEAST_COMMENT_MINIMUM, help_text=_("people; ten at least."),
    )  # fmt: skip
    at_most = forms.IntegerField(
        label=_("No more answers than"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Left empty, as many as come."),
    )  # fmt: skip

    def __init__(self, *args: Any, promised: str = "", **options: Any):
        """`promised`: who reads the answers, as the questionnaire says of itself."""
        super().__init__(*args, **options)
        self.members = {str(one.pk): one for one in queries.all_members()}
        field = self.fields["readers"]
        field.choices = [(pk, one.display_name) for pk, one in self.members.items()]  # type: ignore[attr-defined]
        if promised:
            words = _("This questionnaire says of itself that it is read by: %(readers)s.") % {"readers": promised}
            field.help_text = f"{field.help_text} {words}"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = [self.members[pk] for pk in values.pop("readers", ())]
        values["read_by"] = chosen if values.get("protection") == Wave.Protection.CONFIDENTIAL else []
        values["own_result"] = values.get("own_result") or Wave.OwnResult.USUAL
        opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
        if closes_at and closes_at <= (opens_at or clock.now()):
            self.add_error("closes_at", _("It has to close after it opens, and not in the past."))
        if values.get("protection") == Wave.Protection.CONFIDENTIAL:
            if not chosen:
                self.add_error("readers", _("Choose who reads the answers: people are told before they answer."))
            if len(chosen) > MOST_READERS:
                self.add_error(
                    "readers", _("%(most)s at most: a confidence is shared with few.") % {"most": MOST_READERS}
                )
            if values.get("has_open_link"):
                self.add_error(
                    "has_open_link", _("Where names are kept, only those who were asked by name can answer.")
                )
        return values


class UntilForm(RemindingForm):
    """What may still be changed once it is open."""

    def clean_closes_at(self) -> Any:
        found = self.cleaned_data["closes_at"]
        if found and found <= clock.now():
            raise forms.ValidationError(_("This moment has passed. To close it now, use the button."))
        return found


class AskForm(forms.Form):
    """Teams, everyone who works here, or addresses."""

    teams = forms.MultipleChoiceField(label=_("Teams"), widget=forms.CheckboxSelectMultiple, required=False)
    everyone = forms.BooleanField(label=_("Everyone who has an account here"), required=False)
    hats = forms.MultipleChoiceField(
        label=_("People who wrote to you, by their hat"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=_("Whose mail address is known, in the hats that you may read; their hat becomes their group. Whoever wants to be asked no more is left out."),
    )  # fmt: skip
    lines = forms.CharField(
        label=_("Other people, one a line"), required=False, max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "karima@example.org; Karima Benali; Clients"}),
        help_text=_("Address, name, group; the last two may be left out. Lines of a spreadsheet can be pasted."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Their language"), choices=[("fr", "français"), ("en", "English")])

    def __init__(self, *args: Any, actor: Member, **options: Any):
        super().__init__(*args, **options)
        self.actor = actor
        visible = visible_hats(actor) - {HatKind.EMPLOYEE}  # colleagues are asked by team
        self.fields["hats"].choices = [(one.value, one.label) for one in HatKind if one in visible]  # type: ignore[attr-defined]
        if not visible:
            del self.fields["hats"]
        self.known_teams = queries.teams()
        self.fields["teams"].choices = [(str(one.pk), one.name) for one in self.known_teams]  # type: ignore[attr-defined]
        if not self.known_teams:
            del self.fields["teams"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        read, problems = asked.read_lines(values.get("lines", ""), values.get("language", "fr"))
        for one in problems[:20]:
            self.add_error("lines", _("Line %(number)s: %(problem)s") % {"number": one.number, "problem": one.problem})
        if not problems and not read and not any(values.get(name) for name in ("teams", "everyone", "hats")):
            raise forms.ValidationError(_("Nobody is named yet."))
        values["read"] = read
        return values

    def people(self) -> tuple[list[Asked], list[dict[str, str]]]:
        """Everyone named, and the groups they come in."""
        values = self.cleaned_data
        chosen = [int(one) for one in values.get("teams", [])]
        pairs = queries.members_of_teams(chosen)
        by_hat = reachable(self.actor, values.get("hats", []))
        people = [*asked.of_people(by_hat, values["language"]), *values["read"], *asked.of_teams(pairs)]
        if values.get("everyone"):
            known = {one.address for one in people}
            people += [one for one in asked.of_members(queries.all_members()) if one.address.lower() not in known]
        names = asked.names_of_groups(values.get("lines", ""))
        names |= {asked.code_of(team.name): team.name for _member, team in pairs}
        names |= {kind: str(HatKind(kind).label) for _person, _address, kind in by_hat}
        return people, [{"code": code, "name": name, "parent": ""} for code, name in names.items()]


class QuotasForm(forms.Form):
    """How many answers are wanted at most: of each group, and of whoever gives a certain answer."""

    answer = forms.ChoiceField(label=_("Of those who answer"), required=False)
    answer_most = forms.IntegerField(label=_("No more than"), max_value=1_000_000, required=False)

    def __init__(self, *args: Any, wave: Wave, whole: Definition, lang: str, **options: Any):
        super().__init__(*args, **options)
        self.wave, self.whole = wave, whole
        self.choices = quotas.askable(whole, lang)
        pairs = [(str(at), f"{asked} → {said}") for at, (_name, _value, asked, said) in enumerate(self.choices)]
        self.fields["answer"].choices = [("", ""), *pairs]  # type: ignore[attr-defined]
        for at, (words, most) in enumerate(quotas.in_words(wave, whole, lang)):
            self.fields[f"kept_{at}"] = self.most_field(words, most)
        held = {one.get("group") for one in wave.quotas}
        for at, one in enumerate(wave.groups):
            if one["code"] not in held:
                self.fields[f"group_{at}"] = self.most_field(one["name"])
        self.order_fields(
            [*(name for name in self.fields if name not in ("answer", "answer_most")), "answer", "answer_most"]
        )
        if not pairs:
            del self.fields["answer"], self.fields["answer_most"]

    def most_field(self, label: str, most: int | None = None) -> forms.IntegerField:
        return forms.IntegerField(label=label, initial=most, max_value=1_000_000, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, most in list(values.items()):
            if isinstance(most, int) and most < self.wave.minimum:
                words = _("%(minimum)s at least: who finds it full learns that so many answered.")
                self.add_error(name, words % {"minimum": self.wave.minimum})
        if bool(values.get("answer")) != bool(values.get("answer_most")):
            self.add_error("answer", _("Choose an answer, and say how many at most."))
        return values

    def quotas(self) -> list[dict[str, Any]]:
        values = self.cleaned_data
        found = [
            {**one, "at_most": values[f"kept_{at}"]} for at, one in enumerate(self.wave.quotas) if values[f"kept_{at}"]
        ]
        found += [
            {"group": one["code"], "at_most": most} for at, one in enumerate(self.wave.groups) if (most := values.get(f"group_{at}"))
        ]  # fmt: skip
        if values.get("answer"):
            name, value, _asked, _said = self.choices[int(values["answer"])]
            found = [one for one in found if (one.get("question"), one.get("value")) != (name, value)]
            found.append(quotas.of_answer(self.whole, name, value, values["answer_most"]))
        return found


class LetterForm(forms.Form):
    """The words of the letter that asks; empty, those of Liant are sent."""

    subject_fr = forms.CharField(label=_("Subject, in French"), max_length=150, required=False)
    body_fr = forms.CharField(
        label=_("First sentences, in French"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    subject_en = forms.CharField(label=_("Subject, in English"), max_length=150, required=False)
    body_en = forms.CharField(
        label=_("First sentences, in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def asking(self) -> dict[str, dict[str, str]]:
        values = self.cleaned_data
        return {
            language: {"subject": values[f"subject_{language}"].strip(), "body": values[f"body_{language}"].strip()}
            for language in ("fr", "en")
            if values[f"subject_{language}"].strip() or values[f"body_{language}"].strip()
        }
