"""The life of a wave: written, open to answers, closed. A closed wave is never opened again: what was promised to those who
answered (the keys are gone, the answers are mixed) could not be kept a second time."""

from liant.kit.lifecycle import Lifecycle

WAVE = Lifecycle(
    "draft",
    {
        "draft": {"open", "dropped"},
        "open": {"closed"},
        "closed": set(),
        "dropped": set(),
    },
)
