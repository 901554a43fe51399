"""What depends on what: the order in which answers are looked at, so that each condition finds what it asks for settled."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from liant.engines.questionnaire.expressions import Expression
from liant.engines.questionnaire.nodes import COMMENT, Calculated, Element, Page, Panel, Question

_INSIDE = re.compile(r"[.\[]")


@dataclass(frozen=True)
class Asked:
    """A question or a calculated value, and every condition that it stands under, its pages' and panels' included."""

    what: Question | Calculated
    page: Page | None
    shown_if: tuple[Expression, ...] = ()
    enabled_if: tuple[Expression, ...] = ()
    required_if: tuple[Expression, ...] = ()
    is_shown: bool = True
    is_read_only: bool = False

    @property
    def name(self) -> str:
        """Its name among the answers."""
        return self.what.name

    def needs(self) -> Iterator[str]:
        """The names that must be settled before."""
        own = [self.what.expression] if self.what.expression is not None else []
        for expression in (*self.shown_if, *self.enabled_if, *own):
            yield from expression.names()


def asked(calculated: tuple[Calculated, ...], pages: tuple[Page, ...]) -> Iterator[Asked]:
    """Everything that has a value, in the order of the questionnaire; calculated values first."""
    for one in calculated:
        yield Asked(one, None)
    for page in pages:
        outer = Asked(
            Question("", ""), page, _some(page.visible_if), _some(page.enable_if), is_shown=page.is_visible
        )  # what the page alone asks for
        yield from _within(page.elements, outer)


def _within(elements: tuple[Element, ...], outer: Asked) -> Iterator[Asked]:
    for element in elements:
        if not isinstance(element, Question | Panel):
            continue
        inner = Asked(
            what=element if isinstance(element, Question) else outer.what,
            page=outer.page,
            shown_if=(*outer.shown_if, *_some(element.visible_if)),
            enabled_if=(*outer.enabled_if, *_some(element.enable_if)),
            required_if=(*outer.required_if, *_some(element.required_if))
            if isinstance(element, Panel)
            else outer.required_if,
            is_shown=outer.is_shown and element.is_visible,
            is_read_only=outer.is_read_only or element.is_read_only,
        )
        if isinstance(element, Panel):
            yield from _within(element.elements, inner)
        else:
            yield inner


def _some(expression: Expression | None) -> tuple[Expression, ...]:
    return () if expression is None else (expression,)


def owner(name: str, known: Set[str] | Mapping[str, object]) -> str | None:
    """The question or calculated value that a reference reaches into: itself, or what stands before a point or bracket."""
    while name not in known:
        if name.endswith(COMMENT) and name.removesuffix(COMMENT) in known:
            return name.removesuffix(COMMENT)
        cuts = [found.start() for found in _INSIDE.finditer(name)]
        if not cuts:
            return None
        name = name[: cuts[-1]]
    return name


class Circle(ValueError):
    """Conditions that wait for each other; `names` leads around."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


def ordered(parts: list[Asked]) -> list[Asked]:
    """Each after what it needs, otherwise as they come. Errors: Circle."""
    by_name = {part.name: part for part in parts}
    found: list[Asked] = []
    state: dict[str, bool] = {}  # False: on the way, True: done
    for part in parts:
        way = [(part, _needed(part, by_name))] if part.name not in state else []
        if way:
            state[part.name] = False
        while way:
            current, needs = way[-1]
            following = next(needs, None)
            if following is None:
                state[current.name] = True
                found.append(current)
                way.pop()
            elif following not in state:
                state[following] = False
                way.append((by_name[following], _needed(by_name[following], by_name)))
            elif not state[following]:
                names = [one.name for one, _ in way]
                raise Circle([*names[names.index(following) :], following])
    return found


def _needed(part: Asked, by_name: Mapping[str, Asked]) -> Iterator[str]:
    owners = (owner(name, by_name) for name in part.needs())
    return iter([name for name in dict.fromkeys(owners) if name is not None])
