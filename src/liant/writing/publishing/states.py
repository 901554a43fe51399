"""The life of a departure: one moment of a version, and what became of it.

due → leaving → there → going → gone; `to_post` waits for a person to post it, `halted` and `late` for a person to say when,
`refused` for one to mend the cause, `left` for one to take away by hand what stands there although it was taken back.
"""

from liant.kit.lifecycle import Lifecycle

DEPARTURE = Lifecycle(
    "due",
    {
        "due": {"leaving", "to_post", "halted"},
        "leaving": {"there", "late", "refused", "stopped", "left", "going"},
        "late": {"leaving", "refused", "stopped", "left", "going"},
        "refused": {"leaving", "late", "there", "stopped", "left", "going"},
        "to_post": {"there", "stopped"},
        "halted": {"answered"},
        "there": {"going", "gone", "left"},
        "going": {"gone", "left"},
        "left": {"going", "gone", "kept"},
        "answered": set(),  # the version has another moment, or none
        "stopped": set(),  # taken back before anybody saw it
        "gone": set(),
        "kept": set(),  # somebody decided that it stays
    },
)

ON_ITS_WAY = ("leaving", "late", "refused", "to_post")  # its version can't leave a second time meanwhile
ASKING = ("halted", "late")
FOR_A_PERSON = (*ASKING, "refused", "to_post", "left")
