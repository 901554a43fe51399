"""How something leaves, once, whatever is killed. Three steps, and no transaction around the middle one:

1. ask who may hold it back and mark it *sending*, commit; 2. send what was frozen; 3. record what came of it, in a second
transaction.

Found in *sending* at the start, a worker died between 1 and 3: look first, and send again only what is proven absent. Whose
rows they are, who holds them back and who is told is said by a `Way`: deliveries of the house have one (`sending`).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from liant.connectors.contract import (
    NO_MEDIA,
    Account,
    AuthLost,
    Capabilities,
    ConnectorError,
    Misconfigured,
    OutcomeUnknown,
    Permanent,
    Receipt,
    Temporary,
)
from liant.deliveries.models import Outgoing
from liant.deliveries.states import DELIVERY, UNSETTLED
from liant.kit import clock

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5, 1800
MOST_LOOKS = 12
STILL_LEAVING = timedelta(minutes=2)


class Way(ABC):
    """One row on its way out. `locked` is called within `inside`; `account` outside of it."""

    connector: Any
    capabilities: Capabilities

    @abstractmethod
    def inside(self) -> AbstractContextManager[Any]:
        """A transaction in which the row can be seen."""

    @abstractmethod
    def locked(self) -> Any:
        """The row as it is now, for this transaction; None where it is gone."""

    @abstractmethod
    def is_held_back(self, row: Any) -> bool:
        """Asked in the transaction that would mark it *sending*. Where it is, it was moved elsewhere."""

    @abstractmethod
    def account(self) -> Account: ...

    @abstractmethod
    def again(self, row: Any, after_seconds: float | None = None) -> None:
        """Give it another job."""

    @abstractmethod
    def lost(self, row: Any, error: Permanent) -> None:
        """The account is no longer accepted, or a setting is wrong. The row is queued; it is not to stay so."""

    def carried(self, row: Any) -> Mapping[str, bytes]:
        """The bytes that its frozen content names; within `inside`."""
        return NO_MEDIA

    def move(self, row: Any, state: str) -> None:
        shift(row, state)

    def settle(self, row: Any) -> None:
        settle(row)

    def put_off(self, row: Any, seconds: float) -> None:
        """It is queued, and the network wants it later."""
        row.next_attempt_at = clock.now() + timedelta(seconds=seconds)
        row.save()
        self.again(row, seconds)


def shift(row: Outgoing, state: str) -> None:
    """An allowed move, or LifecycleError."""
    DELIVERY.check(row.state, state)
    row.state = state
    if state == "queued":
        row.next_attempt_at = clock.now()
    if state != "unknown":
        row.needs_a_person = False
    row.save()


def settle(row: Outgoing) -> None:
    row.settled_at = clock.now()
    row.next_attempt_at = None
    row.save()


def drive(way: Way) -> None:
    """Bring it a step further; safe to call at any time, any number of times."""
    with way.inside():
        row = way.locked()
        if row is None:
            return
        state = row.state
        if state == "queued":
            if wait := seconds_to_wait(row):
                way.again(row, wait)
                return
            if way.is_held_back(row):
                return
            start(way, row)
        elif state not in UNSETTLED:
            return
    if state == "queued":
        send(way, row)
    else:
        look(way, row)


def seconds_to_wait(row: Outgoing) -> float:
    if row.next_attempt_at is None:
        return 0
    return max(0.0, (row.next_attempt_at - clock.now()).total_seconds())


def start(way: Way, row: Outgoing) -> None:
    row.attempts += 1
    row.sending_started_at = clock.now()
    way.move(row, "sending")


def send(way: Way, row: Outgoing) -> None:
    account = way.account()
    with way.inside():
        carried = way.carried(row)
    try:
        receipt = way.connector.send(account, row.frozen, carried)
    except ConnectorError as error:
        with way.inside():
            if (current := way.locked()) is not None:
                note_failure(way, current, error)
        return
    with way.inside():
        if (current := way.locked()) is not None:
            note_arrival(way, current, receipt)


def look(way: Way, row: Outgoing) -> None:
    """Is it there? Only proven absence lets it be sent again."""
    account = way.account()
    try:
        receipt = way.connector.find(account, row.frozen)
    except ConnectorError as error:
        with way.inside():
            if (current := way.locked()) is None:
                return
            if isinstance(error, OutcomeUnknown):
                ask_a_person(way, current, str(error))
            else:
                look_again_later(way, current, str(error))
        return
    with way.inside():
        if (current := way.locked()) is not None:
            note_looked(way, current, receipt)


def note_looked(way: Way, row: Outgoing, receipt: Receipt | None) -> None:
    if receipt is not None:
        note_arrival(way, row, receipt)
    elif is_still_leaving(way, row):
        look_again_later(way, row, row.problem)
    elif row.state in UNSETTLED:
        way.move(row, "queued")
        way.again(row)


def is_still_leaving(way: Way, row: Outgoing) -> bool:
    """Absent, but the first attempt may still be on its way, and here a second one would be a second message."""
    if way.capabilities.can_repeat or row.sending_started_at is None:
        return False
    return clock.now() - row.sending_started_at < STILL_LEAVING


def note_arrival(way: Way, row: Outgoing, receipt: Receipt) -> None:
    if row.state == "sent":
        return
    row.remote_key = receipt.remote_key
    row.remote_url = receipt.url or ""
    row.reply_to = receipt.reply_to
    row.problem = ""
    way.move(row, "sent")
    way.settle(row)


def note_failure(way: Way, row: Outgoing, error: ConnectorError) -> None:
    row.problem = str(error)
    if isinstance(error, OutcomeUnknown):
        way.move(row, "unknown")
        way.settle(row)
        row.next_attempt_at = clock.now()
        row.save()
        way.again(row, 2)
    elif isinstance(error, AuthLost | Misconfigured):
        way.move(row, "queued")
        way.lost(row, error)
    elif isinstance(error, Permanent):
        way.move(row, "rejected")
        way.settle(row)
    else:
        way.move(row, "queued")
        way.put_off(row, back_off(row.attempts, error))


def back_off(attempts: int, error: ConnectorError) -> float:
    wait = float(min(FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, 10), LONGEST_WAIT_SECONDS))
    if isinstance(error, Temporary) and error.retry_after_seconds:
        wait = max(wait, error.retry_after_seconds)
    return wait


def look_again_later(way: Way, row: Outgoing, problem: str) -> None:
    row.looks += 1
    row.problem = problem
    if row.state == "sending":
        way.move(row, "unknown")
    if row.looks >= MOST_LOOKS:
        ask_a_person(way, row, problem)
        return
    wait = min(FIRST_WAIT_SECONDS * 2**row.looks, LONGEST_WAIT_SECONDS)
    row.next_attempt_at = clock.now() + timedelta(seconds=wait)
    row.save()
    way.again(row, wait)


def ask_a_person(way: Way, row: Outgoing, problem: str) -> None:
    """Shown to a person; never sent again by itself."""
    if row.state not in UNSETTLED:  # settled while we looked
        return
    row.problem = problem
    if row.state == "sending":
        way.move(row, "unknown")
    way.settle(row)
    row.needs_a_person = True
    row.save()
