"""`docs/coverage.md` is believed because this reads it: every want has a place and a proof that exist, or is *planned*."""

import re

import pytest

from liant.cli.main import COMMANDS
from tests.architecture.addresses import addresses
from tests.architecture.house import DOCS, ROOT, python_files, told, tree_of

PAGE = (DOCS / "coverage.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if re.match(r"\| *\d", line)
]
EVERYWHERE = "every page"


def names_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def tests_there_are() -> set[str]:
    return {
        node.name
        for path in python_files("tests")
        for node in tree_of(path).body
        if getattr(node, "name", "").startswith("test_")
    }


def test_the_table_is_well_formed():
    assert all(len(row) == 4 for row in ROWS), [row for row in ROWS if len(row) != 4]
    assert [int(row[0]) for row in ROWS] == list(range(1, len(ROWS) + 1))
    assert len(ROWS) >= 150


def test_no_cell_is_empty():
    faults = [row[0] for row in ROWS if not all(row)]
    assert not faults, told(faults, "Rows with an empty cell; write *planned*:")


def test_each_want_is_said_once():
    wants = [row[1] for row in ROWS]
    assert len(wants) == len(set(wants)), {want for want in wants if wants.count(want) > 1}


def test_each_place_exists():
    known = {address.name for address in addresses()}
    faults = []
    for number, _, place, _ in ROWS:
        if place in ("*planned*", EVERYWHERE) or place.startswith("none: "):
            continue
        names = names_in(place)
        if not names:
            faults.append(f"{number}: {place} names nothing")
        for name in names:
            is_there = (
                name in known or (ROOT / name).is_file() or (name.startswith("liant ") and name.split()[1] in COMMANDS)
            )
            if not is_there:
                faults.append(f"{number}: {name}")
    assert not faults, told(faults, "Places that don't exist:")


def test_each_proof_exists(tests_there_are):
    faults = []
    for number, _, _, proof in ROWS:
        names = names_in(proof)
        if proof != "*planned*" and not names:
            faults.append(f"{number}: {proof} names no test")
        faults += [f"{number}: {name}" for name in names if name not in tests_there_are]
    assert not faults, told(faults, "Tests that don't exist:")


def test_what_is_planned_has_no_proof_yet():
    faults = [row[0] for row in ROWS if row[2] == "*planned*" and row[3] != "*planned*"]
    assert not faults, told(faults, "Proven, and yet planned:")
