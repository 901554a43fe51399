"""What a connector offers to whoever hands over many whole messages, such as letters."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from liant.connectors.contract import Account


class Line(Protocol):
    """A connection over which many messages go, one after the other."""

    def send(self, recipients: Sequence[str], message: bytes) -> str:
        """Hand one over; the server's words. Raises ConnectorError."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class HandsOver(Protocol):
    """A connector that can hand over whole messages, as letters to many are: `line(account)`, then `close()`."""

    def line(self, account: Account) -> Line: ...

    def sender(self, account: Account) -> tuple[str, str]:
        """(name, address) that readers see."""
        ...
