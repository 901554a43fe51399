"""What an expression comes to for given answers, in time linear in its length."""

import math
from collections.abc import Callable, Mapping

from liant.engines.questionnaire.expressions.comparing import (
    as_number,
    contains,
    corrected,
    equals,
    is_empty,
    is_met,
    is_true,
    less,
    spelled,
)
from liant.engines.questionnaire.expressions.functions import FUNCTIONS, rounded
from liant.engines.questionnaire.expressions.tree import Expression, Value


def evaluate(expression: Expression, answers: Mapping[str, Value]) -> Value:
    """The value of an expression; None where what it needs wasn't answered.

    As in SurveyJS a comparison with what wasn't answered is false (`<>` is true of it, `empty` asks for it), arithmetic
    takes it for 0, and functions leave it out.
    """
    stack: list[Value] = []
    for kind, what, count in expression.steps:
        if kind == "constant":
            stack.append(what)
        elif kind == "reference":
            stack.append(corrected(look_up(str(what), answers)))
        else:
            taken = stack[len(stack) - count :]
            del stack[len(stack) - count :]
            stack.append(_done(kind, str(what), taken))
    return stack[0]


def holds(expression: Expression, answers: Mapping[str, Value]) -> bool:
    """Whether a condition is met."""
    return is_met(evaluate(expression, answers))


def look_up(name: str, answers: Mapping[str, Value]) -> Value:
    """The answer under a name, or inside another (`matrix.row`, `list[0]`); None where nothing was answered."""
    if name in answers:
        return answers[name]
    if name.endswith("]") and "[" in name:
        outer, _, place = name[:-1].rpartition("[")
        found = look_up(outer, answers)
        number = int(place) if place.isdecimal() and len(place) < 6 else -1
        return found[number] if isinstance(found, list) and 0 <= number < len(found) else None
    outer, dot, inner = name.rpartition(".")
    if not dot:
        return None
    within = look_up(outer, answers)
    return look_up(inner, within) if isinstance(within, dict) else None


def _done(kind: str, what: str, taken: list[Value]) -> Value:
    if kind == "items":
        return taken
    if kind == "call":
        return FUNCTIONS[what].run(taken)
    if kind == "unary":
        return not is_true(taken[0]) if what == "negate" else is_empty(taken[0]) == (what == "empty")
    return _BINARY[what](*taken)


def _plus(left: Value, right: Value) -> Value:
    left, right = _filled(left, right), _filled(right, left)
    if isinstance(left, list) and isinstance(right, list):
        return [*left, *right]
    if isinstance(left, str) or isinstance(right, str):
        one, other = as_number(left), as_number(right)
        if one is None or other is None:
            return spelled(left) + spelled(right)
        return rounded(one + other)
    return _reckoned(left, right, lambda one, other: rounded(one + other))


def _filled(value: Value, other: Value) -> Value:
    """What an arithmetic takes for an empty value, beside the other."""
    if not is_empty(value):
        return value
    if isinstance(other, str) and not isinstance(value, str):
        return ""
    return value if isinstance(value, str) and not _is_number(other) else 0


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _arithmetic(reckon: Callable[[float, float], float | None]) -> Callable[[Value, Value], Value]:
    return lambda left, right: _reckoned(_filled(left, right), _filled(right, left), reckon)


def _reckoned(left: Value, right: Value, reckon: Callable[[float, float], float | None]) -> Value:
    one, other = _counted(left), _counted(right)
    if one is None or other is None:
        return None
    try:
        found = reckon(one, other)
    except (OverflowError, ValueError, ZeroDivisionError):
        return None
    if found is None or isinstance(found, complex) or not math.isfinite(found):
        return None
    return int(found) if found == int(found) and abs(found) < 2**53 else found


def _counted(value: Value) -> float | None:
    if isinstance(value, bool):
        return float(value)
    return 0.0 if value == "" else as_number(value)


def _any_of(left: Value, right: Value) -> bool:
    if is_empty(left):
        return is_empty(right)
    if is_empty(right):
        return True
    if not isinstance(left, list):
        return contains(right, left)
    return any(contains(left, one) for one in (right if isinstance(right, list) else [right]))


def _all_of(left: Value, right: Value) -> bool:
    if not is_true(left) and not is_empty(right):
        return False
    if not isinstance(right, list):
        return contains(left, right)
    return all(contains(left, one) for one in right)


def _contains_not(left: Value, right: Value) -> bool:
    if not is_true(left) and not is_empty(right):
        return True
    return contains(left, right, is_wanted=False)


_BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "or": lambda left, right: left if is_true(left) else right,
    "and": lambda left, right: right if is_true(left) else left,
    "equal": equals,
    "notequal": lambda left, right: not equals(left, right),
    "less": less,
    "greater": lambda left, right: less(right, left),
    "lessorequal": lambda left, right: equals(left, right) or less(left, right),
    "greaterorequal": lambda left, right: equals(left, right) or less(right, left),
    "plus": _plus,
    "minus": _arithmetic(lambda one, other: rounded(one - other)),
    "mul": _arithmetic(lambda one, other: rounded(one * other)),
    "div": _arithmetic(lambda one, other: one / other if other else None),
    "mod": _arithmetic(lambda one, other: math.fmod(one, other) if other else None),
    "power": _arithmetic(lambda one, other: float(one) ** float(other)),
    "contains": contains,
    "notcontains": _contains_not,
    "anyof": _any_of,
    "allof": _all_of,
    "noneof": lambda left, right: not _any_of(left, right),
}
