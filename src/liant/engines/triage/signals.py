"""Few dense signals of a text (phrases found, punctuation, links) that stand beside the hashed features."""

import math
import re
from collections.abc import Iterable

import numpy as np

from liant.engines.triage.features import Array
from liant.engines.triage.folding import LINK, MENTION, Batch
from liant.engines.triage.phrases import Hit, is_flipped
from liant.engines.triage.reading import CONDUCTS, INTENTS

POSITIVE, NEGATIVE = "positive", "negative"
AIMS = (*INTENTS, *CONDUCTS, POSITIVE, NEGATIVE)
STYLE = (
    "lean",
    "asks_last",
    "asks_first",
    "inverts",
    "asks",
    "cries",
    "link",
    "mention",
    "capitals",
    "length",
    "tags",
    "french",
    "english",
)
N_SIGNALS = len(AIMS) + len(STYLE)
_ASKING = frozenset(
    [
        "qui",
        "que",
        "quoi",
        "quand",
        "comment",
        "combien",
        "pourquoi",
        "ou",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "est",
        "peut",
        "faut",
        "doit",
        "puis",
        "y",
        "avez",
        "etes",
        "faites",
        "pouvez",
        "what",
        "when",
        "where",
        "who",
        "which",
        "why",
        "how",
        "is",
        "are",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "may",
        "has",
        "have",
        "any",
    ]
)
_INVERTED = re.compile(r"[a-zé]-(?:t-)?(?:vous|il|elle|ils|elles|on|je|tu|nous|ce)\b", re.IGNORECASE)
_GREETING = re.compile(
    r"^\s*(?:bonjour|bonsoir|bjr|salut|slt|coucou|hello|hi|hey|madame|monsieur|dear)\b\W*", re.IGNORECASE
)
_OPPOSITE = {POSITIVE: NEGATIVE, NEGATIVE: POSITIVE}
_FLIPPABLE = frozenset({POSITIVE, NEGATIVE, "praise", "complaint"})
_AIM_PLACE = {aim: place for place, aim in enumerate(AIMS)}


def settle_hits(batch: Batch, index: int, hits: Iterable[Hit], language: str | None) -> list[tuple[Hit, str]]:
    """The hits that count for a text, each with its aim: of its language, the longest where several of one aim overlap.

    A single word of feeling after a negation counts for the opposite feeling; praise and complaint after one don't count.
    """
    kept: list[tuple[Hit, str]] = []
    reached: dict[str, int] = {}
    low = batch.starts[index]
    bare = batch.maps[index] is None
    for hit in hits:
        aim = hit.phrase.aim
        if language not in (hit.phrase.language, None) or hit.start < reached.get(aim, -1):
            continue
        reached[aim] = hit.end
        if aim in _FLIPPABLE and " " not in hit.phrase.folded:
            original = batch.originals[index] if bare else ""
            if is_flipped(batch.folded(index), original, hit.start - low):
                if aim not in _OPPOSITE:
                    continue
                aim = _OPPOSITE[aim]
        kept.append((hit, aim))
    return kept


def measure(batch: Batch, settled: list[list[tuple[Hit, str]]], languages: list[str | None]) -> Array:
    """Signals of each text, float32 of shape (texts, N_SIGNALS), all between -1 and about 2."""
    found = np.zeros((len(languages), N_SIGNALS), np.float32)
    for index, language in enumerate(languages):
        row = [0.0] * len(AIMS)
        for hit, aim in settled[index]:
            row[_AIM_PLACE[aim]] += hit.phrase.weight
        plus, minus = row[_AIM_PLACE[POSITIVE]], row[_AIM_PLACE[NEGATIVE]]
        row = [min(value, 8.0) / 4 for value in row]
        row.append((plus - minus) / (plus + minus + 1))
        found[index] = row + _style(batch.originals[index], batch.folded(index), language)
    return found


def _style(original: str, folded: str, language: str | None) -> list[float]:
    opening = _GREETING.sub("", folded[:60]).split()
    ending = folded[-40:].replace(LINK, "").rstrip()
    # A share of capitals counts on what is more than a word or two: a name is not a shout.
    capitals = (
        sum(map(str.isupper, original[:400])) if len(original) > 12 and original[:400].upper() == original[:400] else 0
    )
    return [
        float(ending.endswith("?")),
        float(opening[:1] != [] and opening[0] in _ASKING),
        float(_INVERTED.search(original[:1000]) is not None),
        min(folded.count("?"), 3) / 3,
        min(folded.count("!"), 3) / 3,
        float(LINK in folded),
        float(MENTION in folded),
        float(capitals > 8),
        math.log1p(len(folded)) / 8,
        min(original.count("#"), 3) / 3,
        float(language == "fr"),
        float(language == "en"),
    ]
