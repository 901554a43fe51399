"""What the worker does besides its jobs: loops that higher floors declare, each in a thread of its own."""

from collections.abc import Callable

Loop = Callable[["Stop"], None]


class Stop:
    """Asked by a loop between two steps."""

    def __init__(self) -> None:
        from threading import Event  # only the worker needs it

        self._event = Event()

    def __call__(self) -> None:
        self._event.set()

    @property
    def is_asked(self) -> bool:
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep, at most so long; true when it is time to stop."""
        return self._event.wait(seconds)


_loops: dict[str, Loop] = {}


def register(name: str, loop: Loop) -> None:
    _loops[name] = loop


def registered() -> dict[str, Loop]:
    return dict(_loops)
