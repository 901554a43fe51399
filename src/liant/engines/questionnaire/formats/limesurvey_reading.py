"""LimeSurvey's table as SurveyJS's JSON."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from liant.engines.questionnaire.expressions import ExpressionError, parse
from liant.engines.questionnaire.faults import DefinitionError, Fault
from liant.engines.questionnaire.formats.keeping import Object
from liant.engines.questionnaire.nodes import Remark

Row = dict[str, str]

_TYPES: dict[str, Object] = {
    "S": {"type": "text"}, "T": {"type": "comment"}, "U": {"type": "comment", "rows": 10}, "N": {"type": "text", "inputType": "number"},
    "L": {"type": "radiogroup"}, "O": {"type": "radiogroup", "showCommentArea": True}, "!": {"type": "dropdown"}, "M": {"type": "checkbox"},
    "P": {"type": "checkbox", "showCommentArea": True}, "R": {"type": "ranking"}, "Y": {"type": "boolean", "valueTrue": "Y", "valueFalse": "N"},
    "5": {"type": "rating"}, "F": {"type": "matrix"}, "H": {"type": "matrix"}, "A": {"type": "matrix", "columns": [1, 2, 3, 4, 5]},
    "B": {"type": "matrix", "columns": list(range(1, 11))}, "D": {"type": "text", "inputType": "date"}, "|": {"type": "file"}, "X": {"type": "html"},
    "C": {"type": "matrix", "columns": [
        {"value": "Y", "text": {"en": "Yes", "fr": "Oui"}}, {"value": "U", "text": {"en": "Uncertain", "fr": "Incertain"}},
        {"value": "N", "text": {"en": "No", "fr": "Non"}}]},
    "E": {"type": "matrix", "columns": [
        {"value": "I", "text": {"en": "Increase", "fr": "En hausse"}}, {"value": "S", "text": {"en": "Same", "fr": "Pareil"}},
        {"value": "D", "text": {"en": "Decrease", "fr": "En baisse"}}]},
    "G": {"type": "radiogroup", "choices": [
        {"value": "F", "text": {"en": "Female", "fr": "Femme"}}, {"value": "M", "text": {"en": "Male", "fr": "Homme"}}]},
}  # fmt: skip
_USED = {
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other", "default", "validation",
    "encrypted", "same_default", "min_answers", "max_answers", "min_num_value_n", "max_num_value_n", "maximum_chars", "same_script", "question_order",
}  # fmt: skip
_TOKEN = re.compile(
    r"\"[^\"]*\"|'[^']*'|!?\s*is_empty\(\s*([A-Za-z]\w*)(?:\.\w+)?\s*\)|([A-Za-z]\w*)(?:\.(?:NAOK|shown|value|code))?|.",
    re.DOTALL,
)
_WORDS = {"and", "or", "if", "sum", "min", "max", "round", "count", "true", "false"}


class Reader:
    """Reads one table."""

    def __init__(self, text: str) -> None:
        self.remarks: list[Remark] = []
        self.rows = list(_rows(text))
        self.settings = {row["name"]: row["text"] for row in self.rows if row["class"] == "S"}
        self.base = self.settings.get("language") or next(
            (row["language"] for row in self.rows if row["language"]), "en"
        )
        self.groups: dict[str, tuple[Row, list[str]]] = {}
        self.questions: dict[str, tuple[Row, list[Row]]] = {}
        self._gather()
        self.codes: dict[str, str] = {}
        self._name_all()

    def _gather(self) -> None:
        """Groups, their questions and these questions' parts: once each, whatever the order of the languages."""
        group, parts = "", list[Row]()
        for row in self.rows:
            if row["class"] == "G":
                group = row["type/scale"]
                known = self.groups.get(group, (row, []))
                self.groups[group] = (row if row["language"] == self.base else known[0], known[1])
            elif row["class"] == "Q":
                name = row["name"]
                if name not in self.questions:
                    self.questions[name] = (row, [])
                    self.groups.setdefault(group, (row, []))[1].append(name)
                parts = self.questions[name][1]
                if row["language"] == self.base:
                    self.questions[name] = (row, parts)
            elif row["class"] in {"SQ", "A"}:
                parts.append(row)

    def definition(self) -> Object:
        """The whole, as JSON."""
        found: Object = {"locale": self.base} if self.base in {"fr", "en"} else {}
        for name, key in (
            ("surveyls_title", "title"),
            ("surveyls_description", "description"),
            ("surveyls_endtext", "completedHtml"),
        ):
            said = {
                row["language"] or self.base: row["text"]
                for row in self.rows
                if row["class"] == "SL" and row["name"] == name and row["text"]
            }
            if said:
                found[key] = said
        pages: list[Object] = []
        for number, (row, names) in enumerate(self.groups.values(), 1):
            page: Object = {"name": f"page{number}", "title": self._texts("G", row, "name")}
            if said := self._texts("G", row, "text"):
                page["description"] = said
            if (condition := self._condition(row)) is not None:
                page["visibleIf"] = condition
            page["elements"] = [one for name in names if (one := self._question(*self.questions[name]))]
            pages.append(page)
        for row in self.rows:
            if row["class"] not in {"S", "SL", "G", "Q", "SQ", "A"}:
                self.remarks.append(Remark(f"{row['class']} {row['name']}".strip(), row["class"]))
        return {**found, "pages": pages}

    def _name_all(self) -> None:
        """What a condition may name: a question, a row of a matrix, a tick."""
        for name, (row, inner) in self.questions.items():
            self.codes[name] = f"{{{name}}}"
            for one in inner:
                is_tick = row["type/scale"] in {"M", "P"}
                said = f"({{{name}}} contains '{one['name']}')" if is_tick else f"{{{name}.{one['name']}}}"
                if one["class"] == "SQ":
                    self.codes[f"{name}_{one['name']}"] = said

    def _texts(self, kind: str, row: Row, column: str) -> Any:
        """The words of a row in every language, found again by its name (a group by its number)."""
        found: dict[str, str] = {}
        for one in self.rows:
            same = one["type/scale"] == row["type/scale"] if kind == "G" else one["name"] == row["name"]
            if one["class"] == kind and same and one[column]:
                found.setdefault(one["language"] or self.base, one[column])
        return found or None

    def _question(self, row: Row, inner: list[Row]) -> Object | None:
        usual = _TYPES.get(row["type/scale"])
        if usual is None:
            self.remarks.append(Remark(f"Q {row['name']}", f"type {row['type/scale']}"))
            return None
        found: Object = {**usual, "name": row["name"]}
        found["html" if usual["type"] == "html" else "title"] = self._texts("Q", row, "text") or row["name"]
        if (said := self._texts("Q", row, "help")) and usual["type"] != "html":
            found["description"] = said
        if row.get("mandatory") in {"Y", "S"} and usual["type"] != "html":
            found["isAllRowRequired" if usual["type"] == "matrix" else "isRequired"] = True
        if (condition := self._condition(row)) is not None:
            found["visibleIf"] = condition
        if row.get("other") == "Y" and usual["type"] in {"radiogroup", "dropdown", "checkbox"}:
            found["showOtherItem"] = True
        if row.get("default") and usual["type"] in {"text", "comment"}:
            found["defaultValue"] = row["default"]
        self._limits(found, row)
        self._parts(found, [one for one in inner if one["class"] in {"SQ", "A"}])
        for column in row.keys() - _USED:
            if row[column]:
                self.remarks.append(Remark(f"Q {row['name']}", column))
        return found

    def _limits(self, found: Object, row: Row) -> None:
        keys = {"min_num_value_n": "min", "max_num_value_n": "max"} if found.get("inputType") == "number" else {}
        if found["type"] == "checkbox":
            keys = {"min_answers": "minSelectedChoices", "max_answers": "maxSelectedChoices"}
        if found["type"] in {"text", "comment"}:
            keys = {**keys, "maximum_chars": "maxLength"}
        for column, key in keys.items():
            if re.fullmatch(r"-?\d+", row.get(column, "")):
                found[key] = int(row[column])
        pattern = row.get("validation", "").strip("/")
        if pattern and found["type"] == "text":
            found["validators"] = [{"type": "regex", "regex": pattern}]

    def _parts(self, found: Object, inner: list[Row]) -> None:
        parts = {kind: self._choices([one for one in inner if one["class"] == kind]) for kind in ("SQ", "A")}
        if found["type"] == "matrix":
            found["rows"] = parts["SQ"]
            found.setdefault("columns", parts["A"])
        elif found["type"] == "checkbox":
            found["choices"] = parts["SQ"]
        elif found["type"] in {"radiogroup", "dropdown", "ranking"}:
            found.setdefault("choices", parts["A"] or parts["SQ"])

    def _choices(self, rows: list[Row]) -> list[Object]:
        said: dict[str, dict[str, str]] = {}
        for one in rows:
            words = said.setdefault(one["name"], {})
            if one["text"]:
                words.setdefault(one["language"] or self.base, one["text"])
            if one.get("assessment_value", "0") not in {"", "0"}:
                self.remarks.append(Remark(f"A {one['name']}", "assessment_value"))
        numbered = all(re.fullmatch(r"-?(0|[1-9]\d*)", name) for name in said)
        return [
            {"value": int(name) if numbered else name, **({"text": words} if words else {})}
            for name, words in said.items()
        ]

    def _condition(self, row: Row) -> str | None:
        source = row["relevance"].strip()
        if source in {"", "1"}:
            return None
        ticks = [(name, written) for name, written in self.codes.items() if " contains " in written]
        for at, (name, _) in enumerate(ticks):  # a tick is "Y"
            source = re.sub(rf"\b{name}(?:\.NAOK)?\s*==\s*[\"']Y[\"']", f"@{at}@", source)
        found = "".join(self._token(match) for match in _TOKEN.finditer(source))
        found = re.sub(r"@(\d+)@", lambda match: ticks[int(match[1])][1], found)
        try:
            parse(found)
        except ExpressionError:
            self.remarks.append(Remark(f"{row['class']} {row['name']}", f"relevance {source}"))
            return None
        return found

    def _token(self, match: re.Match[str]) -> str:
        if match[1] and match[1] in self.codes:
            return f"({self.codes[match[1]]} {'notempty' if match[0].startswith('!') else 'empty'})"
        word = match[2]
        if word in self.codes:
            return self.codes[word]
        if word and word not in _WORDS:
            return f"unknown({match[0]})"  # no function of that name: told as what can't be taken
        return "iif" if word == "if" else match[0]


def _rows(text: str) -> Iterator[Row]:
    try:
        table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter="\t")
        columns = set(table.fieldnames or ())
        if not {"class", "type/scale", "name", "text"} <= columns:
            raise DefinitionError([Fault("definition.limesurvey", "")])
        for raw in table:
            row = {name: (cell or "") for name, cell in raw.items() if isinstance(name, str)}
            yield {"relevance": "", "help": "", "language": "", **row}
    except csv.Error as error:
        raise DefinitionError([Fault("definition.limesurvey", "")]) from error
