"""The life of a notice to one member by one way. *Unknown*: it may have arrived, and is not said again. *Dropped*: there is nothing to
say any more."""

from liant.kit.lifecycle import Lifecycle

NOTICE = Lifecycle(
    "waiting",
    {
        "waiting": {"sending", "dropped"},
        "sending": {"sent", "waiting", "refused", "unknown"},
        "sent": set(),
        "refused": set(),
        "unknown": set(),
        "dropped": set(),
    },
)
