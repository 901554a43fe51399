"""Reads a definition (SurveyJS's JSON, as far as docs/questionnaires.md says) into values, or says all that is wrong with it."""

import contextlib
import json
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from liant.engines.questionnaire import fields
from liant.engines.questionnaire.checks import check
from liant.engines.questionnaire.expressions import Expression, ExpressionError, parse
from liant.engines.questionnaire.faults import DefinitionError, Fault
from liant.engines.questionnaire.nodes import (
    Calculated,
    Choice,
    Display,
    Element,
    Liant,
    Page,
    Panel,
    Question,
    Remark,
    Unsupported,
    Validator,
)
from liant.engines.questionnaire.noting import read_liant, read_notes
from liant.engines.questionnaire.places import Path, fault_of, find, pointer
from liant.engines.questionnaire.texts import Text
from liant.engines.questionnaire.whole import Questionnaire

LARGEST = 4 * 1024 * 1024
DEEPEST = 10
MOST_CHOICES = 2000
Of = TypeVar("Of")


def read(definition: str | bytes | Mapping[str, Any]) -> Questionnaire:
    """A questionnaire from its JSON, as text or loaded.

    Errors: DefinitionError, with every fault found; each says where, and in a text on which line.
    """
    source = None
    if isinstance(definition, str | bytes):
        source, definition = _loaded(definition)
    reader = Reader(source)
    found = reader.whole(definition)
    if not reader.faults:
        check(found, reader)
    if reader.faults:
        raise DefinitionError(reader.faults)
    return found


def _loaded(text: str | bytes) -> tuple[str, Any]:
    if len(text) > LARGEST:
        raise DefinitionError([Fault("definition.too_large", "", {"limit": LARGEST // 1024 // 1024})])
    try:
        source = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        return source, json.loads(source, parse_constant=_refused)
    except UnicodeDecodeError as error:
        raise DefinitionError([Fault("definition.utf8", "")]) from error
    except json.JSONDecodeError as error:
        raise DefinitionError([Fault("definition.json", "", {"raw": error.msg}, fault_of(error))]) from error
    except (RecursionError, ValueError) as error:
        raise DefinitionError([Fault("definition.json", "", {"raw": str(error) or "too deep"})]) from error


def _refused(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


class Reader:
    """Reads one definition and collects what is wrong with it."""

    def __init__(self, source: str | None) -> None:
        self.source = source
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self.places: dict[int, Path] = {}  # id of an element → where it stands

    def fail(self, code: str, path: Path, **params: str | int | float) -> None:
        """Note a fault, and go on."""
        place = find(self.source, path) if self.source is not None else None
        self.faults.append(Fault(code, pointer(path), params, place))

    def remark(self, feature: str, path: Path) -> None:
        """Note what is kept and not used."""
        self.remarks.append(Remark(pointer(path), feature))

    # values ---------------------------------------------------------------------------------------------------------

    def text(self, value: Any, path: Path) -> Text | None:
        """A string, or strings by language."""
        if isinstance(value, str):
            return Text((("default", value),))
        if isinstance(value, dict) and value and all(isinstance(one, str) for one in value.values()):
            return Text(tuple(value.items()))
        self.fail("definition.text", path)
        return None

    def expression(self, value: Any, path: Path) -> Expression | None:
        """A condition or a calculation; an empty one is none."""
        if not isinstance(value, str):
            self.fail("definition.string", path)
            return None
        if not value.strip():
            return None
        try:
            return parse(value)
        except ExpressionError as error:
            self.fail(f"expression.{error.code}", path, **error.params, at=error.offset + 1)
            return None

    def flag(self, value: Any, path: Path) -> bool | None:
        """True or false."""
        return self.checked(value, path, isinstance(value, bool), "definition.flag")

    def count(self, value: Any, path: Path) -> int | None:
        """A whole number from 0; below, SurveyJS means that there is no limit."""
        is_count = is_number(value) and value == int(value)
        found = self.checked(value, path, is_count, "definition.count")
        return max(int(found), 0) if found is not None else None

    def number(self, value: Any, path: Path) -> float | None:
        """A finite number."""
        return self.checked(value, path, is_number(value), "definition.number")

    def words(self, value: Any, path: Path) -> str | None:
        """A string."""
        return self.checked(value, path, isinstance(value, str), "definition.string")

    def any(self, value: Any, path: Path) -> Any:
        """Whatever JSON holds."""
        return value

    def checked(self, value: Of, path: Path, is_right: bool, code: str) -> Of | None:
        """The value, or a fault and nothing."""
        if is_right:
            return value
        self.fail(code, path)
        return None

    def mapping(self, value: Any, path: Path) -> dict[str, Any]:
        """A JSON object."""
        return self.checked(value, path, isinstance(value, dict), "definition.object") or {}

    def items(self, value: Any, path: Path, one: Callable[[Any, Path], Of | None]) -> tuple[Of, ...]:
        """A JSON list, each part read by `one`."""
        parts = self.checked(value, path, isinstance(value, list), "definition.list") or []
        found = (one(part, (*path, at)) for at, part in enumerate(parts))
        return tuple(part for part in found if part is not None)

    def filled(self, keys: tuple[fields.Key, ...], raw: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """The fields that a table reads from an object."""
        found = {}
        for key in keys:
            if key.json in raw and raw[key.json] is not None:
                value = getattr(self, key.how)(raw[key.json], (*path, key.json))
                if value is not None:
                    found[key.field] = value
        return found

    def extras(self, keys: tuple[fields.Key, ...], raw: Mapping[str, Any], path: Path, *known: str) -> dict[str, Any]:
        """What a table doesn't read; said, unless it is only the look."""
        left = {
            name: value for name, value in raw.items() if name not in known and all(name != key.json for key in keys)
        }
        for name in left:
            if name not in fields.LOOK:
                self.remark(name, (*path, name))
        return left

    # parts ----------------------------------------------------------------------------------------------------------

    def notes(self, value: Any, path: Path) -> Any:
        """`x-liant` of a question, a choice or a row."""
        return read_notes(self, value, path)

    def choices(self, value: Any, path: Path) -> tuple[Choice, ...]:
        """Answers to choose from, rows or columns."""
        if isinstance(value, list) and len(value) > MOST_CHOICES:
            self.fail("definition.many_choices", path, limit=MOST_CHOICES)
            return ()
        return self.items(value, path, self.choice)

    def choice(self, value: Any, path: Path) -> Choice | None:
        """One of them: a bare value, or an object."""
        if isinstance(value, str | int | float):
            return Choice(value)
        raw = self.mapping(value, path)
        if not isinstance(raw.get("value"), str | int | float):
            self.fail("definition.choice", path)
            return None
        own = self.filled(fields.CHOICE, raw, path)
        return Choice(value=raw["value"], **own, extras=self.extras(fields.CHOICE, raw, path, "value"))

    def validators(self, value: Any, path: Path) -> tuple[Validator, ...]:
        """What an answer is checked against."""
        return self.items(value, path, self.validator)

    def validator(self, value: Any, path: Path) -> Validator | None:
        """One check."""
        raw = self.mapping(value, path)
        kind = raw.get("type")
        if kind not in fields.VALIDATORS:
            self.fail("definition.validator", path, raw=str(kind), known=", ".join(fields.VALIDATORS))
            return None
        keys = (*fields.VALIDATORS[kind], *fields.VALIDATOR)
        return Validator(kind=kind, **self.filled(keys, raw, path), extras=self.extras(keys, raw, path, "type"))

    def elements(self, raw: Mapping[str, Any], path: Path, depth: int) -> tuple[Element, ...]:
        """What stands on a page or in a panel."""

        def one(value: Any, place: Path) -> Element | None:
            return self.element(value, place, depth)

        return self.items(raw.get("elements", []), (*path, "elements"), one)

    def element(self, value: Any, path: Path, depth: int) -> Element | None:
        """A question, a panel, or what is only read."""
        raw = _renewed(self.mapping(value, path))
        kind, name = raw.get("type"), raw.get("name")
        if not isinstance(kind, str) or not isinstance(name, str) or not name.strip() or set(name) & set("{}"):
            self.fail("definition.element", path)
            return None
        found: Element
        if kind == "panel":
            found = self.panel(raw, path, depth)
        elif kind == "html":
            own = self.filled(fields.HTML, raw, path)
            found = Display(kind=kind, name=name, **own, extras=self.extras(fields.HTML, raw, path, "type", "name"))
        elif kind in fields.KINDS and not fields.ELSEWHERE.intersection(raw):
            keys = fields.KINDS[kind]
            own = self.filled(keys, raw, path)
            found = Question(kind=kind, name=name, **own, extras=self.extras(keys, raw, path, "type", "name"))
        else:
            self.remark(next((name for name in raw if name in fields.ELSEWHERE), kind), path)
            found = Unsupported(kind=kind, name=name, raw=raw)
        self.places[id(found)] = path
        return found

    def panel(self, raw: Mapping[str, Any], path: Path, depth: int) -> Panel:
        """Elements that belong together."""
        if depth >= DEEPEST:
            self.fail("definition.deep", path, limit=DEEPEST)
            return Panel(raw["name"])
        inner = self.elements(raw, path, depth + 1)
        own = self.filled(fields.PANEL, raw, path)
        left = self.extras(fields.PANEL, raw, path, "type", "name", "elements")
        return Panel(name=raw["name"], elements=inner, **own, extras=left)

    def page(self, value: Any, path: Path) -> Page:
        """What is asked at once."""
        raw = _renewed(self.mapping(value, path))
        name = raw.get("name")
        if not isinstance(name, str) or not name:
            name = f"page{int(path[-1]) + 1 if path else 1}"
        inner = self.elements(raw, path, 0)
        own = self.filled(fields.PAGE, raw, path)
        found = Page(name=name, elements=inner, **own, extras=self.extras(fields.PAGE, raw, path, "name", "elements"))
        self.places[id(found)] = path
        return found

    def calculated(self, value: Any, path: Path) -> Calculated | None:
        """A value reckoned from answers."""
        raw = self.mapping(value, path)
        name = raw.get("name")
        expression = self.expression(raw.get("expression"), (*path, "expression"))
        if not isinstance(name, str) or not name.strip() or expression is None:
            self.fail("definition.calculated", path)
            return None
        left = {key: one for key, one in raw.items() if key not in {"name", "expression", "includeIntoResult"}}
        return Calculated(name, expression, bool(raw.get("includeIntoResult", False)), left)

    def whole(self, value: Any) -> Questionnaire:
        """Everything."""
        raw = _renewed(self.mapping(value, ()))
        pages: tuple[Page, ...]
        if "pages" in raw:
            pages = self.items(raw["pages"], ("pages",), self.page)
        else:
            pages = (self.page({"name": "page1", "elements": raw.get("elements", [])}, ()),)
        calculated = self.items(raw.get("calculatedValues", []), ("calculatedValues",), self.calculated)
        liant = read_liant(self, raw["x-liant"], ("x-liant",)) if "x-liant" in raw else Liant()
        own = self.filled(fields.WHOLE, raw, ())
        left = self.extras(fields.WHOLE, raw, (), "pages", "elements", "calculatedValues", "x-liant")
        return Questionnaire(
            pages=pages, calculated=calculated, liant=liant, **own, extras=left, unsupported=tuple(self.remarks)
        )


def is_number(value: Any) -> bool:
    """A finite number, and not true or false."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _renewed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An object under today's names of its keys; a rating's number of points as its last point."""
    if raw.get("type") == "rating" and "rateMax" not in raw and isinstance(raw.get("rateCount"), int):
        points = {"rateMin": 1, "rateStep": 1, **raw}
        with contextlib.suppress(TypeError):  # told where the two are read
            raw = {**raw, "rateMax": points["rateMin"] + (raw["rateCount"] - 1) * points["rateStep"]}
        raw = {name: one for name, one in raw.items() if name != "rateCount"}
    return {
        fields.OLDER.get(name, name) if fields.OLDER.get(name) not in raw else name: one for name, one in raw.items()
    }
