"""Reads messages: language, intent, sentiment and conduct, by a small linear model and phrases kept as data."""

import math
from collections.abc import Sequence

from liant.engines.triage.folding import Batch, lay_out
from liant.engines.triage.language import tell_language
from liant.engines.triage.phrases import Hit, find_phrases
from liant.engines.triage.reading import CONDUCTS, INTENTS, Reading, Reason

BATCH = 512  # texts laid out together: large enough for numpy, small enough for memory


def read(text: str, title: str | None = None, lang: str | None = None) -> Reading:
    """Reads one message. `lang`, when known, is an ISO 639 code and is believed."""
    return read_many([text], [title], [lang])[0]


def read_many(
    texts: Sequence[str], titles: Sequence[str | None] | None = None, langs: Sequence[str | None] | None = None
) -> list[Reading]:
    """Reads messages; each result is the one `read` gives. Raises ValueError when the lists differ in length."""
    titles = [None] * len(texts) if titles is None else titles
    langs = [None] * len(texts) if langs is None else langs
    if not len(texts) == len(titles) == len(langs):
        raise ValueError("texts, titles and langs must be of the same length")
    found: list[Reading] = []
    for low in range(0, len(texts), BATCH):
        part = slice(low, low + BATCH)
        found.extend(_read_batch(lay_out(texts[part], titles[part]), langs[part]))
    return found


def _read_batch(batch: Batch, langs: Sequence[str | None]) -> list[Reading]:
    hits: list[list[Hit]] = [[] for _ in langs]
    index = 0
    for hit in find_phrases(batch.joined):
        while hit.start >= batch.starts[index + 1]:
            index += 1
        hits[index].append(hit)
    return [_read_one(batch, i, lang, hits[i]) for i, lang in enumerate(langs)]


def _read_one(batch: Batch, index: int, lang: str | None, hits: list[Hit]) -> Reading:
    folded = batch.folded(index)
    language = lang[:2].lower() if lang else tell_language(batch.originals[index], folded)
    scores = dict.fromkeys((*INTENTS, *CONDUCTS, "positive", "negative"), 0.0)
    reasons = []
    for hit in hits:
        phrase = hit.phrase
        if language in (phrase.language, None):
            scores[phrase.aim] += phrase.weight
            start, end = batch.original_span(index, hit.start, hit.end)
            where, shift = ("text", batch.title_lengths[index]) if start >= batch.title_lengths[index] else ("title", 0)
            reasons.append(Reason("phrase", batch.originals[index][start:end], start - shift, end - shift, phrase.aim, phrase.weight, where))  # fmt: skip
    scores["other"] += 1.0
    peak = max(scores[i] for i in INTENTS)
    powers = {i: math.exp(min(scores[i], 8.0) - min(peak, 8.0)) for i in INTENTS}
    total = sum(powers.values())
    intents = {i: p / total for i, p in powers.items()}
    lean = scores["positive"] - scores["negative"]
    conduct = {c: 1 / (1 + math.exp(3.0 - min(scores[c], 8.0))) for c in CONDUCTS}
    return Reading(
        language, max(intents, key=intents.__getitem__), intents, math.tanh(lean / 2), conduct, tuple(reasons)
    )
