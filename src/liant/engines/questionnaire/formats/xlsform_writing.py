"""A questionnaire as the rows of an XLSForm."""

from typing import Any

from liant.engines.questionnaire.expressions import Expression
from liant.engines.questionnaire.formats.columns import LANGUAGES, Row, choices_of, put_text, type_of
from liant.engines.questionnaire.formats.constraints import constraint_of
from liant.engines.questionnaire.formats.keeping import Object, dumped, kept
from liant.engines.questionnaire.formats.names import Names, has_words_beside, plain, references
from liant.engines.questionnaire.formats.xlsform_reading import (
    EXTERNAL,
    FOREIGN_LISTS,
    KEPT,
    Scope,
    calculated_of,
    group_of,
    leaf_of,
    matrix_of,
    whole_of,
)
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable, XPath
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import COMMENT, Calculated, Display, Element, Page, Panel, Question, Unsupported
from liant.engines.questionnaire.whole import Questionnaire
from liant.engines.questionnaire.writing import write, write_element

_NOT_OF_A_GROUP = ("required", "read_only", "hint")


class Exporter:
    """Writes one questionnaire."""

    def __init__(self, whole: Questionnaire) -> None:
        self.whole, self.given = whole, Names()
        self.names = references(whole, self.given)
        self.several = frozenset(one.name for one in whole.questions() if one.kind == "checkbox")
        self.scope = Scope({mine: reference for reference, mine in self.names.items()}, self.several)
        self.survey: list[Row] = []
        self.lists: dict[str, list[Row]] = {"choices": [], EXTERNAL: []}

    def sheets(self) -> dict[str, list[Row]]:
        """All three."""
        for calculated in self.whole.calculated:
            self.calculated(calculated)
        for page, raw in zip(self.whole.pages, write(self.whole)["pages"], strict=True):
            self.group(page, raw)
        sheets = {"survey": self.survey, "choices": self.lists["choices"], "settings": [self.settings()]}
        return {**sheets, EXTERNAL: self.lists[EXTERNAL]} if self.lists[EXTERNAL] else sheets

    def settings(self) -> Row:
        """The one row of settings."""
        raw = {key: one for key, one in write(self.whole).items() if key not in {"pages", "calculatedValues"}}
        title = self.whole.title.in_language("en") if self.whole.title else ""
        row = {
            "form_title": title.strip() or self.whole.liant.id or "Questionnaire",
            "form_id": plain(self.whole.liant.id or "questionnaire"),
            "version": str(self.whole.liant.version),
        }
        language = LANGUAGES.get(self.whole.locale or "")
        used = {column for one in (*self.survey, *self.lists["choices"]) for column in one}
        if language and f"label::{language}" in used and "label" not in used:  # a plain label would stand for it too
            row["default_language"] = language
        return _beside(row, kept(raw, whole_of(row)))

    def calculated(self, one: Calculated) -> None:
        """A calculated value, as a calculation that nobody sees."""
        (raw,) = (found for found in write(self.whole)["calculatedValues"] if found["name"] == one.name)
        row = {"type": "calculate", "name": self.names[one.name], "calculation": self.said(one.expression) or "''"}
        self.survey.append({**row, KEPT: dumped({"calculated": kept(raw, calculated_of(row, self.scope))})})

    def group(self, part: Page | Panel, raw: Object) -> None:
        """A page or a panel, with what stands in it."""
        row: Row = {"type": "begin_group", "name": self.given.give(part.name)}
        put_text(row, "label", raw.get("title"))  # a group has no hint: its description stands beside
        if isinstance(part, Page):
            row["appearance"] = "field-list"
        row["relevant"] = self.said(part.visible_if)
        returned = group_of(row, self.scope, is_page=isinstance(part, Page))
        beside = kept({key: one for key, one in raw.items() if key != "elements"}, returned)
        self.survey.append(_beside(row, beside))
        for element in part.elements:
            self.element(element)
        if not part.elements:
            self.survey.append(
                {"type": "note", "name": self.given.give("nothing"), "label": "–", KEPT: dumped({"part": ""})}
            )
        self.survey.append({"type": "end_group"})

    def element(self, element: Element) -> None:
        """Whatever stands on a page."""
        raw = write_element(element)
        if isinstance(element, Panel):
            self.group(element, raw)
        elif isinstance(element, Unsupported) and isinstance(raw.get("x-xlsform"), list):
            self.survey += [dict(row) for row in raw["x-xlsform"]]
            for sheet, rows in raw.get(FOREIGN_LISTS, {}).items():
                self.lists[sheet] += [dict(row) for row in rows if row not in self.lists[sheet]]
        elif isinstance(element, Display | Unsupported):
            row: Row = {"type": "note", "name": self.given.give(element.name)}
            put_text(row, "label", raw.get("html") or f"({element.kind})")
            row.setdefault("label", "–") if not any(key.startswith("label") for key in row) else None
            row["relevant"] = self.said(getattr(element, "visible_if", None))
            self.leaf(row, raw, [])
        elif element.kind == "matrix":
            self.matrix(element, raw)
        else:
            self.question(element, raw)

    def question(self, question: Question, raw: Object) -> None:
        """A question, and what may be written beside."""
        name = self.names[question.name]
        choices = (
            self.listed(name, raw)
            if question.kind in {"radiogroup", "dropdown", "checkbox", "ranking", "boolean", "rating"}
            else []
        )
        kind, appearance = type_of(raw, name)
        row: Row = {"type": kind, "name": name}
        self.asked(row, question, raw)
        if appearance:
            row["appearance"] = appearance
        if question.kind == "expression":  # nobody sees a calculation: it has no words there
            row = {column: cell for column, cell in row.items() if not column.startswith(("label", "hint"))}
            row["calculation"] = self.said(question.expression) or "''"
        constraint, said = constraint_of(raw, XPath(self.names, self.several, question.name))
        row["constraint"] = constraint
        put_text(row, "constraint_message", said)
        self.leaf(row, raw, choices)
        self.words_beside(question)

    def asked(self, row: Row, question: Question, raw: Object) -> None:
        """What every question has: its words, whether it is required, when it is shown."""
        put_text(row, "label", raw.get("title"))
        if not any(key.startswith("label") for key in row):
            row["label"] = question.name
        put_text(row, "hint", raw.get("description"))
        row["required"] = "yes" if question.is_required else self.said(question.required_if)
        if question.is_required:
            put_text(row, "required_message", raw.get("requiredErrorText"))
        row["read_only"] = "yes" if question.is_read_only else ""
        row["relevant"] = self.said(question.visible_if)
        foreign = raw.get("x-xlsform")
        if isinstance(foreign, dict):
            row |= {column: str(cell) for column, cell in foreign.items() if not row.get(column)}

    def leaf(self, row: Row, raw: Object, choices: list[Row]) -> None:
        """A row of its own, with what it can't say beside it."""
        row = {column: cell for column, cell in row.items() if cell}
        beside = kept(raw, leaf_of(row, choices, self.scope) or {})
        if raw["type"] == "expression":
            beside["is"] = "expression"
        self.survey.append(_beside(row, beside))

    def listed(self, name: str, raw: Object) -> list[Row]:
        """The choices of a question, which have a list of their own."""
        found, taken = [], set[str]()
        for value, said in choices_of(raw):
            own, number = value, 2
            while own in taken:
                own, number = f"{value}_{number}", number + 1
            taken.add(own)
            row = {"list_name": name, "name": own}
            put_text(row, "label", said)
            if not any(key.startswith("label") for key in row):
                row["label"] = value
            found.append(row)
        self.lists["choices"] += found
        return found

    def matrix(self, question: Question, raw: Object) -> None:
        """A group of questions that share their choices."""
        name = self.names[question.name]
        choices = self.listed(name, raw)
        row: Row = {"type": "begin_group", "name": name, "appearance": "table-list"}
        self.asked(row, question, raw)
        row = {column: cell for column, cell in row.items() if cell and not column.startswith(_NOT_OF_A_GROUP)}
        inner = []
        for one in question.rows:
            reference = f"{question.name}.{spell(one.value)}"
            child: Row = {"type": f"select_one {name}", "name": self.names[reference]}
            put_text(child, "label", one.text.as_json() if one.text else spell(one.value))
            if not any(key.startswith("label") for key in child):
                child["label"] = spell(one.value)
            child["required"] = "yes" if question.needs_all_rows else ""
            inner.append({**{key: cell for key, cell in child.items() if cell}, KEPT: dumped({"part": reference})})
        self.survey.append(_beside(row, kept(raw, matrix_of(row, inner, choices, self.scope))))
        self.survey += [*inner, {"type": "end_group"}]
        self.words_beside(question)

    def words_beside(self, question: Question) -> None:
        """A line of words for “other”, or for whatever else one wants to say."""
        if not has_words_beside(question):
            return
        reference = question.name + COMMENT
        row: Row = {"type": "text", "name": self.names[reference]}
        put_text(row, "label", question.comment_text.as_json() if question.comment_text else "…")
        row.setdefault("label", "…") if not any(key.startswith("label") for key in row) else None
        if not question.has_comment and question.kind != "ranking":
            row["relevant"] = f"selected(${{{self.names[question.name]}}}, 'other')"
        self.survey.append({**row, KEPT: dumped({"part": reference})})

    def said(self, expression: Expression | None) -> str:
        """A condition in XPath; empty where XPath can't say it, and the original stands beside."""
        if expression is None:
            return ""
        try:
            return XPath(self.names, self.several).write(expression)
        except Untranslatable:
            return ""


def _beside(row: Row, beside: dict[str, Any]) -> Row:
    found = {column: cell for column, cell in row.items() if cell}
    cell = dumped(beside)
    return {**found, KEPT: cell} if cell else found
