"""Many whole messages over one connection, with the errors of the contract."""

from collections.abc import Sequence

from liant.connectors.mail.servers import translated
from liant.kit import mail


class Line:
    def __init__(self, server: mail.Server, sender: str):
        self._line = mail.Line(server, sender)

    def send(self, recipients: Sequence[str], message: bytes) -> str:
        with translated("smtp_host"):
            return self._line.send(recipients, message)

    def close(self) -> None:
        self._line.close()
