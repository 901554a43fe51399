"""Reads an expression into its tree, with SurveyJS's own precedence: or, and, comparison, + -, * / %, ^, contains, empty."""

from collections.abc import Callable
from typing import TypeVar

from liant.engines.questionnaire.expressions.errors import ExpressionError
from liant.engines.questionnaire.expressions.functions import FUNCTIONS
from liant.engines.questionnaire.expressions.lexer import Sign, cut
from liant.engines.questionnaire.expressions.tree import (
    Binary,
    Call,
    Constant,
    Expression,
    Items,
    Node,
    Place,
    Reference,
    Unary,
    program,
)

DEEPEST = 30
_Read = TypeVar("_Read")

# From the loosest to the tightest: how it may be written → SurveyJS's name.
LEVELS: tuple[dict[str, str], ...] = (
    {"or": "or", "||": "or"},
    {"and": "and", "&&": "and"},
    {"<=": "lessorequal", "=<": "lessorequal", "lessorequal": "lessorequal",
     ">=": "greaterorequal", "=>": "greaterorequal", "greaterorequal": "greaterorequal",
     "=": "equal", "==": "equal", "equal": "equal", "equals": "equal",
     "!=": "notequal", "<>": "notequal", "notequal": "notequal", "notequals": "notequal",
     "<": "less", "less": "less", ">": "greater", "greater": "greater"},
    {"+": "plus", "-": "minus"},
    {"*": "mul", "/": "div", "%": "mod"},
    {"^": "power", "power": "power"},
    {"*=": "contains", "contains": "contains", "contain": "contains",
     "notcontains": "notcontains", "notcontain": "notcontains",
     "anyof": "anyof", "allof": "allof", "noneof": "noneof"},
)  # fmt: skip
OPERATORS = {name: level for level, names in enumerate(LEVELS) for name in names.values()}
_POSTFIX = {"empty", "notempty"}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}


def parse(source: str) -> Expression:
    """Read an expression. Raises ExpressionError with the first fault, its place and what to do."""
    root = _Parser(source).whole()
    return Expression(tuple(program(root)), root, source)


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = cut(source)
        self.index = self.depth = 0

    @property
    def sign(self) -> Sign:
        return self.signs[self.index]

    def take(self) -> Sign:
        sign = self.sign
        if sign.kind != "end":
            self.index += 1
        return sign

    def fail(self, code: str, place: Place, **params: str | int) -> ExpressionError:
        return ExpressionError(code, place, self.source, **params)

    def whole(self) -> Node:
        if self.sign.kind == "end":
            raise self.fail("empty", Place(0, len(self.source)))
        root = self.level(0)
        if self.sign.kind != "end":
            raise self.fail("after", self.sign.place, raw=self.sign.text)
        return root

    def level(self, number: int) -> Node:
        if number == len(LEVELS):
            return self.operand()
        left = self.level(number + 1)
        while self.sign.kind in {"sign", "word"} and (name := LEVELS[number].get(self.sign.text.lower())):
            self.take()
            right = self.level(number + 1)
            left = Binary(name, left, right, _span(left.place, right.place))
        return left

    def operand(self) -> Node:
        sign = self.sign
        if sign.text in {"!", "-"} and sign.kind == "sign":
            self.take()
            with_sign = self.nested(sign, self.operand)
            place = _span(sign.place, with_sign.place)
            if sign.text == "!":
                return Unary("negate", with_sign, place)
            if isinstance(with_sign, Constant) and isinstance(with_sign.value, int | float):
                return Constant(-with_sign.value, place)
            raise self.fail("minus", sign.place)
        if sign.kind == "word" and sign.text.lower() == "negate":
            self.take()
            part = self.nested(sign, self.operand)
            return Unary("negate", part, _span(sign.place, part.place))
        part = self.atom()
        while self.sign.kind == "word" and self.sign.text.lower() in _POSTFIX:
            after = self.take()
            part = Unary(after.text.lower(), part, _span(part.place, after.place))
        return part

    def atom(self) -> Node:
        sign = self.take()
        match sign.kind:
            case "reference":
                return Reference(sign.text, sign.place)
            case "number":
                return Constant(float(sign.text) if "." in sign.text else int(sign.text), sign.place)
            case "quoted":
                return Constant(sign.text, sign.place)
            case "word":
                return self.word(sign)
        if sign.text == "(":
            inner = self.nested(sign, lambda: self.level(0))
            self.close(sign, ")")
            return inner
        if sign.text == "[":
            return Items(self.parts(sign, "]"), sign.place)
        if sign.kind == "end":
            raise self.fail("unfinished", sign.place)
        raise self.fail("operand", sign.place, raw=sign.text)

    def word(self, sign: Sign) -> Node:
        if self.sign.text == "(" and self.sign.kind == "sign":
            if sign.text not in FUNCTIONS:
                raise self.fail("function", sign.place, raw=sign.text, known=", ".join(sorted(FUNCTIONS)))
            function, opening = FUNCTIONS[sign.text], self.take()
            parts = self.parts(opening, ")")
            if not function.least <= len(parts) <= function.most:
                raise self.fail("arguments", sign.place, raw=sign.text, count=len(parts), wanted=function.wanted())
            return Call(sign.text, parts, sign.place)
        if sign.text.lower() in OPERATORS or sign.text.lower() in _POSTFIX:
            raise self.fail("operand", sign.place, raw=sign.text)
        if sign.text.lower() in _WORDS:
            return Constant(_WORDS[sign.text.lower()], sign.place)
        return Constant(sign.text, sign.place)  # a word alone is a string, as SurveyJS reads it

    def parts(self, opening: Sign, closer: str) -> tuple[Node, ...]:
        found: list[Node] = []
        if self.sign.text == closer and self.sign.kind == "sign":
            self.take()
            return ()
        while True:
            found.append(self.nested(opening, lambda: self.level(0)))
            if self.sign.text != ",":
                self.close(opening, closer)
                return tuple(found)
            self.take()

    def nested(self, sign: Sign, read: Callable[[], _Read]) -> _Read:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fail("too_deep", sign.place, limit=DEEPEST)
        found = read()
        self.depth -= 1
        return found

    def close(self, opening: Sign, closer: str) -> None:
        if self.sign.kind == "end":
            raise self.fail("unclosed", opening.place, raw=opening.text, closer=closer)
        if self.sign.text != closer or self.sign.kind != "sign":
            raise self.fail("after", self.sign.place, raw=self.sign.text)
        self.take()


def _span(first: Place, last: Place) -> Place:
    return Place(first.offset, sum(last) - first.offset)
