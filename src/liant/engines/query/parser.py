"""Reads a query into its tree, and refuses what would be ambiguous, useless or too heavy.

The rules are those of the field's reference language: AND and OR never mix without brackets, NEAR stands alone between
two words or groups, AND stays out of NEAR, and a query must name something that has to be there.
"""

from dataclasses import replace

from liant.engines.query.errors import QueryError
from liant.engines.query.lexer import Sign, cut
from liant.engines.query.nodes import All, Either, Expression, Filter, Near, Node, Not, Place, Range, Term
from liant.engines.query.selection import check_selective
from liant.engines.query.terms import build_site, build_term

DEEPEST = 50
_MEANT = {
    "and": "AND",
    "et": "AND",
    "&": "AND",
    "&&": "AND",
    "+": "AND",
    "or": "OR",
    "ou": "OR",
    "|": "OR",
    "||": "OR",
    "not": "NOT",
    "sauf": "NOT",
    "!": "NOT",
    "near": "NEAR/5",
    "proche": "NEAR/5",
}
_EXAMPLES = {"followers": "followers:[500 TO 10000]", "lang": "lang:fr", "site": "site:lemonde.fr"}
_OPENERS = {"author": "@", "tag": "#"}
_BEGINS = {"word", "quoted", "case", "open", "field", "NOT"}


def parse(expr: str) -> Expression:
    """Read and check an expression. Raises QueryError with the first fault, its place and what to do."""
    return _Parser(expr).whole()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = cut(source)
        self.index = 0
        self.comments: list[str] = []

    @property
    def sign(self) -> Sign:
        return self.signs[self.index]

    def take(self) -> Sign:
        sign = self.sign
        self.comments.extend(sign.comments)
        if sign.kind != "end":
            self.index += 1
        return sign

    def fail(self, code: str, place: Place, **params: str | int) -> QueryError:
        return QueryError(code, place, self.source, **params)

    def waiting_comments(self) -> tuple[str, ...]:
        comments, self.comments = tuple(self.comments), []
        return comments

    def whole(self) -> Expression:
        if self.sign.kind == "end":
            raise self.fail("empty", Place(0, len(self.source)))
        root = self.level(0)
        if self.sign.kind == "close":
            raise self.fail("unopened_bracket", self.sign.place)
        self.take()
        check_selective(root, self.source)
        return Expression(root, self.source, self.waiting_comments())

    def level(self, depth: int) -> Node:
        """What stands between two brackets, or in the whole query."""
        parts, operators = [self.operand(depth, None)], list[Sign]()
        while self.sign.kind not in {"end", "close"}:
            sign = self.sign
            if sign.kind not in {"AND", "OR", "NOT", "NEAR"}:
                raise self.side_by_side(self.signs[self.index - 1], sign)
            if sign.kind != "NOT":
                self.take()  # `a NOT b` is `a AND NOT b`: the operand takes NOT itself
            self.check_mix(operators[0] if operators else None, sign)
            operators.append(sign)
            parts.append(self.operand(depth, sign))
        if not operators:
            return parts[0]
        place = Place(parts[0].place.offset, sum(parts[-1].place) - parts[0].place.offset)
        if operators[0].kind == "NEAR":
            return self.near(parts[0], parts[1], operators[0], place)
        kind = Either if operators[0].kind == "OR" else All
        flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
        return kind(tuple(flat), place)

    def check_mix(self, first: Sign | None, sign: Sign) -> None:
        if first is None:
            return
        kinds = {"AND" if kind == "NOT" else kind for kind in (first.kind, sign.kind)}
        if kinds == {"AND", "OR"}:
            raise self.fail("and_or_mixed", sign.place)
        if kinds == {"NEAR"}:
            raise self.fail("near_twice", sign.place)
        if len(kinds) > 1:
            raise self.fail("near_mixed", sign.place, operator=(kinds - {"NEAR"}).pop())

    def side_by_side(self, left: Sign, right: Sign) -> QueryError:
        for sign in (right, left):
            meant = _MEANT.get(sign.text.lower().partition("/")[0]) if sign.kind == "word" else None
            if meant and (sign is right or meant == "NOT"):
                return self.fail("not_an_operator", sign.place, raw=sign.text, operator=meant)
        if right.kind == "tilde":
            return self.fail("tilde_alone", right.place)
        names = [sign.text if len(sign.text) <= 40 else sign.text[:39] + "…" for sign in (left, right)]
        return self.fail("side_by_side", right.place, left=names[0], right=names[1])

    def operand(self, depth: int, operator: Sign | None) -> Node:
        is_negated, start = False, self.sign.place.offset
        last = operator
        while self.sign.kind == "NOT":
            last = self.take()
            is_negated = not is_negated
        sign = self.sign
        if sign.kind in {"AND", "OR", "NEAR"}:
            raise self.fail("nothing_before", sign.place, operator=sign.text)
        if sign.kind in {"end", "close"}:
            if last is not None:
                raise self.fail("nothing_after", last.place, operator=last.text)
            raise self.fail("empty_group" if depth else "unopened_bracket", sign.place)
        if sign.kind not in _BEGINS:
            raise self.fail("tilde_alone" if sign.kind == "tilde" else "stray", sign.place, raw=sign.text)
        part = self.primary(depth)
        if not is_negated:
            return part
        return part.part if isinstance(part, Not) else Not(part, Place(start, sum(part.place) - start))

    def primary(self, depth: int) -> Node:
        sign = self.take()
        if sign.kind == "open":
            return self.group(sign, depth)
        if sign.kind == "field":
            return self.filter(sign)
        if sign.kind == "quoted" and self.sign.kind == "tilde":
            tilde = self.take()
            return build_term(sign, self.source, self.waiting_comments(), tilde.values[0])
        if self.sign.kind == "tilde":
            raise self.fail("tilde_alone", self.sign.place)
        return build_term(sign, self.source, self.waiting_comments())

    def group(self, opening: Sign, depth: int) -> Node:
        if depth >= DEEPEST:
            raise self.fail("too_deep", opening.place, limit=DEEPEST)
        if self.sign.kind == "close":
            raise self.fail("empty_group", Place(opening.place.offset, sum(self.sign.place) - opening.place.offset))
        if self.sign.kind == "end":
            raise self.fail("unclosed_bracket", opening.place)
        inner = self.level(depth + 1)
        if self.sign.kind == "end":
            raise self.fail("unclosed_bracket", opening.place)
        closing = self.take()
        return replace(inner, place=Place(opening.place.offset, sum(closing.place) - opening.place.offset))

    def near(self, left: Node, right: Node, operator: Sign, place: Place) -> Near:
        self.check_side(left)
        self.check_side(right)
        distance, is_ordered = operator.values
        return Near(left, right, distance or 0, bool(is_ordered), place)

    def check_side(self, node: Node) -> None:
        """NEAR takes terms, NEARs, and groups of them joined by OR."""
        if isinstance(node, Near) or (isinstance(node, Term) and node.distance is None):
            return
        if isinstance(node, Either):
            for part in node.parts:
                self.check_side(part)
            return
        faults = {Term: "tilde_in_near", All: "and_in_near", Not: "not_in_near"}
        raise self.fail(faults.get(type(node), "filter_in_near"), node.place, name=getattr(node, "name", ""))

    def filter(self, sign: Sign) -> Node:
        name, following = sign.text, self.sign
        if name == "followers" or following.kind == "range":
            return self.range(sign)
        if following.kind in {"word", "quoted", "case"}:
            values = [self.value(name)]
            end = sum(following.place)
        elif following.kind == "open":
            self.take()
            values = self.values(sign)
            end = sum(self.signs[self.index - 1].place)
        else:
            raise self.fail("no_value", sign.place, name=name, example=_EXAMPLES.get(name, f"{name}:liant"))
        place = Place(sign.place.offset, end - sign.place.offset)
        return Filter(name, tuple(values), place, self.waiting_comments())

    def values(self, sign: Sign) -> list[Term]:
        values = []
        while True:
            if self.sign.kind not in {"word", "quoted", "case"}:
                code = "unclosed_bracket" if self.sign.kind == "end" else "list_of_values"
                raise self.fail(code, self.sign.place, name=sign.text)
            values.append(self.value(sign.text))
            separator = self.take()
            if separator.kind == "close":
                return values
            if separator.kind != "OR":
                code = "unclosed_bracket" if separator.kind == "end" else "list_of_values"
                raise self.fail(code, separator.place, name=sign.text)

    def value(self, name: str) -> Term:
        sign = self.take()
        if name in _OPENERS:  # the sign that opens a handle or a tag says nothing more there
            sign = replace(sign, text=sign.text.removeprefix(_OPENERS[name]))
        if name == "site":
            return build_site(sign, self.source)
        term = build_term(sign, self.source)
        if name in {"lang", "channel"} and any(word.is_wild for word in term.words):
            raise self.fail("wildcard_in_value", sign.place, name=name)
        return term

    def range(self, sign: Sign) -> Range:
        if sign.text != "followers" or self.sign.kind != "range":
            raise self.fail("bad_range", sign.place)
        low, high = self.sign.values
        closing = self.take()
        place = Place(sign.place.offset, sum(closing.place) - sign.place.offset)
        return Range(sign.text, low, high, place, self.waiting_comments())
