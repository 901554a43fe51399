"""Imports go downward only: the contracts of `pyproject.toml`, and that every floor of docs/house.md is in them."""

import itertools
import re
import tomllib

from importlinter.cli import lint_imports

from tests.architecture.house import DOCS, ROOT, SOURCE

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = LINTER["contracts"][0]["layers"]


def floor_of(folder: str) -> int:
    """Higher is further from the ground."""
    return len(LAYERS) - next(at for at, layer in enumerate(LAYERS) if folder in re.split(r"\W+", layer))


def test_the_contracts_are_kept(capsys):
    code = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_every_folder_has_a_floor():
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert folders == {name for layer in LAYERS for name in re.findall(r"\w+", layer)}


def test_the_floors_are_those_of_the_page_that_describes_them():
    rows = re.findall(r"^\| (\d) \| (.+?) \|", (DOCS / "house.md").read_text(), re.MULTILINE)
    groups = [re.findall(r"`(\w+)/", group) for _, row in rows for group in row.split("▸")]
    assert [name for group in groups for name in group]
    heights = [{floor_of(name) for name in group} for group in groups]
    assert all(min(above) > max(below) for above, below in itertools.pairwise(heights)), groups


def test_every_connector_is_held_apart():
    held = {
        module
        for contract in LINTER["contracts"]
        if contract["type"] == "independence"
        for module in contract["modules"]
    }
    there = {
        f"liant.connectors.{path.name}" for path in (SOURCE / "connectors").iterdir() if (path / "__init__.py").exists()
    }
    assert held == there | {"liant.engines.*"}
