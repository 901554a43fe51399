"""How often a door may be knocked at. Counted in the memory of each web process, a minute at a time."""

from django.core.cache import cache

from liant.kit import clock

EACH_DOOR, EACH_CALLER = 1200, 300  # in a minute
MOST_BYTES = 4_000_000


def is_too_often(channel_id: int, remote: str) -> bool:
    minute = int(clock.now().timestamp() // 60)
    return _counted(f"door:{channel_id}:{minute}") > EACH_DOOR or (
        bool(remote) and _counted(f"door:{channel_id}:{remote}:{minute}") > EACH_CALLER
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
