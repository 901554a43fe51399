"""A questionnaire as LimeSurvey's table."""

import csv
import io
from typing import Any

from liant.engines.questionnaire.expressions import Expression
from liant.engines.questionnaire.expressions.tree import Binary, Constant, Items, Node, Reference, Unary
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.nodes import Choice, Display, Element, Page, Panel, Question, Remark, Unsupported
from liant.engines.questionnaire.texts import DEFAULT, Text
from liant.engines.questionnaire.whole import Questionnaire

HEADER = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "encrypted",
    "other", "default", "same_default", "min_answers", "max_answers", "min_num_value_n", "max_num_value_n", "maximum_chars",
)  # fmt: skip
_TYPES = {
    "comment": "T",
    "radiogroup": "L",
    "dropdown": "!",
    "checkbox": "M",
    "ranking": "R",
    "matrix": "F",
    "file": "|",
    "rating": "L",
    "boolean": "L",
}
_SIGNS = {
    "or": "or", "and": "and", "equal": "==", "notequal": "!=", "less": "<", "greater": ">", "lessorequal": "<=", "greaterorequal": ">=",
    "plus": "+", "minus": "-", "mul": "*", "div": "/",
}  # fmt: skip


class Writer:
    """Writes one questionnaire."""

    def __init__(self, whole: Questionnaire) -> None:
        self.whole = whole
        self.remarks: list[Remark] = []
        self.rows: list[dict[str, str]] = []
        self.base = whole.locale or "en"
        self.languages = [self.base, *sorted(_languages(whole) - {self.base, DEFAULT})]
        self.codes: dict[str, str] = {}
        self.answers: dict[str, dict[str, str]] = {}
        self._name_all()

    def table(self) -> str:
        """The whole."""
        self._row("S", "", "language", self.base)
        if len(self.languages) > 1:
            self._row("S", "", "additional_languages", " ".join(self.languages[1:]))
        for language in self.languages:
            for name, said in (
                ("surveyls_title", self.whole.title),
                ("surveyls_description", self.whole.description),
                ("surveyls_endtext", self.whole.completed_html),
            ):
                self._row("SL", "", name, said.in_language(language) if said else "", language=language)
        for calculated in self.whole.calculated:
            self._cannot(calculated.name, "calculatedValues")
        for number, page in enumerate(self.whole.pages):
            self._page(number, page)
        written = io.StringIO(newline="")
        table = csv.DictWriter(written, HEADER, delimiter="\t", lineterminator="\r\n", restval="")
        table.writeheader()
        table.writerows(self.rows)
        return "\ufeff" + written.getvalue()

    def _cannot(self, name: str, feature: str) -> None:
        self.remarks.append(Remark(name, feature))

    def _row(self, kind: str, scale: str, name: str, words: str, **more: str) -> None:
        self.rows.append({"class": kind, "type/scale": scale, "name": name, "text": words, **more})

    def _name_all(self) -> None:
        taken: set[str] = set()
        for question in self.whole.questions():
            self.codes[question.name] = _code(question.name, taken, 20, "q")
            within: set[str] = set()
            self.answers[question.name] = {
                spell(one.value): _code(spell(one.value), within, 5, "A") for one in _answers(question)
            }
            rows: set[str] = set()
            for row in question.rows:
                reference = f"{question.name}.{spell(row.value)}"
                self.codes[reference] = f"{self.codes[question.name]}_{_code(spell(row.value), rows, 20, 'r')}"

    def _page(self, number: int, page: Page) -> None:
        relevance = self._said(page.visible_if, page.name)
        for language in self.languages:
            title = page.title.in_language(language) if page.title else page.name
            about = page.description.in_language(language) if page.description else ""
            self._row("G", f"G{number}", title, about, language=language, relevance=relevance)
        for language in self.languages:
            for element in page.elements:
                self._element(element, language, [])

    def _element(self, element: Element, language: str, outer: list[Expression]) -> None:
        is_first = language == self.base
        if isinstance(element, Panel):
            if is_first and (element.title or element.description):
                self._cannot(element.name, "panel")
            inner = [*outer, element.visible_if] if element.visible_if else outer
            for one in element.elements:
                self._element(one, language, inner)
        elif isinstance(element, Display):
            words = element.html.in_language(language) if element.html else ""
            self._row(
                "Q",
                "X",
                _code(element.name, set(), 20, "q"),
                words,
                language=language,
                relevance=self._all(element.visible_if, outer, element.name, is_first=is_first),
            )
        elif isinstance(element, Unsupported) or element.kind == "expression":
            if is_first:
                self._cannot(element.name, element.kind)
        else:
            self._question(element, language, outer)

    def _question(self, question: Question, language: str, outer: list[Expression]) -> None:
        is_first = language == self.base
        code = self.codes[question.name]
        kind = (
            {"number": "N", "range": "N", "date": "D"}.get(question.input_type, "S")
            if question.kind == "text"
            else _TYPES[question.kind]
        )
        if is_first:
            self._leave(question)
        self._row(
            "Q", kind, code, question.said(language),
            help=question.description.in_language(language) if question.description else "",
            language=language,
            relevance=self._all(question.visible_if, outer, question.name, is_first=is_first),
            mandatory="Y" if question.is_required or question.needs_all_rows else "N",
            other="Y" if question.has_other else "N",
            **_limits(question),
        )  # fmt: skip
        for row in question.rows:
            name = self.codes[f"{question.name}.{spell(row.value)}"].removeprefix(f"{code}_")
            self._row("SQ", "0", name, row.said(language), language=language)
        for one in _answers(question):
            self._row(
                "SQ" if question.kind == "checkbox" else "A",
                "0",
                self.answers[question.name][spell(one.value)],
                self._words(question, one, language),
                language=language,
            )

    def _words(self, question: Question, one: Choice, language: str) -> str:
        ends = (
            {0: question.least_text, len(question.scale()) - 1: question.most_text} if question.kind == "rating" else {}
        )
        at = question.scale().index(one) if question.kind == "rating" else -1
        said = ends.get(at)
        return f"{one.said(language)} – {said.in_language(language)}" if said else one.said(language)

    def _leave(self, question: Question) -> None:
        has = {
            "requiredIf": question.required_if, "enableIf": question.enable_if, "x-liant": question.notes, "showCommentArea": question.has_comment,
            "readOnly": question.is_read_only, "defaultValue": question.default is not None and question.kind not in {"text", "comment"},
            "validators": [one for one in question.validators if one.kind != "regex"],
            "choices.visibleIf": [one for one in question.choices if one.visible_if or one.enable_if],
        }  # fmt: skip
        for feature, value in has.items():
            if value:
                self._cannot(question.name, feature)
        for feature in question.extras:
            self._cannot(question.name, feature)

    def _all(self, own: Expression | None, outer: list[Expression], name: str, *, is_first: bool) -> str:
        before = len(self.remarks)
        said = [self._said(one, name) for one in (*outer, *([own] if own else []))]
        if not is_first:
            del self.remarks[before:]
        found = [one for one in said if one != "1"]
        return " and ".join(f"({one})" for one in found) if len(found) > 1 else found[0] if found else "1"

    def _said(self, expression: Expression | None, name: str) -> str:
        """A condition as ExpressionScript; 1, always met, where it can't be said."""
        if expression is None:
            return "1"
        try:
            return self._node(expression.root)
        except Untranslatable:
            self._cannot(name, f"visibleIf {expression.source}")
            return "1"

    def _node(self, node: Node) -> str:
        if isinstance(node, Reference):
            if node.name not in self.codes:
                raise Untranslatable(node.name)
            return f"{self.codes[node.name]}.NAOK"
        if isinstance(node, Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return f"{node.value}"
        if isinstance(node, Unary):
            inner = self._node(node.part)
            return {"negate": f"!({inner})", "empty": f"is_empty({inner})", "notempty": f"!is_empty({inner})"}[
                node.operator
            ]
        if isinstance(node, Binary):
            return self._binary(node)
        raise Untranslatable("constant")

    def _binary(self, node: Binary) -> str:
        if isinstance(node.left, Reference) and node.operator in {
            "contains",
            "anyof",
            "allof",
            "noneof",
            "notcontains",
        }:
            return self._chosen(node, node.left.name)
        if node.operator not in _SIGNS:
            raise Untranslatable(node.operator)
        if isinstance(node.left, Reference) and isinstance(node.right, Constant):
            return f"{self._node(node.left)} {_SIGNS[node.operator]} {self._answer(node.left.name, node.right)}"
        left, right = self._node(node.left), self._node(node.right)
        return f"({left}) {_SIGNS[node.operator]} ({right})"

    def _chosen(self, node: Binary, name: str) -> str:
        parts = node.right.parts if isinstance(node.right, Items) else (node.right,)
        question = next((one for one in self.whole.questions() if one.name == name), None)
        is_single = question is not None and question.kind in {"radiogroup", "dropdown", "rating", "boolean"}
        if (
            question is None
            or not parts
            or not (question.kind == "checkbox" or (is_single and node.operator in {"anyof", "noneof"}))
        ):
            raise Untranslatable(node.operator)
        each = []
        for part in parts:
            answer = self._answer(name, part)
            each.append(
                f"{self.codes[name]}.NAOK == {answer}"
                if is_single
                else f'{self.codes[name]}_{answer[1:-1]}.NAOK == "Y"'
            )
        joined = (" or " if node.operator in {"anyof", "noneof"} else " and ").join(each)
        return f"!({joined})" if node.operator in {"noneof", "notcontains"} else f"({joined})"

    def _answer(self, name: str, node: Node) -> str:
        value: Any = node.value if isinstance(node, Constant) else None
        known = self.answers.get(name) or self.answers.get(name.rpartition(".")[0]) or {}
        if value is None or (known and spell(value) not in known) or '"' in spell(value):
            raise Untranslatable("constant")
        return f'"{known[spell(value)]}"' if known else (f'"{value}"' if isinstance(value, str) else spell(value))


def _answers(question: Question) -> tuple[Choice, ...]:
    if question.kind == "rating":
        return question.scale()
    if question.kind == "boolean":
        return (Choice(question.value_true, question.label_true or Text((("en", "Yes"), ("fr", "Oui")))),
                Choice(question.value_false, question.label_false or Text((("en", "No"), ("fr", "Non")))))  # fmt: skip
    if question.kind == "matrix":
        return question.columns
    none = (Choice("none", question.none_text or Text((("en", "None"), ("fr", "Aucun")))),) if question.has_none else ()
    return (*question.choices, *none)


def _limits(question: Question) -> dict[str, str]:
    patterns = [one.pattern for one in question.validators if one.kind == "regex" and one.pattern]
    found = {
        "min_answers": question.least_chosen, "max_answers": question.most_chosen, "maximum_chars": question.longest,
        "default": question.default if question.kind in {"text", "comment"} else None, "validation": f"/{patterns[0]}/" if patterns else None,
    }  # fmt: skip
    if question.input_type in {"number", "range"}:
        found |= {"min_num_value_n": question.least, "max_num_value_n": question.most}
    return {
        key: spell(one) for key, one in found.items() if one not in (None, 0, "") or (key.endswith("_n") and one == 0)
    }


def _code(name: str, taken: set[str], longest: int, opener: str) -> str:
    """Letters and digits, opened by a letter where a question is named; each once."""
    base = "".join(letter for letter in name if letter.isascii() and letter.isalnum())
    if longest > 5 and not base[:1].isalpha():
        base = opener + base
    found, number = base[:longest] or opener, 1
    while found.lower() in taken:
        number += 1
        found = f"{(base or opener)[: longest - len(str(number))]}{number}"
    taken.add(found.lower())
    return found


def _languages(whole: Questionnaire) -> set[str]:
    said = [whole.title, whole.description, whole.completed_html, *(page.title for page in whole.pages)]
    for question in whole.questions():
        said += [question.title, *(one.text for one in (*question.choices, *question.columns, *question.rows))]
    return {code for one in said if one for code in one.languages()}
