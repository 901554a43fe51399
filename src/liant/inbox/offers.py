"""What the inbox offers to the smaller rooms within it: places on its pages, and moments in an answer's making.

They stand in this room and may import it; it never imports them, so each comes here in its `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypedDict

from liant.accounts.models import Member
from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message

BESIDE, ACTS, LIST, TEXT, COMPOSER, HEAD, NEWS = "beside", "acts", "list", "text", "composer", "head", "news"


class Section(TypedDict):
    template: str
    context: dict


class Unready(Exception):
    """The text can't leave as it stands; `problems` says why, in words."""

    def __init__(self, problems: Sequence[str]):
        super().__init__(" ".join(problems))
        self.problems = list(problems)


SectionOf = Callable[[Any, Conversation | None], Section | None]  # asked with the request
Reading = Callable[[Member, Conversation, str], Iterable[str]]
Gate = Callable[[Member, Conversation, Message, Delivery, Mapping[str, str]], None]
Beginning = Callable[[Member, Conversation, Mapping[str, str]], str | None]
Under = Callable[[Member, Conversation, Sequence[Message]], Mapping[int, Section]]
Noted = Callable[[Member, Conversation, Message], None]
Unsaid = Callable[[Message], None]

_sections: dict[str, list[SectionOf]] = {}
_readings: list[Reading] = []
_gates: list[Gate] = []
_beginnings: list[Beginning] = []
_under: list[Under] = []
_noted: list[Noted] = []
_unsaid: list[Unsaid] = []


def register_section(place: str, section: SectionOf) -> None:
    """`section(request, conversation)` → a template and its context, or None where there is nothing to show.

    Places: `beside` the conversation, under the person; `acts` a sheet in its head; `head` under its title; `list` above
    the list (no conversation); `news` the same, read again when something changes; `text` above the
    composer; `composer` within it, under the text.
    """
    _once(_sections.setdefault(place, []), section)


def register_reading(reading: Reading) -> None:
    """Reads an answer before it is kept; what it says stands in the way of sending."""
    _once(_readings, reading)


def register_gate(gate: Gate) -> None:
    """Called in the transaction of an answer, once it is queued: the place to hold it. Last comes what else the form
    held."""
    _once(_gates, gate)


def register_beginning(beginning: Beginning) -> None:
    """What the composer begins with, told from the address of the page."""
    _once(_beginnings, beginning)


def register_under_messages(under: Under) -> None:
    """What stands under messages, by message."""
    _once(_under, under)


def register_noted(noted: Noted) -> None:
    """Called in the transaction of an internal note."""
    _once(_noted, noted)


def register_unsaid(unsaid: Unsaid) -> None:
    """Called in the transaction in which an answer is taken back."""
    _once(_unsaid, unsaid)


def _once(found: list[Any], one: Any) -> None:
    if one not in found:
        found.append(one)


def sections(place: str, request: Any, conversation: Conversation | None = None) -> list[Section]:
    return [shown for section in _sections.get(place, ()) if (shown := section(request, conversation)) is not None]


def check_text(actor: Member, conversation: Conversation, text: str) -> None:
    """Raises Unready when a smaller room sees why it should not leave so."""
    problems = [problem for reading in _readings for problem in reading(actor, conversation, text)]
    if problems:
        raise Unready(problems)


def pass_gates(actor: Member, conversation: Conversation, message: Message, delivery: Delivery,
               extras: Mapping[str, str]) -> None:  # fmt: skip
    for gate in _gates:
        gate(actor, conversation, message, delivery, extras)


def beginning_of(reader: Member, conversation: Conversation, asked: Mapping[str, str]) -> str:
    return next((text for one in _beginnings if (text := one(reader, conversation, asked)) is not None), "")


def under_messages(reader: Member, conversation: Conversation, said: Sequence[Message]) -> dict[int, list[Section]]:
    found: dict[int, list[Section]] = {}
    for under in _under:
        for message_id, section in under(reader, conversation, said).items():
            found.setdefault(message_id, []).append(section)
    return found


def tell_noted(actor: Member, conversation: Conversation, message: Message) -> None:
    for noted in _noted:
        noted(actor, conversation, message)


def tell_unsaid(message: Message) -> None:
    for unsaid in _unsaid:
        unsaid(message)
