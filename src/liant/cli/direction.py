"""`liant direction PANEL`: does sharing come after the tie, the tie after sharing, or each after the other?"""

import argparse
import json
from typing import TYPE_CHECKING

from liant.cli.main import Problem, WrongUse
from liant.cli.tables import NUMBER, TEXT, read_table

if TYPE_CHECKING:
    import pyarrow as pa

    from liant.engines.direction import Panel


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads counts of pairs of people by windows of two weeks and tells, as JSON, what comes before what, with intervals, "
        "what to keep in mind and fixed sentences in French and English. Never a cause: that takes a draw by lot."
    )
    parser.add_argument(
        "panel", metavar="PANEL",
        help="a .csv or .parquet file with person_a, person_b, window (a whole number, or a date), tie_events, share_events; or -",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="for the placebo; the same seed gives the same answer")


def run(args: argparse.Namespace) -> int:
    """Prints the finding. Returns 0; raises Problem or WrongUse on a panel that can't be read."""
    from liant.engines.direction import as_json, direction  # late: `--help` should not wait for the engine

    if args.seed < 0:
        raise WrongUse("--seed is a whole number from 0.")
    print(json.dumps(as_json(direction(read_panel(args.panel), seed=args.seed)), ensure_ascii=False, indent=1))
    return 0


def read_panel(path: str) -> "Panel":
    from liant.engines.direction import panel_of  # late: `--help` should not wait for the engine

    table = _table(path)
    if table.num_rows == 0:
        raise Problem(f"{path}: there are no rows under the first line. Give one for each pair and window.")
    people = [table.column(name).to_pylist() for name in ("person_a", "person_b")]
    for number, (one, other) in enumerate(zip(*people, strict=True), start=2):
        if one == other:
            raise Problem(
                f"{path}, line {number}: “{one}” stands on both sides. A pair is two people; take the line out."
            )
    counts = [table.column(name).to_numpy() for name in ("window", "tie_events", "share_events")]
    for name, values in zip(("tie_events", "share_events"), counts[1:], strict=True):
        if (values < 0).any():
            line = int((values < 0).argmax()) + 2
            raise Problem(f"{path}, line {line}, column “{name}”: {values.min():g} is under 0. Counts start at 0.")
    span = int(counts[0].max() - counts[0].min()) + 1
    if span > 10_000:
        raise Problem(f"{path}: the windows go over {span} numbers. Number them one after another: 1, 2, 3.")
    try:
        return panel_of(people[0], people[1], counts[0], counts[1], counts[2])
    except ValueError as error:
        raise Problem(f"{path}: {error}. Put their rows together and run it again.") from error


def _table(path: str) -> "pa.Table":
    """With windows as numbers; dates, such as the first day of each, are put in their order."""
    import pyarrow as pa  # late: `--help` should not wait for Arrow
    import pyarrow.compute as pc

    names = {"person_a": TEXT, "person_b": TEXT, "tie_events": NUMBER, "share_events": NUMBER}
    table = read_table(path, {**names, "window": TEXT})
    written = table.column("window").cast(pa.string())
    is_number = pc.match_substring_regex(written, r"^-?\d{1,9}$")
    if pc.all(is_number, min_count=0).as_py():
        return table.set_column(table.column_names.index("window"), "window", written.cast(pa.int64()))
    is_date = pc.match_substring_regex(written, r"^\d{4}-(W?\d{2}|\d{2}-\d{2})$")
    wrong = pc.invert(is_number if is_number[0].as_py() else is_date)
    if pc.any(wrong).as_py():
        line = pc.index(wrong, True).as_py() + 2
        raise Problem(
            f"{path}, line {line}, column “window”: “{written[line - 2].as_py()[:40]}” stands where a whole number should, or a date as in "
            "2026-11-30, the same in all lines. Correct it and run it again; nothing was written."
        )
    order = {one: at for at, one in enumerate(sorted(set(written.to_pylist())))}
    numbers = pa.array([order[one] for one in written.to_pylist()], pa.int64())
    return table.set_column(table.column_names.index("window"), "window", numbers)
