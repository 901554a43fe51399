"""The life of an alert: it waits (also through quiet hours), then it is told, cannot be told, or is one too many."""

from liant.kit.lifecycle import Lifecycle

ALERT = Lifecycle(
    "waiting",
    {
        "waiting": {"sent", "failed", "held_back"},
        "sent": set(),
        "failed": set(),
        "held_back": set(),
    },
)
