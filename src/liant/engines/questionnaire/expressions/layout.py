"""Writes a tree as an expression that reads back to the same tree."""

from liant.engines.questionnaire.expressions.parser import OPERATORS
from liant.engines.questionnaire.expressions.tree import (
    Binary,
    Call,
    Constant,
    Expression,
    Items,
    Node,
    Reference,
    Unary,
)

_SIGNS = {
    "equal": "=", "notequal": "<>", "less": "<", "greater": ">", "lessorequal": "<=", "greaterorequal": ">=",
    "plus": "+", "minus": "-", "mul": "*", "div": "/", "mod": "%", "power": "^",
}  # fmt: skip
_OPERAND = 100


def format_expression(expression: Expression | Node) -> str:
    """The expression, with the brackets it needs and no others."""
    return _written(expression.root if isinstance(expression, Expression) else expression, 0)


def _written(node: Node, level: int) -> str:
    match node:
        case Constant():
            return _constant(node.value)
        case Reference():
            return "{" + node.name + "}"
        case Items():
            return "[" + ", ".join(_written(part, 0) for part in node.parts) + "]"
        case Call():
            return f"{node.name}({', '.join(_written(part, 0) for part in node.parts)})"
        case Unary():
            return _unary(node, level)
    return _binary(node, level)


def _unary(node: Unary, level: int) -> str:
    inner = _written(node.part, _OPERAND)
    if node.operator == "negate":
        return "!" + inner
    if inner.startswith(("!", "-")):  # a sign before holds more loosely than what comes after
        inner = f"({inner})"
    return f"{inner} {node.operator}" if level < _OPERAND else f"({inner} {node.operator})"


def _binary(node: Binary, level: int) -> str:
    own = OPERATORS[node.operator]
    sign = _SIGNS.get(node.operator, node.operator)
    found = f"{_written(node.left, own)} {sign} {_written(node.right, own + 1)}"
    return f"({found})" if own < level else found


def _constant(value: bool | int | float | str | None) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "\\'").replace('"', '\\"') + "'"
    if value is None or isinstance(value, bool):
        return {None: "undefined", True: "true", False: "false"}[value]
    return format(value, "f").rstrip("0") if isinstance(value, float) and "e" in repr(value) else repr(value)
