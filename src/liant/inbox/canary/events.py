from dataclasses import dataclass

from liant.jobs.events import Event


@dataclass(frozen=True)
class AddressUnread(Event):
    """A published address began to fail: no answer came, or the message came back. Once for each such time."""

    address_id: int
