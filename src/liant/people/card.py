"""What other rooms put on a person's card. They stand above this one, so they come to it.

A section is asked with the reader and the person, and answers with a template and its context, or with None when there
is nothing that this reader may see. It is never asked about someone who works here.
"""

from collections.abc import Callable
from typing import TypedDict

from liant.accounts.models import Member
from liant.people.models import Person


class Section(TypedDict):
    template: str
    context: dict


SectionOf = Callable[[Member, Person], Section | None]
_sections: list[SectionOf] = []


def register_section(section: SectionOf) -> None:
    """Called by a room's `AppConfig.ready`; sections are shown in the order in which they came.

    Two templates are here for the taking: `people/parts/exchanges.html` (`exchanges`: url, title, state, at) and
    `people/parts/waits_elsewhere.html` (`beckon_url`).
    """
    if section not in _sections:
        _sections.append(section)


def sections_for(member: Member, person: Person) -> list[Section]:
    return [found for section in _sections if (found := section(member, person)) is not None]
