"""Reads messages: language, intent, sentiment and conduct, by a small linear model and phrases kept as data."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.triage.adjustments import Adjustments, learn_from_scores
from liant.engines.triage.features import Array, Features, featurise
from liant.engines.triage.folding import Batch, lay_out
from liant.engines.triage.language import is_small_word, tell_language
from liant.engines.triage.model import CONDUCT, INTENT, TONE, load_model, to_shares
from liant.engines.triage.phrases import Hit, find_phrases
from liant.engines.triage.reading import CONDUCTS, INTENTS, NEUTRAL_BELOW, Reading, Reason
from liant.engines.triage.reasons import LEAST_SHARE, gather_reasons
from liant.engines.triage.signals import NEGATIVE, POSITIVE, measure, settle_hits

BATCH = 512  # texts laid out together: large enough for numpy, small enough for memory
_DECIMALS = 4
_HAS_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch with all that the model takes in."""

    batch: Batch
    languages: list[str | None]
    settled: list[list[tuple[Hit, str]]]
    features: Features
    signals: Array


def read(
    text: str, title: str | None = None, lang: str | None = None, *, adjustments: Adjustments | None = None
) -> Reading:
    """Reads one message. `lang`, when known, is an ISO 639 code and is believed; `title` is read before the text."""
    return read_many([text], [title], [lang], adjustments=adjustments)[0]


def read_many(
    texts: Sequence[str],
    titles: Sequence[str | None] | None = None,
    langs: Sequence[str | None] | None = None,
    *,
    adjustments: Adjustments | None = None,
) -> list[Reading]:
    """Reads messages; each result is the one `read` gives. Raises ValueError when the lists differ in length."""
    titles = [None] * len(texts) if titles is None else titles
    langs = [None] * len(texts) if langs is None else langs
    if not len(texts) == len(titles) == len(langs):
        raise ValueError("texts, titles and langs must be of the same length")
    found: list[Reading] = []
    for low in range(0, len(texts), BATCH):
        part = slice(low, low + BATCH)
        found.extend(_read_batch(prepare(texts[part], titles[part], langs[part]), adjustments))
    return found


def learn(corrections: Iterable[tuple[str, str]]) -> Adjustments:
    """What (text, intent) corrections teach, to be given back to `read`. Raises ValueError on an unknown intent."""
    pairs = list(corrections)
    steps: list[tuple[str, Array, str]] = []
    for low in range(0, len(pairs), BATCH):
        part = pairs[low : low + BATCH]
        ready = prepare([text for text, _ in part], [None] * len(part), [None] * len(part))
        scores = load_model().scores(ready.features, ready.signals)[:, INTENT].astype(float)
        steps.extend((ready.batch.folded(i), scores[i], intent) for i, (_, intent) in enumerate(part))
    return learn_from_scores(steps)


def prepare(texts: Sequence[str], titles: Sequence[str | None], langs: Sequence[str | None]) -> Prepared:
    """Folds, tells the languages, finds the phrases and hashes; shared by reading and training."""
    batch = lay_out(texts, titles)
    languages = [
        lang.strip()[:2].lower() if lang and lang.strip() else tell_language(batch.originals[i], batch.folded(i))
        for i, lang in enumerate(langs)
    ]
    hits: list[list[Hit]] = [[] for _ in langs]
    index = 0
    for hit in find_phrases(batch.joined):
        while hit.start >= batch.starts[index + 1]:
            index += 1
        hits[index].append(hit)
    settled = [settle_hits(batch, i, hits[i], language) for i, language in enumerate(languages)]
    return Prepared(batch, languages, settled, featurise(batch), measure(batch, settled, languages))


def _read_batch(ready: Prepared, adjustments: Adjustments | None) -> list[Reading]:
    model = load_model()
    scores = model.scores(ready.features, ready.signals).astype(float)
    n_texts = len(ready.languages)
    learnt = np.zeros((n_texts, len(INTENTS)))
    if adjustments is not None:
        learnt = np.array([adjustments.scores(ready.batch.folded(i)) for i in range(n_texts)])
    intents = to_shares(scores[:, INTENT] + learnt)
    tones = to_shares(scores[:, TONE])
    conduct = 1 / (1 + np.exp(-np.clip(scores[:, CONDUCT], -30, 30)))
    best = intents.argmax(axis=1)
    words = _telling_words(ready, model.word_shares(ready.features, best))
    found = []
    for i in range(n_texts):
        if not _HAS_LETTER.search(ready.batch.folded(i)):
            found.append(_without_words(ready, i))
            continue
        sentiment = _sentiment(tones[i])
        intent = INTENTS[best[i]]
        odds = {name: round(p, _DECIMALS) for name, p in zip(CONDUCTS, conduct[i].tolist(), strict=True)}
        reasons = gather_reasons(
            ready.batch, i, settled=ready.settled[i], words=words[i], intent=intent, sentiment=sentiment, conduct=odds,
            learnt=float(learnt[i, best[i]]),
        )  # fmt: skip
        found.append(Reading(ready.languages[i], intent, _rounded(intents[i]), sentiment, odds, reasons))
    return found


def _telling_words(ready: Prepared, shares: Array) -> list[list[tuple[int, int, float]]]:
    """For each text its words that weigh enough to be told and are not mere grammar, the heaviest first."""
    starts, ends = ready.features.starts, ready.features.ends
    telling = np.flatnonzero((shares >= LEAST_SHARE) & (ends - starts > 2))
    telling = telling[np.argsort(-shares[telling], kind="stable")]
    texts = np.searchsorted(np.array(ready.batch.starts), starts[telling], side="right") - 1
    found: list[list[tuple[int, int, float]]] = [[] for _ in ready.languages]
    for text, start, end, share in zip(*(a.tolist() for a in (texts, starts[telling], ends[telling], shares[telling])), strict=True):  # fmt: skip
        if end - start > 4 or not is_small_word(ready.batch.joined[start:end]):
            found[text].append((start, end, share))
    return found


def _without_words(ready: Prepared, index: int) -> Reading:
    """Nothing but pictures, signs, figures or links: the feeling is kept when a known picture tells one."""
    lean = sum({POSITIVE: 1, NEGATIVE: -1}.get(aim, 0) for _, aim in ready.settled[index])
    sentiment = max(-1.0, min(1.0, 0.4 * lean))
    intents = {name: float(name == "other") for name in INTENTS}
    reason = Reason("empty", "", 0, 0, "other", 0.0)
    return Reading(None, "other", intents, sentiment, dict.fromkeys(CONDUCTS, 0.0), (reason,))


def _rounded(shares: Array) -> dict[str, float]:
    """Shares to four decimals that still sum to 1: the largest takes what rounding left."""
    rounded = [round(p, _DECIMALS) for p in shares.tolist()]
    top = int(shares.argmax())
    rounded[top] = round(1 - sum(rounded[:top]) - sum(rounded[top + 1 :]), _DECIMALS)
    return dict(zip(INTENTS, rounded, strict=True))


def _sentiment(tones: Array) -> float:
    """From the three shares to one number, such that the likeliest tone tells on which side of NEUTRAL_BELOW it falls."""
    lean = float(tones[2] - tones[0])
    if tones[1] >= max(tones[0], tones[2]):
        return round(lean * 0.1, _DECIMALS)
    sign = 1 if lean > 0 else -1
    return round(sign * (NEUTRAL_BELOW + 0.05 + (0.95 - NEUTRAL_BELOW) * abs(lean)), _DECIMALS)
