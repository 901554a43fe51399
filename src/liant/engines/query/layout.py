"""The one way to write a query: brackets only where needed, one part per line when it is long, comments kept."""

from liant.engines.query.nodes import All, Either, Expression, Filter, Near, Node, Not, Range, Term
from liant.engines.query.parser import parse

WIDTH = 100


def format_query(query: str | Expression, width: int = WIDTH) -> str:
    """The canonical form of a query, on one line if it fits in `width` characters. Raises QueryError.

    It reads as the same query (`parse` gives an equal tree), and formatting it again changes nothing.
    """
    expression = parse(query) if isinstance(query, str) else query
    lines = _lines(expression.root, width)
    closing = "".join(f" <<<{comment}>>>" for comment in expression.closing_comments)
    return "\n".join(lines) + closing


def one_line(node: Node) -> str:
    """A part of a query on one line."""
    if isinstance(node, All | Either):
        return f" {_word(node)} ".join(_bracketed(part) for part in node.parts)
    if isinstance(node, Near):
        return f"{_bracketed(node.left)} {_near(node)} {_bracketed(node.right)}"
    if isinstance(node, Not):
        return f"NOT {_bracketed(node.part)}"
    comments = "".join(f"<<<{comment}>>> " for comment in node.comments)
    if isinstance(node, Term):
        return comments + _term(node)
    if isinstance(node, Range):
        low, high = ("*" if bound is None else bound for bound in (node.low, node.high))
        return f"{comments}{node.name}:[{low} TO {high}]"
    values = " OR ".join(_term(value) for value in node.values)
    return f"{comments}{node.name}:{values}" if len(node.values) == 1 else f"{comments}{node.name}:({values})"


def _lines(node: Node, width: int) -> list[str]:
    flat = one_line(node)
    if len(flat) <= width or isinstance(node, Term | Range):
        return [flat]
    if isinstance(node, Filter):
        comments = "".join(f"<<<{comment}>>> " for comment in node.comments)
        values = [f"  {'OR ' if number else ''}{_term(value)}" for number, value in enumerate(node.values)]
        return [flat] if len(values) == 1 else [f"{comments}{node.name}:(", *values, ")"]
    if isinstance(node, Not):
        return _block("NOT ", node.part, width)
    if isinstance(node, Near):
        return [*_block("", node.left, width), *_block(f"{_near(node)} ", node.right, width)]
    lines = []
    for number, part in enumerate(node.parts):
        lead = f"{_word(node)} " if number else ""
        if isinstance(part, Not):
            lead, part = f"{lead}NOT ", part.part  # noqa: PLW2901 - NOT stays on the line of its operator
        lines += _block(lead, part, width)
    return lines


def _block(lead: str, node: Node, width: int) -> list[str]:
    flat = lead + _bracketed(node)
    if len(flat) <= width:
        return [flat]
    if isinstance(node, All | Either | Near):
        return [f"{lead}(", *(f"  {line}" for line in _lines(node, width - 2)), ")"]
    first, *others = _lines(node, width)
    return [lead + first, *others]


def _bracketed(node: Node) -> str:
    return f"({one_line(node)})" if isinstance(node, All | Either | Near) else one_line(node)


def _word(node: All | Either) -> str:
    return "AND" if isinstance(node, All) else "OR"


def _near(node: Near) -> str:
    return f"NEAR/{node.distance}{'f' if node.is_ordered else ''}"


def _term(term: Term) -> str:
    written = {"quoted": f'"{term.raw}"', "case": f"{{{term.raw}}}"}.get(term.kind, term.raw)
    return written if term.distance is None else f"{written}~{term.distance}"
