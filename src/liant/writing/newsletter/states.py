"""What a subscription, an issue and an envelope go through. An envelope found in *sending* after a crash is *unknown*, and
only a person moves it from there."""

from liant.kit.lifecycle import Lifecycle

SUBSCRIPTION = Lifecycle(
    "asked",
    {
        "asked": {"on", "ended"},
        "on": {"ended"},
        "ended": {"asked", "on"},
    },
)

ISSUE = Lifecycle(
    "draft",
    {
        "draft": {"sending"},
        "sending": {"held", "sent"},
        "held": {"sending", "stopped"},
        "sent": {"sending"},  # a person sends once more what may not have arrived
        "stopped": set(),
    },
)

ENVELOPE = Lifecycle(
    "queued",
    {
        "queued": {"sending", "left_out"},
        "sending": {"queued", "sent", "refused", "unknown"},
        "unknown": {"queued", "sent", "bounced"},
        "sent": {"bounced"},
        "refused": {"queued"},
        "bounced": set(),
        "left_out": set(),
    },
)
