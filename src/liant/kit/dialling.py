"""A library that opens its own connections through urllib3, and takes no transport, is held to our door: while `guarded`, every
name is resolved once, checked, and the checked address is the one that is dialled, redirects included."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from liant.kit import addresses

CONNECT_SECONDS = 10.0


@dataclass
class Door:
    """`has_opened`: somebody was reached, so that something may have left."""

    has_opened: bool = False


_door: ContextVar[Door | None] = ContextVar("dialling_door", default=None)


@contextmanager
def guarded() -> Iterator[Door]:
    """Inside, urllib3 reaches only addresses that Liant may talk to; a forbidden one is an OSError to the library."""
    _take_over()
    door = Door()
    token = _door.set(door)
    try:
        yield door
    finally:
        _door.reset(token)


def _take_over() -> None:
    """urllib3 looks its dialling function up at each connection, in this one place."""
    from urllib3.util import connection  # only for whoever speaks through it

    if getattr(connection.create_connection, "is_ours", False):
        return
    theirs = connection.create_connection

    def create_connection(address: tuple[str, int], timeout: Any = None, source_address: Any = None,
                          socket_options: list[Any] | None = None) -> socket.socket:  # fmt: skip
        door = _door.get()
        if door is None:
            return theirs(address, timeout, source_address, socket_options)
        seconds = timeout if isinstance(timeout, (int, float)) else CONNECT_SECONDS
        try:
            made = addresses.connect(address[0].strip("[]"), address[1], timeout_seconds=seconds)
        except addresses.NeverLeft as error:
            raise OSError(str(error)) from error
        door.has_opened = True
        made.settimeout(seconds)
        for option in socket_options or ():
            made.setsockopt(*option)
        return made

    create_connection.is_ours = True  # type: ignore[attr-defined]
    connection.create_connection = create_connection
