"""Chooses for each query the words that must be there, the rarest it can: a text without any of them is never looked at.

This is the candidate selection of stored-query engines (Luwak, the Elasticsearch percolator). Rarity is guessed from
length and from a short list of the commonest words, since no corpus is at hand when a query is saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from liant.engines.query.errors import QueryError
from liant.engines.query.nodes import All, Either, Filter, Near, Node, Not, Range, Term, Word

_REFUSED_ALONE = """
    le la les un une des du de et en au aux que qui dans par pour sur avec est je tu il elle on nous vous ils elles ne pas
    the an of to and in is it that this for with as at by be are was you we they he she
"""
_FREQUENT = """
    ou ce ces cet cette plus quoi sans se sa son ses mes ma mon ta te me lui leur mais donc car si tout tous faire fait
    or from his her its not but have has had do does so if no my your our us all can will just what like get new good
"""
COMMON = frozenset(_REFUSED_ALONE.split())
FREQUENT = frozenset(_FREQUENT.split())
_BY_LENGTH = (0.2, 0.2, 0.05, 0.02, 0.01, 0.006, 0.004, 0.003)  # share of texts guessed to hold a word of that length


@dataclass(frozen=True, slots=True)
class Anchor:
    """Folded words that stand in every match; `is_open` when the last one only begins so. `cost`: share of texts."""

    literal: str
    is_open: bool
    cost: float


def anchors(node: Node) -> tuple[Anchor, ...]:
    """The anchors of which every match holds at least one; empty where there is none."""
    if isinstance(node, Term):
        return (_of_term(node),) if is_selective(node) else ()
    if isinstance(node, Filter):
        if node.name in {"lang", "channel"} or (node.name == "title" and not all(map(is_selective, node.values))):
            return ()
        return tuple({_of_term(value) for value in node.values})
    if isinstance(node, Either):
        each = [anchors(part) for part in node.parts]
        return tuple({anchor: None for found in each for anchor in found}) if all(each) else ()
    parts = (node.left, node.right) if isinstance(node, Near) else node.parts if isinstance(node, All) else ()
    return min((found for found in map(anchors, parts) if found), key=cost, default=())


def cost(chosen: Iterable[Anchor]) -> float:
    """The share of texts that will be looked at, roughly, at most 1."""
    return min(1.0, sum(anchor.cost for anchor in chosen))


def is_selective(term: Term) -> bool:
    """Whether a term may be looked for alone: one very common word may not, unless its case or its sign is asked for."""
    return term.kind == "case" or len(term.words) > 2 or any(w.sigil or w.folded not in COMMON for w in term.words)


def check_selective(root: Node, source: str) -> None:
    """Raise QueryError where nothing in the query has to be there."""
    if not anchors(root):
        raise _fault(root, source)


def _fault(node: Node, source: str) -> QueryError:
    if isinstance(node, Term):
        return QueryError("too_common", node.place, source, raw=node.raw)
    if isinstance(node, Filter | Range):
        common = [value for value in node.values if not is_selective(value)] if isinstance(node, Filter) else []
        if common and node.name == "title":
            return QueryError("too_common", common[0].place, source, raw=common[0].raw)
        return QueryError("only_filter", node.place, source, name=node.name)
    if isinstance(node, Either):
        return _fault(next(part for part in node.parts if not anchors(part)), source)
    parts = (node.left,) if isinstance(node, Near) else node.parts if isinstance(node, All) else ()
    wanted = [part for part in parts if not isinstance(part, Not)]
    return _fault(wanted[0], source) if wanted else QueryError("only_not", node.place, source)


def _of_term(term: Term) -> Anchor:
    if term.distance is not None:
        return min((_of_run((word,)) for word in term.words), key=lambda anchor: anchor.cost)
    runs: list[list[Word]] = [[]]  # a wildcard ends a run: what follows the prefix isn't known
    for word in term.words:
        runs[-1].append(word)
        if word.is_wild:
            runs.append([])
    return min((_of_run(tuple(run)) for run in runs if run), key=lambda anchor: anchor.cost)


def _of_run(words: tuple[Word, ...]) -> Anchor:
    last = words[-1].folded
    prefix = last.partition("*")[0].partition("?")[0]
    literal = " ".join([*(word.folded for word in words[:-1]), prefix])
    shares = [_share(word.folded) for word in words[:-1]] + [_share(prefix) * (4 if words[-1].is_wild else 1)]
    return Anchor(literal, words[-1].is_wild, min(shares) * 0.2 ** (len(words) - 1))


def _share(folded: str) -> float:
    if folded in COMMON or folded in FREQUENT:
        return 0.4 if folded in COMMON else 0.1
    return _BY_LENGTH[min(len(folded), len(_BY_LENGTH) - 1)] if folded.isascii() else 0.003
