"""`liant pair FILE`: who meets whom, week after week; one row of CSV for each meeting."""

import argparse
import csv
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from liant.cli.main import Problem, WrongUse
from liant.cli.tables import NUMBER, TEXT, WHOLE, read_table

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from liant.engines.pairing import People, Rotation

Read = TypeVar("Read")

HEADER = ("week", "a", "b", "c")
MOST_WEEKS = 520
YES, NO = {"yes", "oui", "true", "vrai", "1"}, {"no", "non", "false", "faux", "0"}


class _Listed(NamedTuple):
    """People as their file has them, all of one length; `available`: a set of weeks, None for all of them."""

    ids: list[str]
    teams: list[str | None]
    offsets: list[tuple[float, float] | None]
    languages: list[frozenset[str]]
    available: list[frozenset[int] | None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Who meets whom (docs/ties.md), as week, a, b, c: c joins two others where the number is odd; whoever has nobody stands alone. "
        "Operations: those who have not met first, across teams, with a working hour and a language in common. Experiment: at random, each "
        "pair as likely, none twice; the same seed and names draw the same again. What has been drawn is the history of the next draw."
    )
    parser.add_argument(
        "file", metavar="PEOPLE",
        help="a CSV or Parquet file, or -: id, and if they are there team, timezone (Europe/Paris, +02:00), languages (fr en), "
        "available (yes, no, or weeks of the draw: 1-4;6)",
    )  # fmt: skip
    parser.add_argument("--history", metavar="H.csv", help="who met before: a, b, and if they are there c and week")
    parser.add_argument("--forbidden", metavar="F.csv", help="who must not meet: a, b")
    parser.add_argument(
        "--ties", metavar="T.csv", help="source, target, strength, as `liant ties` writes it: strong ties come last"
    )
    parser.add_argument("--weeks", metavar="N", type=int, default=1, help="how many weeks are drawn (default 1)")
    parser.add_argument("--mode", choices=("experiment", "operations"), default="operations", help="default operations")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="a whole number (default 0)")


def run(args: argparse.Namespace) -> int:
    """Prints a row for each meeting. Returns 0; raises Problem or WrongUse on what can't be read or drawn."""
    if not 1 <= args.weeks <= MOST_WEEKS:
        raise WrongUse(f"--weeks is a whole number from 1 to {MOST_WEEKS}.")
    if [args.file, args.history, args.forbidden, args.ties].count("-") > 1:
        raise WrongUse("Only one of the files can come from standard input. Name the others.")
    listed = _listed(args.file)
    plan = _experiment(args, listed) if args.mode == "experiment" else _operations(args, listed)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    rows = [(meeting.week, 0, *meeting.people, "", "") for meeting in plan.meetings]
    rows += [(week, 1, name, "", "") for week, name in plan.resting]
    for week, _, a, b, c, *_rest in sorted(rows):
        out.writerow([week, a, b, c])
    print(
        f"liant: seed {plan.seed}, method {plan.method}, people {plan.roster[:16]}: with these it is drawn again.",
        file=sys.stderr,
    )
    return 0


def _experiment(args: argparse.Namespace, listed: _Listed) -> "Rotation":
    from liant.engines.pairing import experiment  # late: `--help` should not wait for the engine

    if args.history or args.forbidden or args.ties:
        raise WrongUse(
            "An experiment takes no history, ties or rules: they would make some pairs likelier. Use --mode operations."
        )
    there = [name for name, weeks in zip(listed.ids, listed.available, strict=True) if weeks is None]
    try:
        return experiment(there, weeks=args.weeks, seed=args.seed)
    except ValueError as error:
        raise WrongUse(f"{error}. Draw fewer weeks with --weeks.") from error


def _operations(args: argparse.Namespace, listed: _Listed) -> "Rotation":
    from liant.engines.pairing import operations  # late: `--help` should not wait for the engine

    row = {name: at for at, name in enumerate(listed.ids)}
    met, left_over = _history(args.history, row)
    return operations(
        _people(listed, args.weeks),
        weeks=args.weeks,
        seed=args.seed,
        met=met,
        forbidden=[(one, other) for one, other, *_ in _pairs(args.forbidden, ("a", "b"), row)],
        left_over=left_over,
        closeness=_ties(args.ties, row),
    )


def _listed(path: str) -> _Listed:
    table = read_table(path, {"id": TEXT}, {"team": TEXT, "timezone": TEXT, "languages": TEXT, "available": TEXT})
    ids = table.column("id").to_pylist()
    first: dict[str, int] = {}
    for line, name in enumerate(ids, 2):
        if first.setdefault(name, line) != line:
            raise Problem(
                f"{path}, line {line}, column “id”: “{name}” stands in line {first[name]} already. Take one out."
            )
    return _Listed(
        ids,
        _column(path, table, "team", lambda value: value),
        _column(path, table, "timezone", _offsets),
        _column(path, table, "languages", _languages),
        _column(path, table, "available", _available),
    )


def _column(path: str, table: "pa.Table", name: str, read: Callable[[str | None], Read]) -> list[Read]:
    given = table.column(name).to_pylist() if name in table.column_names else [None] * table.num_rows
    found = []
    for line, value in enumerate(given, 2):
        try:
            found.append(read(value))
        except ValueError as error:
            raise Problem(f"{path}, line {line}, column “{name}”: {error}") from error
    return found


def _offsets(value: str | None) -> tuple[float, float] | None:
    """Hours ahead of UTC in winter and in summer: two people have to share an hour in both."""
    if value is None:
        return None
    fixed = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", value.strip().upper())
    if fixed:
        hours = (int(fixed[2]) + int(fixed[3] or 0) / 60) * (-1 if fixed[1] == "-" else 1)
        return hours, hours
    import zoneinfo  # few files have zones
    from datetime import datetime

    try:
        zone = zoneinfo.ZoneInfo(value.strip())
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"“{value}” is no time zone. Write Europe/Paris or +02:00.") from error
    winter, summer = (datetime(2026, month, 15, 12, tzinfo=zone).utcoffset() for month in (1, 7))
    return (winter.total_seconds() / 3600 if winter else 0.0), (summer.total_seconds() / 3600 if summer else 0.0)


def _languages(value: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", (value or "").casefold()))


def _available(value: str | None) -> frozenset[int] | None:
    """Weeks, none for *no*, None for *yes*."""
    word = (value or "yes").strip().casefold()
    if word in YES:
        return None
    if word in NO:
        return frozenset()
    weeks: set[int] = set()
    for part in re.split(r"[;\s]+", word):
        span = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part)
        if span is None:
            raise ValueError(f"“{value}” is neither yes, no, nor weeks of the draw. Write 1-4;6.")
        weeks |= set(range(int(span[1]), int(span[2] or span[1]) + 1))
    return frozenset(weeks)


def _people(listed: _Listed, weeks: int) -> "People":
    import numpy as np  # late: `--help` should not wait for it

    from liant.engines.pairing import People  # late: as above

    teams = {name: at for at, name in enumerate(dict.fromkeys(name for name in listed.teams if name is not None))}
    offsets = None
    if any(one is not None for one in listed.offsets):
        offsets = np.array([one if one is not None else (np.nan, np.nan) for one in listed.offsets])
    away = {
        week: frozenset(row for row, one in enumerate(listed.available) if one is not None and week not in one)
        for week in range(1, weeks + 1)
    }
    return People(
        listed.ids,
        np.array([-1 if name is None else teams[name] for name in listed.teams], dtype=np.int64),
        offsets=offsets,
        languages=listed.languages if any(listed.languages) else None,
        away=away,
    )


def _history(path: str | None, row: dict[str, int]) -> tuple[list[tuple[int, int, int]], list[int]]:
    """Who met whom in which week, the last being 0, and who was left over; people who are no longer listed are left aside."""
    if path is None:
        return [], []
    table = read_table(path, {"a": TEXT}, {"b": TEXT, "c": TEXT, "week": WHOLE})
    if "b" not in table.column_names:
        raise WrongUse(f"{path}: no column “b”; the first line must name a, b, and may name c and week.")
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    count = table.num_rows
    weeks = [week or 0 for week in columns.get("week", [0] * count)]
    last = max(weeks, default=0)
    met, left_over = [], []
    for week, *names in zip(weeks, columns["a"], columns["b"], columns.get("c", [None] * count), strict=True):
        there = [row[name] for name in names if name in row]
        met += [(one, other, week - last) for at, one in enumerate(there) for other in there[at + 1 :]]
        odd = names[2] or (names[0] if names[1] is None else None)
        left_over += [row[odd]] if odd in row else []
    return met, left_over


def _pairs(path: str | None, columns: tuple[str, str], row: dict[str, int]) -> list[tuple[int, int, int]]:
    """(row, row, number of the table's row) of pairs of whom both are listed."""
    if path is None:
        return []
    table = read_table(path, dict.fromkeys(columns, TEXT))
    named = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
    return [(row[one], row[other], at) for at, (one, other) in enumerate(named) if one in row and other in row]


def _ties(path: str | None, row: dict[str, int]) -> "tuple[np.ndarray, np.ndarray, np.ndarray] | None":
    import numpy as np  # late: `--help` should not wait for it

    if path is None:
        return None
    strength = np.asarray(read_table(path, {"strength": NUMBER}).column("strength").to_numpy())
    if ((strength < 0) | (strength > 100)).any():
        at = int(((strength < 0) | (strength > 100)).argmax())
        raise Problem(
            f"{path}, line {at + 2}, column “strength”: {strength[at]:g} isn't between 0 and 100. Correct it."
        )
    found = np.array(_pairs(path, ("source", "target"), row), dtype=np.int64).reshape(-1, 3)
    return found[:, 0], found[:, 1], strength[found[:, 2]]
