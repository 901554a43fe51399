"""The limits of an answer between SurveyJS's keys and the `constraint` of an XLSForm."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from liant.engines.questionnaire.expressions import ExpressionError, parse
from liant.engines.questionnaire.formats.keeping import Object
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable, XPath, quoted

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BOUND = re.compile(rf"\. ?(>=|<=) ?{_NUMBER}")
_DAY = re.compile(r"\. ?(>=|<=) ?date\('([^']*)'\)")
_LENGTH = re.compile(rf"string-length\(\.\) ?(>=|<=) ?{_NUMBER}")
_COUNT = re.compile(r"count-selected\(\.\) ?(>=|<=) ?(\d+)")
_REGEX = re.compile(r"regex\(\. ?, ?('[^']*'|\"[^\"]*\")\)")
_DAYS = ("date", "datetime-local")


def constraint_of(element: Mapping[str, Any], xpath: XPath) -> tuple[str, Any]:
    """The constraint and what is said when it isn't met; what can't be said there is left out."""
    pieces = list(_bounds(element))
    said = None
    for validator in element.get("validators", ()):
        try:
            found = list(_of_validator(validator, xpath))
        except Untranslatable:
            continue
        pieces += found
        said = said or validator.get("text")
    return " and ".join(pieces), said if pieces else None


def _bounds(element: Mapping[str, Any]) -> Iterator[str]:
    kind = element.get("inputType", "text")
    for key, sign in (("min", ">="), ("max", "<=")):
        value = element.get(key)
        if kind in {"number", "range"} and isinstance(value, int | float) and not isinstance(value, bool):
            yield f". {sign} {_plain(value)}"
        elif kind in _DAYS and isinstance(value, str) and "'" not in value:
            yield f". {sign} date('{value}')"
    for key, sign in (("minSelectedChoices", ">="), ("maxSelectedChoices", "<=")):
        if element.get(key):
            yield f"count-selected(.) {sign} {element[key]}"


def _of_validator(validator: Mapping[str, Any], xpath: XPath) -> Iterator[str]:
    kind = validator["type"]
    keys = {
        "numeric": ("minValue", "maxValue"),
        "text": ("minLength", "maxLength"),
        "answercount": ("minCount", "maxCount"),
    }
    subject = {"numeric": ".", "text": "string-length(.)", "answercount": "count-selected(.)"}
    if kind in keys:
        for key, sign in zip(keys[kind], (">=", "<="), strict=True):
            if validator.get(key) is not None:
                yield f"{subject[kind]} {sign} {_plain(validator[key])}"
    elif kind == "regex" and validator.get("regex"):
        yield f"regex(., {quoted(validator['regex'])})"
    elif kind == "email":
        yield "regex(., '[^@ ]+@[^@ ]+[.][^@ ]+')"
    elif validator.get("expression"):
        try:
            yield f"({xpath.write(parse(validator['expression']))})"
        except ExpressionError as error:
            raise Untranslatable(str(error)) from error


def _plain(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def limits_of(constraint: str, said: Any, element: Mapping[str, Any], read: Callable[[str], str]) -> Object:
    """SurveyJS's keys for a constraint; `read` makes an expression of what is left. Errors: Untranslatable."""
    found: Object = {}
    validators: list[Object] = []
    for piece in conjuncts(constraint):
        if match := _BOUND.fullmatch(piece):
            _bound(found, validators, element, match[1], _as_number(match[2]))
        elif match := _DAY.fullmatch(piece):
            found["min" if match[1] == ">=" else "max"] = match[2]
        elif match := _COUNT.fullmatch(piece):
            found["minSelectedChoices" if match[1] == ">=" else "maxSelectedChoices"] = int(match[2])
        elif match := _LENGTH.fullmatch(piece):
            validators.append({"type": "text", "minLength" if match[1] == ">=" else "maxLength": _as_number(match[2])})
        elif match := _REGEX.fullmatch(piece):
            validators.append({"type": "regex", "regex": match[1][1:-1]})
        else:
            validators.append({"type": "expression", "expression": read(piece)})
    if validators:
        if said is not None:
            validators[0]["text"] = said
        found["validators"] = validators
    return found


def _bound(found: Object, validators: list[Object], element: Mapping[str, Any], sign: str, value: float) -> None:
    if element.get("inputType") in {"number", "range"}:
        found["min" if sign == ">=" else "max"] = value
    else:
        validators.append({"type": "numeric", "minValue" if sign == ">=" else "maxValue": value})


def _as_number(text: str) -> float:
    return float(text) if "." in text else int(text)


def conjuncts(source: str) -> list[str]:
    """What stands between the outermost “and”s."""
    found, depth, start, quote, at = [], 0, 0, "", 0
    while at < len(source):
        character = source[at]
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif depth == 0 and source.startswith(" and ", at):
            found.append(source[start:at].strip())
            start, at = at + 5, at + 4
        at += 1
    return [piece for piece in [*found, source[start:].strip()] if piece]
