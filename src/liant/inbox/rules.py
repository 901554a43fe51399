"""Computed from values: what is due to someone, in which hat they speak, whether they wait."""

from collections.abc import Iterable

HAT_OF_INTENT = {"candidate": "candidate", "press": "journalist"}
AUTOMATIC_TAGS = {"auto-reply", "bounce", "bulk", "newsletter"}
CERTAIN = 0.6
EXCERPT_LENGTH = 280


def hat_for(intent: str, default_hat: str, certainty: float = 1.0) -> str:
    """What is said decides where it says more than the channel does, and only when it is read with confidence: under
    a wrong hat, those who could answer would not see it."""
    return HAT_OF_INTENT.get(intent, default_hat) if certainty >= CERTAIN else default_hat


def what_is_due(intent: str, *, is_addressed: bool, tags: Iterable[str]) -> str:
    """An answer, a thank-you, or nothing. Nobody waits behind an automatic message; whoever speaks *about* us without
    asking anything waits for nothing, but praise is owed thanks."""
    if AUTOMATIC_TAGS & set(tags):
        return "nothing"
    if intent == "praise":
        return "thanks"
    if intent in ("other", "abuse") and not is_addressed:
        return "nothing"
    return "answer"


def excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= EXCERPT_LENGTH else words[: EXCERPT_LENGTH - 1].rstrip() + "…"
