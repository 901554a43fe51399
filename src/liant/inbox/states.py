"""A conversation is open, sleeps until a day that was chosen, or is closed; a new message opens it again."""

from liant.kit.lifecycle import Lifecycle

CONVERSATION = Lifecycle(
    "open",
    {
        "open": {"snoozed", "closed"},
        "snoozed": {"open", "closed"},
        "closed": {"open"},
    },
)
