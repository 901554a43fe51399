"""`liant pair`: columns of the contract, the same draw from the same seed, faults with line and column."""

import csv
import io
import itertools
import subprocess
import sys

import pytest

from liant.cli.main import main

HEADER = ["week", "a", "b", "c"]


@pytest.fixture
def file(tmp_path):
    def written(text, name="people.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return written


def told(capsys):
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == HEADER
    return rows[1:]


def people(count, teams=4):
    return "id,team\n" + "".join(f"p{number:02},t{number % teams}\n" for number in range(count))


def met(rows):
    return [pair for row in rows for pair in itertools.combinations(sorted(name for name in row[1:] if name), 2)]


def test_everyone_has_someone_and_nobody_twice(file, capsys):
    assert main(["pair", file(people(12)), "--weeks", "5"]) == 0
    rows = told(capsys)
    for week in range(1, 6):
        there = sorted(name for row in rows if row[0] == str(week) for name in row[1:] if name)
        assert there == [f"p{number:02}" for number in range(12)]
    assert len(met(rows)) == len(set(met(rows))) == 30


def test_the_odd_one_stands_in_c_and_in_an_experiment_alone(file, capsys):
    main(["pair", file(people(7))])
    assert sorted(bool(row[3]) for row in told(capsys)) == [False, False, True]
    main(["pair", file(people(7)), "--mode", "experiment"])
    assert sorted(bool(row[2]) for row in told(capsys)) == [False, True, True, True]


@pytest.mark.parametrize("mode", ["experiment", "operations"])
def test_the_same_seed_draws_the_same_and_tells_it(mode, file, capsys):
    path, turned = (
        file(people(20)),
        file("id,team\n" + "".join(sorted(people(20).splitlines(True)[1:], reverse=True)), "turned.csv"),
    )
    drawn = []
    for given, seed in ((path, "7"), (turned, "7"), (path, "8")):
        main(["pair", given, "--mode", mode, "--weeks", "3", "--seed", seed])
        done = capsys.readouterr()
        assert done.err.startswith(f"liant: seed {seed}, method 1, people ")
        drawn.append(done.out)
    assert drawn[0] == drawn[1] != drawn[2]


def test_what_was_drawn_is_the_history_of_the_next_draw(file, capsys):
    path, history = file(people(13)), "week,a,b,c\n"
    for week in range(1, 5):
        main(["pair", path, "--history", file(history, "history.csv")])
        for _, *names in told(capsys):
            history += ",".join([str(week), *names]) + "\n"
    rows = [line.split(",") for line in history.splitlines()[1:]]
    assert len(met(rows)) == len(set(met(rows)))
    assert len({row[3] for row in rows if row[3]}) == 4


def test_rules_are_kept(file, capsys):
    listed = (
        "id;team;timezone;languages;available\n"
        "ana;oven;Europe/Paris;fr en;\n"
        "ben;oven;America/Los_Angeles;en;yes\n"
        "eli;shop;+09:00;fr;oui\n"
        "kim;shop;UTC+1;en, fr;2-3\n"
        "lou;shop;;fr;no\n"
        "max;oven;Europe/Paris;fr;1;2\n"
    ).replace("fr;1;2", "fr;1")
    forbidden = file("a,b\nana,max\n", "forbidden.csv")
    main(["pair", file(listed), "--weeks", "3", "--forbidden", forbidden])
    rows = told(capsys)
    pairs = set(met(rows))
    assert "lou" not in {name for row in rows for name in row}
    assert not {row[0] for row in rows if "kim" in row} - {"2", "3"}
    assert (
        not {("ana", "max"), ("ana", "eli"), ("ben", "eli"), ("ana", "ben")} & pairs
    )  # rules, or clocks nine hours apart


def test_strong_ties_come_last(file, capsys):
    names = [f"p{number}" for number in range(8)]
    ties = "source,target,strength\n" + "".join(
        f"{a},{b},{95 if (int(a[1:]) + int(b[1:])) % 2 else 5}\n" for a, b in itertools.combinations(names, 2)
    )
    listed = file("id,team\n" + "".join(f"{name},one\n" for name in names))
    main(["pair", listed, "--weeks", "2", "--ties", file(ties, "ties.csv"), "--seed", "3"])
    rows = told(capsys)
    assert sum((int(row[1][1:]) + int(row[2][1:])) % 2 == 0 for row in rows) >= 4


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "id,timezone\nana,Mars/Base\n",
            "line 2, column “timezone”: “Mars/Base” is no time zone. Write Europe/Paris or +02:00.",
        ),
        (
            "id,available\nana,yes\nben,sometimes\n",
            "line 3, column “available”: “sometimes” is neither yes, no, nor weeks",
        ),
        ("id\nana\nben\nana\n", "line 4, column “id”: “ana” stands in line 2 already"),
        ("id,team\n,oven\n", "line 2, column “id”: nothing stands where a word should"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_column(text, fault, file, capsys):
    assert main(["pair", file(text)]) == 3
    done = capsys.readouterr()
    assert done.out == ""
    assert fault in done.err
    assert len(done.err.splitlines()) == 1


def test_what_cannot_be_drawn_is_wrong_use(file, capsys, tmp_path):
    path = file(people(6))
    assert main(["pair", path, "--mode", "experiment", "--weeks", "6"]) == 2
    assert "6 people meet without a repeat for 5 weeks at most. Draw fewer weeks" in capsys.readouterr().err
    assert main(["pair", path, "--mode", "experiment", "--history", path]) == 2
    assert main(["pair", path, "--weeks", "0"]) == 2
    assert main(["pair", str(tmp_path / "none.csv")]) == 2
    assert main(["pair", file("who\nana\n", "who.csv")]) == 2
    assert main(["pair", path, "--history", file("a\nana\n", "h.csv")]) == 2
    assert main(["pair", "-", "--history", "-"]) == 2
    ties = file("source,target,strength\np00,p01,120\n", "ties.csv")
    assert main(["pair", path, "--ties", ties]) == 3
    assert "line 2, column “strength”: 120 isn't between 0 and 100" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "rows"), [("id\n", []), ("id\nana\n", [["1", "ana", "", ""]])])
def test_nobody_meets_nobody(text, rows, file, capsys):
    assert main(["pair", file(text)]) == 0
    assert told(capsys) == rows


def test_the_command_loads_nothing_heavy(file):
    code = f"""
import sys
from liant.cli.main import main
main(["pair", {file(people(6))!r}])
print(sorted({{"django", "scipy", "networkx", "liant.engines.ties"}} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "[]"
