"""An acceptance table: each row drawn many times on all cores, printed as soon as it is known, with its band."""

import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class Gate:
    """`many`: how often rows are drawn that are quick; `only`: names of the rows that are run, all where there are none."""

    many: int
    only: Sequence[str] = ()
    is_out: bool = False
    began: float = field(default_factory=time.monotonic)
    pool: Any = None

    def run(self, rows: Sequence[tuple[str, Callable[["Gate"], None]]]) -> int:
        """1 where a row is out of its band. `rows`: the letters of each, and what draws it."""
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # read by the processes that begin now: one core each
        with multiprocessing.get_context("spawn").Pool() as self.pool:
            for letters, row in rows:
                if not self.only or set(letters.split()) & set(self.only):
                    row(self)
        print(
            f"{'FAIL' if self.is_out else 'all in their bands'}, {(time.monotonic() - self.began) / 60:.0f} minutes",
            flush=True,
        )
        return int(self.is_out)

    def each(self, of_seed: Callable[..., Any], many: int, **given: Any) -> list[Any]:
        """`of_seed(seed, …)` for seeds 0 to `many` - 1, in their order. It is named at the top of a module, and so are its values."""
        chunk = max(1, min(25, many // (4 * (os.cpu_count() or 1))))
        return self.pool.map(partial(of_seed, **given), range(many), chunksize=chunk)

    def blocks(self, of_seeds: Callable[..., list[Any]], many: int, at_once: int, **given: Any) -> list[Any]:
        """`of_seeds(seeds, …)` for `at_once` seeds at a time, where they share what takes long."""
        parts = [range(start, min(start + at_once, many)) for start in range(0, many, at_once)]
        return [one for part in self.pool.map(partial(of_seeds, **given), parts, chunksize=1) for one in part]

    def line(self, name: str, value: float, low: float, high: float, many: int = 1) -> None:
        """A value that is no number is out of every band."""
        is_in = bool(low <= value <= high)
        self.is_out |= not is_in
        band = f"[{low:g}, {high:g}]"
        print(f"{'ok' if is_in else 'FAIL':<5}{name:<84} R={many:<6,} {value:>9.4g}  {band:<15} {time.monotonic() - self.began:>6.0f} s",
              flush=True)  # fmt: skip


def mean(values: Any) -> float:
    return float(np.mean(list(values)))
