"""Reads the conditions of an XLSForm into our trees, as far as both mean the same."""

import re
from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from liant.engines.questionnaire.expressions.tree import Binary, Call, Constant, Node, Reference, Unary
from liant.engines.questionnaire.formats.xpath_writing import Untranslatable

_SIGN = re.compile(
    r"""\s*(?:(?P<reference>\$\{\s*([^}\s]+)\s*\})|(?P<number>\d+(?:\.\d+)?)|(?P<text>'[^']*'|"[^"]*")"""
    r"""|(?P<word>[A-Za-z][\w-]*(?:\s*\()?)|(?P<sign><=|>=|!=|[=<>+*(),.|-]))"""
)
_LEVELS: tuple[dict[str, str], ...] = (
    {"or": "or"},
    {"and": "and"},
    {"=": "equal", "!=": "notequal", "<": "less", "<=": "lessorequal", ">": "greater", ">=": "greaterorequal"},
    {"+": "plus", "-": "minus"},
    {"*": "mul", "div": "div", "mod": "mod"},
)
_DEEPEST = 30
_LONGEST = 20_000


class _Sign(NamedTuple):
    kind: str
    text: str


def read_xpath(source: str, names: Mapping[str, str], several: Set[str] = frozenset(), own: str | None = None) -> Node:
    """The tree of a condition. `names` leads from the form's names to our references, of which `several` may be ticked
    more than once; a point is `own`.

    Errors: Untranslatable for what isn't XPath, and for what we have no word for.
    """
    return _Reader(source, names, several, own).whole()


class _Reader:
    def __init__(self, source: str, names: Mapping[str, str], several: Set[str], own: str | None) -> None:
        self.names, self.several, self.own = names, several, own
        self.index = self.depth = 0
        self.signs = _cut(source)

    @property
    def sign(self) -> _Sign:
        return self.signs[self.index]

    def take(self) -> _Sign:
        sign = self.sign
        self.index += sign.kind != "end"
        return sign

    def whole(self) -> Node:
        root = self.level(0)
        if self.sign.kind != "end":
            raise Untranslatable(self.sign.text)
        return root

    def level(self, number: int) -> Node:
        if number == len(_LEVELS):
            return self.operand()
        left = self.level(number + 1)
        while self.sign.kind in {"sign", "word"} and (name := _LEVELS[number].get(self.sign.text)):
            self.take()
            left = _joined(name, left, self.level(number + 1))
        return left

    def operand(self) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Untranslatable("too many brackets")
        found = self._operand()
        self.depth -= 1
        return found

    def _operand(self) -> Node:
        sign = self.take()
        match sign.kind:
            case "number":
                return Constant(float(sign.text) if "." in sign.text else int(sign.text))
            case "text":
                return Constant(sign.text[1:-1])
            case "reference" if sign.text in self.names:
                return Reference(self.names[sign.text])
            case "call":
                return self.call(sign.text)
        return self._signed(sign)

    def _signed(self, sign: _Sign) -> Node:
        if sign.text == "." and self.own is not None:
            return Reference(self.own)
        if sign.text == "(":
            inner = self.level(0)
            self.expect(")")
            return inner
        if sign.text == "-":
            inner = self.operand()
            if isinstance(inner, Constant) and isinstance(inner.value, int | float):
                return Constant(-inner.value)
        raise Untranslatable(sign.text or "an end too early")

    def call(self, name: str) -> Node:
        parts: list[Node] = []
        while self.sign.text != ")":
            parts.append(self.level(0))
            if self.sign.text != ")":
                self.expect(",")
        self.expect(")")
        if name == "selected" and len(parts) == 2:
            return self.selected(parts[0], parts[1])
        made = _CALLS.get((name, len(parts)))
        if made is None:
            raise Untranslatable(f"{name}()")
        return made(parts)

    def selected(self, left: Node, right: Node) -> Node:
        """Ticked among several; where one only can be chosen, that one."""
        if not isinstance(left, Reference) or not isinstance(right, Constant):
            raise Untranslatable("selected()")
        return Binary("contains" if left.name in self.several else "equal", left, right)

    def expect(self, text: str) -> None:
        if self.take().text != text:
            raise Untranslatable(f"no {text}")


def _cut(source: str) -> list[_Sign]:
    found: list[_Sign] = []
    offset, end = 0, len(source.rstrip())
    if end > _LONGEST:
        raise Untranslatable("too long")
    while offset < end:
        match = _SIGN.match(source, offset)
        if match is None:
            raise Untranslatable(source[offset : offset + 10])
        kind, text = str(match.lastgroup), match[0].strip()
        if match["reference"]:
            kind, text = "reference", match[2]
        elif kind == "word" and text.endswith("(") and text[:-1].strip() not in {"and", "or", "div", "mod"}:
            kind, text = "call", text[:-1].strip()
        elif kind == "word" and text.endswith("("):
            found.append(_Sign("word", text[:-1].strip()))
            kind, text = "sign", "("
        found.append(_Sign(kind, text))
        offset = match.end()
    return [*found, _Sign("end", "")]


def _joined(name: str, left: Node, right: Node) -> Node:
    """A comparison with '' asks whether something was answered; with 'true' and 'false', a boolean."""
    if (
        isinstance(right, Constant)
        and right.value == ""
        and isinstance(left, Reference)
        and name in {"equal", "notequal"}
    ):
        return Unary("empty" if name == "equal" else "notempty", left)
    if isinstance(right, Constant) and right.value in {"true", "false"} and isinstance(left, Reference):
        return Binary(name, left, Constant(right.value == "true"))
    return Binary(name, left, right)


def _counted(parts: list[Node]) -> Node:
    return Call("count", (parts[0],))


_CALLS: dict[tuple[str, int], Callable[[list[Node]], Node]] = {
    ("not", 1): lambda parts: Unary("negate", parts[0]),
    ("if", 3): lambda parts: Call("iif", tuple(parts)),
    ("round", 2): lambda parts: Call("round", tuple(parts)),
    ("pow", 2): lambda parts: Binary("power", parts[0], parts[1]),
    ("count-selected", 1): _counted,
    ("true", 0): lambda _: Constant(True),
    ("false", 0): lambda _: Constant(False),
    ("number", 1): lambda parts: parts[0],
    ("string", 1): lambda parts: parts[0],
    ("date", 1): lambda parts: parts[0],
}
