"""The part of the contract for what others push to us: a channel has an address, and they call it without being asked.

Two steps. `receive` says at once what is answered, from the request alone. What it accepts is kept as it came before
anybody is told so; `read` makes items of it afterwards, in a job, late or twice if it must be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from liant.connectors.contract import Account, Page


@dataclass(frozen=True)
class Request:
    """A request as it came. Names of headers are in lower case; `path` is what stands behind the channel's address;
    `sender` who signed it, as `receive` found."""

    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    remote: str = ""
    sender: int | None = None

    @property
    def media_type(self) -> str:
        """Without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Received:
    """What is answered at once.

    `is_kept`: the request is worth reading; the answer leaves once it is stored. `key` names it: under one key it is
    kept once, whoever repeats it. `sender` names who signed it, by the id in `account.secret["senders"]`. `refusal`
    says in a sentence, in English, why nothing was taken: it is shown on the channel's page.
    """

    status: int
    body: str = ""
    is_kept: bool = False
    key: str = ""
    sender: int | None = None
    refusal: str = ""
    has_state_page: bool = False  # whoever sent it may look up what came of it


@dataclass(frozen=True)
class Pushed(Page):
    """`replaces` lists thread keys: of what is known under them, only what this page brings still stands. `told` says
    what came of the request where no item says it: a sentence, in English."""

    replaces: Sequence[str] = ()
    told: str = ""


def refused(status: int, sentence: str) -> Received:
    """Nothing is taken: the same words go to whoever asked and to the channel's page."""
    return Received(status, sentence, refusal=sentence)


@runtime_checkable
class Receives(Protocol):
    """`door_help` tells, in both languages, how to make others use the address, which stands for `{address}`.
    `has_senders`: each of those who push signs with a secret of their own, given out on the channel's page."""

    door_help: Mapping[str, str]
    has_senders: bool

    def receive(self, account: Account, request: Request, now: datetime) -> Received:
        """What to answer, and whether to keep the request. No network; raises nothing."""
        ...

    def read(self, account: Account, request: Request, now: datetime) -> Page:
        """The items of a request that was kept; its cursor counts for nothing. May ask outside. Raises ConnectorError:
        Temporary is tried again, all others wait for a person."""
        ...
