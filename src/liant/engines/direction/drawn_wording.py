"""What is said of a draw, in fixed sentences, French and English. Here alone words of cause are allowed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from liant.engines.direction.beside_drawn import Displaced
from liant.engines.direction.drawn import LEVEL, Measured, Trial
from liant.engines.direction.verdict import holm
from liant.engines.direction.wording import LANGUAGES, Words, number

RAISED = {
    "meeting": {
        "en": "Being drawn to meet raised later engagement between the two by {x} (95% interval: {low} to {high}; {people} people, "
              "{drawn} of {pairs} pairs, drawn by lot). This holds for this programme and these weeks, relative to other pairs.",
        "fr": "Être tirés au sort pour se rencontrer a augmenté l’engagement qui a suivi entre les deux de {x} (intervalle à 95 % : de "
              "{low} à {high} ; {people} personnes, {drawn} paires sur {pairs}, tirées au sort). Cela vaut pour ce programme et ces "
              "semaines, par rapport aux autres paires.",
    },
    "spotlight": {
        "en": "Having the other’s posts put first, by lot, raised later contact between the two by {x} (95% interval: {low} to "
              "{high}; {people} people, {drawn} of {pairs} pairs). This holds for this programme and these weeks, relative to other "
              "pairs.",
        "fr": "Voir d’abord, par tirage au sort, ce que l’autre publiait a augmenté les contacts qui ont suivi entre les deux de {x} "
              "(intervalle à 95 % : de {low} à {high} ; {people} personnes, {drawn} paires sur {pairs}). Cela vaut pour ce programme et "
              "ces semaines, par rapport aux autres paires.",
    },
}  # fmt: skip
LOWERED = {
    "meeting": {
        "en": "Being drawn to meet lowered later engagement between the two by {x} (95% interval: {low} to {high}; {people} people, "
              "{drawn} of {pairs} pairs, drawn by lot).",
        "fr": "Être tirés au sort pour se rencontrer a diminué l’engagement qui a suivi entre les deux de {x} (intervalle à 95 % : de "
              "{low} à {high} ; {people} personnes, {drawn} paires sur {pairs}, tirées au sort).",
    },
    "spotlight": {
        "en": "Having the other’s posts put first, by lot, lowered later contact between the two by {x} (95% interval: {low} to "
              "{high}; {people} people, {drawn} of {pairs} pairs).",
        "fr": "Voir d’abord, par tirage au sort, ce que l’autre publiait a diminué les contacts qui ont suivi entre les deux de {x} "
              "(intervalle à 95 % : de {low} à {high} ; {people} personnes, {drawn} paires sur {pairs}).",
    },
}  # fmt: skip
NOT_DETECTED = {
    "en": "No effect detected ({people} people, {drawn} of {pairs} pairs drawn by lot). Effects above {high} are ruled out; smaller "
          "ones are not.",
    "fr": "Aucun effet détecté ({people} personnes, {drawn} paires sur {pairs}, tirées au sort). Des effets de plus de {high} sont "
          "exclus ; de plus petits ne le sont pas.",
}  # fmt: skip
TOOK_PLACE = {
    "meeting": {
        "en": "Where they met because of the draw: {x} ({low} to {high}), provided that being drawn matters through that alone. {share}% "
              "of the pairs drawn met.",
        "fr": "Là où ils se sont rencontrés grâce au tirage : {x} (de {low} à {high}), si le tirage ne compte que par cela. {share} % des "
              "paires tirées se sont rencontrées.",
    },
    "spotlight": {
        "en": "Where something was really shown because of the draw: {x} ({low} to {high}), provided that being drawn matters through "
              "that alone. In {share}% of the pairs drawn, one at least was shown something of the other’s.",
        "fr": "Là où quelque chose a vraiment été montré grâce au tirage : {x} (de {low} à {high}), si le tirage ne compte que par cela. "
              "Dans {share} % des paires tirées, l’un des deux au moins a vu quelque chose de l’autre.",
    },
}  # fmt: skip
UNBOUNDED = {
    "meeting": {
        "en": "{share}% of the pairs drawn met: too few to say what it did where they met.",
        "fr": "{share} % des paires tirées se sont rencontrées : trop peu pour dire ce que cela a fait là où elles l’ont fait.",
    },
    "spotlight": {
        "en": "In {share}% of the pairs drawn, one at least was shown something of the other’s: too few to say what it did there.",
        "fr": "Dans {share} % des paires tirées, l’un des deux au moins a vu quelque chose de l’autre : trop peu pour dire ce que cela y a "
              "fait.",
    },
}  # fmt: skip
HEADS = {
    "meeting": {"en": "Meeting, then sharing.", "fr": "Se rencontrer, puis partager."},
    "spotlight": {"en": "Sharing, then the tie.", "fr": "Partager, puis le lien."},
}
NO_TEST = {
    "en": "This was no test: with so few people and weeks, it would have missed what was hoped for {missed} times of a hundred.",
    "fr": "Ce n’était pas un test : avec si peu de personnes et de semaines, il serait passé à côté de ce qu’on espérait {missed} fois sur cent.",
}
EXPLORATORY = {
    "en": "Looked at before the day that was set: exploratory.",
    "fr": "Regardé avant le jour fixé : exploratoire.",
}
DISPLACED = {
    "en": "Part of it was taken from colleagues around: {x} between pairs next to those drawn.",
    "fr": "Une part a été prise aux collègues d’à côté : {x} entre les paires voisines de celles qui ont été tirées.",
}
UNBALANCED = {
    "en": "Those drawn already differed before: read this with care.",
    "fr": "Les paires tirées différaient déjà avant : à lire avec prudence.",
}
LARGER = {
    "meeting": {
        "en": "In the same unit, meeting did more for sharing than sharing did for the tie, in this programme and these weeks.",
        "fr": "Dans la même unité, se rencontrer a fait plus pour le partage que le partage pour le lien, dans ce programme et ces "
              "semaines.",
    },
    "spotlight": {
        "en": "In the same unit, sharing did more for the tie than meeting did for sharing, in this programme and these weeks.",
        "fr": "Dans la même unité, le partage a fait plus pour le lien que se rencontrer pour le partage, dans ce programme et ces "
              "semaines.",
    },
}  # fmt: skip
BOTH = {
    "en": "Both were found, one beside the other: a loop, in this programme and these weeks.",
    "fr": "Les deux ont été trouvés, l’un à côté de l’autre : une boucle, dans ce programme et ces semaines.",
}


@dataclass(frozen=True)
class Arm:
    """One arm as it was planned and as it came out. `name`: meeting (tie → sharing) or spotlight (sharing → tie); `power`: the
    chance, computed before the draw, to see what was hoped for; `is_planned`: looked at on the day that was set."""

    name: str
    trial: Trial
    power: float
    is_planned: bool = True
    displaced: Displaced | None = None


def say_drawn(arms: list[Arm], *, planned: int = 0) -> Words:
    """The sentences of one or two arms, by language, a paragraph for each. Two p-values are held to a level that is for both (Holm);
    `planned`: how many outcomes were, where of some there was too little to say anything."""
    missing = max(0, planned - len(arms))
    found = holm([*(one.trial.drawn.p for one in arms), *[1.0] * missing], LEVEL)[: len(arms)]
    has_heads = len(arms) + missing > 1
    return {language: "\n\n".join(_paragraphs(arms, found, language, has_heads)) for language in LANGUAGES}


def apart(arms: list[Arm]) -> Measured | None:
    """How much more the first arm did than the second, each in standard deviations of what is left of its outcome; None where there
    are not two. Each is drawn for itself, so that their errors add as squares; without an end where one of the intervals has none."""
    if len(arms) != 2 or not all(one.trial.spread > 0 for one in arms):
        return None
    sizes = [one.trial.drawn.estimate / one.trial.spread for one in arms]
    gap = sizes[0] - sizes[1]
    half = math.hypot(*((one.trial.drawn.high - one.trial.drawn.low) / one.trial.spread / 2 for one in arms))
    return Measured(gap, gap - half, gap + half, math.nan)


def larger_arm(arms: list[Arm]) -> str | None:
    """The arm whose estimate, in standard deviations of its outcome, is larger beyond chance."""
    gap = apart(arms)
    if gap is None or not math.isfinite(gap.low) or gap.low <= 0 <= gap.high:
        return None
    return arms[0].name if gap.estimate > 0 else arms[1].name


def _paragraphs(arms: list[Arm], found: list[bool], language: str, has_heads: bool) -> Iterator[str]:
    raised = {one.name for one, is_found in zip(arms, found, strict=True) if is_found and one.trial.drawn.estimate > 0}
    for arm, is_found in zip(arms, found, strict=True):
        yield " ".join([*([HEADS[arm.name][language]] if has_heads else []), *_of_arm(arm, is_found, language)])
    if len(arms) == 2 and len(raised) == 2:
        yield BOTH[language]
    larger = larger_arm(arms)
    if larger in raised:
        yield LARGER[str(larger)][language]


def _of_arm(arm: Arm, is_found: bool, language: str) -> Iterator[str]:
    trial = arm.trial
    counts = {"people": str(trial.people), "drawn": str(trial.pairs_drawn), "pairs": str(trial.pairs)}
    if not is_found:
        yield NOT_DETECTED[language].format(high=_size(trial.drawn.high, language), **counts)
    else:
        one, low, high = trial.drawn.estimate, trial.drawn.low, trial.drawn.high
        words = RAISED if one > 0 else LOWERED
        if one < 0:
            one, low, high = -one, -high, -low
        yield words[arm.name][language].format(
            x=_size(one, language), low=_size(low, language), high=_size(high, language), **counts
        )
        yield _took_place(arm, language)
    if arm.power < 0.8:
        yield NO_TEST[language].format(missed=number(100 * (1 - arm.power), language))
    if not arm.is_planned:
        yield EXPLORATORY[language]
    if trial.balance < LEVEL:
        yield UNBALANCED[language]
    if (
        is_found
        and arm.displaced is not None
        and arm.displaced.p <= LEVEL
        and arm.displaced.estimate * trial.drawn.estimate < 0
    ):
        yield DISPLACED[language].format(x=_size(arm.displaced.estimate, language))


def _took_place(arm: Arm, language: str) -> str:
    share = number(100 * arm.trial.shares[0], language)
    place = arm.trial.took_place
    if not math.isfinite(place.low + place.high):
        return UNBOUNDED[arm.name][language].format(share=share)
    return TOOK_PLACE[arm.name][language].format(
        x=_size(place.estimate, language), low=_size(place.low, language), high=_size(place.high, language), share=share
    )


def _size(value: float, language: str) -> str:
    if not math.isfinite(value):
        return "∞"
    return number(value, language, 2)
