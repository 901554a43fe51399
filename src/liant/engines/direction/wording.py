"""What is said of a verdict, in fixed sentences, French and English. No word of cause where nothing was drawn by lot.

The sentences are the whole of what Liant says of direction: `every_sentence` gives each that can come out, and a test reads
them all.
"""

import re
from collections.abc import Iterator, Mapping

from liant.engines.direction.diagnostics import Diagnostics
from liant.engines.direction.verdict import (
    ARROWS,
    LEAST_EVENTS,
    LEAST_PEOPLE,
    LEAST_VARYING,
    LEAST_WINDOWS,
    Amount,
    Direction,
)

Words = Mapping[str, str]  # language → text
LANGUAGES = ("fr", "en")
BANNED = {
    "en": re.compile(
        r"\b(caus(?:e[sd]?|al(?:ity)?|ing)|effects?|impacts?|proves?|creat(?:e[sd]?|ing))\b", re.IGNORECASE
    ),
    "fr": re.compile(
        r"\b(caus(?:e[sr]?|ent|al(?:e|es|ité)?|aux)|effets?|impacts?|prouve(?:nt|r)?|cré(?:e|er|ent|é))\b",
        re.IGNORECASE,
    ),
}

MORE = {
    "sharing_to_tie": {
        "en": "After unusually much sharing between two people, they had {x}% more other contact {after} (95% interval: {low} to {high}%). "
              "This order in time is compatible with sharing strengthening ties. It is not proof: an event specific to the pair "
              "explaining {rv}% of both would be enough to cancel it.",
        "fr": "Après une période où deux personnes avaient partagé plus que d’habitude, elles ont eu {x} % d’autres contacts en plus "
              "{after} (intervalle à 95 % : de {low} à {high} %). Cet ordre dans le temps est compatible avec un partage qui resserre les "
              "liens. Ce n’est pas une preuve : un événement propre à ces deux personnes qui expliquerait {rv} % de l’un et de l’autre "
              "suffirait à l’annuler.",
    },
    "tie_to_sharing": {
        "en": "After unusually much contact between two people, they took up {x}% more of what the other shared {after} (95% interval: "
              "{low} to {high}%). This order in time is compatible with ties leading to sharing. It is not proof: an event specific to "
              "the pair explaining {rv}% of both would be enough to cancel it.",
        "fr": "Après une période où deux personnes s’étaient vues ou écrit plus que d’habitude, elles ont repris {x} % de plus de ce que "
              "l’autre partageait {after} (intervalle à 95 % : de {low} à {high} %). Cet ordre dans le temps est compatible avec des "
              "liens qui mènent au partage. Ce n’est pas une preuve : un événement propre à ces deux personnes qui expliquerait {rv} % "
              "de l’un et de l’autre suffirait à l’annuler.",
    },
}  # fmt: skip
LESS = {
    "sharing_to_tie": {
        "en": "After unusually much sharing between two people, they had {x}% less other contact {after} (95% interval: {low} to {high}% "
              "less). These figures can’t say why: the one may take the place of the other, or something between the two may have come "
              "and gone. An event specific to the pair explaining {rv}% of both would be enough to cancel it.",
        "fr": "Après une période où deux personnes avaient partagé plus que d’habitude, elles ont eu {x} % d’autres contacts en moins "
              "{after} (intervalle à 95 % : de {low} à {high} % en moins). Ces chiffres ne peuvent dire pourquoi : l’un prend peut-être la "
              "place de l’autre, ou quelque chose entre les deux est venu, puis passé. Un événement propre à ces deux personnes qui "
              "expliquerait {rv} % de l’un et de l’autre suffirait à l’annuler.",
    },
    "tie_to_sharing": {
        "en": "After unusually much contact between two people, they took up {x}% less of what the other shared {after} (95% interval: "
              "{low} to {high}% less). These figures can’t say why: the one may take the place of the other, or something between the two "
              "may have come and gone. An event specific to the pair explaining {rv}% of both would be enough to cancel it.",
        "fr": "Après une période où deux personnes s’étaient vues ou écrit plus que d’habitude, elles ont repris {x} % de moins de ce que "
              "l’autre partageait {after} (intervalle à 95 % : de {low} à {high} % de moins). Ces chiffres ne peuvent dire pourquoi : l’un "
              "prend peut-être la place de l’autre, ou quelque chose entre les deux est venu, puis passé. Un événement propre à ces deux "
              "personnes qui expliquerait {rv} % de l’un et de l’autre suffirait à l’annuler.",
    },
}  # fmt: skip
LOOP = {
    "en": "Each follows the other: this is compatible with a loop, in which ties lead to sharing and sharing strengthens ties.",
    "fr": "Chacun suit l’autre : c’est compatible avec une boucle, où les liens mènent au partage et le partage resserre les liens.",
}
SHARED = {
    "en": "Both rise together. A shared event (a new project, for instance) cannot be excluded, so nothing is said of which comes "
          "first.",
    "fr": "Les deux montent ensemble. Un événement commun (un nouveau projet, par exemple) ne peut être exclu : rien n’est donc dit de "
          "ce qui vient en premier.",
}  # fmt: skip
NONE_FOUND = {
    "en": "No order in time was found. After unusually much sharing, other contact {after} changed by {low} to {high}%; after unusually "
          "much contact, what was taken up changed by {low_back} to {high_back}% (95% intervals). More than that is ruled out in these "
          "data; less is not.",
    "fr": "Aucun ordre dans le temps n’a été trouvé. Après un partage plus abondant que d’habitude, les autres contacts ont varié "
          "{after} de {low} à {high} % ; après des contacts plus nombreux, ce qui a été repris a varié de {low_back} à {high_back} % "
          "(intervalles à 95 %). Ces données excluent davantage, mais pas moins.",
}  # fmt: skip
TOO_LITTLE = {
    "en": "Not enough data to say. Needed: {need_people} people, {need_windows} windows{each}, {need_events} events for each pair and "
          "window of both kinds, and {need_varying} pairs whose sharing varies; you have {people} people, {windows} windows, "
          "{tie_events} contacts and {share_events} shares for each pair and window, and {varying} such pairs.",
    "fr": "Données insuffisantes pour conclure. Il faut {need_people} personnes, {need_windows} périodes{each}, {need_events} événement "
          "de chaque sorte par paire et par période, et {need_varying} paires dont le partage varie ; vous avez {people} personnes, "
          "{windows} périodes, {tie_events} contact et {share_events} partage par paire et par période, et {varying} paires de ce genre.",
}  # fmt: skip
LARGER = {
    "sharing_to_tie": {
        "en": "Measured in the same unit, contact after sharing is the larger of the two.",
        "fr": "Dans la même unité, c’est le contact après le partage qui augmente le plus.",
    },
    "tie_to_sharing": {
        "en": "Measured in the same unit, sharing after contact is the larger of the two.",
        "fr": "Dans la même unité, c’est le partage après le contact qui augmente le plus.",
    },
    "": {
        "en": "Which of the two is larger can’t be said.",
        "fr": "On ne peut pas dire lequel des deux augmente le plus.",
    },
}


def say(found: Direction) -> Words:
    """The sentences of a verdict, by language."""
    return {language: " ".join(parts) for language, parts in paragraphs(found).items()}


def paragraphs(found: Direction) -> Mapping[str, list[str]]:
    """The same, one thing after the other."""
    return {language: list(_parts(found, language)) for language in LANGUAGES}


def _parts(found: Direction, language: str) -> Iterator[str]:
    match found.verdict:
        case "too_little":
            yield TOO_LITTLE[language].format(**_amounts(found.amount, language), each=found.window.each(language))
        case "shared_shock":
            yield SHARED[language]
        case "none_found":
            yield NONE_FOUND[language].format(**_none(found, language), after=found.window.after(language))
        case verdict:
            for name in ARROWS:
                if verdict in (name, "loop"):
                    yield MORE[name][language].format(**_figures(found, name, language))
                elif f"less_{name}" in found.flags:
                    yield LESS[name][language].format(**_figures(found, name, language))
            if verdict == "loop":
                yield LOOP[language]
                yield LARGER[(found.diagnostics.larger if found.diagnostics else None) or ""][language]


def _measured(found: Direction) -> tuple[tuple[tuple[float, float, float], tuple[float, float, float]], Diagnostics]:
    if found.more is None or found.diagnostics is None:
        raise ValueError(f"{found.verdict} comes with no figures")
    return found.more, found.diagnostics


def _figures(found: Direction, name: str, language: str) -> dict[str, str]:
    """Of less, how much less: told without a sign."""
    more, seen = _measured(found)
    at = ARROWS.index(name)
    one, low, high = more[at]
    ends = sorted((abs(low), abs(high)))
    return {
        "x": number(100 * abs(one), language), "low": number(100 * ends[0], language), "high": number(100 * ends[1], language),
        "rv": number(100 * seen.robustness[at], language), "after": found.window.after(language),
    }  # fmt: skip


def _none(found: Direction, language: str) -> dict[str, str]:
    (_, low, high), (_, low_back, high_back) = _measured(found)[0]
    values = {"low": low, "high": high, "low_back": low_back, "high_back": high_back}
    return {name: number(100 * value, language, signed=True) for name, value in values.items()}


def _amounts(amount: Amount, language: str) -> dict[str, str]:
    return {
        "need_people": str(LEAST_PEOPLE), "need_windows": str(LEAST_WINDOWS), "need_varying": str(LEAST_VARYING),
        "need_events": number(LEAST_EVENTS, language, 2), "people": str(amount.people), "windows": str(amount.windows),
        "tie_events": number(amount.tie_events, language, 2), "share_events": number(amount.share_events, language, 2),
        "varying": str(amount.varying),
    }  # fmt: skip


def number(value: float, language: str, digits: int = 0, *, signed: bool = False) -> str:
    """As people write it: a comma in French, a true minus sign, no minus before nought."""
    text = f"{abs(value):.{digits}f}"
    sign = "" if float(text) == 0 else "−" if value < 0 else "+" if signed else ""
    return sign + (text.replace(".", ",") if language == "fr" else text)


def every_sentence() -> Iterator[tuple[str, str]]:
    """(language, text as it stands before figures are put in) of all that can be said without a draw."""
    for words in (*MORE.values(), *LESS.values(), LOOP, SHARED, NONE_FOUND, TOO_LITTLE, *LARGER.values()):
        yield from words.items()


def banned_words(text: str, language: str) -> list[str]:
    """Words of cause in a text, which only a draw by lot allows."""
    return [found.group(0) for found in BANNED[language].finditer(text)]
