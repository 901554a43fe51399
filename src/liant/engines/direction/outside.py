"""The second cause of silence: do those who have a tie to a community outside, where what the house writes would help, share more?

The difference of two means of counts, one count for each person, with an interval from drawing persons again:

    D = mean(shares | a tie outside) − mean(shares | none)

Each side is drawn 4,999 times with as many people; the ends are percentiles of D, moved outwards for small sides: with n the smaller
one, α/2 is replaced by Φ(−√(n / (n − 1)) t_{α/2, n−1}). Persons are drawn, not shares: one who shares much is one person. Nothing was
drawn by lot, so that the difference says that both go together, and nothing more.
Source: T. C. Hesterberg, What teachers should know about the bootstrap, Am. Stat. 69 (2015) 371, § 5.2 (expanded percentile interval).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from liant.engines.direction.student import critical
from liant.engines.direction.wording import LANGUAGES, Words, number

LEAST_PEOPLE = 20  # on each side
LEAST_SHARERS = 5  # on each side, and as many who did not share
DRAWS, LEVEL = 4999, 0.05

MORE = {
    "en": "In four weeks, those who say that they are known in a community outside shared {with_tie} times each, the others {without} "
          "times: {more} more (95% interval: {low} to {high}; {people} and {others} people). Both go together. Which of them comes "
          "first, or whether something else brings both, these figures can’t say.",
    "fr": "En quatre semaines, celles et ceux qui se disent connus dans une communauté extérieure ont partagé {with_tie} fois "
          "chacun, les autres {without} fois : {more} de plus (intervalle à 95 % : de {low} à {high} ; {people} et {others} personnes). "
          "Les deux vont ensemble. Lequel vient en premier, ou si autre chose amène l’un et l’autre, ces chiffres ne peuvent le dire.",
}  # fmt: skip
LESS = {
    "en": "In four weeks, those who say that they are known in a community outside shared {with_tie} times each, the others {without} "
          "times: {more} fewer (95% interval: {low} to {high} fewer; {people} and {others} people). These figures can’t say why.",
    "fr": "En quatre semaines, celles et ceux qui se disent connus dans une communauté extérieure ont partagé {with_tie} fois "
          "chacun, les autres {without} fois : {more} de moins (intervalle à 95 % : de {low} à {high} de moins ; {people} et {others} "
          "personnes). Ces chiffres ne peuvent dire pourquoi.",
}  # fmt: skip
NONE_FOUND = {
    "en": "No difference was found in four weeks between those who say that they are known in a community outside and the others: from "
          "{low} to {high} shares each (95% interval; {people} and {others} people). More than that is ruled out in these data; "
          "less is not.",
    "fr": "Aucune différence n’a été trouvée en quatre semaines entre celles et ceux qui se disent connus dans une communauté "
          "extérieure et les autres : de {low} à {high} partage chacun (intervalle à 95 % ; {people} et {others} personnes). Ces "
          "données excluent davantage, mais pas moins.",
}  # fmt: skip
TOO_LITTLE = {
    "en": "Not enough data to say. Needed on each side, of those who agreed to be counted: {need} people, of whom {sharers} at least "
          "shared and {sharers} at least did not, and nobody who shares nearly all of it.",
    "fr": "Données insuffisantes pour conclure. Il faut de chaque côté, parmi celles et ceux qui ont accepté d’être comptés : {need} "
          "personnes, dont {sharers} au moins ont partagé et {sharers} au moins non, et personne qui partage presque tout.",
}  # fmt: skip


class TooFew(ValueError):
    """Too few people, or too few who shared or did not, for anything to be said."""


@dataclass(frozen=True)
class Beside:
    """`people`, `others`: how many have such a tie, and have none; `with_tie`, `without`: their mean shares; `more`: the difference
    with its 95 % interval, `low` to `high`."""

    people: int
    others: int
    with_tie: float
    without: float
    more: float
    low: float
    high: float


def beside(with_tie: Sequence[int], without: Sequence[int], *, seed: int = 0, draws: int = DRAWS) -> Beside:
    """How often those with a tie outside share beside the others. Counts, one for each person, over the same time.

    The same counts in any order give the same interval. TooFew under `LEAST_PEOPLE` on either side, or where fewer than
    `LEAST_SHARERS` of a side shared, or did not.
    """
    sides = [np.sort(np.asarray(one, dtype=float)) for one in (with_tie, without)]
    for side in sides:
        sharers = int((side > 0).sum())
        if len(side) < LEAST_PEOPLE or min(sharers, len(side) - sharers) < LEAST_SHARERS:
            raise TooFew
    chance = np.random.default_rng(seed)
    means = [side[chance.integers(0, len(side), size=(draws, len(side)))].mean(axis=1) for side in sides]
    smaller = min(map(len, sides))
    part = NormalDist().cdf(-math.sqrt(smaller / (smaller - 1)) * critical(smaller - 1))
    low, high = np.quantile(means[0] - means[1], (part, 1 - part))
    first, second = (float(side.mean()) for side in sides)
    return Beside(len(sides[0]), len(sides[1]), first, second, first - second, float(low), float(high))


def say(found: Beside | None) -> Words:
    """In fixed sentences, by language; None where there were too few."""
    if found is None:
        return {lang: TOO_LITTLE[lang].format(need=LEAST_PEOPLE, sharers=LEAST_SHARERS) for lang in LANGUAGES}
    words, sign = (MORE, 1) if found.low > 0 else (LESS, -1) if found.high < 0 else (NONE_FOUND, 0)
    ends = sorted((sign * found.low, sign * found.high)) if sign else (found.low, found.high)
    return {lang: words[lang].format(**_figures(found, ends, lang, is_signed=not sign)) for lang in LANGUAGES}


def _figures(found: Beside, ends: Sequence[float], lang: str, *, is_signed: bool) -> Mapping[str, str]:
    low, high = (number(one, lang, 1, signed=is_signed) for one in ends)
    return {
        "with_tie": number(found.with_tie, lang, 1), "without": number(found.without, lang, 1),
        "more": number(abs(found.more), lang, 1), "low": low, "high": high, "people": str(found.people), "others": str(found.others),
    }  # fmt: skip


def every_sentence() -> Iterator[tuple[str, str]]:
    """(language, text) of all that can be said."""
    for words in (MORE, LESS, NONE_FOUND, TOO_LITTLE):
        yield from words.items()
