"""`liant ties`: columns of the contract, an order nobody could take for a chance, faults with line and column."""

import csv
import io
import random
import subprocess
import sys

import pytest

from liant.cli.main import main

HEADER = ["source", "target", "strength", "low", "high", "n", "last_at"]
ROWS = """source,target,kind,at
ana,ben,comment,2026-03-02T09:00:00Z
ben,ana,reply,2026-03-02T10:30:00+01:00
ana,ben,met,2026-03-20
eli,ben,reaction,2026-01-15T12:00:00
ana,eli,mail,2026-02-01 08:00:00
"""


@pytest.fixture
def file(tmp_path):
    def written(text, name="rows.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return str(path)

    return written


def told(capsys):
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows[0] == HEADER
    return rows[1:]


def made_up(rows=600, people=30, seed=3):
    chance = random.Random(seed)
    lines = ["source,target,kind,at"]
    for _ in range(rows):
        one, other = chance.sample(range(people), 2)
        day = f"2026-{chance.randint(1, 6):02}-{chance.randint(1, 28):02}T{chance.randint(8, 17):02}:{chance.randint(0, 59):02}:00Z"
        lines.append(f"p{one},p{other},{chance.choice(['comment', 'reaction', 'met', 'mail'])},{day}")
    return "\n".join(lines) + "\n"


def test_one_row_a_pair_strongest_first(file, capsys):
    assert main(["ties", file(ROWS)]) == 0
    rows = told(capsys)
    assert rows[0][:2] == ["ana", "ben"]
    assert sorted(tuple(row[:2]) for row in rows) == [("ana", "ben"), ("ana", "eli"), ("ben", "eli")]
    for _, _, strength, low, high, _, _ in rows:
        assert 0 < float(low) <= float(strength) <= float(high) < 100
    assert {(row[0], row[1]): (row[5], row[6]) for row in rows} == {
        ("ana", "ben"): ("3", "2026-03-20T00:00:00Z"),
        ("ana", "eli"): ("1", "2026-02-01T08:00:00Z"),
        ("ben", "eli"): ("1", "2026-01-15T12:00:00Z"),
    }


def test_it_is_called_an_uncalibrated_index_until_enough_is_rated(file, capsys):
    interactions = file(made_up())
    main(["ties", interactions])
    assert capsys.readouterr().err == "liant: an uncalibrated index, an order and not a chance.\n"
    few = file("source,target,closeness\np1,p2,5\n", "few.csv")
    main(["ties", interactions, "--survey", few])
    assert "uncalibrated index, an order and not a chance: it takes 150 pairs" in capsys.readouterr().err
    chance = random.Random(1)
    pairs = [(a, b) for a in range(30) for b in chance.sample([c for c in range(30) if c != a], 9)]
    many = file(
        "source,target,closeness\n" + "".join(f"p{a},p{b},{chance.randint(1, 5)}\n" for a, b in pairs), "many.csv"
    )
    main(["ties", interactions, "--survey", many])
    assert "calibrated; among people it did not know" in capsys.readouterr().err


def test_what_was_said_is_joined_in(file, capsys):
    interactions, survey = file(made_up()), file("source,target,closeness\np1,p2,5\np3,p4,1\nnew,p5,4\n", "s.csv")
    main(["ties", interactions])
    before = {(row[0], row[1]): float(row[2]) for row in told(capsys)}
    assert main(["ties", interactions, "--survey", survey]) == 0
    rows = told(capsys)
    after = {(row[0], row[1]): float(row[2]) for row in rows}
    assert after["p1", "p2"] != before["p1", "p2"]
    assert after["p6", "p7"] == pytest.approx(before["p6", "p7"], abs=2)
    assert [row[5:] for row in rows if row[:2] == ["new", "p5"]] == [["0", ""]]


def test_towards_and_back_where_asked(file, capsys):
    assert main(["ties", "--directed", file(ROWS)]) == 0
    pairs = [tuple(row[:2]) for row in told(capsys)]
    assert ("ana", "ben") in pairs
    assert ("ben", "ana") in pairs
    assert ("ben", "eli") not in pairs


def test_a_date_lasts_until_its_end_and_what_comes_later_is_left_out(file, capsys):
    main(["ties", file(ROWS), "--at", "2026-03-02"])
    assert {(row[0], row[1]): row[5] for row in told(capsys)}["ana", "ben"] == "2"
    main(["ties", file(ROWS), "--at", "2026-03-02T09:15:00Z"])
    assert {(row[0], row[1]): row[5] for row in told(capsys)}["ana", "ben"] == "1"
    assert main(["ties", file(ROWS), "--at", "yesterday"]) == 2
    assert "--at: “yesterday” is no date" in capsys.readouterr().err


def test_order_zone_and_form_of_the_file_change_nothing(file, capsys, tmp_path):
    import pyarrow.csv
    import pyarrow.parquet

    text = made_up()
    main(["ties", file(text)])
    plain = capsys.readouterr().out
    header, *lines = text.splitlines()
    random.Random(2).shuffle(lines)
    main(["ties", file("\n".join([header, *lines]))])
    assert capsys.readouterr().out == plain
    main(["ties", file(text.replace(",", ";"), "semicolons.csv")])
    assert capsys.readouterr().out == plain
    table = pyarrow.csv.read_csv(io.BytesIO(text.encode()))
    pyarrow.parquet.write_table(table, tmp_path / "rows.parquet")
    main(["ties", str(tmp_path / "rows.parquet")])
    assert capsys.readouterr().out == plain


def test_a_mail_to_ten_is_a_tenth_of_one_to_each(file, capsys):
    """At one instant; a date alone doesn't say that it was one mail."""
    many = "".join(f"ana,p{number},mail,2026-03-02T09:00:00Z\n" for number in range(10))
    main(["ties", file("source,target,kind,at\n" + many + "ben,eli,mail,2026-03-02T09:00:00Z\n")])
    strength = {(row[0], row[1]): float(row[2]) for row in told(capsys)}
    assert strength["ben", "eli"] > strength["ana", "p3"]
    main(
        [
            "ties",
            file(
                "source,target,kind,at,weight\n" + many.replace("Z\n", "Z,1\n") + "ana,p3,mail,2026-03-02T09:00:00Z,5\n"
            ),
        ]
    )
    strength = {(row[0], row[1]): float(row[2]) for row in told(capsys)}
    assert strength["ana", "p3"] > strength["ana", "p4"]


def test_contact_within_a_team_says_less(file, capsys):
    people = file("id,team\n" + "".join(f"p{number},{number % 2}\n" for number in range(60)), "people.csv")
    chance = random.Random(4)
    rows = ["source,target,kind,at"]
    for _ in range(2_000):
        one = chance.randrange(60)
        other = (one + 2 * chance.randrange(1, 30)) % 60 if chance.random() < 0.9 else (one + 1) % 60
        rows.append(f"p{one},p{other},mail,2026-01-{chance.randint(1, 28):02}")
    interactions = file("\n".join(rows))

    def across():
        found = told(capsys)
        apart = [float(row[2]) for row in found if (int(row[0][1:]) + int(row[1][1:])) % 2]
        return sum(apart) / len(apart)

    main(["ties", interactions])
    before = across()
    main(["ties", interactions, "--people", people])
    assert across() > before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a,b,comment,2026-13-01\n", "line 2, column “at”: “2026-13-01” stands where a date or a moment as in"),
        (",b,comment,2026-01-01\n", "line 2, column “source”: nothing stands where a word should"),
        ("a,b,comment,2026-01-01\na,b,,2026-01-01\n", "line 3, column “kind”: nothing stands where"),
        ("a,b,comment\n", "Expected 4 columns, got 3"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_column(text, fault, file, capsys):
    assert main(["ties", file("source,target,kind,at\n" + text)]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert fault in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [("source,target,at\na,b,2026-01-01\n", "no column “kind”"), ("who,whom\n", "no column “source”")],
)
def test_a_table_that_is_none_of_ours_is_wrong_use(text, fault, file, capsys):
    assert main(["ties", file(text)]) == 2
    assert fault in capsys.readouterr().err


def test_other_faults_are_told_too(file, capsys, tmp_path):
    assert main(["ties", str(tmp_path / "none.csv")]) == 2
    assert "check the path" in capsys.readouterr().err
    for closeness in ("6", "2.5", "often"):
        assert main(["ties", file(ROWS), "--survey", file(f"source,target,closeness\na,b,{closeness}\n", "s.csv")]) == 3
        assert "s.csv, line 2, column “closeness”" in capsys.readouterr().err
    assert main(["ties", file(ROWS), "--survey", file("source,target,closeness\na,a,3\n", "s.csv")]) == 3
    assert "s.csv, line 2: nobody rates themselves" in capsys.readouterr().err
    weighed = "source,target,kind,at,weight\na,b,mail,2026-01-01,-1\n"
    assert main(["ties", file(weighed)]) == 3
    assert "line 2, column “weight”: -1 is under 0" in capsys.readouterr().err
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and no more")
    assert main(["ties", str(tmp_path / "bad.parquet")]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["ties", "-", "--survey", "-"]) == 2
    assert main(["ties", file(ROWS), "--half-life", "0"]) == 2


def test_rows_towards_oneself_are_left_out_and_told(file, capsys):
    assert main(["ties", file(ROWS + "ana,ana,mail,2026-02-01\n")]) == 0
    assert "1 rows towards oneself were left out" in capsys.readouterr().err


def test_nothing_comes_to_nothing(file, capsys):
    assert main(["ties", file("source,target,kind,at\n")]) == 0
    assert told(capsys) == []


def test_the_command_loads_nothing_heavy(file):
    code = f"""
import sys
from liant.cli.main import main
main(["ties", {file(ROWS)!r}])
print(sorted({{"django", "scipy", "rustworkx"}} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "[]"
