"""A file of queries (TOML): what it holds, where each expression stands in it, and the file with expressions rewritten.

    [[query]]
    name = "Orange Bank"
    expr = '"orange bank"'
    must = ["J’ai ouvert un compte chez Orange Bank"]
    must_not = ["une banque orange"]

Only texts come in and go out: reading and writing files is the caller's.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEYS = ("name", "expr", "must", "must_not")
_LINE = re.compile(r"line (\d+), column (\d+)")


class QueryFileError(ValueError):
    """A file of queries that can't be used; `line` is 1 for the first, or None where it isn't known."""

    def __init__(self, fault: str, advice: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(f"{fault} {advice}")
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Literal:
    """A TOML string in its file: [start, end) with its quotes, and for each character of its value, where it stands."""

    start: int
    end: int
    value: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One query of a file. `must` and `must_not` are items to match: mappings with at least `text`."""

    name: str
    expr: str
    must: tuple[Mapping[str, Any], ...] = ()
    must_not: tuple[Mapping[str, Any], ...] = ()
    literal: Literal | None = None  # None when written in a way that isn't followed, such as an inline table
    unknown: tuple[str, ...] = ()  # keys that mean nothing here


def read_queries(source: str) -> list[Entry]:
    """The queries of a file's text, in order. Raises QueryFileError with what is wrong, where it is known."""
    tables = _load(source).get("query")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise QueryFileError("There is no query in this file.", "Write each one under [[query]], with name and expr.")
    literals = _literals(source)
    if [literal.value if literal else None for literal in literals] != [table.get("expr") for table in tables]:
        literals = [None] * len(tables)
    entries = [_entry(table, number, literals[number - 1]) for number, table in enumerate(tables, 1)]
    names = [entry.name for entry in entries]
    for name in names:
        if names.count(name) > 1:
            raise QueryFileError(f"Two queries are named “{name}”.", "Give each its own name.")
    return entries


def place_in_file(source: str, entry: Entry, offset: int) -> tuple[int, int] | None:
    """The line and column in the file, from 1, of a code point of an entry's expression; None if it isn't known."""
    if entry.literal is None:
        return None
    offsets = (
        *entry.literal.offsets,
        entry.literal.offsets[-1] + 1 if entry.literal.offsets else entry.literal.start + 1,
    )
    before = source[: offsets[min(offset, len(offsets) - 1)]]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def rewrite(source: str, changes: Mapping[str, str]) -> str:
    """The file's text with the expressions of the named queries replaced and not one other character touched.

    Raises QueryFileError if a query is written in a way that can't be replaced safely; the result is read again and
    compared before it is returned.
    """
    entries = read_queries(source)
    newline = "\r\n" if "\r\n" in source else "\n"
    result = source
    for entry in reversed(entries):
        if entry.name not in changes:
            continue
        if entry.literal is None:
            raise QueryFileError(f"“{entry.name}” can't be rewritten in place.", "Write it under its own [[query]].")
        literal = _write(changes[entry.name]).replace("\n", newline)
        result = result[: entry.literal.start] + literal + result[entry.literal.end :]
    wanted = _load(source)
    for table in wanted["query"]:
        table["expr"] = changes.get(table["name"], table["expr"])
    found = _load(result)
    for table in (*wanted["query"], *found["query"]):
        table["expr"] = table["expr"].strip()
    if found != wanted:
        raise QueryFileError("The rewritten file would not say the same.", "Rewrite it by hand.")
    return result


def _load(source: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (source.count("\n") + 1, None)
        fault = str(error).partition(" (at ")[0]
        raise QueryFileError(
            f"This isn't valid TOML: {fault}.", "Check the quotes and brackets.", line, column
        ) from error
    except (RecursionError, ValueError) as error:
        raise QueryFileError("This TOML can't be read.", "Check the numbers and brackets.") from error


def _entry(table: dict[str, Any], number: int, literal: Literal | None) -> Entry:
    name, expr = table.get("name"), table.get("expr")
    if not isinstance(name, str) or not name.strip():
        raise QueryFileError(f"Query number {number} has no name.", 'Add name = "…".')
    if not isinstance(expr, str):
        raise QueryFileError(f"“{name}” has no expression.", "Add expr = '…'.")
    unknown = tuple(key for key in table if key not in KEYS)
    return Entry(name, expr, _items(table, "must"), _items(table, "must_not"), literal, unknown)


def _items(table: dict[str, Any], key: str) -> tuple[Mapping[str, Any], ...]:
    given = table.get(key, [])
    items: list[dict[str, Any]] = []
    for one in given if isinstance(given, list) else [None]:
        item = {"text": one} if isinstance(one, str) else one
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            raise QueryFileError(f"{key} of “{table['name']}” isn't a list of sentences.", f'Write {key} = ["…", "…"].')
        items.append(item)
    return tuple(items)


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = re.compile(r"\[\[?[^\n]*")
_KEY = re.compile(r"""((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*[^=\n]*)?)[ \t]*=[ \t]*""")
_QUERY_HEADER = re.compile(r"\[\[[ \t]*(?:query|\"query\"|'query')[ \t]*\]\]")
_STRING = re.compile(
    r'"""(?P<wide>(?:[^\\]|\\.)*?"{0,2})"""(?!")|\'\'\'(?P<wide_plain>.*?\'{0,2})\'\'\'(?!\')'
    r'|"(?P<short>(?:[^"\\\n]|\\.)*)"|\'(?P<plain>[^\'\n]*)\'',
    re.DOTALL,
)
_OTHER = re.compile(r"[^\"'\[\]{}#\n]+|#[^\n]*")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ \t]*\r?\n[ \t\r\n]*|.)", re.DOTALL)


def _literals(source: str) -> list[Literal | None]:
    """The `expr` string under each [[query]]; the file is known to be valid TOML."""
    found: list[Literal | None] = []
    is_query = False
    offset = 0
    while True:
        blank = _BLANK.match(source, offset)
        offset = blank.end() if blank else offset
        if offset >= len(source):
            return found
        if header := _HEADER.match(source, offset):
            is_query = _QUERY_HEADER.match(source, offset) is not None
            found += [None] if is_query else []
            offset = header.end()
        elif key := _KEY.match(source, offset):
            offset = key.end()
            string = _STRING.match(source, offset)
            if is_query and string and key[1].strip("\"'") == "expr":
                found[-1] = _literal(string)
            offset = _after_value(source, offset)
        else:
            return []  # not followed: the caller does without places


def _after_value(source: str, offset: int) -> int:
    """Where the value that starts at `offset` ends: at the first line end outside strings and brackets."""
    depth = 0
    while offset < len(source):
        character = source[offset]
        if found := _STRING.match(source, offset) or _OTHER.match(source, offset):
            offset = found.end()
            continue
        if character == "\n" and depth <= 0:
            return offset
        depth += (character in "[{") - (character in "]}")
        offset += 1
    return offset


def _literal(found: re.Match[str]) -> Literal:
    kind = str(found.lastgroup)
    body, start = found[kind], found.start(kind)
    skipped = len(body) - len(re.sub(r"\A\r?\n", "", body)) if kind.startswith("wide") else 0
    value: list[str] = []
    offsets: list[int] = []
    index = skipped
    while index < len(body):
        step, text = 1, body[index]
        escape = _ESCAPE.match(body, index) if kind in {"wide", "short"} else None
        if escape:
            step = len(escape[0])
            text = "" if "\n" in escape[0] else tomllib.loads(f'x = "{escape[0]}"')["x"]
        elif body.startswith("\r\n", index):
            step, text = 2, "\n"
        value.append(text)
        offsets += [start + index] * len(text)
        index += step
    return Literal(found.start(), found.end(), "".join(value), tuple(offsets))


def _write(expr: str) -> str:
    is_printable = not _CONTROL.search(expr)
    if is_printable and "\n" in expr and "'''" not in expr:
        return f"'''\n{expr}\n'''"
    if is_printable and "\n" not in expr and "'" not in expr:
        return f"'{expr}'"
    if is_printable and "\n" not in expr and "'''" not in expr and not expr.endswith("'"):
        return f"'''{expr}'''"
    escaped = expr.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
