"""All that Liant can say of direction, read through: no word of cause where nothing was drawn by lot, and both languages."""

import itertools
import math
import re
from dataclasses import replace

import numpy as np
import pytest

from liant.engines.direction import (
    NUMBERED,
    VERDICTS,
    Arm,
    Displaced,
    Length,
    Measured,
    Panel,
    Trial,
    banned_words,
    direction,
    every_sentence,
    say,
    say_drawn,
)
from liant.engines.direction.verdict import Direction
from liant.engines.direction.wording import number
from tests.engines.direction.made_up import counts, even


def one_of_each():
    """A finding of each verdict, from made-up programmes; those hard to meet with are made from one that was found."""
    found = {}
    planted_ways = (
        {}, {"to_tie": 0.4}, {"to_sharing": 0.4}, {"to_tie": 0.4, "to_sharing": 0.4}, {"shock": 0.7}, {"to_tie": -0.8},
    )  # fmt: skip
    for seed, planted in itertools.product(range(6), planted_ways):
        one = direction(counts(seed, 40, 16, base=0.25, **planted))
        found.setdefault(one.verdict, one)
        if len(found) == len(VERDICTS) - 1:
            break
    found["too_little"] = direction(counts(0, 20, 8))
    return found


@pytest.fixture(scope="module")
def findings():
    return one_of_each()


def test_each_verdict_is_met_with(findings):
    assert set(findings) == set(VERDICTS)


def test_no_sentence_of_what_was_only_observed_has_a_word_of_cause(findings):
    """G1."""
    for language, text in every_sentence():
        assert not banned_words(text, language), text
    for text, language in told_in_each_length(findings):
        assert not banned_words(text, language), text
        assert not re.search(r"[{}]|nan|inf\b", text), text


LENGTHS = [NUMBERED, *(Length(many, unit) for many in (1, 2, 14) for unit in ("day", "week", "month"))]


def told_in_each_length(findings):
    for one, length in itertools.product([*findings.values(), mixed(findings)], LENGTHS):
        for language, text in say(replace(one, window=length)).items():
            yield text, language


def mixed(findings):
    """More after more one way, less after more the other."""
    one = findings["sharing_to_tie"]
    return replace(one, flags=("less_tie_to_sharing",), more=(one.more[0], (-0.14, -0.16, -0.12)))


def test_the_reader_of_the_reader_finds_each_banned_word():
    for word in ("cause", "causes", "effect", "Impact", "proves", "creates", "causal"):
        assert banned_words(f"sharing {word} it", "en")
    for word in ("cause", "effet", "impacts", "prouve", "crée", "causent"):
        assert banned_words(f"le partage {word} cela", "fr")
    assert not banned_words("This is not proof.", "en")
    assert not banned_words("Ce n’est pas une preuve, parce que", "fr")


def test_both_languages_say_the_same_figures(findings):
    for one in [*findings.values(), mixed(findings)]:
        words = say(one)
        figures = {language: sorted(re.findall(r"\d+", text)) for language, text in words.items()}
        assert figures["fr"] == figures["en"]


def test_too_little_says_what_is_needed_and_what_there_is():
    text = say(direction(counts(0, 20, 8)))["en"]
    assert "Needed: 30 people, 12 windows" in text
    assert "you have 20 people, 8 windows" in text


def test_an_observed_order_says_what_would_cancel_it(findings):
    assert "Ce n’est pas une preuve" in say(findings["sharing_to_tie"])["fr"]
    assert "would be enough to cancel it" in say(findings["tie_to_sharing"])["en"]
    assert "loop" in say(findings["loop"])["en"]


MEASURES = [
    Measured(0.3, 0.1, 0.5, 0.001), Measured(-0.3, -0.5, -0.1, 0.001), Measured(0.1, -0.1, 0.3, 0.4),
    Measured(0.1, -math.inf, math.inf, 0.4),
]  # fmt: skip


@pytest.mark.parametrize("names", [("meeting",), ("spotlight",), ("meeting", "spotlight")])
def test_all_that_is_said_of_draws(names):
    """Each combination of finding, coming, power, day and balance: figures in place, never “no effect” for a null."""
    for drawn, took_place, power, is_planned, balance in itertools.product(
        MEASURES[:3], MEASURES, (0.6, 0.9), (True, False), (0.01, 0.5)
    ):
        made = Trial(drawn, took_place, 1.0, (0.6, 0.0), 50.0, balance, 30, 120, 435)
        displaced = Displaced(-0.1 if drawn.estimate > 0 else 0.1, 0.01, 400, 900)
        words = say_drawn([Arm(name, made, power, is_planned, displaced) for name in names])
        for language, text in words.items():
            assert not re.search(r"[{}]|nan\b", text), text
            null = drawn.p > 0.05
            assert ("No effect detected" in text) == (null and language == "en")
            assert not re.search(r"\b(there is no effect|il n’y a pas d’effet|sans effet)\b", text)
            assert ("no test" in text or "pas un test" in text) == (power < 0.8)
            assert ("xploratory" in text or "xploratoire" in text) == (not is_planned)


def test_a_null_says_what_is_ruled_out():
    made = Trial(MEASURES[2], MEASURES[2], 1.0, (0.6, 0.0), 50.0, 0.5, 30, 120, 435)
    assert "Effects above 0.30 are ruled out; smaller ones are not." in say_drawn([Arm("meeting", made, 0.9)])["en"]


def test_numbers_are_written_as_in_each_language():
    assert number(-1.25, "fr", 2) == "−1,25"
    assert number(0.4, "en", 0, signed=True) == "0"
    assert number(12.3, "en", 1, signed=True) == "+12.3"


def test_the_length_of_a_window_is_said_as_people_say_it(findings):
    said = {
        Length(2, "week"): ("in the next two weeks", "dans les deux semaines suivantes"),
        Length(1, "week"): ("in the next week", "dans la semaine suivante"),
        Length(10, "day"): ("in the next ten days", "dans les dix jours suivants"),
        Length(1, "day"): ("in the next day", "le lendemain"),
        Length(30, "day"): ("in the next 30 days", "dans les 30 jours suivants"),
        Length(3, "month"): ("in the next three months", "dans les trois mois suivants"),
        Length(1, "month"): ("in the next month", "dans le mois suivant"),
        NUMBERED: ("in the next window", "dans la période suivante"),
    }
    for length, words in said.items():
        assert (length.after("en"), length.after("fr")) == words
        for verdict in ("sharing_to_tie", "tie_to_sharing", "less_after_more", "none_found"):
            told = say(replace(findings[verdict], window=length))
            assert words[0] in told["en"]
            assert words[1] in told["fr"]
    few = replace(findings["too_little"], window=Length(1, "week"))
    assert "12 windows of one week," in say(few)["en"]
    assert "12 périodes d’une semaine," in say(few)["fr"]
    assert "12 windows, " in say(findings["too_little"])["en"]


def test_less_after_more_is_said_and_is_no_arrow(findings):
    """A clear order downwards is not told as none."""
    tie, share, pairs = even(0, 40, 20, to_tie=-0.3)
    lifted = Panel(pairs, np.expm1(np.clip(tie, 0, None)), np.expm1(np.clip(share, 0, None)))
    found = direction(lifted)
    assert isinstance(found, Direction)
    assert "less_sharing_to_tie" in found.flags
    assert found.verdict == "less_after_more"
    told = say(replace(found, more=((-0.14, -0.16, -0.12), found.more[1])))
    assert "they had 14% less other contact" in told["en"]
    assert "(95% interval: 12 to 16% less)" in told["en"]
    assert "14 % d’autres contacts en moins" in told["fr"]
    both = say(mixed(findings))["en"]
    assert "more other contact" in both
    assert "they took up 14% less" in both
    assert "No order" not in both
