"""`liant direction PANEL`: does sharing come after the tie, the tie after sharing, or each after the other?"""

import argparse
import json
from typing import TYPE_CHECKING

from liant.cli.main import Problem, WrongUse
from liant.cli.tables import NUMBER, TEXT, read_table
from liant.cli.windows import windows_of

if TYPE_CHECKING:
    from liant.engines.direction import Length, Panel

COLUMNS = {"person_a": TEXT, "person_b": TEXT, "window": TEXT, "tie_events": NUMBER, "share_events": NUMBER}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads counts of pairs of people by windows, best of two weeks, and tells, as JSON, what comes before what, with intervals, "
        "what to keep in mind and fixed sentences in French and English. Never a cause: that takes a draw by lot."
    )
    parser.add_argument(
        "panel", metavar="PANEL",
        help="a .csv or .parquet file with person_a, person_b, window (a whole number, a date, a week as in 2026-W03 or a month as in 2026-01), tie_events, share_events; or -",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="for the placebo; the same seed gives the same answer")


def run(args: argparse.Namespace) -> int:
    """Prints the finding. Returns 0; raises Problem or WrongUse on a panel that can't be read."""
    from liant.engines.direction import as_json, direction  # late: `--help` should not wait for the engine

    if args.seed < 0:
        raise WrongUse("--seed is a whole number from 0.")
    panel, length = read_panel(args.panel)
    print(json.dumps(as_json(direction(panel, seed=args.seed, window=length)), ensure_ascii=False, indent=1))
    return 0


def read_panel(path: str) -> "tuple[Panel, Length]":
    from liant.engines.direction import panel_of  # late: `--help` should not wait for the engine

    table = read_table(path, COLUMNS)
    if table.num_rows == 0:
        raise Problem(f"{path}: there are no rows under the first line. Give one for each pair and window.")
    people = [table.column(name).to_pylist() for name in ("person_a", "person_b")]
    written = table.column("window").to_pylist()
    counts = [table.column(name).to_numpy() for name in ("tie_events", "share_events")]
    for name, values in zip(("tie_events", "share_events"), counts, strict=True):
        if (values < 0).any():
            line = int((values < 0).argmax()) + 2
            raise Problem(f"{path}, line {line}, column “{name}”: {values.min():g} is under 0. Counts start at 0.")
    windows, length = windows_of(written, path)
    _refuse_pairs(people, windows, written, path)
    return panel_of(people[0], people[1], windows, counts[0], counts[1]), length


def _refuse_pairs(people: list[list[str]], windows: list[int], written: list[str], path: str) -> None:
    """Somebody with themselves, and the same two twice in a window."""
    seen = set()
    for line, (one, other, window) in enumerate(zip(*people, windows, strict=True), start=2):
        if one == other:
            raise Problem(
                f"{path}, line {line}: “{one}” stands on both sides. A pair is two people; take the line out."
            )
        row = (min(one, other), max(one, other), window)
        if row in seen:
            raise Problem(
                f"{path}, line {line}: “{one}” and “{other}” come twice in window {written[line - 2]}. Put their rows together and run it again."
            )
        seen.add(row)
