"""How values compare and add up: as SurveyJS does, which is nearly as JavaScript does. Nothing here fails: what makes no
sense is nothing (None), and nothing is neither larger nor smaller than anything."""

import math
import re

from liant.engines.questionnaire.expressions.tree import Value

_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")


def is_empty(value: Value) -> bool:
    """Nothing, an empty string, an empty list, or a mapping of such; 0 and False are answers."""
    if isinstance(value, dict):
        return all(is_empty(inner) for inner in value.values())
    return value is None or value in ("", []) or (isinstance(value, float) and math.isnan(value))


def is_true(value: Value) -> bool:
    """What counts as true inside an expression."""
    if isinstance(value, list | dict):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def is_met(value: Value) -> bool:
    """Whether a condition that came to this is met: true or 1, not merely something."""
    return value is True or (isinstance(value, int | float) and value == 1)


def as_number(value: Value) -> int | float | None:
    """The number that a value is or spells, with a point or a comma; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    found = value.strip()
    if not _NUMBER.fullmatch(found) or (len(found) > 15 and found.isdigit()):
        return None
    number = float(found.replace(",", "."))
    return simple(number) if math.isfinite(number) else None


def corrected(value: Value) -> Value:
    """An answer as an expression sees it: a string that spells a number or true is one; "007" stays a string."""
    if not isinstance(value, str) or not value:
        return value
    if value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if value[0] == "0" and len(value) > 1 and value[1] not in ".,":
        return value
    number = as_number(value)
    return value if number is None else number


def equals(left: Value, right: Value) -> bool:
    """Strings without case nor outer spaces, numbers by value, lists whatever their order."""
    if is_empty(left) or is_empty(right):
        return is_empty(left) and is_empty(right)
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return _equal_within(left, right)
    if isinstance(left, str) and isinstance(right, str):
        return left.strip().lower() == right.strip().lower()
    if isinstance(left, str) or isinstance(right, str):
        if isinstance(left, bool) or isinstance(right, bool):
            return spelled(left).lower() == spelled(right).lower()
        one, other = as_number(left), as_number(right)
        return one is not None and one == other
    return left == right


def _equal_within(left: Value, right: Value) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(sorted(left, key=spelled), sorted(right, key=spelled), strict=False)
        return len(left) == len(right) and all(equals(one, other) for one, other in pairs)
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(equals(left[key], right[key]) for key in left)
    return False


def less(left: Value, right: Value) -> bool:
    """Strings by their letters, numbers by value; anything else doesn't compare."""
    if isinstance(left, str) and isinstance(right, str):
        return left.encode("utf-16-be", "surrogatepass") < right.encode("utf-16-be", "surrogatepass")
    one, other = _measure(left), _measure(right)
    return one is not None and other is not None and one < other


def contains(left: Value, right: Value, *, is_wanted: bool = True) -> bool:
    """Whether a list holds a value or all values of another, or a string a part; `is_wanted` False asks the contrary."""
    if left == []:
        return not is_wanted
    if is_empty(left) or isinstance(left, dict):
        return False
    if not isinstance(left, list):
        if not is_true(right):
            return False
        return (spelled(right).lower() in spelled(left).lower()) == is_wanted
    wanted = right if isinstance(right, list) else [right]
    return all(any(equals(one, other) for one in left) for other in wanted) == is_wanted


def spelled(value: Value) -> str:
    """A value as JavaScript writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join("" if inner is None else spelled(inner) for inner in value)
    return "" if value is None else str(simple(value)) if isinstance(value, float) else str(value)


def simple(number: float) -> int | float:
    """A whole number as such."""
    return int(number) if math.isfinite(number) and number == int(number) and abs(number) < 2**53 else number


def _measure(value: Value) -> float | None:
    if isinstance(value, bool):
        return float(value)
    return as_number(value)
