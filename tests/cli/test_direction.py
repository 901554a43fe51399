"""`liant direction` and its reader of tables: exact keys, and faults told with line and column."""

import json
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet
import pytest

from liant.cli.main import main
from tests.engines.direction.made_up import counts

HEAD = "person_a,person_b,window,tie_events,share_events"


def lines_of(panel, window=str):
    yield HEAD
    for row, (a, b) in enumerate(zip(panel.pairs.first, panel.pairs.second, strict=True)):
        for at in range(panel.windows):
            yield f"p{a},p{b},{window(at)},{panel.tie[row, at]:g},{panel.share[row, at]:g}"


def every(days, start=date(2026, 1, 5)):
    return lambda at: (start + timedelta(days=days * at)).isoformat()


@pytest.fixture(scope="module")
def loop():
    return counts(1, 40, 16, base=0.2, to_tie=0.3, to_sharing=0.3)


def test_the_keys_of_the_contract_and_what_is_planted(loop, tmp_path, capsys):
    path = tmp_path / "panel.csv"
    path.write_text("\n".join(lines_of(loop)))
    assert main(["direction", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"n_people", "n_windows", "verdict", "sharing_to_tie", "tie_to_sharing", "flags", "wording"} <= told.keys()
    assert (told["n_people"], told["n_windows"], told["verdict"]) == (40, 16, "loop")
    for arrow in (told["sharing_to_tie"], told["tie_to_sharing"]):
        assert list(arrow) == ["estimate", "low", "high", "p"]
        assert arrow["low"] <= arrow["estimate"] <= arrow["high"]
    assert "boucle" in told["wording"]["fr"]


def test_parquet_dates_and_rows_left_out_come_to_the_same(loop, tmp_path, capsys):
    first = tmp_path / "panel.csv"
    first.write_text("\n".join(lines_of(loop)))
    dated = tmp_path / "dated.csv"
    dated.write_text("\n".join(lines_of(loop, every(14))))
    rows = [line.split(",") for line in list(lines_of(loop))[1:]]
    columns = list(zip(*rows, strict=True))
    table = pa.table({
        "person_a": columns[0], "person_b": columns[1], "window": pa.array([int(at) for at in columns[2]]),
        "tie_events": pa.array([float(one) for one in columns[3]]),
        "share_events": pa.array([float(one) for one in columns[4]]),
    })  # fmt: skip
    as_parquet = tmp_path / "panel.parquet"
    pyarrow.parquet.write_table(table, as_parquet)
    told = []
    for path in (first, dated, as_parquet):
        assert main(["direction", str(path)]) == 0
        told.append(json.loads(capsys.readouterr().out)["sharing_to_tie"])
    assert told[0] == told[1] == told[2]


def test_windows_that_are_missing_are_without_events(tmp_path, capsys):
    """5 and 19 January, then 1 June is no third window; nor are weeks or months that nobody wrote down."""
    for names, many, told in (
        (("2026-01-05", "2026-01-19", "2026-06-08"), 12, (2, "week")),
        (("2025-W51", "2026-W01", "2026-W03", "2026-W07"), 5, (2, "week")),
        (("2026-W01", "2026-W02", "2026-W12"), 12, (1, "week")),
        (("2025-11", "2025-12", "2026-03"), 5, (1, "month")),
        (("2026-01-01", "2026-01-11", "2026-02-10"), 5, (10, "day")),
        (("3", "4", "9"), 7, (1, "window")),
        (("2026-01-05",), 1, (1, "day")),
    ):
        path = tmp_path / "panel.csv"
        path.write_text("\n".join([HEAD, *(f"a,b,{one},1,0" for one in names)]))
        assert main(["direction", str(path)]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["n_windows"], found["window"]) == (many, {"many": told[0], "unit": told[1]}), names


def test_the_length_of_windows_is_said(loop, tmp_path, capsys):
    for window, words in (
        (str, ("in the next window", "dans la période suivante")),
        (every(14), ("in the next two weeks", "dans les deux semaines suivantes")),
        (every(10), ("in the next ten days", "dans les dix jours suivants")),
    ):
        path = tmp_path / "panel.csv"
        path.write_text("\n".join(lines_of(loop, window)))
        assert main(["direction", str(path)]) == 0
        told = json.loads(capsys.readouterr().out)["wording"]
        assert words[0] in told["en"]
        assert words[1] in told["fr"]


def test_too_little_is_an_answer(tmp_path, capsys):
    path = tmp_path / "panel.csv"
    path.write_text(f"{HEAD}\na,b,1,2,0\na,c,1,0,1\n")
    assert main(["direction", str(path)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "too_little"
    assert told["sharing_to_tie"] == {"estimate": None, "low": None, "high": None, "p": None}


@pytest.mark.parametrize(("rows", "code", "words"), [
    ("a,b,1,2,0\na,c,1,many,0", 3, "line 3, column “tie_events”: “many” stands where a number"),
    ("a,b,1,2,0\na,c,,1,0", 3, "line 3, column “window”"),
    ("a,b,1,2,0\na,c,last week,1,0", 3, "line 3, column “window”: “last week”"),
    ("a,b,2026-01-05,1,0\na,b,2026-01-19,1,0\na,b,2026-06-01,1,0\na,b,2026-06-15,1,0\na,b,2026-06-29,1,0", 3,
     "line 2, column “window”: “2026-01-05” falls between the others, which are 2 weeks apart"),
    ("a,b,2026-01-01,1,0\na,b,2026-02-01,1,0\na,b,2026-03-01,1,0", 3, "months as in 2026-01"),
    ("a,b,2026-02-30,1,0", 3, "line 2, column “window”: “2026-02-30”"),
    ("a,b,2026-W01,1,0\na,b,2026-W54,1,0", 3, "line 3, column “window”: “2026-W54”"),
    ("a,b,2026-W01,1,0\na,b,2026-01-05,1,0", 3, "line 3, column “window”: “2026-01-05”"),
    ("a,b,2026-13,1,0", 3, "line 2, column “window”: “2026-13”"),
    ("a,a,1,2,0", 3, "line 2: “a” stands on both sides"),
    ("a,b,1,2,0\nb,a,01,2,0", 3, "line 3: “b” and “a” come twice in window 01"),
    ("a,b,1,-2,0", 3, "line 2, column “tie_events”: -2 is under 0"),
    ("a,b,1,2,inf", 3, "column “share_events”"),
    ("a,b,1,2", 3, "Expected 5 columns"),
    ("", 3, "no rows"),
    ("a,b,1,2,0\na,b,99999999,2,0", 3, "Number them one after another"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path, capsys, rows, code, words):
    path = tmp_path / "panel.csv"
    path.write_text(f"{HEAD}\n{rows}\n" if rows else f"{HEAD}\n")
    assert main(["direction", str(path)]) == code
    out, err = capsys.readouterr()
    assert words in err
    assert err.count("\n") == 1
    assert out == ""


def test_wrong_use(tmp_path, capsys):
    empty = tmp_path / "empty.csv"
    empty.write_text("a,b\n1,2\n")
    assert main(["direction", str(empty)]) == 2
    assert "no column “person_a”" in capsys.readouterr().err
    assert main(["direction", str(tmp_path / "nowhere.csv")]) == 2
    assert main(["direction", str(empty), "--seed", "-1"]) == 2
