"""The life of a programme, and of one share. A share is an expert's own act: nothing moves it but they, or what came of the
act they asked for."""

from liant.kit.lifecycle import Lifecycle

PROGRAMME = Lifecycle(
    "prepared",
    {
        "prepared": {"open"},
        "open": {"resting", "ended"},
        "resting": {"open", "ended"},
        "ended": set(),
    },
)
SHARE = Lifecycle(
    "begun",
    {
        "begun": {"leaving", "done", "dropped"},  # leaving: through an account of the expert's own
        "leaving": {"done", "refused", "unknown"},
        "unknown": {"done", "refused"},
        "refused": {"leaving", "done", "dropped"},
        "done": set(),
        "dropped": set(),
    },
)
