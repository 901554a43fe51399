"""What a reading of a message holds: language, intent, sentiment, conduct, and the reasons for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

INTENTS = ("praise", "complaint", "question", "purchase", "press", "candidate", "solicitation", "abuse", "other")
CONDUCTS = ("insult", "threat", "hate")
NEUTRAL_BELOW = 0.3  # a sentiment nearer to 0 than this is neutral


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing seen that weighed on a reading.

    ``kind`` is ``phrase`` (a rule), ``word`` (the model), ``correction`` (learnt from the organisation) or ``empty``.
    ``start`` and ``end`` are code points of ``text``, or of the title when ``where`` is ``title``. ``weight`` is in log-odds.
    """

    kind: str
    text: str
    start: int
    end: int
    aim: str
    weight: float
    where: str = "text"

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": self.kind, "text": self.text, "start": self.start, "end": self.end,
                                 "for": self.aim, "weight": round(self.weight, 2)}  # fmt: skip
        return found if self.where == "text" else found | {"where": self.where}


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one message.

    ``intents`` sums to 1 over INTENTS; ``sentiment`` goes from -1 to 1, neutral within NEUTRAL_BELOW of 0; ``conduct`` gives a
    probability for each of CONDUCTS. ``language`` is an ISO 639-1 code, None when it cannot be told.
    """

    language: str | None
    intent: str
    intents: Mapping[str, float]
    sentiment: float
    conduct: Mapping[str, float]
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def from_reasons(cls, intent: str, reasons: Iterable[Mapping[str, Any]]) -> "Reading":
        """A reading as far as its stored reasons tell it, to say them again; probabilities are left at 0."""
        told = tuple(
            Reason(
                one["kind"], one["text"], one["start"], one["end"], one["for"], one["weight"], one.get("where", "text")
            )
            for one in reasons
        )
        nothing = dict.fromkeys(INTENTS, 0.0)
        return cls(None, intent, nothing, 0.0, dict.fromkeys(CONDUCTS, 0.0), told)

    @property
    def tone(self) -> str:
        """``negative``, ``neutral`` or ``positive``."""
        if abs(self.sentiment) < NEUTRAL_BELOW:
            return "neutral"
        return "positive" if self.sentiment > 0 else "negative"

    def as_json(self) -> dict[str, Any]:
        """The keys of `liant triage`, all but ``id``."""
        return {"language": self.language, "intent": self.intent, "intents": dict(self.intents),
                "sentiment": self.sentiment, "conduct": dict(self.conduct),
                "reasons": [reason.as_json() for reason in self.reasons]}  # fmt: skip
