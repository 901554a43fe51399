"""Two lives: that of an endpoint, and that of one announcement on its way to it.

There is no *unknown* here as there is for what people receive: an announcement bears an id by which the programme at
the other end knows it, so what may have arrived is sent again, under the same id.
"""

from liant.kit.lifecycle import Lifecycle

ENDPOINT = Lifecycle(
    "on",
    {
        "on": {"paused", "stopped", "gone"},
        "paused": {"on"},
        "stopped": {"on"},  # it failed for days; what is announced meanwhile waits
        "gone": {"on"},  # it answered that it is gone: nothing is kept for it
    },
)
DISPATCH = Lifecycle(
    "queued",
    {
        "queued": {"arrived", "given_up"},
        "arrived": {"queued"},  # a person wants it sent again
        "given_up": {"queued"},
    },
)
