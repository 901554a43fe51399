"""How often one may knock where no account is asked. Counted in the memory of each web process, a minute at a time."""

from django.core.cache import cache

from liant.kit import clock

EACH_PLACE, EACH_CALLER = 1200, 300  # in a minute


def is_too_often(place: str, remote: str, each_caller: int = 0, each_place: int = 0) -> bool:
    """One more knock at `place`, a name that is unique in the installation, from the address `remote`. 0: as everywhere."""
    minute = int(clock.now().timestamp() // 60)
    return _counted(f"knocks:{place}:{minute}") > (each_place or EACH_PLACE) or (
        bool(remote) and _counted(f"knocks:{place}:{remote}:{minute}") > (each_caller or EACH_CALLER)
    )


def seconds_left() -> int:
    """Until the next minute begins."""
    return 60 - int(clock.now().timestamp()) % 60


def _counted(key: str) -> int:
    if cache.add(key, 1, 120):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ended in between
        cache.set(key, 1, 120)
        return 1
