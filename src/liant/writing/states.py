"""A piece is agreed to as a whole; each of its versions then goes its own way. The words of a piece that is changed have to
be agreed to again, except when it is published already: then a correction follows it to where it is."""

from liant.kit.lifecycle import Lifecycle

PIECE = Lifecycle(
    "draft",
    {
        "draft": {"in_review", "withdrawn"},
        "in_review": {"draft", "approved", "published", "withdrawn"},
        "approved": {"draft", "scheduled", "published", "withdrawn"},
        "scheduled": {"draft", "approved", "published", "withdrawn"},
        "published": {"in_review", "withdrawn"},  # a version is added: it needs an agreement of its own
        "withdrawn": {"draft"},
    },
)

VERSION = Lifecycle(
    "draft",
    {
        "draft": {"approved", "withdrawn"},
        "approved": {"draft", "scheduled", "published", "withdrawn"},
        "scheduled": {"draft", "approved", "published", "withdrawn"},
        "published": {"withdrawn"},
        "withdrawn": {"draft"},
    },
)

# how far along a version is: the piece is as far as its farthest
FARTHEST = ("draft", "approved", "scheduled", "published")


def state_of_whole(version_states: list[str], before: str) -> str:
    """What the piece is, from what its versions are; while it waits for an agreement it does so whatever they are.
    Nothing left of it where something was agreed or published: withdrawn."""
    going = [FARTHEST.index(state) for state in version_states if state in FARTHEST]
    if not going:
        return before if before == "draft" or not version_states else "withdrawn"
    return before if before == "in_review" else FARTHEST[max(going)]
