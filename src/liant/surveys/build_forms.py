"""What people type to write a questionnaire. Each field of a kind of question that doesn't need it is left out."""

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.surveys import shaping

BOTH = (("fr", _("in French")), ("en", _("in English")))
HOWS = (
    ("=", _("is")), ("<>", _("is not")), (">=", _("is at least")), ("<=", _("is at most")), ("contains", _("holds")),
    ("notempty", _("was answered")), ("empty", _("was not answered")),
)  # fmt: skip
INPUT_TYPES = (
    ("text", _("words")),
    ("number", _("a number")),
    ("date", _("a day")),
    ("email", _("an address for mail")),
)
SCORED = {"radiogroup", "dropdown", "rating", "boolean", "matrix", "checkbox"}


def small(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class HeadForm(forms.Form):
    """Title, first words, last words."""

    title_fr = forms.CharField(label=_("Title, in French"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    about_fr = forms.CharField(label=_("What it is for, in French"), max_length=1000, required=False, widget=small())
    about_en = forms.CharField(label=_("What it is for, in English"), max_length=1000, required=False, widget=small())
    thanks_fr = forms.CharField(
        label=_("Thanks at the end, in French"), max_length=1000, required=False, widget=small()
    )
    thanks_en = forms.CharField(
        label=_("Thanks at the end, in English"), max_length=1000, required=False, widget=small()
    )

    def __init__(self, *args: Any, definition: Mapping[str, Any], **options: Any):
        texts = {
            "title": definition.get("title"),
            "about": definition.get("description"),
            "thanks": definition.get("completedHtml"),
        }
        initial = {
            f"{name}_{lang}": shaping.said_in(text, lang) for name, text in texts.items() for lang in shaping.LANGUAGES
        }
        super().__init__(*args, **{**options, "initial": initial})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("title_fr") and not values.get("title_en"):
            self.add_error("title_fr", _("Give it a title, in one language at least."))
        return values

    def said(self) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        return spoken(self, "title"), spoken(self, "about"), spoken(self, "thanks")


class PageForm(forms.Form):
    title_fr = forms.CharField(label=_("Title, in French"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title, in English"), max_length=200, required=False)
    about_fr = forms.CharField(label=_("Words under it, in French"), max_length=1000, required=False, widget=small())
    about_en = forms.CharField(label=_("Words under it, in English"), max_length=1000, required=False, widget=small())

    def __init__(self, *args: Any, page: Mapping[str, Any], **options: Any):
        texts = {"title": page.get("title"), "about": page.get("description")}
        initial = {
            f"{name}_{lang}": shaping.said_in(text, lang) for name, text in texts.items() for lang in shaping.LANGUAGES
        }
        super().__init__(*args, **{**options, "initial": initial})

    def said(self) -> tuple[dict[str, str], dict[str, str]]:
        return spoken(self, "title"), spoken(self, "about")


def spoken(form: forms.Form, name: str) -> dict[str, str]:
    return {lang: form.cleaned_data.get(f"{name}_{lang}", "") for lang in shaping.LANGUAGES}


class QuestionForm(forms.Form):
    """One question of one kind; what the form doesn't show of it stays as it was."""

    title_fr = forms.CharField(label=_("The question, in French"), max_length=1000, required=False, widget=small())
    title_en = forms.CharField(label=_("The question, in English"), max_length=1000, required=False, widget=small())
    hint_fr = forms.CharField(label=_("A hint under it, in French"), max_length=1000, required=False)
    hint_en = forms.CharField(label=_("A hint under it, in English"), max_length=1000, required=False)
    choices = forms.CharField(
        label=_("The answers to choose from, one a line"), required=False, widget=small(6),
        help_text=_("“often = Souvent | Often”. What stands before the = is kept in the results: leave it as it is from one year to the next. A new line may leave it out."),
    )  # fmt: skip
    rows = forms.CharField(
        label=_("What is judged, one a line"), required=False, widget=small(5),
        help_text=_("“welcome = L’accueil | The welcome”. Each line is asked with the same answers."),
    )  # fmt: skip
    least_fr = forms.CharField(label=_("What 1 means, in French"), max_length=100, required=False)
    least_en = forms.CharField(label=_("What 1 means, in English"), max_length=100, required=False)
    most_fr = forms.CharField(label=_("What the most means, in French"), max_length=100, required=False)
    most_en = forms.CharField(label=_("What the most means, in English"), max_length=100, required=False)
    points = forms.IntegerField(label=_("Points on the scale"), min_value=2, max_value=11, required=False)
    input_type = forms.ChoiceField(label=_("What is typed"), choices=INPUT_TYPES, required=False)
    has_other = forms.BooleanField(label=_("“Other”, with a line to write"), required=False)
    is_required = forms.BooleanField(label=_("Has to be answered"), required=False)
    dimension = forms.ChoiceField(label=_("What it measures"), required=False)
    is_reversed = forms.BooleanField(label=_("Turned: the more, the worse"), required=False)
    if_name = forms.ChoiceField(label=_("Only shown if"), required=False)
    if_how = forms.ChoiceField(label=_("this"), choices=HOWS, required=False)
    if_value = forms.CharField(label=_("answer"), max_length=200, required=False)
    formula = forms.CharField(
        label=_("Or a condition as a formula"), max_length=1000, required=False,
        help_text=_("Such as {mood} < 3 and {team} = 'shop'. It is followed where the three fields above are empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, element: Mapping[str, Any], definition: Mapping[str, Any], **options: Any):
        self.before, self.definition = dict(element), definition
        self.kind = str(element["type"])
        super().__init__(*args, **{**options, "initial": self.values_before()})
        dimensions = definition.get("x-liant", {}).get("scoring", {}).get("dimensions", [])
        self.fields["dimension"].choices = [("", "")] + [  # type: ignore[attr-defined]
            (one["id"], shaping.said_in(one["title"], "fr")) for one in dimensions
        ]
        others = [one for one in shaping.names_in(definition) if one != element.get("name")]
        self.fields["if_name"].choices = [("", "")] + [(one, one) for one in others]  # type: ignore[attr-defined]
        for name in self.not_needed(has_dimensions=bool(dimensions)):
            del self.fields[name]

    def not_needed(self, *, has_dimensions: bool) -> set[str]:
        unused = set()
        if self.kind not in shaping.WITH_CHOICES and self.kind != "matrix":
            unused |= {"choices"}
        if self.kind != "matrix":
            unused |= {"rows"}
        if self.kind != "rating":
            unused |= {"least_fr", "least_en", "most_fr", "most_en", "points"}
        if self.kind != "text":
            unused |= {"input_type"}
        if self.kind not in ("radiogroup", "checkbox", "dropdown"):
            unused |= {"has_other"}
        if self.kind not in SCORED or not has_dimensions:
            unused |= {"dimension", "is_reversed"}
        if self.kind == "html":
            unused |= {"hint_fr", "hint_en", "is_required"}
        return unused

    def values_before(self) -> dict[str, Any]:
        one = self.before
        texts = {"title": one.get("html" if self.kind == "html" else "title"), "hint": one.get("description"),
                 "least": one.get("minRateDescription"), "most": one.get("maxRateDescription")}  # fmt: skip
        values: dict[str, Any] = {
            f"{name}_{lang}": shaping.said_in(text, lang) for name, text in texts.items() for lang in shaping.LANGUAGES
        }
        notes = one.get("x-liant", {})
        condition = shaping.condition_of(one.get("visibleIf", ""))
        name, how, value = condition or ("", "=", "")
        return values | {
            "choices": shaping.choices_as_lines(one.get("columns" if self.kind == "matrix" else "choices", ())),
            "rows": shaping.choices_as_lines(one.get("rows", ()) if self.kind == "matrix" else ()),
            "points": one.get("rateMax", 5), "input_type": one.get("inputType", "text"),
            "has_other": one.get("showOtherItem", False), "is_required": one.get("isRequired", False),
            "dimension": notes.get("dimension", ""), "is_reversed": notes.get("reversed", False),
            "if_name": name, "if_how": how, "if_value": value, "formula": "" if condition else one.get("visibleIf", ""),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("title_fr", "").strip() and not values.get("title_en", "").strip():
            self.add_error("title_fr", _("Say it in one language at least."))
        if "choices" in self.fields and len(shaping.choices_from_lines(values.get("choices", ""), ())) < 2:
            self.add_error("choices", _("Two answers at least, one a line."))
        if "rows" in self.fields and not values.get("rows", "").strip():
            self.add_error("rows", _("One line at least."))
        return values

    def element(self) -> dict[str, Any]:
        """The question as the form has it, over what it was."""
        made, values = copy.deepcopy(self.before), self.cleaned_data
        taken = [one for one in shaping.names_in(self.definition) if one != made.get("name")]
        made.setdefault("name", shaping.free_name(values["title_en"] or values["title_fr"], taken))
        put(made, "html" if self.kind == "html" else "title", spoken(self, "title"))
        put(made, "description", spoken(self, "hint") if "hint_fr" in self.fields else {})
        if "choices" in self.fields:
            key = "columns" if self.kind == "matrix" else "choices"
            made[key] = shaping.choices_from_lines(values["choices"], made.get(key, ()))
        if "rows" in self.fields:
            made["rows"] = shaping.choices_from_lines(values["rows"], made.get("rows", ()))
        if self.kind == "rating":
            put(made, "minRateDescription", spoken(self, "least"))
            put(made, "maxRateDescription", spoken(self, "most"))
            switch(made, "rateMax", values["points"] if (values["points"] or 5) != 5 else None)
        switch(made, "inputType", values["input_type"] if values.get("input_type", "text") != "text" else None)
        for field, key in (("has_other", "showOtherItem"), ("is_required", "isRequired")):
            if field in self.fields:
                switch(made, key, values[field] or None)
        switch(made, "visibleIf", self.condition() or None)
        self.note(made)
        return made

    def condition(self) -> str:
        values = self.cleaned_data
        if values.get("if_name"):
            return shaping.as_condition(
                values["if_name"], values.get("if_how") or "=", values.get("if_value", "").strip()
            )
        return str(values.get("formula", "")).strip()

    def note(self, made: dict[str, Any]) -> None:
        """What it measures, and a name by which later waves find it again."""
        if self.kind == "html":
            return
        notes = made.setdefault("x-liant", {})
        notes.setdefault("bank", made["name"])
        if "dimension" in self.fields:
            switch(notes, "dimension", self.cleaned_data["dimension"] or None)
            switch(notes, "reversed", self.cleaned_data["is_reversed"] or None)
        if self.kind == "matrix":
            notes.pop("bank", None)
            for row in made["rows"]:
                row.setdefault("x-liant", {}).setdefault("bank", f"{made['name']}.{row['value']}")
        if not notes:
            del made["x-liant"]


def put(made: dict[str, Any], key: str, said: Mapping[str, str]) -> None:
    if any(words.strip() for words in said.values()):
        made[key] = shaping.text_of(said, made.get(key))
    elif said:
        made.pop(key, None)


def switch(made: dict[str, Any], key: str, value: Any) -> None:
    if value is None:
        made.pop(key, None)
    else:
        made[key] = value


class DimensionForm(forms.Form):
    """A dimension, and what is advised at each level."""

    title_fr = forms.CharField(label=_("Its name, in French"), max_length=120)
    title_en = forms.CharField(label=_("Its name, in English"), max_length=120)
    first_fr = forms.CharField(
        label=_("What to do first where it holds everything back, in French"), required=False, widget=small()
    )
    first_en = forms.CharField(label=_("The same advice, in English"), required=False, widget=small())

    def __init__(self, *args: Any, definition: Mapping[str, Any], dimension_id: str, **options: Any):
        self.definition, self.dimension_id = copy.deepcopy(dict(definition)), dimension_id
        self.scoring = self.definition.get("x-liant", {}).get("scoring") or new_scoring()
        self.before = next((one for one in self.scoring["dimensions"] if one["id"] == dimension_id), None)
        known = self.before or {}
        initial = {
            f"{name}_{lang}": shaping.said_in(known.get(name), lang)
            for name in ("title", "first")
            for lang in shaping.LANGUAGES
        }
        advised = {one["id"]: one.get("advice") for one in known.get("levels", ())}
        for level in self.scoring["levels"]:
            for lang in shaping.LANGUAGES:
                initial[f"level_{level['id']}_{lang}"] = shaping.said_in(advised.get(level["id"]), lang)
        super().__init__(*args, **{**options, "initial": initial})
        for level in self.scoring["levels"]:
            for lang, words in BOTH:
                label = _("From %(least)s, “%(title)s”: what to do, %(language)s") % {
                    "least": level["from"], "title": shaping.said_in(level.get("title"), lang), "language": words}  # fmt: skip
                self.fields[f"level_{level['id']}_{lang}"] = forms.CharField(
                    label=label, required=False, widget=small()
                )

    def changed(self) -> dict[str, Any]:
        one = self.before or {
            "id": shaping.free_name(self.cleaned_data["title_en"], [d["id"] for d in self.scoring["dimensions"]])
        }
        put(one, "title", spoken(self, "title"))
        put(one, "first", spoken(self, "first"))
        levels = []
        for level in self.scoring["levels"]:
            said = spoken(self, f"level_{level['id']}")
            own = next((dict(old) for old in one.get("levels", ()) if old["id"] == level["id"]), {"id": level["id"]})
            put(own, "advice", said)
            if len(own) > 1:
                levels.append(own)
        switch(one, "levels", levels or None)
        if self.before is None:
            self.scoring["dimensions"].append(one)
        self.definition.setdefault("x-liant", {})["scoring"] = self.scoring
        return self.definition


def new_scoring() -> dict[str, Any]:
    """Three levels, the lowest dimension deciding; to be filled."""
    return {
        "rule": "min", "not_applicable": ["na"], "dimensions": [],
        "levels": [
            {"id": "low", "from": 0, "title": {"default": "Not there yet", "fr": "Pas encore là"}},
            {"id": "middle", "from": 45, "title": {"default": "On the way", "fr": "En chemin"}},
            {"id": "solid", "from": 70, "title": {"default": "Solid", "fr": "Solide"}},
        ],
    }  # fmt: skip
