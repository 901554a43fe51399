"""The parts of a condition or a calculation. Two are equal when they read the same, wherever they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]


class Place(NamedTuple):
    """Code points from the start of the expression, and how many."""

    offset: int
    length: int


_NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a string, true, false, or nothing."""

    value: bool | int | float | str | None
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`{name}`: what was answered; `{matrix.row}` and `{list[0]}` reach inside."""

    name: str
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Items:
    """`['a', 'b']`."""

    parts: tuple["Node", ...]
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`operator` is one of: negate, empty, notempty."""

    operator: str
    part: "Node"
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """`operator` is one of `parser.OPERATORS`, under SurveyJS's own name for it."""

    operator: str
    left: "Node"
    right: "Node"
    place: Place = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`iif({age} > 17, 'adult', 'minor')`."""

    name: str
    parts: tuple["Node", ...]
    place: Place = field(default=_NOWHERE, compare=False)


Node = Constant | Reference | Items | Unary | Binary | Call


class Step(NamedTuple):
    """One step of an expression reckoned on a stack: `takes` values are taken, one is put."""

    kind: str  # constant, reference, items, unary, binary, call
    what: bool | int | float | str | None
    takes: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole expression, read; `source` is as written. Two are equal that take the same steps."""

    steps: tuple[Step, ...]
    root: Node = field(compare=False, repr=False)
    source: str = field(default="", compare=False)

    def names(self) -> tuple[str, ...]:
        """What it refers to, as written, each once, in order."""
        return tuple(dict.fromkeys(str(step.what) for step in self.steps if step.kind == "reference"))


def program(root: Node) -> Iterator[Step]:
    """The steps that reckon a tree: each part before what it is a part of. Time linear in the tree."""
    waiting: list[tuple[Node, bool]] = [(root, False)]
    while waiting:
        node, is_ready = waiting.pop()
        parts = children(node)
        if not is_ready and parts:
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(parts))
        else:
            yield _step(node, len(parts))


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly under a node."""
    match node:
        case Items() | Call():
            return node.parts
        case Unary():
            return (node.part,)
        case Binary():
            return (node.left, node.right)
    return ()


def _step(node: Node, count: int) -> Step:
    match node:
        case Constant():
            return Step("constant", node.value, 0)
        case Reference():
            return Step("reference", node.name, 0)
        case Items():
            return Step("items", None, count)
        case Unary():
            return Step("unary", node.operator, 1)
        case Binary():
            return Step("binary", node.operator, 2)
        case Call():
            return Step("call", node.name, count)
