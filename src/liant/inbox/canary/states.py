"""A message that checks an address: an answer counts at any time; only an answer ends it."""

from liant.kit.lifecycle import Lifecycle

CANARY = Lifecycle(
    "planned",
    {
        "planned": {"sent", "answered", "bounced", "not_sent"},
        "sent": {"answered", "bounced", "unanswered", "not_sent"},
        "unanswered": {"answered", "bounced"},
        "bounced": {"answered"},
        "not_sent": set(),
        "answered": set(),
    },
)
AWAITED = ("planned", "sent")
