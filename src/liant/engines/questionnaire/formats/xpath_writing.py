"""Conditions as XLSForm writes them (XPath with `${name}`), as far as both mean the same."""

from collections.abc import Mapping

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


class Untranslatable(ValueError):
    """Something that the other language can't say."""


_SIGNS = {
    "or": "or", "and": "and", "equal": "=", "notequal": "!=", "less": "<", "greater": ">", "lessorequal": "<=",
    "greaterorequal": ">=", "plus": "+", "minus": "-", "mul": "*", "div": "div", "mod": "mod",
}  # fmt: skip


class XPath:
    """Writes trees. `names` leads from our references to the form's names; `several` holds those that may be ticked
    more than once; `own` is the name that a constraint is about, written as a point."""

    def __init__(self, names: Mapping[str, str], several: frozenset[str], own: str | None = None) -> None:
        self.names, self.several, self.own = names, several, own

    def write(self, expression: Expression) -> str:
        """The whole. Errors: Untranslatable."""
        return self._node(expression.root)

    def _node(self, node: Node) -> str:
        match node:
            case Constant():
                return self._constant(node.value)
            case Reference():
                return self._reference(node.name)
            case Unary():
                return self._unary(node)
            case Call():
                return self._call(node)
            case Binary():
                return self._binary(node)
        raise Untranslatable("a list")

    def _constant(self, value: bool | int | float | str | None) -> str:
        if isinstance(value, bool):
            return f"{str(value).lower()}()"
        if value is None:
            return "''"
        return quoted(value) if isinstance(value, str) else _number(value)

    def _reference(self, name: str) -> str:
        if name == self.own:
            return "."
        if name not in self.names:
            raise Untranslatable(name)
        return "${" + self.names[name] + "}"

    def _unary(self, node: Unary) -> str:
        if node.operator == "negate":
            return f"not({self._node(node.part)})"
        if not isinstance(node.part, Reference):
            raise Untranslatable(node.operator)
        return f"{self._reference(node.part.name)} {'=' if node.operator == 'empty' else '!='} ''"

    def _call(self, node: Call) -> str:
        if node.name == "iif" and len(node.parts) == 3:
            return f"if({', '.join(self._node(part) for part in node.parts)})"
        if node.name == "round" and len(node.parts) == 2:
            return f"round({', '.join(self._node(part) for part in node.parts)})"
        if node.name == "count" and len(node.parts) == 1 and self._is_several(node.parts[0]):
            return f"count-selected({self._node(node.parts[0])})"
        raise Untranslatable(node.name)

    def _binary(self, node: Binary) -> str:
        if node.operator in {"contains", "notcontains", "anyof", "allof", "noneof"}:
            return self._chosen(node)
        if node.operator == "power":
            return f"pow({self._node(node.left)}, {self._node(node.right)})"
        left, right = self._beside(node.left, node.right), self._beside(node.right, node.left)
        return (
            f"({left} {_SIGNS[node.operator]} {right})"
            if node.operator not in {"and", "or"}
            else f"({left}) {node.operator} ({right})"
        )

    def _beside(self, node: Node, other: Node) -> str:
        """True and false beside an answer are the names of the two choices."""
        if isinstance(node, Constant) and isinstance(node.value, bool) and isinstance(other, Reference):
            return quoted(str(node.value).lower())
        return self._node(node)

    def _chosen(self, node: Binary) -> str:
        if not isinstance(node.left, Reference):
            raise Untranslatable(node.operator)
        right = node.right.parts if isinstance(node.right, Items) else (node.right,)
        if not right or not all(isinstance(part, Constant) and isinstance(part.value, str | int) for part in right):
            raise Untranslatable(node.operator)
        if node.operator in {"contains", "notcontains"} and not self._is_several(node.left):
            raise Untranslatable("contains, in words")
        left = self._reference(node.left.name)
        each = [f"selected({left}, {quoted(_spelled(part))})" for part in right]
        joined = f" {'or' if node.operator in {'anyof', 'noneof'} else 'and'} ".join(each)
        if node.operator in {"notcontains", "noneof"}:
            return f"not({joined})"
        return f"({joined})" if len(each) > 1 else joined

    def _is_several(self, node: Node) -> bool:
        return isinstance(node, Reference) and node.name in self.several


def quoted(value: str) -> str:
    """A string of XPath, which has no escapes. Errors: Untranslatable for both kinds of quotation marks in one."""
    if "'" not in value:
        return f"'{value}'"
    if '"' in value or "${" in value:
        raise Untranslatable("both quotation marks")
    return f'"{value}"'


def _spelled(node: Node) -> str:
    value = node.value if isinstance(node, Constant) else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: float) -> str:
    return format(value, "f").rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
