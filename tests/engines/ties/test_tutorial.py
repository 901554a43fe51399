"""The tutorial runs as it stands, and what it says of the data is true; its French twin has the same code."""

import re
from pathlib import Path

import matplotlib

ROOT = Path(__file__).resolve().parents[3]
ENGLISH, FRENCH = ROOT / "docs/tutorial-ties.md", ROOT / "docs/fr/tutoriel-liens.md"


def blocks(path):
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def test_it_runs_from_the_first_line_to_the_last(tmp_path, monkeypatch, capsys):
    matplotlib.use("Agg")
    for name in ("tests", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    given = {}
    for number, block in enumerate(blocks(ENGLISH), start=1):
        exec(compile(block, f"{ENGLISH.name}, block {number}", "exec"), given)
    printed = capsys.readouterr().out
    assert "92 people, 5 departments" in printed
    assert given["by_strength"] > given["by_count"] + 0.04
    assert all((tmp_path / name).stat().st_size > 5_000 for name in ("strengths.svg", "departments.svg"))


def test_its_french_twin_has_the_same_code():
    assert blocks(FRENCH) == blocks(ENGLISH)
    assert len(blocks(ENGLISH)) > 5
