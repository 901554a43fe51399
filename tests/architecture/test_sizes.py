"""No file over 400 lines, no function over 50, but those that are named here with a reason and a date."""

import ast
from datetime import date

from tests.architecture.house import ROOT, named, python_files, told, tree_of

FOLDERS = ("src", "tests", "scripts", "benchmarks")
CODE = {".py", ".html", ".css", ".js", ".sh"}
NOT_OURS = {"node_modules", "vendor"}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 400, 50

# path -> (since when, why)
LONG_FILES: dict[str, tuple[str, str]] = {}
# path:function -> (since when, why)
LONG_FUNCTIONS: dict[str, tuple[str, str]] = {}


def code_files():
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in CODE and NOT_OURS.isdisjoint(path.parts):
                yield path


def functions(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_file_is_long():
    counts = {named(path): len(path.read_text().splitlines()) for path in code_files()}
    long = {name: count for name, count in counts.items() if count > MOST_LINES}
    faults = [f"{name}: {count} lines" for name, count in long.items() if name not in LONG_FILES]
    assert not faults, told(faults, f"A file has {MOST_LINES} lines at most:")
    assert LONG_FILES.keys() <= long.keys(), "take out what is short again"


def test_no_function_is_long():
    counts = dict(one for path in python_files(*FOLDERS) for one in functions(path))
    long = {name: count for name, count in counts.items() if count > MOST_LINES_OF_A_FUNCTION}
    faults = [f"{name}: {count} lines" for name, count in long.items() if name not in LONG_FUNCTIONS]
    assert not faults, told(faults, f"A function has {MOST_LINES_OF_A_FUNCTION} lines at most:")
    assert LONG_FUNCTIONS.keys() <= long.keys(), "take out what is short again"


def test_exceptions_are_dated_and_reasoned():
    for since, why in [*LONG_FILES.values(), *LONG_FUNCTIONS.values()]:
        date.fromisoformat(since)
        assert len(why.split()) > 3
