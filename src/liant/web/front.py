"""The first page is made by many rooms: each registers what it has to say there in its `AppConfig.ready`, and knows nothing
of the others. A section answers with a template and its context, or with None when it has nothing for this reader."""

from collections.abc import Callable
from typing import Any, TypedDict

from django.http import HttpRequest

MAIN, BESIDE = "main", "beside"  # the wide column, and the narrow one beside it
THANKS = "thanks"  # on the page of thanks, under the list
FOR_ME = "for_me"  # on the inbox's page *For me*, above what calls one there


class Section(TypedDict):
    template: str
    context: dict[str, Any]


SectionOf = Callable[[HttpRequest], Section | None]
_sections: dict[str, list[tuple[int, SectionOf]]] = {MAIN: [], BESIDE: [], THANKS: [], FOR_ME: []}


def register_section(place: str, section: SectionOf, *, order: int = 50) -> None:
    """Shown by `order`; who waits and which thanks are due come before all of them."""
    if section not in [known for _order, known in _sections[place]]:
        _sections[place].append((order, section))


def sections(request: HttpRequest, place: str) -> list[Section]:
    in_order = sorted(_sections[place], key=lambda entry: entry[0])
    return [found for _order, section in in_order if (found := section(request)) is not None]
