"""How long the lists of a whole programme take, and that of one expert, beside the same lists in plain Python, in one run.

Plain Python makes the lists of some of the experts (`--plain`), which must be those of the engine, piece by piece; its time for all is
reckoned from these. Times by the wall and of the processor, since others may use the machine.
"""

import argparse
import statistics
import sys
import time
from dataclasses import replace

import numpy as np

from _ranking_plain import Plain
from _ranking_rows import made_up, one
from liant.engines.ranking import Experts, Pieces, rank, reasons

MOST_FOR_ALL, MOST_FOR_ONE = 10.0, 0.050
LENGTH = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, and the luck."""
    parser.add_argument("--experts", type=int, default=5_000, help="default 5,000")
    parser.add_argument("--pieces", type=int, default=2_000, help="default 2,000")
    parser.add_argument(
        "--plain", type=int, default=200, help="experts for whom plain Python does it too (default 200)"
    )
    parser.add_argument("--seed", type=int, default=20261130)


def run(args: argparse.Namespace) -> int:
    """Print times and ratios; 1 where lists differ or the engine is too slow."""
    experts, pieces = made_up(args.experts, args.pieces, args.seed)
    wall, used = time.perf_counter(), time.process_time()
    found = rank(experts, pieces, length=LENGTH, seed=args.seed)
    wall, used = time.perf_counter() - wall, time.process_time() - used
    alone = _alone(experts, pieces, args.seed)
    plain = Plain(experts, pieces)
    rows = range(min(args.plain, len(experts)))
    before, before_used = time.perf_counter(), time.process_time()
    theirs = [plain.list_of(experts, row, LENGTH, args.seed) for row in rows]
    each, each_used = (time.perf_counter() - before) / len(rows), (time.process_time() - before_used) / len(rows)
    apart = sum([one for one in found.piece[row].tolist() if one >= 0] != theirs[row] for row in rows)
    everyone = len(experts)
    print(f"{'':>26} {'wall':>10} {'processor':>10}")
    print(f"{f'all {everyone:,} x {len(pieces):,}':>26} {wall:>8.2f} s {used:>8.2f} s")
    print(f"{'plain Python, reckoned':>26} {each * everyone:>8.1f} s {each_used * everyone:>8.1f} s")
    print(f"{'one expert, median':>26} {1000 * statistics.median(alone):>7.2f} ms")
    print(f"{'one expert, worst of 100':>26} {1000 * max(alone):>7.2f} ms")
    print(f"{'plain Python, one':>26} {1000 * each:>7.2f} ms {1000 * each_used:>7.2f} ms")
    print(f"{each_used * everyone / used:.1f} times as fast (processor); {apart} of {len(rows)} lists differ")
    print(f"{found.is_explored[found.piece >= 0].mean():.2%} of places drawn by chance")
    return 1 if apart or wall > MOST_FOR_ALL or statistics.median(alone) > MOST_FOR_ONE else 0


def _alone(experts: Experts, pieces: Pieces, seed: int) -> list[float]:
    """Seconds for each of a hundred experts by themselves, from rows freshly read, with the reasons of every place."""
    seconds = []
    for row in range(min(100, len(experts))):
        expert, fresh = one(experts, row), replace(pieces)  # replaced: nothing is kept from the list before
        start = time.perf_counter()
        found = rank(expert, fresh, length=LENGTH, seed=seed)
        for place in np.flatnonzero(found.piece[0] >= 0):
            reasons(found, expert, fresh, 0, int(place))
        seconds.append(time.perf_counter() - start)
    return seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
