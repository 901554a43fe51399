"""Conditions are read with their places, reckoned as SurveyJS does, written back as they read, in time linear in them."""

import math
import random
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liant.engines.questionnaire.expressions import ExpressionError, evaluate, format_expression, holds, parse
from liant.engines.questionnaire.expressions.lexer import MOST_SIGNS
from liant.engines.questionnaire.expressions.parser import LEVELS
from tests.counterparts import survey_core

ANSWERS = {
    "n": 3, "zero": 0, "half": 0.5, "text": "Paris", "digits": "12", "no": "no", "yes": True, "off": False,
    "list": ["a", "b"], "numbers": [1, 2, 3], "matrix": {"row": "good", "n": 2},
}  # fmt: skip
EXAMPLES = [
    ("{n} > 2 and {n} <= 3", True), ("{n} = 3 or {nothing} = 1", True), ("{text} = 'paris '", True), ("{digits} = 12", True),
    ("{digits} + 1", 13), ("{nothing} > 1", False), ("{nothing} < 1", False), ("{nothing} <> 1", True), ("{nothing} = 1", False),
    ("{nothing} empty", True), ("{zero} empty", False), ("{off} notempty", True), ("!({n} = 3)", False), ("{nothing} + 2", 2),
    ("{list} contains 'a'", True), ("{list} notcontains 'c'", True), ("{list} anyof ['c', 'b']", True), ("{list} allof ['b', 'a']", True),
    ("{list} allof ['b', 'c']", False), ("{list} noneof ['c']", True), ("{text} contains 'ari'", True), ("{list} = ['b', 'a']", True),
    ("{matrix.row} = 'good'", True), ("{list[1]} = 'b'", True), ("{list[7]} empty", True), ("iif({n} > 2, 'many', 'few')", "many"),
    ("sum({numbers}, {n}, {nothing})", 9), ("avg({numbers})", 2), ("min({numbers}, {half})", 0.5), ("max({numbers})", 3),
    ("count({list}, {nothing})", 2), ("round(2.345, 2)", 2.35), ("round({n} / 2)", 2), ("2 + 3 * 4", 14), ("(2 + 3) * 4", 20),
    ("10 - 2 - 3", 5), ("2 ^ 3", 8), ("7 % 4", 3), ("{n} / 0", None), ("0.1 + 0.2 = 0.3", True), ("{n} - -2", 5), ("{text} + '!'", "Paris!"),
    ("{yes} = 'true'", True), ("{yes} and {n} > 1", True), ("{n} == 3 && {text} != x || false", True), ("'it\\'s' = \"it\\'s\"", True),
]  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), EXAMPLES)
def test_examples(source, wanted):
    found = evaluate(parse(source), ANSWERS)
    assert found == wanted
    assert isinstance(found, bool) == isinstance(wanted, bool)


FAULTS = {
    "{n} =": ("unfinished", 5), "{n} = 1 2": ("after", 8), "{n = 1": ("brace", 0), "{n} = 'a": ("quote", 6), "": ("empty", 0),
    "{n} = 1)": ("after", 7), "({n} = 1": ("unclosed", 0), "= 1": ("operand", 0), "{n} & 1": ("stray", 4), "- {n}": ("minus", 0),
    "now() > 1": ("function", 0), "iif({n})": ("arguments", 0), "(" * 40 + "1" + ")" * 40: ("too_deep", 30), "1 + " * 3000 + "1": ("too_many", 2000),
    "1" * 30_000: ("too_long", 20_000), "['a', ": ("unfinished", 6), "{n} contains": ("unfinished", 12), "and {n}": ("operand", 0), "!": ("unfinished", 1),
}  # fmt: skip


@pytest.mark.parametrize("source", FAULTS)
def test_a_fault_is_told_with_its_place(source):
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert (caught.value.code, caught.value.offset) == FAULTS[source]
    assert caught.value.message("fr").endswith(".")
    assert caught.value.message("en").endswith(".")


names = st.sampled_from(
    ["{n}", "{text}", "{list}", "{nothing}", "{matrix.row}", "{zero}", "{yes}", "{numbers}", "{half}"]
)
constants = st.sampled_from(
    ["1", "0", "2.5", "'a'", "'Paris'", "true", "'it\\'s \\\"x\\\"'", "['a', 'b']", "[1, 2]", "-3", "undefined"]
)


def joined(inner):
    signs = [sign for level in LEVELS for sign in level if sign not in {"^", "power"}]
    unary = st.sampled_from(["!({})", "({}) empty", "({}) notempty", "round({}, 1)", "sum({}, 1)", "count({})"])
    binary = st.tuples(inner, st.sampled_from(signs), inner).map(lambda found: "({}) {} ({})".format(*found))
    flat = st.tuples(inner, st.sampled_from([" or ", " and ", " + ", " - ", " * ", " = ", " > "]), inner).map("".join)
    return st.one_of(binary, flat, st.tuples(unary, inner).map(lambda found: found[0].format(found[1])))


sources = st.recursive(names | constants, joined, max_leaves=8)


@given(sources)
@example("(-1) empty")
@example("(!({a})) notempty")
def test_what_is_written_reads_back_to_the_same(source):
    found = parse(source)
    written = format_expression(found)
    assert parse(written) == found
    assert format_expression(parse(written)) == written
    assert len(written) <= len(source) + 60


@given(
    sources,
    st.dictionaries(
        st.sampled_from(sorted(ANSWERS)), st.sampled_from([*ANSWERS.values(), None, "", [], math.nan, 1e300, "1e999"])
    ),
)
@example("round({n}, 1)", {"n": math.nan})
@example("round({n}, 1)", {"n": 1e300})
@example("round(2.5, {n})", {"n": 1e300})
@example("round(2.5, 0 - {n})", {"n": 1e300})
def test_nothing_that_can_be_read_fails(source, answers):
    value = evaluate(parse(source), answers)
    assert not isinstance(value, float) or math.isfinite(value) or value in answers.values() or math.isnan(value)
    assert holds(parse(source), answers) in {True, False}


def test_the_longest_is_read_and_reckoned_in_steps_that_grow_with_it():
    longest = parse(" or ".join(["{n} = 4"] * (MOST_SIGNS // 4)))
    assert len(longest.steps) < MOST_SIGNS
    start = time.perf_counter()
    assert evaluate(longest, ANSWERS) is False
    assert time.perf_counter() - start < 0.5
    assert evaluate(parse("9 ^ " * 200 + "9"), {}) in (None, 0)


class Chance(random.Random):
    """Sources over `ANSWERS`, of what both engines promise to reckon alike."""

    def condition(self, depth):
        if depth == 0 or self.random() < 0.2:
            return self.comparison()
        return self.choice([
            f"{self.condition(depth - 1)} and {self.condition(depth - 1)}",
            f"{self.condition(depth - 1)} or {self.condition(depth - 1)}",
            f"!({self.condition(depth - 1)})",
            f"({self.condition(depth - 1)})",
            self.comparison(),
        ])  # fmt: skip

    def comparison(self):
        sign = self.choice(["=", "<>", "<", ">", "<=", ">=", "==", "!="])
        return self.choice([
            f"{self.number(2)} {sign} {self.number(2)}",
            f"{self.choice(['{text}', '{no}', '{nothing}', '{matrix.row}'])} {sign} {self.word()}",
            f"{self.choice(['{list}', '{numbers}', '{nothing}', '{text}'])} {self.choice(['contains', 'notcontains'])} {self.choice([self.word(), '2'])}",
            f"{self.choice(['{list}', '{numbers}', '{nothing}'])} {self.choice(['anyof', 'allof', 'noneof'])} {self.choice(['[1, 4]', self.words()])}",
            f"{self.choice(list(self.names()))} {self.choice(['empty', 'notempty'])}",
            f"{self.choice(['{yes}', '{off}', '{nothing}'])} {self.choice(['=', '<>'])} {self.choice(['true', 'false'])}",
            f"iif({self.choice(['{yes}', '{n} > 1', '{nothing} empty'])}, {self.number(1)}, {self.number(1)}) {sign} {self.number(1)}",
        ])  # fmt: skip

    def number(self, depth):
        if depth == 0 or self.random() < 0.4:
            return self.choice(
                ["1", "2.5", "0", "10", "{n}", "{zero}", "{half}", "{digits}", "{nothing}", "{matrix.n}"]
            )
        one, other = self.number(depth - 1), self.number(depth - 1)
        return self.choice([
            f"{one} {self.choice('+-*/%')} {other}", f"({one} {self.choice('+-*')} {other}) * {self.number(0)}", f"round({one} / 3, 2)",
            f"{self.choice(['sum', 'avg', 'min', 'max', 'count'])}({{numbers}}, {one}, {other})", f"{self.number(0)} ^ 2",
        ])  # fmt: skip

    def word(self):
        return self.choice(["'a'", "'no'", "'PARIS'", "'good'", "'z'", "'ari'"])

    def words(self):
        return f"[{self.word()}, {self.word()}]"

    def names(self):
        return [f"{{{name}}}" for name in [*ANSWERS, "nothing"]]


def agree(mine, theirs):
    if isinstance(mine, bool) or isinstance(theirs, bool) or not isinstance(mine, int | float):
        return mine == theirs or (mine in (None, "") and theirs in (None, ""))
    return isinstance(theirs, int | float) and math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.counterpart
def test_conditions_come_to_what_surveyjs_makes_of_them():
    chance = Chance(20261130)
    sources = [source for source, _ in EXAMPLES if "{nothing} + 2" not in source]
    sources += [chance.condition(3) for _ in range(400)] + [chance.number(3) for _ in range(200)]
    theirs = survey_core.ask({"expression": source, "values": ANSWERS} for source in sources)
    apart = []
    for source, their in zip(sources, theirs, strict=True):
        expression = parse(source)
        mine = evaluate(expression, ANSWERS)
        if "value" not in their or not agree(mine, their["value"]) or holds(expression, ANSWERS) != their["condition"]:
            apart.append((source, mine, their))
    assert not apart, f"{len(apart)} of {len(sources)}: {apart[:8]}"
