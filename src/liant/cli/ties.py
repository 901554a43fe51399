"""`liant ties FILE`: how strong ties are, from interactions; one row of CSV for each pair, strongest first."""

import argparse
import csv
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from liant.cli.main import Problem, WrongUse
from liant.cli.moments import days_of, end_of, written
from liant.cli.tables import MOMENT, NUMBER, TEXT, coded, read_table

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from liant.engines.ties import Interactions, Ties

HEADER = ("source", "target", "strength", "low", "high", "n", "last_at")
MOST_CHANNELS = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "How strong ties are (docs/ties.md): columns source, target, kind, at and, if it is there, weight. Kinds are those of the "
        "ledger (comment, reply, mention, thanks, reaction, reshare, met, attended, message, …); another kind is a channel of its own. "
        "Without a weight, a message to several at one instant, or an hour of several together, is shared out among them. "
        "Out come source, target, strength (0 to 100), low, high, n, last_at. Without enough ratings it is an uncalibrated index: an "
        "order, not a chance."
    )
    parser.add_argument("file", metavar="INTERACTIONS", help="a CSV or Parquet file, or - for standard input")
    parser.add_argument("--survey", metavar="S.csv", help="ratings: source, target, closeness from 1 to 5")
    parser.add_argument(
        "--at", metavar="DATE", help="when ties are told, a date until its end; by default at the last interaction"
    )
    parser.add_argument("--directed", action="store_true", help="one tie each way")
    parser.add_argument(
        "--people", metavar="P.csv", help="id, team: what two of a team have is set against what teams have"
    )
    parser.add_argument(
        "--half-life",
        metavar="WEEKS",
        type=float,
        help="weeks after which a contact counts for half; by default 8, or those that half a year shows to foretell better",
    )


def run(args: argparse.Namespace) -> int:
    """Prints a row for each pair. Returns 0; raises Problem or WrongUse on what can't be read."""
    from liant.engines.ties import HALF_LIFE, chosen_half_life, measure  # late: `--help` should not wait for the engine

    if args.half_life is not None and not args.half_life > 0:
        raise WrongUse("--half-life is a number of weeks above 0.")
    if [args.file, args.survey, args.people].count("-") > 1:
        raise WrongUse("Only one of the files can come from standard input. Name the others.")
    try:
        at = None if args.at is None else end_of(args.at)
    except ValueError as error:
        raise WrongUse(f"--at: “{args.at}” is no date. Write 2026-01-31 or 2026-01-31T09:30:00Z.") from error
    names = _Names()
    rows = _interactions(args.file, names)
    ratings = _ratings(args.survey, names) if args.survey else None
    teams = _teams(args.people, names) if args.people else None
    rows = replace(rows, people=len(names.listed))
    until = at if at is not None else float(rows.day.max()) if len(rows) else 0.0
    half_life = args.half_life or chosen_half_life(rows, at=until, teams=teams)
    found = measure(rows, at=until, teams=teams, ratings=ratings, half_life=half_life, directed=args.directed)
    _write(found, names.listed, until, has_hour=bool((rows.day % 1 != 0).any()))
    _tell(found, args.survey is not None, is_chosen=args.half_life is None and half_life != HALF_LIFE)
    return 0


class _Names:
    """People by the names they have in the files, numbered as they come."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    @property
    def listed(self) -> list[str]:
        return list(self._known)

    def numbers(self, table: "pa.Table", column: str) -> "np.ndarray":
        """(rows,) of whoever each row names."""
        import numpy as np  # late: `--help` should not wait for it

        values, codes = coded(table, column)
        by_code = [self._known.setdefault(name, len(self._known)) for name in values if name is not None]
        return np.array(by_code, dtype=np.int64)[codes]

    def find(self, name: str | None) -> int | None:
        return self._known.get(name or "")


def _interactions(path: str, names: _Names) -> "Interactions":
    """What the engine takes. Rows towards oneself are left out, and told."""
    import numpy as np  # late: `--help` should not wait for the engine

    from liant.engines.ties import channel_of, noted  # late: as above

    table = read_table(path, {"source": TEXT, "target": TEXT, "kind": TEXT, "at": MOMENT}, {"weight": NUMBER})
    source, target = names.numbers(table, "source"), names.numbers(table, "target")
    kinds, kind = coded(table, "kind")
    names_of_kinds = [name for name in kinds if name is not None]
    if len({channel_of(name) for name in names_of_kinds}) > MOST_CHANNELS:
        raise WrongUse(
            f"{path}: {len(names_of_kinds)} kinds are more than {MOST_CHANNELS} channels. Is “kind” the right column?"
        )
    day, others, weight = days_of(table.column("at")), source != target, None
    if "weight" in table.column_names:
        weight = np.asarray(table.column("weight").fill_null(1.0).to_numpy())
        if (weight < 0).any():
            row = int((weight < 0).argmax())
            raise Problem(
                f"{path}, line {row + 2}, column “weight”: {weight[row]:g} is under 0. Nothing counts for less than nothing."
            )
        weight = weight[others]
    if not others.all():
        print(f"liant: {np.count_nonzero(~others)} rows towards oneself were left out.", file=sys.stderr)
    source, target, kind, day = (one[others] for one in (source, target, kind, day))
    return noted(source, target, names_of_kinds, kind, day, people=len(names.listed), weight=weight)


def _ratings(path: str, names: _Names) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    import numpy as np  # late: `--help` should not wait for it

    table = read_table(path, {"source": TEXT, "target": TEXT, "closeness": NUMBER})
    closeness = np.asarray(table.column("closeness").to_numpy())
    rater, rated = names.numbers(table, "source"), names.numbers(table, "target")
    wrong = ~np.isin(closeness, (1, 2, 3, 4, 5))
    if wrong.any():
        row = int(wrong.argmax())
        raise Problem(
            f"{path}, line {row + 2}, column “closeness”: {closeness[row]:g} isn't 1, 2, 3, 4 or 5. Correct it."
        )
    if (rater == rated).any():
        raise Problem(
            f"{path}, line {int((rater == rated).argmax()) + 2}: nobody rates themselves. Take this line out."
        )
    return rater, rated, closeness.astype(np.int64)


def _teams(path: str, names: _Names) -> "np.ndarray":
    """(n,) the team of everyone whom interactions or ratings name; whoever has none is of one team with those like them."""
    import numpy as np  # late: `--help` should not wait for it

    table = read_table(path, {"id": TEXT}, {"team": TEXT})
    if "team" not in table.column_names:
        raise WrongUse(f"{path}: no column “team”; the first line must name id, team.")
    (ids, who), (teams, of) = coded(table, "id"), coded(table, "team")
    numbers = np.full(len(names.listed), len(teams))
    for one, team in zip(who.tolist(), of.tolist(), strict=True):
        if (row := names.find(ids[one])) is not None:
            numbers[row] = team
    return np.asarray(np.unique(numbers, return_inverse=True)[1])


def _write(found: "Ties", names: list[str], at: float, *, has_hour: bool) -> None:
    ties, is_directed = found.strengths, found.contacts.is_directed
    numbers = (ties.first, ties.second, ties.strength, ties.low, ties.high, ties.rows, ties.silent)
    rows = []
    for first, second, *rest in zip(*(one.tolist() for one in numbers), strict=True):
        one, other = names[first], names[second]
        rows.append(((one, other) if is_directed or one <= other else (other, one), *rest))
    rows.sort(key=lambda row: (-row[1], row[0]))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    for pair, strength, low, high, count, silent in rows:
        last = written(at - silent, has_hour=has_hour) if count else ""
        out.writerow([*pair, f"{strength:.6f}", f"{low:.6f}", f"{high:.6f}", count, last])


def _tell(found: "Ties", was_asked: bool, *, is_chosen: bool) -> None:
    done = found.calibration
    if done is not None:
        words = (
            f"calibrated; among people it did not know, chances were {done.error:.3f} off on the mean (Brier score {done.brier:.3f}, "
            f"{done.base:.3f} for the mean rate alone)"
        )
    else:
        why = ": it takes 150 pairs rated by 15 people, not all alike" if was_asked else ""
        words = f"an uncalibrated index, an order and not a chance{why}"
    print(f"liant: {words}.", file=sys.stderr)
    if is_chosen:
        print(
            f"liant: a contact counts for half after {found.contacts.half_life:g} weeks, which foretells best here.",
            file=sys.stderr,
        )
