"""What readers said waits for a person; what was shown may be refused later, and the other way round. What its author took
back stays so; a mention that changed at its source waits again."""

from liant.kit.lifecycle import Lifecycle

COMMENT = Lifecycle(
    "waiting",
    {
        "waiting": {"shown", "refused", "withdrawn"},
        "shown": {"refused", "withdrawn"},
        "refused": {"shown", "withdrawn"},
        "withdrawn": set(),
    },
)
MENTION = Lifecycle(
    "waiting", {"waiting": {"shown", "refused"}, "shown": {"refused", "waiting"}, "refused": {"shown", "waiting"}}
)
