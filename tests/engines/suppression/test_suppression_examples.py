"""Tables small enough to check by hand, and what is refused."""

import math

import pytest

from liant.engines.suppression import (
    COMPLEMENT,
    HIDDEN,
    PROTECTS,
    REASONS,
    SMALL,
    Cell,
    Shown,
    Table,
    TableError,
    answers_shown,
    attack,
    check_group,
    complement_is_safe,
    is_safe,
    say,
    suppress,
)
from tests.engines.suppression.suppression_reference import isolated, publish, table, with_values


def test_a_team_of_four_in_a_department_of_nine():
    found = suppress(table(team=4, rest=5))
    assert found.reasons == {("rest",): COMPLEMENT, ("team",): SMALL}
    assert found.published.shown == {("*",): Shown(9, None)}
    assert attack(found.published) == {("rest",): (0, 9), ("team",): (0, 9)}


def test_two_teams_of_four_and_thirty_whose_total_is_known():
    found = suppress(table(small=4, large=30))
    assert found.reasons == {("large",): COMPLEMENT, ("small",): SMALL}
    assert attack(found.published) == {("large",): (0, 34), ("small",): (0, 34)}


def test_the_smallest_other_team_protects():
    found = suppress(table(a=4, b=30, c=8, d=9))
    assert found.reasons == {("a",): SMALL, ("c",): PROTECTS}
    assert attack(found.published) == {("a",): (0, 12), ("c",): (0, 12)}


def test_two_small_teams_protect_each_other_only_when_they_are_enough_together():
    assert suppress(table(a=2, b=3, c=20, d=30)).reasons == {("a",): SMALL, ("b",): SMALL}
    assert suppress(table(a=2, b=2, c=20, d=30)).reasons == {("a",): SMALL, ("b",): SMALL, ("c",): PROTECTS}


def test_a_department_alone_with_a_small_one_is_hidden_with_its_teams():
    parents = {"a": "sales", "b": "sales", "c": "law", "sales": "all", "law": "all"}
    found = suppress(table(parents, a=12, b=20, c=3))
    assert found.reasons == {
        ("a",): PROTECTS, ("c",): SMALL, ("law",): SMALL, ("sales",): COMPLEMENT,
    }  # fmt: skip
    assert found.published.shown == {("all",): Shown(35, None), ("b",): Shown(20, None)}
    assert attack(found.published)["sales",] == (20, 35)


def test_beside_a_small_department_the_other_is_hidden_with_a_team():
    found = suppress(table({"a": "d", "d": "all", "b": "e", "c": "e", "e": "all"}, a=4, b=20, c=30))
    assert found.reasons == {("a",): SMALL, ("b",): PROTECTS, ("d",): SMALL, ("e",): COMPLEMENT}
    assert found.published.shown.keys() == {("all",), ("c",)}


def test_totals_are_hidden_when_they_say_what_a_cell_says():
    found = suppress(table(a=(4, 30)))
    assert found.reasons == {
        ("*", "u"): SMALL, ("*", "v"): COMPLEMENT, ("a", "u"): SMALL, ("a", "v"): COMPLEMENT,
    }  # fmt: skip


def test_everything_is_hidden_in_an_organisation_of_four():
    found = suppress(table(a=1, b=3))
    assert not found.published.shown
    assert set(attack(found.published).values()) == {(0, math.inf)}


def test_a_cell_of_a_two_way_table_is_protected_along_rows_and_columns():
    found = suppress(table(a=(3, 20, 30), b=(20, 7, 40), c=(30, 40, 50)))
    assert found.reasons == {("a", "u"): SMALL, ("a", "v"): PROTECTS, ("b", "u"): PROTECTS, ("b", "v"): PROTECTS}
    assert attack(found.published)["a", "u"] == (0, 23)


def test_two_hidden_cells_in_every_line_may_still_give_one_away():
    """Two rings of hidden cells joined by one: it is what a line holds beyond its ring."""
    made = table(a=(9, 9, 9, 9), b=(9, 9, 3, 9), c=(9, 9, 9, 9), d=(9, 9, 9, 9))
    rings = [("a", "u"), ("a", "v"), ("b", "u"), ("b", "v"), ("c", "w"), ("c", "x"), ("d", "w"), ("d", "x")]
    careless = publish(made, [*rings, ("b", "w")])
    assert attack(careless)["b", "w"] == (3, 3)
    assert not is_safe(careless)
    assert [("b", "w")] in isolated(made, careless)
    found = suppress(made, hidden=careless.hidden)
    assert is_safe(found.published)
    assert set(found.reasons) > set(careless.hidden)


def test_hiding_only_the_small_is_not_safe():
    assert not is_safe(publish(table(a=4, b=30), [("a",)]))
    assert not is_safe(publish(table(a=4, b=30), []))


def test_a_narrow_interval_is_not_safe():
    made = table(a=(4, 300), b=(300, 1))
    careless = publish(made, [key for key in made.layout.keys if "*" not in key])
    assert attack(careless)["a", "u"] == (3, 304)
    assert attack(publish(table(a=2, b=2, c=30), [("a",), ("b",)]))["a",] == (0, 4)
    assert not is_safe(publish(table(a=2, b=2, c=30), [("a",), ("b",)]))


def test_of_two_cells_with_as_many_persons_the_total_stays():
    assert suppress(table(a=0, b=30)).published.shown == {("*",): Shown(30, None)}


def test_nobody_is_hidden_like_few_unless_zeros_are_public():
    made = table(a=0, b=30, c=40)
    assert suppress(made).reasons == {("a",): SMALL, ("b",): PROTECTS}
    assert suppress(made, zero_is_public=True).reasons == {}
    assert suppress(table(a=2, b=3, c=0, d=9), zero_is_public=True).reasons == {
        ("a",): SMALL, ("b",): SMALL, ("d",): PROTECTS,
    }  # fmt: skip


def test_a_combination_that_is_not_given_counts_nobody():
    made = Table((Cell(("a", "x"), None, 9), Cell(("b", "y"), None, 8)))
    assert made.counts()["a", "y"] == 0
    assert suppress(made).reasons["a", "y"] == SMALL
    assert suppress(made, zero_is_public=True).reasons == {}


def test_values_are_hidden_with_their_counts():
    made = with_values(table(a=4, b=30, c=8), [1.5, 10.0, 2.25])
    shown = suppress(made).published.shown
    assert shown == {("*",): Shown(42, 13.75), ("b",): Shown(30, 10.0)}


def test_what_was_hidden_before_stays_hidden():
    found = suppress(table(a=10, b=20, c=30), hidden=[("b",)])
    assert found.reasons == {("a",): PROTECTS, ("b",): PROTECTS}


def test_answers_to_one_question():
    assert answers_shown({"yes": 12, "no": 8}) == {"yes": 12, "no": 8}
    assert answers_shown({"yes": 12, "no": 3}) == {}
    assert answers_shown({"yes": 12, "no": 0}) == {}, "everybody's answer"
    assert answers_shown({"yes": 12, "no": 6, "perhaps": 0}) == {"yes": 12, "no": 6, "perhaps": 0}
    assert answers_shown({"yes": 12}) == {}


def test_single_figures():
    assert [check_group(count) for count in (0, 4, 5)] == [False, False, True]
    assert [complement_is_safe(part, 34) for part in (29, 30, 33, 34)] == [True, False, False, False]
    assert complement_is_safe(34, 34, zero_is_public=True)
    for wrong in (lambda: check_group(-1), lambda: check_group(9, 1), lambda: complement_is_safe(6, 5)):
        with pytest.raises(ValueError, match=r"\.$"):
            wrong()


def test_reasons_are_said_in_both_languages():
    for reason in (*REASONS, HIDDEN):
        assert say(reason, "fr") != say(reason, "en")
    assert say(SMALL, "fr-CA") == "Trop peu de personnes dans ce groupe."
    assert say(HIDDEN, "en") == "Hidden so that nobody is recognised."
    with pytest.raises(KeyError):
        say("why")


def two(first, second):
    return Table((first, second))


REFUSED = {
    "empty": lambda: Table(()),
    "key": lambda: two(Cell(("a",), None, 1), Cell(("a", "b"), None, 1)),
    "twice": lambda: two(Cell(("a",), None, 1), Cell(("a",), None, 2)),
    "count": lambda: Table((Cell(("a",), frozenset({"ana"}), 2),)),
    "value": lambda: two(Cell(("a",), None, 1, 2.0), Cell(("b",), None, 2)),
    "overlap": lambda: two(Cell(("a",), frozenset({"ana"}), 1), Cell(("b",), frozenset({"ana"}), 1)),
    "not_finest": lambda: table({"a": "b"}, a=5, b=6),
    "circle": lambda: table({"a": "b", "b": "c", "c": "b"}, a=5),
    "minimum": lambda: suppress(table(a=5), 1),
    "unknown": lambda: suppress(table(a=5), hidden=[("b",)]),
    "public_zero": lambda: suppress(table(a=0, b=9), hidden=[("a",)], zero_is_public=True),
    "inconsistent": lambda: attack(publish(table(a=0, b=9), [("a",)], zero_is_public=True)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusals(code):
    with pytest.raises(TableError) as refused:
        REFUSED[code]()
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("count", [-1, 2.0, float("nan"), "2"])
def test_counts_are_whole(count):
    with pytest.raises(TableError):
        Table((Cell(("a",), None, count),))


@pytest.mark.parametrize("key", [(), ("*",), ("",), ("a", "b", "c")])
def test_keys_have_one_code_or_two(key):
    with pytest.raises(TableError):
        Table((Cell(key, None, 5),))
