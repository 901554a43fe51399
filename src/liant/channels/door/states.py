"""The life of an arrival: it waits, and is read, or could not be read and waits for a person."""

from liant.kit.lifecycle import Lifecycle

ARRIVAL = Lifecycle(
    "waiting",
    {
        "waiting": {"read", "unread"},
        "unread": {"waiting"},  # sent once more, or a person asks to read it again
        "read": set(),
    },
)
