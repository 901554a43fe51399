"""What is counted or compared rather than matched: a function for each `measure` that a rule may name."""

import functools
from collections.abc import Callable, Iterator

from liant.engines.lint import counting, dates, letters, numbers
from liant.engines.lint.findings import Context
from liant.engines.lint.lengths import limit_of
from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule

Measure = Callable[[Passage, Rule], Iterator[Match]]

_STEPS = {
    "acknowledge": ("reconnaître ce qui arrive", "acknowledge what happens"),
    "empathise": ("dire votre peine", "empathise"),
    "effect": ("dire l’effet sur les gens et sur vous", "say the effect on people and on you"),
    "reassure": ("rassurer sur la suite", "reassure about what comes next"),
}


@functools.cache
def _compiled(alternatives: tuple[str, ...]) -> Pattern:
    return Pattern("|".join(alternatives))


def steps_without_a_sign(passage: Passage, rule: Rule) -> list[str]:
    """Of "acknowledge", "empathise", "effect", "reassure", in this order; `rule` says what is a sign."""
    language = "en" if passage.languages[-1] == "en" and "fr" not in passage.languages else "fr"
    signs = rule.measure_options
    return [step for step in _STEPS if not _compiled(tuple(signs[step][language])).is_in(passage.words)]


def _measure_crisis_steps(passage: Passage, rule: Rule) -> Iterator[Match]:
    """Which of the four steps of a word in a crisis has no sign in the text; a person judges."""
    missing = [_STEPS[step] for step in steps_without_a_sign(passage, rule)]
    if missing:
        values = {
            "missing_fr": "\u202f; ".join(one for one, _ in missing),
            "missing_en": "; ".join(one for _, one in missing),
        }
        yield Match(*counting.first_words(passage), values)


# Measures that only what stands in the context can set off: without it they are not even asked.
NEEDS: dict[str, Callable[[Context], bool]] = {
    "images": lambda context: bool(context.images),
    "self_words_month": lambda context: context.month_own is not None and context.month_others is not None,
    "self_talk_month": lambda context: context.self_talk is not None and context.self_talk_ceiling is not None,
    "too_long": lambda context: bool(context.max_length or limit_of(context.network)),
    "undisclosed": lambda context: context.is_paid or context.has_interest,
}

MEASURES: dict[str, Measure] = {
    "capitals": counting.measure_capitals,
    "crisis_steps": _measure_crisis_steps,
    "dates": dates.measure_dates,
    "double_salutation": letters.measure_double_salutation,
    "garble": letters.measure_garble,
    "hashtags": counting.measure_hashtags,
    "images": counting.measure_images,
    "missing_salutation": letters.measure_missing_salutation,
    "mixed_languages": letters.measure_mixed_languages,
    "numbers": numbers.measure_numbers,
    "self_talk": counting.measure_self_talk,
    "self_words_month": counting.measure_self_words_month,
    "self_talk_month": counting.measure_self_talk_month,
    "too_long": counting.measure_length,
    "undisclosed": counting.measure_undisclosed,
    "whole_text": counting.measure_whole,
}
