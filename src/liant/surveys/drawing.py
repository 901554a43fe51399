"""A questionnaire as a form of a page: what is drawn of each question, and what was typed, read back. Nothing here needs a
script: a ranking is a place for each choice, and what a first answer brings up is shown when the page is sent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from liant.engines.questionnaire import Question, Questionnaire
from liant.engines.questionnaire.answering import normalise
from liant.engines.questionnaire.expressions import holds
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT, NONE, OTHER, Choice, Display, Element, Page, Panel
from liant.engines.questionnaire.settling import Settled
from liant.engines.questionnaire.texts import Text
from liant.kit.markdown import TAGS

LONGEST = 10_000
PIPED = re.compile(r"\{(\w+)\}")
PREFIX = "q."  # no field of the form itself is taken for an answer
INPUTS = {"number": "number", "date": "date", "email": "email", "tel": "tel", "url": "url", "datetime-local": "datetime-local",
          "month": "month", "time": "time", "color": "color", "range": "number"}  # fmt: skip
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Option:
    """One answer to choose. `value` as a form spells it."""

    value: str
    label: str
    is_chosen: bool = False
    place: int = 0  # in a ranking, from 1


@dataclass(frozen=True)
class Row:
    """One line of a matrix."""

    name: str
    label: str
    options: Sequence[Option]
    errors: Sequence[str] = ()


@dataclass(frozen=True)
class Drawn:
    """A question as the page shows it; `kind` names its template. `number` counts from 1 on its page."""

    kind: str
    name: str
    label: str
    hint: str = ""
    number: int = 0
    is_required: bool = False
    is_open: bool = True
    value: str = ""
    input_type: str = "text"
    least: str = ""
    most: str = ""
    step: str = ""
    placeholder: str = ""
    longest: int = LONGEST
    rows_shown: int = 4
    options: Sequence[Option] = ()
    rows: Sequence[Row] = ()
    least_text: str = ""
    most_text: str = ""
    other_label: str = ""
    other_value: str = ""
    comment_label: str = ""
    comment_value: str = ""
    accepted: str = ""
    is_many: bool = False
    files: int = 0
    errors: Sequence[str] = field(default_factory=tuple)

    @property
    def has_errors(self) -> bool:
        return bool(self.errors) or any(row.errors for row in self.rows)


@dataclass(frozen=True)
class Part:
    """A heading, words, or a question, in order."""

    title: str = ""
    words: str = ""
    html: str = ""
    question: Drawn | None = None


def shown_pages(whole: Questionnaire, settled: Settled) -> list[Page]:
    """Those on which anything is asked or said."""
    return [page for page in whole.pages if any(_names(page.elements) & settled.shown)]


def _names(elements: Iterable[Element]) -> set[str]:
    found: set[str] = set()
    for one in elements:
        found |= _names(one.elements) if isinstance(one, Panel) else {one.name}
    return found


def any_shown(page: Page, settled: Settled) -> bool:
    return bool(_names(page.elements) & settled.shown)


@dataclass(frozen=True)
class Scene:
    """What the drawing of each question depends on."""

    settled: Settled
    answers: Answers
    errors: Mapping[str, Sequence[str]]
    lang: str


def draw(page: Page, scene: Scene) -> list[Part]:
    """What the page shows, given what was answered so far."""
    parts: list[Part] = []
    _draw(page.elements, scene, parts)
    return parts


def _draw(elements: Iterable[Element], scene: Scene, parts: list[Part]) -> None:
    shown, lang = scene.settled.shown, scene.lang
    for one in elements:
        if isinstance(one, Panel):
            if _names(one.elements) & shown:
                title, words = (piped(text, scene.settled, lang) for text in (one.title, one.description))
                if title or words:
                    parts.append(Part(title=title, words=words))
                _draw(one.elements, scene, parts)
        elif isinstance(one, Display):
            if is_said(one, scene.settled):
                parts.append(Part(html=cleaned(one.html.in_language(lang)) if one.html else ""))
        elif isinstance(one, Question) and one.name in shown and one.kind != "expression":
            number = sum(1 for part in parts if part.question) + 1
            parts.append(Part(question=drawn(one, scene, number)))


def piped(text: Text | None, settled: Settled, lang: str) -> str:
    """Words of a page or a panel with what was answered before in the place of its `{name}`."""
    words = text.in_language(lang) if text else ""
    return PIPED.sub(lambda found: spoken(settled.values.get(found[1]), found[0]), words)


def spoken(value: Any, usual: str) -> str:
    return spell(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else usual


def is_said(one: Display, settled: Settled) -> bool:
    return one.is_visible and (one.visible_if is None or holds(one.visible_if, settled.values))


def cleaned(html: str) -> SafeString:
    """What a questionnaire says between its questions may come from another tool."""
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"}))  # noqa: S308


def drawn(one: Question, scene: Scene, number: int) -> Drawn:
    settled, answers, lang = scene.settled, scene.answers, scene.lang
    given = answers.get(one.name, one.default)
    note = answers.get(one.name + COMMENT)
    return Drawn(
        kind=one.kind,
        name=field_name(one.name),
        label=one.said(lang),
        hint=one.description.in_language(lang) if one.description else "",
        number=number,
        is_required=one.name in settled.required or one.needs_all_rows,
        is_open=one.name in settled.open,
        value=spell(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else "",
        input_type=INPUTS.get(one.input_type, "text"),
        least=_said_number(one.least),
        most=_said_number(one.most),
        step=_said_number(one.step) or ("any" if INPUTS.get(one.input_type) == "number" else ""),
        placeholder=one.placeholder.in_language(lang) if one.placeholder else "",
        longest=min(one.longest or LONGEST, LONGEST),
        rows_shown=one.rows_shown,
        options=options_of(one, given, settled, lang),
        rows=rows_of(one, given, scene),
        least_text=one.least_text.in_language(lang) if one.least_text else "",
        most_text=one.most_text.in_language(lang) if one.most_text else "",
        other_label=_other(one, lang) if one.has_other else "",
        other_value=str(note or "") if one.has_other else "",
        comment_label=_comment(one, lang) if one.has_comment else "",
        comment_value=str(note or "") if one.has_comment else "",
        accepted=one.accepted_types,
        is_many=one.has_many_files,
        files=len(given) if one.kind == "file" and isinstance(given, list) else 0,
        errors=tuple(scene.errors.get(one.name, ())),
    )


def _said_number(value: Any) -> str:
    return "" if value is None else str(value)


def _other(one: Question, lang: str) -> str:
    return (
        one.other_text.in_language(lang) if one.other_text else {"fr": "Autre (précisez)"}.get(lang, "Other (describe)")
    )


def _comment(one: Question, lang: str) -> str:
    return one.comment_text.in_language(lang) if one.comment_text else {"fr": "Un mot de plus"}.get(lang, "A word more")


def options_of(one: Question, given: Any, settled: Settled, lang: str) -> list[Option]:
    chosen = (
        {spell(value) for value in given} if isinstance(given, list) else {spell(given)} if given is not None else set()
    )
    if one.kind == "rating":
        return [Option(spell(c.value), c.said(lang), spell(c.value) in chosen) for c in one.scale()]
    if one.kind == "boolean":
        words = ("Oui", "Non") if lang == "fr" else ("Yes", "No")
        labels = [
            t.in_language(lang) if t else w for t, w in zip((one.label_true, one.label_false), words, strict=True)
        ]
        values = (spell(one.value_true), spell(one.value_false))
        return [Option(value, label, value in chosen) for value, label in zip(values, labels, strict=True)]
    if one.kind == "ranking":
        places = {spell(value): at for at, value in enumerate(given, 1)} if isinstance(given, list) else {}
        return [Option(spell(c.value), c.said(lang), place=places.get(spell(c.value), 0)) for c in one.choices]
    found = [Option(spell(c.value), c.said(lang), spell(c.value) in chosen) for c in visible(one.choices, settled)]
    if one.has_none:
        none = one.none_text.in_language(lang) if one.none_text else ("Aucun" if lang == "fr" else "None")
        found.append(Option(NONE, none, NONE in chosen))
    if one.has_other:
        found.append(Option(OTHER, _other(one, lang), OTHER in chosen))
    return found


def visible(choices: Sequence[Choice], settled: Settled) -> list[Choice]:
    return [one for one in choices if one.visible_if is None or holds(one.visible_if, settled.values)]


def rows_of(one: Question, given: Any, scene: Scene) -> list[Row]:
    lang = scene.lang
    if one.kind != "matrix":
        return []
    said = given if isinstance(given, Mapping) else {}
    return [
        Row(
            f"{field_name(one.name)}.{spell(row.value)}",
            row.said(lang),
            [
                Option(spell(c.value), c.said(lang), spell(c.value) == spell(said.get(spell(row.value))))
                for c in one.columns
            ],
            tuple(scene.errors.get(f"{one.name}.{spell(row.value)}", ())),
        )
        for row in visible(one.rows, scene.settled)
    ]


def field_name(name: str) -> str:
    return PREFIX + name


def given_on(whole: Questionnaire, page: Page, posted: QueryDict) -> dict[str, Any]:
    """What was typed on this page, in the values of the definition; None for what was left empty."""
    fields = {name[len(PREFIX) :]: values for name, values in posted.lists() if name.startswith(PREFIX)}
    found = normalise(whole, fields, page)
    asked = [one for one in page.questions() if one.kind != "file"]
    names = [name for one in asked for name in (one.name, one.name + COMMENT)]
    return {name: found.get(name) for name in names}


def merged(answers: Answers, given: Answers) -> dict[str, Any]:
    """What was said before and now; what was emptied is gone."""
    both = {**answers, **given}
    return {name: value for name, value in both.items() if value is not None}
