"""A channel's life: it is well, paused by a person or because access was lost, or waits for its first test."""

from liant.kit.lifecycle import Lifecycle

CHANNEL = Lifecycle(
    "well",
    {
        "well": {"paused", "broken"},
        "paused": {"well"},  # by a person
        "broken": {"well", "paused"},  # access lost or a setting wrong; a person must act
    },
)
