"""Imports stand at the top, except those that cost time and few need, and those that Django asks to wait for.
Then a comment says so, on the line or above it. `ready()` and commands too."""

import ast
import re

from tests.architecture.house import named, source_files, told, tree_of

SILENT = re.compile(r"#\s*(noqa(: *[A-Z0-9, ]+)?|type: ignore(\[[\w, -]+\])?|fmt: skip)\s*")


def late_imports(path):
    """Groups of imports that follow each other inside functions: one reason serves a group."""
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for block in bodies(node):
            before = None
            for statement in block:
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    if before is None or statement.lineno > before.end_lineno + 1:
                        yield statement
                    before = statement
                else:
                    before = None


def bodies(function):
    for node in ast.walk(function):
        if node is not function and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield block


def has_reason(lines, statement):
    near = [lines[statement.lineno - 2], *lines[statement.lineno - 1 : statement.end_lineno]]
    return any(words_after_hash(line) for line in near)


def words_after_hash(line):
    return re.search(r"#.*\w", SILENT.sub("# ", line)) is not None


def test_late_imports_say_why():
    faults = set()
    for path in source_files():
        lines = path.read_text().splitlines()
        faults |= {f"{named(path)}:{one.lineno}" for one in late_imports(path) if not has_reason(lines, one)}
    assert not faults, told(list(faults), "An import inside a function says why, on its line or above it:")


def test_the_rule_tells_a_reason_from_a_mark():
    assert words_after_hash("import numpy  # costs a third of a second")
    assert words_after_hash("from liant.inbox import rooms  # noqa: F401  registers the room")
    assert not words_after_hash("from liant.inbox import rooms  # noqa: F401")
    assert not words_after_hash("import numpy  # type: ignore[import-untyped]")
    assert not words_after_hash("import numpy")
