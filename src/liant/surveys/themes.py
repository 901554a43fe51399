"""What comments are about: themes found in the words of those that are shown, kept with them, told with their sources. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire.nodes import COMMENT
from liant.engines.themes import find_themes

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """A comment, and the question that it answers."""

    words: str
    question: str


@dataclass(frozen=True)
class About:
    """`words`: the name of a theme; none for what is in no theme. `sources`: [(question, how many), …], the most first.
    `comments` by the alphabet."""

    words: Sequence[str]
    sources: Sequence[tuple[str, int]]
    comments: Sequence[Said]


def found_in(comments: Sequence[Json], least: int) -> dict[str, Any]:
    """{"found": [{"words": […], "said": [[question, place], …]}, …], "other": [[question, place], …]}: where each comment of
    a theme stands in `comments`. From the comments that may be shown and nothing else, so that a theme tells nothing more."""
    places = [[one["name"], at] for one in comments for at in range(len(one["words"]))]
    found = find_themes([words for one in comments for words in one["words"]], minimum=least)
    if not found.themes:
        return nothing()
    return {
        "found": [{"words": list(one.words), "said": [places[at] for at in one.comments]} for one in found.themes],
        "other": [places[at] for at in found.other],
    }


def nothing() -> dict[str, Any]:
    return {"found": [], "other": []}


def shown(whole: Definition, figures: Json, lang: str) -> list[About]:
    """The largest theme first, what is in none last; nothing where no themes were found."""
    kept = figures.get("themes") or nothing()
    words = {one["name"]: one["words"] for one in figures["comments"]}
    parts = [(one["words"], one["said"]) for one in kept["found"]]
    if kept["other"]:
        parts.append(([], kept["other"]))
    return [
        about(name, [Said(words[of][at], whole.question(of.removesuffix(COMMENT)).said(lang)) for of, at in places])
        for name, places in parts
    ]


def about(name: Sequence[str], said: Sequence[Said]) -> About:
    counts = Counter(one.question for one in said)
    sources = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return About(name, sources, sorted(said, key=lambda one: (one.words, one.question)))
