"""The definition as a JSON Schema (draft 2020-12), made of the table that reads it: what an editor may check while one types.

It says what stands where; `read` says the rest (names that exist, conditions that can be read, scores that add up).
"""

from typing import Any

from liant.engines.questionnaire import fields
from liant.engines.questionnaire.noting import RECURRENCES, RULES

_TEXT = {
    "anyOf": [{"type": "string"}, {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}]
}
_VALUE = {"type": ["string", "number", "boolean"]}
_NAME = {"type": "string", "pattern": r"\S"}
_PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
_WEIGHT = {"type": "number", "minimum": 0, "maximum": 1000}
_VALUES = {"type": "array", "items": _VALUE}

_HOW: dict[str, Any] = {
    "text": {"$ref": "#/$defs/text"},
    "expression": {"type": "string", "maxLength": 20_000},
    "flag": {"type": "boolean"},
    "count": {"type": "integer"},
    "number": {"type": "number"},
    "words": {"type": "string"},
    "any": {},
    "choices": {"type": "array", "items": {"$ref": "#/$defs/choice"}},
    "validators": {"type": "array", "items": {"$ref": "#/$defs/validator"}},
    "notes": {"$ref": "#/$defs/notes"},
}


def schema() -> dict[str, Any]:
    """The schema. Other keys of SurveyJS are let pass, as `read` does; those of `x-liant` are all named."""
    pages = {"type": "array", "items": {"$ref": "#/$defs/page"}}
    whole = {
        **_properties(fields.WHOLE),
        "pages": pages,
        "elements": _elements(),
        "calculatedValues": {"type": "array", "items": {"$ref": "#/$defs/calculated"}},
        "x-liant": {"$ref": "#/$defs/liant"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A questionnaire of Liant",
        "type": "object",
        "properties": whole,
        "anyOf": [{"required": ["pages"]}, {"required": ["elements"]}, {"required": ["questions"]}],
        "$defs": {**_parts(), **_notes()},
    }


def _parts() -> dict[str, Any]:
    kinds = {**fields.KINDS, "html": fields.HTML, "panel": fields.PANEL}
    inner: dict[str, dict[str, Any]] = {"panel": {"elements": _elements()}}
    return {
        "text": _TEXT,
        "page": {"type": "object", "properties": {**_properties(fields.PAGE), "elements": _elements()}},
        "element": {
            "type": "object",
            "required": ["type", "name"],
            "properties": {"type": {"type": "string"}, "name": {"type": "string", "pattern": r"^[^{}]*\S[^{}]*$"}},
            "allOf": [_when(kind, {**_properties(keys), **inner.get(kind, {})}) for kind, keys in kinds.items()],
        },
        "choice": {
            "anyOf": [_VALUE, {"type": "object", "required": ["value"], "properties": {"value": _VALUE, **_properties(fields.CHOICE)}}]
        },
        "validator": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": list(fields.VALIDATORS)}, **_properties(fields.VALIDATOR)},
            "allOf": [_when(kind, _properties(keys)) for kind, keys in fields.VALIDATORS.items()],
        },
        "calculated": {
            "type": "object",
            "required": ["name", "expression"],
            "properties": {"name": _NAME, "expression": {"type": "string", "pattern": r"\S"}},
        },
    }  # fmt: skip


def _notes() -> dict[str, Any]:
    text = {"$ref": "#/$defs/text"}
    scores = {"type": "object", "additionalProperties": _PERCENT}
    level = {"id": _NAME, "from": _PERCENT, "title": text, "advice": text}
    levels = {"type": "array", "items": _closed(level, "id")}
    dimension = {"id": _NAME, "title": text, "about": text, "weight": _WEIGHT, "first": text, "levels": levels}
    scoring = {
        "dimensions": {"type": "array", "minItems": 1, "items": _closed(dimension, "id", "title")},
        "rule": {"enum": list(RULES)},
        "answered": {"type": "number", "minimum": 0, "maximum": 1},
        "not_applicable": _VALUES,
        "levels": levels,
        "verdicts": {"type": "array", "items": _closed({**level, "needs": scores}, "id", "title")},
    }
    return {
        "notes": _closed({
            "dimension": _NAME, "weight": _WEIGHT, "reversed": {"type": "boolean"}, "scores": scores,
            "not_applicable": _VALUES, "bank": _NAME, "evidence": {"type": "boolean"},
        }),
        "liant": _closed({
            "id": _NAME, "version": {"type": "integer", "minimum": 1}, "recurrence": {"enum": list(RECURRENCES)},
            "min_group": {"type": "integer", "minimum": 5}, "scoring": _closed(scoring, "dimensions"),
        }),
    }  # fmt: skip


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """An object of `x-liant`: its own keys, and those of whoever writes x- before theirs."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "patternProperties": {"^x-": {}},
        "additionalProperties": False,
    }


def _properties(keys: tuple[fields.Key, ...]) -> dict[str, Any]:
    found = {key.json: {"anyOf": [_HOW[key.how], {"type": "null"}]} for key in keys}
    if "inputType" in found:
        found["inputType"] = {"enum": [*fields.INPUT_TYPES, None]}
    return found


def _elements() -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": "#/$defs/element"}}


def _when(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    """What else holds of one kind; an element that takes its choices from elsewhere is let pass."""
    is_it: dict[str, Any] = {"properties": {"type": {"const": kind}}, "required": ["type"]}
    if kind in fields.KINDS:
        is_it["not"] = {"anyOf": [{"required": [name]} for name in sorted(fields.ELSEWHERE)]}
    return {"if": is_it, "then": {"properties": properties}}
