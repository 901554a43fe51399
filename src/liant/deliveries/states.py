"""The life of everything that leaves.

draft → approved → queued ⇄ held → sending → sent | rejected | unknown. A temporary failure returns to queued;
it can be cancelled until it is being sent; *unknown* is queued again only when looking proves that it is not there.
"""

from liant.kit.lifecycle import Lifecycle

DELIVERY = Lifecycle(
    "draft",
    {
        "draft": {"approved", "cancelled"},
        "approved": {"queued", "cancelled"},
        "queued": {"held", "sending", "cancelled"},
        "held": {"queued", "cancelled"},
        "sending": {"sent", "rejected", "unknown", "queued"},
        "unknown": {"sent", "queued", "rejected"},
        "rejected": {"queued", "cancelled"},  # a person mends the cause and sends again
        "sent": set(),
        "cancelled": set(),
    },
)

WAITING = ("queued", "held")
UNSETTLED = ("sending", "unknown")
