"""Where the house stands, and its files as parsed by Python: what the tests of the rules look through."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/liant"
DOCS = ROOT / "docs"

ROOMS = ("listening", "inbox", "writing", "surveys", "community", "advocacy", "bonds", "meetings")
SMALLER_ROOMS = tuple(sorted(path.parent.relative_to(SOURCE).as_posix() for path in SOURCE.glob("*/*/apps.py")))
WITH_MODELS = (
    "tenancy",
    "audit",
    "accounts",
    "jobs",
    "links",
    "people",
    "channels",
    "ledger",
    "deliveries",
    *ROOMS,
    *SMALLER_ROOMS,
)
WITH_DJANGO = ("web", *WITH_MODELS, "flows", "insights", "api", "config")


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """Python files below these folders of the repository, in order."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted(path for path in found if "node_modules" not in path.parts))


@cache
def source_files() -> tuple[Path, ...]:
    return python_files("src/liant")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def named(path: Path) -> str:
    """ "src/liant/inbox/actions.py" """
    return path.relative_to(ROOT).as_posix()


def told(faults: list[str], rule: str) -> str:
    """What a person reads when the rule is broken: the rule, then each place."""
    return "\n".join([rule, *(f"  {fault}" for fault in sorted(faults))])
