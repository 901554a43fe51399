"""The rows of an XLSForm as SurveyJS's JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liant.engines.questionnaire.expressions import format_expression
from liant.engines.questionnaire.formats.columns import LANGUAGES, Row, choice_json, element_of, take_text
from liant.engines.questionnaire.formats.constraints import limits_of
from liant.engines.questionnaire.formats.keeping import Object, loaded, restored
from liant.engines.questionnaire.formats.xpath_reading import read_xpath
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable
from liant.engines.questionnaire.nodes import Remark

KEPT = "liant"
FOREIGN = "x-xlsform"
FOREIGN_LISTS = "x-xlsform-lists"  # of the choices that foreign rows name, by sheet
EXTERNAL = "external_choices"
_BEGIN_GROUP = {"begin_group", "begin group"}
_BEGIN = {*_BEGIN_GROUP, "begin_repeat", "begin repeat"}
_END = {"end_group", "end group", "end_repeat", "end repeat"}
_REQUIRED = {"yes", "true", "true()", "no", "false", "false()", ""}
# Columns that are read; any other of a foreign form is kept.
_KNOWN = {"type", "name", "label", "hint", "required", "required_message", "read_only", "relevant", "constraint",
          "constraint_message", "calculation", "default", "appearance", KEPT}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """What the form's names stand for: our references, of which `several` may be ticked more than once."""

    names: Mapping[str, str]
    several: frozenset[str]

    def read(self, source: str, own: str | None = None) -> str:
        """A condition in our language. Errors: Untranslatable."""
        return format_expression(read_xpath(source, self.names, self.several, own))


def whole_of(row: Mapping[str, str]) -> Object:
    """What the settings say of the whole."""
    found: Object = {"title": row.get("form_title") or "Questionnaire"}
    codes = {name: code for code, name in LANGUAGES.items() if name}
    if row.get("default_language") in codes:
        found["locale"] = codes[row["default_language"]]
    if row.get("form_id"):
        found["x-liant"] = {"id": row["form_id"]}
    return found


def calculated_of(row: Mapping[str, str], scope: Scope) -> Object:
    """A calculated value; its expression is left out where we have no word for it."""
    found: Object = {"name": row["name"], "includeIntoResult": True}
    _put(found, "expression", row.get("calculation", ""), scope)
    return found


def group_of(row: Mapping[str, str], scope: Scope, *, is_page: bool) -> Object:
    """A page or a panel, without what stands in it."""
    found: Object = {"name": row["name"]} if is_page else {"type": "panel", "name": row["name"]}
    for column, key in (("label", "title"), ("hint", "description")):
        if (said := take_text(row, column)) is not None:
            found[key] = said
    _put(found, "visibleIf", row.get("relevant", ""), scope)
    return found


def leaf_of(row: Mapping[str, str], choices: Sequence[Mapping[str, str]], scope: Scope) -> Object | None:
    """A question or a note; None for what we can't ask."""
    found = element_of(row, choices)
    if found is None:
        return None
    _put(found, "visibleIf", row.get("relevant", ""), scope)
    if row.get("required", "").lower() not in _REQUIRED:
        _put(found, "requiredIf", row["required"], scope, column="required")
    if found["type"] == "expression":
        _put(found, "expression", row.get("calculation", ""), scope, column="calculation")
    if row.get("constraint"):
        own = scope.names.get(row["name"], row["name"])
        try:
            said = take_text(row, "constraint_message")
            found |= limits_of(row["constraint"], said, found, lambda piece: scope.read(piece, own))
        except Untranslatable:
            found.setdefault(FOREIGN, {})["constraint"] = row["constraint"]
    return found


def matrix_of(
    row: Mapping[str, str], inner: Sequence[Mapping[str, str]], choices: Sequence[Mapping[str, str]], scope: Scope
) -> Object:
    """A matrix from a group of questions that share their choices."""
    found = {**group_of(row, scope, is_page=False), "type": "matrix"}
    names = [one["name"] for one in choices]
    is_numbered = all(name.lstrip("-").isdecimal() and str(int(name)) == name for name in names)
    found["columns"] = [choice_json(one, is_numbered=is_numbered) for one in choices]
    rows = []
    for one in inner:
        value, said = one["name"].removeprefix(f"{row['name']}_"), take_text(one, "label")
        rows.append(value if said in (None, value) else {"value": value, "text": said})
    found["rows"] = rows
    if inner and all(one.get("required") for one in inner):
        found["isAllRowRequired"] = True
    return found


def _put(found: Object, key: str, source: str, scope: Scope, column: str = "relevant") -> None:
    if not source:
        return
    try:
        found[key] = scope.read(source)
    except Untranslatable:
        found.setdefault(FOREIGN, {})[column] = source


class Importer:
    """Reads one form."""

    def __init__(self, sheets: Mapping[str, list[Row]]) -> None:
        self.survey = [row for row in sheets.get("survey", []) if row.get("type")]
        self.settings = next(iter(sheets.get("settings", [])), {})
        self.lists: dict[str, list[Row]] = {}
        self.elsewhere = [one for one in sheets.get(EXTERNAL, []) if one.get("list_name")]
        for one in sheets.get("choices", []):
            if one.get("list_name") and one.get("name"):
                self.lists.setdefault(one["list_name"], []).append(one)
        self.remarks: list[Remark] = []
        self.scope = self._scope()

    def _scope(self) -> Scope:
        names, several = {}, set()
        outer: list[Row] = []
        for row in self.survey:
            kind = row["type"]
            if kind in _END:
                outer = outer[:-1]
                continue
            beside = loaded(row.get(KEPT, ""))
            mine = row.get("name", "")
            name = restored({"name": mine}, {key: one for key, one in beside.items() if key == "name"}).get(
                "name", mine
            )
            if isinstance(beside.get("calculated"), dict):
                name = restored({"name": mine}, {k: v for k, v in beside["calculated"].items() if k == "name"}).get(
                    "name", mine
                )
            if isinstance(beside.get("part"), str):
                name = beside["part"]
            elif outer and self._is_matrix(outer[-1]):
                name = f"{outer[-1]['name']}.{mine.removeprefix(outer[-1]['name'] + '_')}"
            names[mine] = name
            if kind.startswith(("select_multiple", "select multiple")):
                several.add(name)
            if kind in _BEGIN:
                outer = [*outer, row]
        return Scope(names, frozenset(several))

    @staticmethod
    def _is_matrix(row: Row) -> bool:
        return row["type"] in _BEGIN_GROUP and "table-list" in row.get("appearance", "")

    def definition(self) -> Object:
        """The whole, as JSON."""
        beside = loaded(self.settings.get(KEPT, ""))
        found = restored(whole_of(self.settings), beside)
        calculated: list[Object] = []
        pages: list[Object] = []
        loose: list[Object] = []
        at = 0
        while at < len(self.survey):
            row, end = self.survey[at], self._end(at)
            if self._is_page(row):
                pages, loose = _paged(pages, loose), []
                pages.append(self.page(row, at, end))
            elif row["type"] == "calculate" and not loaded(row.get(KEPT, "")).get("is"):
                calculated += self.calculated(row)
            else:
                loose += self.element(at, end)
            at = end + 1
        pages = _paged(pages, loose)
        return {**found, **({"calculatedValues": calculated} if calculated else {}), "pages": pages}

    def _is_page(self, row: Row) -> bool:
        return row["type"] in _BEGIN_GROUP and not self._is_matrix(row)

    def _end(self, at: int) -> int:
        """The last row of what begins here."""
        depth = 0
        for number in range(at, len(self.survey)):
            kind = self.survey[number]["type"]
            depth += (kind in _BEGIN) - (kind in _END)
            if depth <= 0:
                return number
        return len(self.survey) - 1

    def page(self, row: Row, at: int, end: int) -> Object:
        """A page with what stands on it."""
        found = restored(group_of(row, self.scope, is_page=True), loaded(row.get(KEPT, "")))
        return {**found, "elements": self.inside(at, end)}

    def inside(self, at: int, end: int) -> list[Object]:
        """What stands between two rows."""
        found: list[Object] = []
        number = at + 1
        while number < end:
            last = self._end(number)
            found += self.element(number, last)
            number = last + 1
        return found

    def element(self, at: int, end: int) -> list[Object]:
        """What begins at a row; nothing for what belongs to another."""
        row = self.survey[at]
        beside = loaded(row.get(KEPT, ""))
        if "part" in beside or row["type"] in _END:
            return []
        if self._is_matrix(row) and self._shares_choices(at, end):
            inner = self.survey[at + 1 : end]
            choices = self.lists.get(inner[0]["type"].split()[-1], []) if inner else []
            return [restored(matrix_of(row, inner, choices, self.scope), beside)]
        if row["type"] in _BEGIN_GROUP:
            found = restored(group_of(row, self.scope, is_page=False), beside)
            return [{**found, "elements": self.inside(at, end)}]
        made = None
        if row["type"] not in _BEGIN:
            made = leaf_of(row, self._choices(row), self.scope)
        if made is None:
            self.remarks.append(Remark(f"survey, {row.get('name', '?')}", row["type"]))
            rows = self.survey[at : end + 1]
            kind, name = f"xlsform-{row['type'].split()[0]}", row.get("name") or f"row{at}"
            return [{"type": kind, "name": name, FOREIGN: rows, **self.lists_of(rows)}]
        return [self.finished(made, row, beside)]

    def lists_of(self, rows: list[Row]) -> Object:
        """The choices that rows without a word of ours name, for the day they are written again."""
        named = {part for row in rows for part in row["type"].split()[1:]}
        own = [one for name in sorted(named) for one in self.lists.get(name, [])]
        elsewhere = [one for one in self.elsewhere if one["list_name"] in named]
        found = {sheet: kept for sheet, kept in (("choices", own), (EXTERNAL, elsewhere)) if kept}
        return {FOREIGN_LISTS: found} if found else {}

    def finished(self, made: Object, row: Row, beside: Object) -> Object:
        """A question with what was kept beside it, and with what we have no word for."""
        left = {column: cell for column, cell in row.items() if cell and column.split("::")[0] not in _KNOWN}
        if left:
            made[FOREIGN] = {**left, **made.get(FOREIGN, {})}
        found = restored(made, beside)
        for column in found.get(FOREIGN, {}):
            self.remarks.append(Remark(f"survey, {row['name']}", column))
        return found

    def _choices(self, row: Row) -> list[Row]:
        parts = row["type"].split()
        at = 2 if parts[0] == "select" else 1
        return self.lists.get(parts[at], []) if len(parts) > at else []

    def _shares_choices(self, at: int, end: int) -> bool:
        inner = self.survey[at + 1 : end]
        kinds = {row["type"] for row in inner}
        return len(kinds) == 1 and next(iter(kinds)).startswith(("select_one ", "select one ")) and end > at

    def calculated(self, row: Row) -> list[Object]:
        """A calculation that nobody sees."""
        beside = loaded(row.get(KEPT, "")).get("calculated", {})
        found = restored(calculated_of(row, self.scope), beside if isinstance(beside, dict) else {})
        if not isinstance(found.get("expression"), str):
            self.remarks.append(Remark(f"survey, {row.get('name', '?')}", "calculate"))
            return []
        return [found]


def _paged(pages: list[Object], loose: list[Any]) -> list[Object]:
    """Pages, with what stood between them on one of its own."""
    return [*pages, {"name": f"page_{len(pages) + 1}", "elements": loose}] if loose else pages
