"""`liant bench`: finds a benchmark by its name and hands it its own arguments."""

import sys
from pathlib import Path

import pytest

from liant.cli.main import main

BENCHMARK = '''"""Counts to a number."""
import _shared


def add_arguments(parser):
    parser.add_argument("--to", type=int, default=3, help="where to stop")


def run(args):
    print(_shared.WORD, args.to)
    return 0
'''


@pytest.fixture(autouse=True)
def benchmarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "count.py").write_text(BENCHMARK)
    (tmp_path / "_shared.py").write_text("WORD = 'counted'\n")
    monkeypatch.setenv("LIANT_BENCHMARKS", str(tmp_path))
    monkeypatch.setattr(sys, "path", sys.path[:])
    return tmp_path


def test_it_passes_arguments_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "count", "--to", "5"]) == 0
    assert capsys.readouterr().out == "counted 5\n"


def test_help_after_the_name_is_the_benchmark_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "count", "--help"])
    assert ended.value.code == 0
    assert "where to stop" in capsys.readouterr().out


def test_without_a_name_it_lists_what_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench"]) == 0
    assert capsys.readouterr().out == "count\n"


def test_an_unknown_name_lists_what_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "nothing"]) == 2
    assert capsys.readouterr().err == "liant: There is no benchmark 'nothing'. There are: count.\n"


def test_without_a_folder_it_says_where_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIANT_BENCHMARKS", "/nowhere")
    assert main(["bench"]) == 3
    assert "LIANT_BENCHMARKS" in capsys.readouterr().err
