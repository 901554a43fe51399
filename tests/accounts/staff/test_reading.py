"""A staff list as offices write it: both languages, their separators, their encodings; every mistake by line and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.staff.reading import read
from liant.accounts.staff.rules import Known, Row, compare, key_of

LANGUAGES = ["fr", "en"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "heads", [["Adresse e-mail", "Nom", "Équipes", "Langue"], ["Email", "Name", "Teams", "Language"]]
)
def test_files_of_both_languages_are_read_however_they_were_saved(charset, separator, heads):
    lines = [
        separator.join(heads),
        separator.join(["Zoe@Fournils.test", "Zoé Lefèvre", "Équipe du four | Accueil", "français"]),
    ]
    found = read("\r\n".join(lines).encode(charset), LANGUAGES)
    assert not found.errors
    assert found.rows == [Row(2, "zoe@fournils.test", "Zoé Lefèvre", ("Équipe du four", "Accueil"), "fr")]


def test_first_and_last_names_are_joined():
    found = read("prénom;nom;courriel\nZoé;Lefèvre;z@f.test\n".encode(), LANGUAGES)
    assert found.rows == [Row(2, "z@f.test", "Zoé Lefèvre")]
    assert not found.has_teams


def test_every_mistake_is_told_by_line_and_column():
    text = "nom,adresse,langue\nA,a@f.test,fr\nB,not an address,fr\nC,A@f.test,fr\nD,,fr\nE,e@f.test,de\n"
    found = read(text.encode(), LANGUAGES)
    assert [(one.line, one.column) for one in found.errors] == [(3, 2), (4, 2), (5, 2), (6, 3)]


@pytest.mark.parametrize("data", [b"", b"\n", b"nom\nA\n", b"adresse\n", b"\x00\x01", b'adresse\n"a@f.test\n'])
def test_a_file_that_is_no_list_says_so(data):
    assert read(data, LANGUAGES).errors


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(data):
    found = read(b"adresse;nom\n" + data, LANGUAGES)
    assert found.errors or found.rows


names = st.sampled_from(["Four", "four", "Accueil", "Vente"])
rows = st.lists(
    st.builds(Row, st.just(2), st.sampled_from([f"{sign}@f.test" for sign in "abcde"]), st.sampled_from(["", "X", "Y"]),
              st.lists(names, unique_by=key_of, max_size=3).map(tuple)),
    unique_by=lambda row: row.address,
)  # fmt: skip
here = st.lists(
    st.builds(Known, st.integers(1, 99), st.sampled_from([f"{sign}@f.test" for sign in "abcdef"]), st.sampled_from(["X", "Z"]),
              st.frozensets(names.map(key_of)), st.booleans()),
    unique_by=lambda known: known.address,
)  # fmt: skip


def taken(plan, members):
    """Who is here once the plan is carried out, but for those who leave."""
    after = {one.address: one for one in members}
    for row in plan.new:
        after[row.address] = Known(0, row.address, row.full_name, frozenset(map(key_of, row.teams)), True)
    for change in (*plan.back, *plan.changed):
        one = change.known
        teams = (one.teams | set(map(key_of, change.joins))) - set(map(key_of, change.leaves))
        after[one.address] = Known(one.member_id, one.address, change.name or one.name, frozenset(teams), True)
    return list(after.values())


@given(rows, here, st.sets(names))
def test_the_same_list_once_more_changes_nothing(listed, members, teams):
    plan = compare(listed, members, teams, has_teams=True)
    again = compare(listed, taken(plan, members), teams | set(plan.new_teams), has_teams=True)
    assert not again.changes_something
    assert again.same == len(listed)


@given(rows, here, st.sets(names))
def test_everyone_is_in_one_place_of_the_plan(listed, members, teams):
    plan = compare(listed, members, teams, has_teams=True)
    assert len(plan.new) + len(plan.back) + len(plan.changed) + plan.same == len(listed)
    inside = {row.address for row in listed}
    assert {one.address for one in plan.gone} == {one.address for one in members if one.is_active} - inside
