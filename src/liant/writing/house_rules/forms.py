"""A rule as a form: words one a line, and the sentences by which the rule proves itself before it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.engines.lint import KINDS, RuleError
from liant.writing.house_rules import rules
from liant.writing.house_rules.models import OwnRule

KIND_WORDS = {
    "piece": _("pieces"),
    "reply": _("replies"),
    "mailing": _("letters to many"),
    "saved_reply": _("saved replies"),
    "caption": _("what colleagues post"),
    "candidate": _("answers to candidates"),
}
SEVERITIES = [
    ("suggestion", _("a suggestion")),
    ("warning", _("something to look at")),
    ("error", _("it should not leave so")),
]
PLACES = [("anywhere", _("anywhere")), ("opening", _("in the first words")), ("salutation", _("in the greeting"))]
WITHIN = [("sentence", _("in the same sentence")), ("paragraph", _("in the same paragraph")), ("text", _("anywhere in the text"))]  # fmt: skip
EVIDENCE = [("source", _("the source that the piece names")), ("link", _("the link that goes with it"))]
WORDS = {
    rules.AVOID: (_("Words to avoid"), _("One a line. A star stands for any ending: synerg* finds “synergy” and “synergies”.")),
    rules.PREFER: (_("Words, and what you prefer"), _("One a line, with an arrow between the two. Example: users -> people")),
    rules.EVIDENCE: (_("Words that need a proof"), _("One a line. Example: the best")),
}  # fmt: skip
# what the engine says of a pattern, by how it begins
REASONS = {
    "missing )": _("a bracket is not closed"),
    "unexpected )": _("a bracket is closed that was not opened"),
    "missing ]": _("a square bracket is not closed"),
    "no argument": _("what repeats has nothing to repeat"),
    "invalid perl": _("looking ahead or behind is not possible here"),
    "invalid escape": _("this sign after a backslash is not known"),
    "bad repetition": _("it repeats in a way that is not possible"),
    "invalid repetition": _("it repeats too many times"),
    "trailing": _("a backslash is alone at the end"),
    "it matches a text": _("it would find something in an empty text"),
}


class Lines(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows: int = 3, most: int = 200, longest: int = 300, **options: Any):
        self.most, self.longest = most, longest
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=30_000, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(_("At most %(most)s lines."), params={"most": self.most})
        for number, line in enumerate(lines, 1):
            if len(line) > self.longest:
                raise forms.ValidationError(
                    _("Line %(line)s is longer than %(most)s characters."),
                    params={"line": number, "most": self.longest},
                )
        return lines


def sentence(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=300, required=False)


class RuleForm(forms.Form):
    name = forms.CharField(label=_("Name of the rule"), max_length=120, help_text=_("How you speak of it among you."))
    words = Lines(rows=5)
    patterns = Lines(
        label=_("Patterns"), rows=5, help_text=_("One a line, as RE2 reads them. Accents, capitals and typography don’t count.")
    )  # fmt: skip
    proofs = Lines(
        label=_("What counts as a proof"), required=False, help_text=_("Words, one a line. Example: according to")
    )
    within = forms.ChoiceField(label=_("Where the proof stands"), choices=WITHIN, initial="paragraph")
    evidence = forms.MultipleChoiceField(
        label=_("What else proves it"), choices=EVIDENCE, required=False, widget=forms.CheckboxSelectMultiple
    )
    excepts = Lines(
        label=_("Except in these words"), rows=2, required=False, help_text=_("One a line: a name, a quotation that you use.")
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("In texts in"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, initial=["fr", "en"]
    )
    kinds = forms.MultipleChoiceField(
        label=_("Where it reads"), choices=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        widget=forms.CheckboxSelectMultiple, initial=list(KINDS),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("In which part of the text"), choices=PLACES, initial="anywhere")
    severity = forms.ChoiceField(label=_("How grave it is"), choices=SEVERITIES, initial="warning")
    message_fr = sentence(_("What it says, in French"), _("Write {words} where the words found are to stand."))
    message_en = sentence(_("What it says, in English"), _("In one language at least."))
    why_fr = sentence(_("Why, in French"))
    why_en = sentence(_("Why, in English"))
    suggestion_fr = sentence(_("What to write instead, in French"))
    suggestion_en = sentence(_("What to write instead, in English"))
    ko = Lines(label=_("Sentences that it must find"), help_text=_("One a line, one at least: the rule is tried on them before it is kept."))  # fmt: skip
    ok = Lines(label=_("Sentences that it must let pass"), help_text=_("One a line, one at least: close to the others, and good."))  # fmt: skip
    why = forms.CharField(label=_("Why you change it"), max_length=300, required=False)

    def __init__(self, *args: Any, shape: str, rule: OwnRule | None = None, **options: Any):
        super().__init__(*args, **options)
        self.shape, self.key = shape, rule.key if rule else ""
        for name in self.without():
            del self.fields[name]
        if shape in WORDS:
            self.fields["words"].label, self.fields["words"].help_text = WORDS[shape]

    def without(self) -> list[str]:
        """Fields that this shape has no use for."""
        unused = {"patterns": self.shape != rules.PATTERN, "words": self.shape == rules.PATTERN}
        unused |= dict.fromkeys(("proofs", "within", "evidence"), self.shape != rules.EVIDENCE)
        return [name for name, is_unused in (unused | {"why": not self.key}).items() if is_unused]

    def clean_words(self) -> list[str]:
        lines: list[str] = self.cleaned_data["words"]
        if self.shape == rules.PREFER:
            for number, line in enumerate(lines, 1):
                if rules.split_instead(line) is None:
                    raise forms.ValidationError(
                        _("Line %(line)s, column %(column)s: an arrow with words on both sides is wanted."),
                        params={"line": number, "column": len(line) + 1},
                    )
        if bad := rules.bad_patterns([rules.as_pattern(line) for line in lines]):
            raise forms.ValidationError([badly(line, 1, reason) for line, _column, reason in bad])
        return lines

    def clean_patterns(self) -> list[str]:
        lines: list[str] = self.cleaned_data["patterns"]
        if bad := rules.bad_patterns(lines):
            raise forms.ValidationError([badly(line, column, reason) for line, column, reason in bad])
        return lines

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("message_fr") and not values.get("message_en"):
            self.add_error("message_fr", _("Say in one language at least what the remark says."))
        if self.shape == rules.EVIDENCE and not values.get("proofs") and not values.get("evidence"):
            self.add_error("proofs", _("Say what proves it: words, or the source, or the link."))
        if not self.errors:
            self.prove()
        return values

    def prove(self) -> None:
        """The rule is read, then tried on its own sentences."""
        values = self.values()
        try:
            linter = rules.linter_of(rules.source_of(self.key or rules.key_of(values["name"]), values))
        except RuleError as error:
            self.add_error(None, badly(error.line, error.column, error.reason))
            return
        failing = rules.failing(linter, values)
        for line, sentence, _found in failing["ko"]:
            self.add_error("ko", gettext("Line %(line)s: the rule finds nothing in “%(sentence)s”.") %
                           {"line": line, "sentence": sentence})  # fmt: skip
        for line, sentence, found in failing["ok"]:
            self.add_error("ok", gettext("Line %(line)s: the rule finds “%(found)s” in “%(sentence)s”.") %
                           {"line": line, "sentence": sentence, "found": found})  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What an edition keeps."""
        return {"shape": self.shape, **{name: value for name, value in self.cleaned_data.items() if name != "why"}}


def badly(line: int, column: int, reason: str) -> str:
    words = next((said for begins, said in REASONS.items() if reason.startswith(begins)), reason)
    return gettext("Line %(line)s, column %(column)s: %(reason)s.") % {"line": line, "column": column, "reason": words}


def shape_of(values: dict[str, Any]) -> str:
    return str(values.get("shape", rules.AVOID))


class RereadForm(forms.Form):
    """A text of anyone, read and not kept."""

    TEXTS: Sequence[tuple[str, Any]] = [
        ("caption", _("what I post under my name")),
        ("piece", _("a post or an article of the house")),
        ("reply", _("an answer to somebody")),
        ("mailing", _("a letter to many")),
        ("candidate", _("an answer to a candidate")),
    ]
    text = forms.CharField(
        label=_("Your text"), max_length=100_000, strip=False, widget=forms.Textarea(attrs={"rows": 10})
    )
    kind = forms.ChoiceField(label=_("What kind of text"), choices=TEXTS, initial="caption")
