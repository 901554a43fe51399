"""Computed from values: what is due to someone, in which hat they speak, whether they wait."""

import re
from collections.abc import Iterable

HAT_OF_INTENT = {"candidate": "candidate", "press": "journalist"}
AUTOMATIC_TAGS = {"auto-reply", "bounce", "bulk", "newsletter"}
CERTAIN = 0.6
EXCERPT_LENGTH = 280
TITLE_LENGTH = 72
GREETING = re.compile(
    r"^(?:(?:[@#]\S+|bonjour|bonsoir|coucou|salut|hello|hi|hey|dear|good (?:morning|afternoon|evening))"
    r"(?:\s+[^\s,.!?]+){0,4}?\s*[,.!:–—-]+\s*|[@#]\S+\s+)+(?=\S)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"^.{12,}?[.!?…](?=\s|$)")


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


def title_of(text: str) -> str:
    """A short subject: the first sentence, without its greeting."""
    words = " ".join(text.split())
    rest = GREETING.sub("", words) or words
    first = SENTENCE.match(rest)
    title = (first[0] if first else rest).rstrip(".")
    return shortened(title[:1].upper() + title[1:])


def shortened(title: str) -> str:
    if len(title) <= TITLE_LENGTH:
        return title
    return title[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
