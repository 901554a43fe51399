"""What is still to be done when a process is asked to stop: kept here, run by whoever runs the process."""

from collections.abc import Callable

_last_acts: list[Callable[[], None]] = []


def at_the_end(act: Callable[[], None]) -> None:
    """`act` is run once, when the process is asked to stop; not when it is killed."""
    if act not in _last_acts:
        _last_acts.append(act)


def close() -> None:
    while _last_acts:
        _last_acts.pop()()
