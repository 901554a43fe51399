"""The channels of contact, and how much each says by default.

A channel is a way in which two people are in contact. The default weights are a judgement, not an estimate: they order what costs
someone more before what costs less (Burke & Kraut 2014: composed pieces go with closeness more than one-click likes do).
"""

COMPOSED, MEETING, MESSAGE, ATTENDANCE, CLICK = "composed", "meeting", "message", "attendance", "click"

WEIGHTS = {COMPOSED: 1.0, MEETING: 1.0, MESSAGE: 0.7, ATTENDANCE: 0.4, CLICK: 0.2}
WEIGHT_OF_ANOTHER = 0.7
"""A kind of contact that isn't known here is a channel of its own."""

MUTUAL = frozenset({MEETING, ATTENDANCE})
"""Channels in which nobody turns to the other: a row says the same both ways round."""

CHANNEL_OF_KIND = {
    "comment": COMPOSED,
    "mention": COMPOSED,
    "reply": COMPOSED,
    "thanks": COMPOSED,
    "asked": COMPOSED,
    "conversation": COMPOSED,
    "met": MEETING,
    "meeting": MEETING,
    "co-wrote": MEETING,  # what is written together is done together: a row says the same both ways round
    "message": MESSAGE,
    "mail": MESSAGE,
    "email": MESSAGE,
    "chat": MESSAGE,
    "call": MESSAGE,
    "attended": ATTENDANCE,
    "attended together": ATTENDANCE,
    "co-attendance": ATTENDANCE,
    "contact": ATTENDANCE,
    "reaction": CLICK,
    "like": CLICK,
    "reshare": CLICK,
    "re-share": CLICK,
}

WEIGHTS_OF_SIGNS = {
    "weeks": 0.8,
    "reciprocity": 0.5,
    "overlap": 0.4,
    "circle": 0.4,
    "multiplexity": 0.4,
    "recency": 0.4,
}
"""What is read of a pair beside its channels, in the order of the features."""


def channel_of(kind: str) -> str:
    """The channel of a kind of interaction; a kind that isn't known is a channel by its own name."""
    name = kind.strip().casefold().replace("_", "-")
    return CHANNEL_OF_KIND.get(name) or CHANNEL_OF_KIND.get(name.replace("-", " ")) or name


def default_weights(channels: tuple[str, ...]) -> tuple[float, ...]:
    """One number a channel, then one for each of WEIGHTS_OF_SIGNS."""
    return (*(WEIGHTS.get(name, WEIGHT_OF_ANOTHER) for name in channels), *WEIGHTS_OF_SIGNS.values())
