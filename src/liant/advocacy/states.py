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
        "leaving": {"done", "refused", "unknown", "begun"},  # begun again: taken back before it left
        "unknown": {"done", "refused", "leaving"},
        "refused": {"leaving", "done", "dropped", "begun"},
        "done": set(),
        "dropped": set(),
    },
)
IN_HAND = ("begun", "refused")  # whatever becomes of it, its expert says
ON_ITS_WAY = ("leaving", "unknown")
