"""An answer that someone else must agree to: agreed, sent back with a word, replaced by their own, or withdrawn."""

from liant.kit.lifecycle import Lifecycle

APPROVAL = Lifecycle(
    "waiting",
    {
        "waiting": {"approved", "sent_back", "replaced", "withdrawn"},
        "approved": set(),
        "sent_back": set(),
        "replaced": set(),
        "withdrawn": set(),
    },
)
