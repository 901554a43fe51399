"""`liant match`: tells which queries match each item of a file, as JSON lines. Needs no database."""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from liant.cli.item_files import read_items
from liant.cli.main import WrongUse
from liant.cli.query_files import load_queries
from liant.engines.query import Match, Matcher, Query, QueryError, compile_queries, parse
from liant.engines.query.files import Entry, place_in_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The queries, and the file of items."""
    queries = parser.add_mutually_exclusive_group(required=True)
    queries.add_argument("--queries", metavar="Q.toml", help="queries: [[query]] name, expr, must, must_not")
    queries.add_argument("--query", metavar="EXPR", help="one expression, named “query” in the output")
    parser.add_argument(
        "file",
        metavar="FILE",
        help="items: .jsonl, .csv, .parquet, or - for standard input; each needs id and text, and may have title, "
        "author, url, lang, channel, tags, followers, at",
    )


def run(args: argparse.Namespace) -> int:
    """Print {"id", "queries": [{"name", "spans"}]} for each item with a match."""
    if args.file == "-" and args.queries == "-":
        raise WrongUse("queries and items can't both come from standard input; give one of them as a file.")
    matcher = _compile(args)
    output = sys.stdout.buffer
    items = read_items(args.file)
    for item in _with_progress(items) if sys.stderr.isatty() else items:
        if found := matcher.match(item):
            output.write(_line(item["id"], found))
    output.flush()
    return 0


def _line(identifier: str | int, found: list[Match]) -> bytes:
    queries = [{"name": match.name, "spans": match.spans} for match in found]
    result = {"id": identifier, "queries": queries}
    try:
        return (json.dumps(result, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half of a pair of surrogates, which JSON can hold and UTF-8 can't
        return (json.dumps(result) + "\n").encode()


def _compile(args: argparse.Namespace) -> Matcher:
    if args.query is not None:
        try:
            return compile_queries([Query("query", args.query)])
        except QueryError as error:
            raise WrongUse(f"--query, {error}") from error
    source, entries = load_queries(args.queries)
    return Matcher([(entry.name, _read(args.queries, source, entry)) for entry in entries])


def _read(file: str, source: str, entry: Entry) -> Any:
    try:
        return parse(entry.expr)
    except QueryError as error:
        place = place_in_file(source, entry, error.offset)
        where = f"{file}:{place[0]}:{place[1]}" if place else file
        raise WrongUse(f"{where}: {entry.name}, {error}") from error


def _with_progress(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The items, with their count and pace shown on the terminal twice a second."""
    start = shown = time.monotonic()
    count = 0
    for count, item in enumerate(items, 1):
        yield item
        if count % 256 == 0 and (now := time.monotonic()) - shown > 0.5:
            shown = now
            print(f"\r{count:,} items, {count / (now - start):,.0f} per second ", end="", file=sys.stderr, flush=True)
    if shown != start:
        print(f"\r{count:,} items" + " " * 24, file=sys.stderr)
