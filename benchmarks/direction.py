"""How long it takes to tell which comes first, beside sparse least squares with a dummy for each pair and each person in each
window (SciPy), in one run; both must find the same coefficients. `--full`: the gate of the method instead, thousands of made-up
programmes of known truth, each line with its band.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the made-up programmes are those of the tests

from _direction_gate import gate
from _direction_plain import plain
from liant.engines.direction import cross_lag
from tests.engines.direction.made_up import even

CLOSE = 1e-6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many people, and whether the gate is run."""
    parser.add_argument("--people", type=int, nargs="*", default=[50, 120, 300])
    parser.add_argument("--windows", type=int, default=24)
    parser.add_argument("--full", action="store_true", help="the gate of the method")
    parser.add_argument(
        "--many", type=int, default=2_000, help="made-up programmes for each line of the gate; fewer for slow ones"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="ROW", help="rows of the gate, such as B6 C2")


def run(args: argparse.Namespace) -> int:
    """Print times and ratios, or the gate; 1 where coefficients differ or a line falls out of its band."""
    return gate(args.many, args.only) if args.full else speed(args.people, args.windows)


def speed(sizes: list[int], windows: int) -> int:
    worst = 0.0
    print(f"{'people':>7} {'pairs':>8} {'Liant':>9} {'SciPy':>9} {'as long':>8}")
    for people in sizes:
        tie, share, pairs = even(0, people, windows, to_tie=0.05)
        start = time.process_time()
        found = cross_lag(tie, share, pairs)
        ours, start = time.process_time() - start, time.process_time()
        theirs = plain(tie, share, pairs)
        taken = time.process_time() - start
        worst = max(worst, *(abs(a - b) for a, b in zip(found.uncorrected, theirs, strict=True)))
        print(f"{people:>7} {len(pairs):>8,} {ours:>7.3f} s {taken:>7.2f} s {taken / ours:>6.0f} ×", flush=True)
    print(f"coefficients differ by {worst:.1e} at most; Liant also corrects them and gives intervals")
    return 1 if worst > CLOSE else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
