"""What an organisation's corrections taught: a small weight for words, added to the scores of the intents."""

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from liant.engines.triage.features import Array
from liant.engines.triage.reading import INTENTS

_STEP = 1.5  # log-odds a fully unexpected correction moves its own text by; two or three turn a clear reading
_LARGEST = 6.0


@dataclass(frozen=True, slots=True)
class Adjustments:
    """`weights`: folded word, or two neighbours, -> one number per intent, in the order of INTENTS."""

    weights: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def scores(self, folded: str) -> Array:
        """What to add to the log-odds of each intent, float64 of shape (9,)."""
        total = np.zeros(len(INTENTS))
        if not self.weights:
            return total
        words = words_of(folded)
        for word in words:
            if word in self.weights:
                total += self.weights[word]
        return np.clip(total / math.sqrt(len(words) or 1), -_LARGEST, _LARGEST)

    def as_json(self) -> dict[str, Any]:
        return {"intents": list(INTENTS), "weights": {word: list(row) for word, row in self.weights.items()}}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Adjustments":
        """Back from `as_json`, whatever order of intents it was stored in. Raises KeyError on a missing part."""
        places = [stored["intents"].index(i) if i in stored["intents"] else None for i in INTENTS]
        return cls({w: tuple(0.0 if p is None else row[p] for p in places) for w, row in stored["weights"].items()})


def words_of(folded: str) -> list[str]:
    """The distinct words and pairs of neighbours of a folded text, in order."""
    words = folded.split()
    return list(dict.fromkeys([*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]))


def learn_from_scores(corrections: Iterable[tuple[str, Array, str]]) -> Adjustments:
    """Adjustments from (folded text, the model's log-odds of the intents, intent that was right).

    One step of stochastic gradient on the log-likelihood per correction, in the order given. Raises ValueError on an unknown intent.
    """
    weights: dict[str, Array] = {}
    for folded, scores, intent in corrections:
        if intent not in INTENTS:
            raise ValueError(f"unknown intent “{intent}”; one of {', '.join(INTENTS)}")
        words = words_of(folded)
        if not words:
            continue
        size = 1 / math.sqrt(len(words))
        known = [weights[word] for word in words if word in weights]
        now = scores + (size * np.sum(known, axis=0) if known else 0.0)
        powers = np.exp(now - now.max())
        step = -powers / powers.sum()
        step[INTENTS.index(intent)] += 1.0
        for word in words:
            weights[word] = weights.get(word, np.zeros(len(INTENTS))) + _STEP * size * step
    return Adjustments({word: tuple(round(float(v), 4) for v in row) for word, row in weights.items()})
