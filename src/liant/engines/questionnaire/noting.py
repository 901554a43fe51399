"""Reads `x-liant`: dimensions, levels, verdicts, and what a question counts for."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from liant.engines.questionnaire.nodes import Dimension, Level, Liant, Notes, Scoring, Verdict
from liant.engines.questionnaire.places import Path

if TYPE_CHECKING:
    from liant.engines.questionnaire.reading import Reader

RECURRENCES = ("once", "monthly", "quarterly", "half-yearly", "yearly")
RULES = ("min", "mean")
NOTES = ("dimension", "weight", "reversed", "scores", "not_applicable", "bank", "evidence")
LIANT = ("id", "version", "recurrence", "min_group", "scoring")
SCORING = ("dimensions", "rule", "answered", "not_applicable", "levels", "verdicts")
DIMENSION = ("id", "title", "about", "weight", "first", "levels")
LEVEL = ("id", "from", "title", "advice")
VERDICT = (*LEVEL, "needs")


def read_notes(reader: "Reader", value: Any, path: Path) -> Notes:
    """What scoring, trends and reports know of a question or of a row."""
    raw = reader.mapping(value, path)
    return Notes(
        dimension=_name(reader, raw, "dimension", path),
        weight=_number(reader, raw, "weight", path, 1, least=0, most=1000),
        reversed=_flag(reader, raw, "reversed", path),
        scores=_scores(reader, raw, "scores", path),
        not_applicable=_values(reader, raw, "not_applicable", path),
        bank=_name(reader, raw, "bank", path),
        evidence=_flag(reader, raw, "evidence", path),
        extras=_rest(reader, raw, NOTES, path),
    )


def read_liant(reader: "Reader", value: Any, path: Path) -> Liant:
    """What Liant knows of the whole."""
    raw = reader.mapping(value, path)
    recurrence = raw.get("recurrence", "once")
    if recurrence not in RECURRENCES:
        reader.fail("definition.one_of", (*path, "recurrence"), raw=str(recurrence), known=", ".join(RECURRENCES))
    scoring = read_scoring(reader, raw["scoring"], (*path, "scoring")) if "scoring" in raw else None
    return Liant(
        id=_name(reader, raw, "id", path),
        version=int(_number(reader, raw, "version", path, 1, least=1, most=1e9)),
        recurrence=str(recurrence),
        min_group=int(_number(reader, raw, "min_group", path, 5, least=5, most=1e6)),
        scoring=scoring,
        extras=_rest(reader, raw, LIANT, path),
    )


def read_scoring(reader: "Reader", value: Any, path: Path) -> Scoring:
    """How answers become scores."""
    raw = reader.mapping(value, path)
    rule = raw.get("rule", "min")
    if rule not in RULES:
        reader.fail("definition.one_of", (*path, "rule"), raw=str(rule), known=", ".join(RULES))
    return Scoring(
        dimensions=reader.items(
            raw.get("dimensions", []), (*path, "dimensions"), lambda v, p: _dimension(reader, v, p)
        ),
        rule=str(rule),
        answered=_number(reader, raw, "answered", path, 0.6, least=0, most=1),
        not_applicable=_values(reader, raw, "not_applicable", path),
        levels=reader.items(raw.get("levels", []), (*path, "levels"), lambda v, p: _level(reader, v, p)),
        verdicts=reader.items(raw.get("verdicts", []), (*path, "verdicts"), lambda v, p: _verdict(reader, v, p)),
        extras=_rest(reader, raw, SCORING, path),
    )


def _dimension(reader: "Reader", value: Any, path: Path) -> Dimension | None:
    raw = reader.mapping(value, path)
    name, title = _name(reader, raw, "id", path), _text(reader, raw, "title", path)
    if name is None or title is None:
        reader.fail("definition.dimension", path)
        return None
    return Dimension(
        id=name,
        title=title,
        about=_text(reader, raw, "about", path),
        weight=_number(reader, raw, "weight", path, 1, least=0, most=1000),
        first=_text(reader, raw, "first", path),
        levels=reader.items(raw.get("levels", []), (*path, "levels"), lambda v, p: _level(reader, v, p)),
        extras=_rest(reader, raw, DIMENSION, path),
    )


def _level(reader: "Reader", value: Any, path: Path) -> Level | None:
    raw = reader.mapping(value, path)
    name = _name(reader, raw, "id", path)
    if name is None:
        reader.fail("definition.level", path)
        return None
    least = _number(reader, raw, "from", path, 0, least=0, most=100) if "from" in raw else None
    title, advice = _text(reader, raw, "title", path), _text(reader, raw, "advice", path)
    return Level(name, least, title, advice, _rest(reader, raw, LEVEL, path))


def _verdict(reader: "Reader", value: Any, path: Path) -> Verdict | None:
    raw = reader.mapping(value, path)
    name, title = _name(reader, raw, "id", path), _text(reader, raw, "title", path)
    if name is None or title is None:
        reader.fail("definition.verdict", path)
        return None
    return Verdict(
        id=name,
        least=_number(reader, raw, "from", path, 0, least=0, most=100),
        title=title,
        advice=_text(reader, raw, "advice", path),
        needs=_scores(reader, raw, "needs", path),
        extras=_rest(reader, raw, VERDICT, path),
    )


def _text(reader: "Reader", raw: Mapping[str, Any], key: str, path: Path) -> Any:
    return reader.text(raw[key], (*path, key)) if key in raw else None


def _name(reader: "Reader", raw: Mapping[str, Any], key: str, path: Path) -> str | None:
    found = raw.get(key)
    if found is None:
        return None
    is_name = isinstance(found, str) and bool(found.strip())
    return reader.checked(found, (*path, key), is_name, "definition.string")


def _flag(reader: "Reader", raw: Mapping[str, Any], key: str, path: Path) -> bool:
    return bool(reader.flag(raw[key], (*path, key))) if key in raw else False


def _number(
    reader: "Reader", raw: Mapping[str, Any], key: str, path: Path, usual: float, *, least: float, most: float
) -> float:
    if key not in raw:
        return usual
    found = reader.number(raw[key], (*path, key))
    if found is None:
        return usual
    if not (math.isfinite(found) and least <= found <= most):
        reader.fail("definition.bounds", (*path, key), least=least, most=most)
        return usual
    return found


def _scores(reader: "Reader", raw: Mapping[str, Any], key: str, path: Path) -> tuple[tuple[str, float], ...]:
    """A mapping to 0…100."""
    found = reader.mapping(raw.get(key, {}), (*path, key))
    return tuple((name, _number(reader, found, name, (*path, key), 0, least=0, most=100)) for name in found)


def _values(reader: "Reader", raw: Mapping[str, Any], key: str, path: Path) -> tuple[Any, ...]:
    return reader.items(raw.get(key, []), (*path, key), lambda v, p: reader.checked(
        v, p, isinstance(v, str | int | float), "definition.choice"))  # fmt: skip


def _rest(reader: "Reader", raw: Mapping[str, Any], known: tuple[str, ...], path: Path) -> dict[str, Any]:
    """Keys of `x-liant` are ours: one that we don't know is a slip, unless it opens with x-."""
    for name in raw:
        if name not in known and not name.startswith("x-"):
            reader.fail("definition.unknown_key", (*path, name), raw=name, known=", ".join(known))
    return {name: one for name, one in raw.items() if name not in known}
