"""Why a message was read so: the phrases and words that weighed most, as data and as sentences."""

from collections.abc import Iterable, Mapping

from liant.engines.triage.folding import Batch
from liant.engines.triage.phrases import Hit
from liant.engines.triage.reading import CONDUCTS, NEUTRAL_BELOW, Reading, Reason
from liant.engines.triage.signals import NEGATIVE, POSITIVE

MOST_REASONS = 8
_MOST_WORDS = 3
LEAST_SHARE = 0.25  # log-odds; below, a word explains nothing
_TOLD_FROM = 0.5  # a conduct less likely than this is not explained

_NAMES = {
    "fr": {
        "praise": "un compliment", "complaint": "une réclamation", "question": "une question",
        "purchase": "une envie d’acheter", "press": "une demande de presse", "candidate": "une candidature",
        "solicitation": "une sollicitation", "abuse": "une attaque", "other": "un message sans demande",
    },
    "en": {
        "praise": "praise", "complaint": "a complaint", "question": "a question", "purchase": "a wish to buy",
        "press": "a press request", "candidate": "a job application", "solicitation": "a solicitation",
        "abuse": "abuse", "other": "a message that asks for nothing",
    },
}  # fmt: skip
_CONDUCT_NAMES = {
    "fr": {"insult": "Contient sans doute une insulte", "threat": "Contient sans doute une menace",
           "hate": "Contient sans doute un propos haineux"},
    "en": {"insult": "Probably holds an insult", "threat": "Probably holds a threat", "hate": "Probably holds hate speech"},
}  # fmt: skip
_WORDS = {
    "fr": {"like": "Ressemble à {name}", "because": "{start} à cause de {quotes}.", "alone": "{start}.",
           "empty": "Aucun mot à lire.", POSITIVE: "Ton positif", NEGATIVE: "Ton négatif",
           "correction": "Vos corrections ont compté.", "quote": "«\u00a0{text}\u00a0»"},
    "en": {"like": "Reads like {name}", "because": "{start} because of {quotes}.", "alone": "{start}.",
           "empty": "There are no words to read.", POSITIVE: "Positive tone", NEGATIVE: "Negative tone",
           "correction": "Your corrections counted.", "quote": "“{text}”"},
}  # fmt: skip


def gather_reasons(
    batch: Batch,
    index: int,
    *,
    settled: list[tuple[Hit, str]],
    words: Iterable[tuple[int, int, float]],
    intent: str,
    sentiment: float,
    conduct: Mapping[str, float],
    learnt: float,
) -> tuple[Reason, ...]:
    """The reasons of one reading, the heaviest first, at most eight.

    `words` gives start, end (in the joined text) and share of each word that is worth telling, the heaviest first; `learnt` what corrections added to the intent.
    """
    told = {intent} | {name for name in CONDUCTS if conduct[name] >= _TOLD_FROM}
    if abs(sentiment) >= NEUTRAL_BELOW:
        told.add(POSITIVE if sentiment > 0 else NEGATIVE)
    found = [
        _reason(batch, index, "phrase", (hit.start, hit.end), aim=aim, weight=hit.phrase.weight)
        for hit, aim in settled
        if aim in told
    ]
    taken = [(hit.start, hit.end) for hit, aim in settled if aim == intent]
    free = [w for w in words if not any(w[0] < end and start < w[1] for start, end in taken)]
    found += [_reason(batch, index, "word", word[:2], aim=intent, weight=word[2]) for word in free[:_MOST_WORDS]]
    if learnt >= LEAST_SHARE:
        found.append(Reason("correction", "", 0, 0, intent, learnt))
    found.sort(key=lambda reason: (-reason.weight, reason.start))
    return tuple(found[:MOST_REASONS])


def _reason(batch: Batch, index: int, kind: str, span: tuple[int, int], *, aim: str, weight: float) -> Reason:
    low, high = batch.original_span(index, *span)
    text = batch.originals[index][low:high]
    title = batch.title_lengths[index]
    if low < title:
        return Reason(kind, text, low, high, aim, weight, "title")
    return Reason(kind, text, low - title, high - title, aim, weight)


def say_reasons(reading: Reading, lang: str = "fr") -> list[str]:
    """The reasons as sentences, in French or, for any other `lang`, in English; the intent first."""
    lang = "fr" if lang.startswith("fr") else "en"
    words = _WORDS[lang]
    if any(reason.kind == "empty" for reason in reading.reasons):
        return [words["empty"]]
    said = [_sentence(reading, lang, reading.intent, words["like"].format(name=_NAMES[lang][reading.intent]))]
    if any(reason.kind == "correction" for reason in reading.reasons):
        said.append(words["correction"])
    aims = {reason.aim for reason in reading.reasons}
    said += [_sentence(reading, lang, tone, words[tone]) for tone in (POSITIVE, NEGATIVE) if tone in aims]
    risky = [name for name in CONDUCTS if reading.conduct[name] >= _TOLD_FROM]
    return said + [_sentence(reading, lang, name, _CONDUCT_NAMES[lang][name]) for name in risky]


def _sentence(reading: Reading, lang: str, aim: str, start: str) -> str:
    words = _WORDS[lang]
    aims = {aim, *CONDUCTS} if aim == "abuse" else {aim}
    texts = list(dict.fromkeys(r.text for r in reading.reasons if r.aim in aims and r.text))
    if not texts:
        return words["alone"].format(start=start)
    return words["because"].format(start=start, quotes=", ".join(words["quote"].format(text=t) for t in texts))
