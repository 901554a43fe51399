"""How long ties take, and how much memory, beside pandas, igraph and networkx for the same quantities, each by itself in a process of
the same run; all must find the same. `--public`: strengths beside raw counts on public data. `--full`: the acceptance table
of the method, with its bands. `--large`: a million people too.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the made-up offices are those of the tests

from _ties_beside import WEEKS, firm
from _ties_gate import gate
from _ties_public import public
from liant.engines.ties import Interactions, circles, contacts, index, strengths

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".bench" / "ties"
REQUIREMENTS = HERE / "requirements-ties.txt"
SIZES = ((1_000, 100_000, 1.0), (100_000, 10_000_000, 15.0))
LARGE = (1_000_000, 20_000_000, 60.0)
WAYS = ("liant-sums", "pandas-sums", "liant-overlap", "igraph-overlap", "networkx-overlap")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is run."""
    parser.add_argument("--large", action="store_true", help="a million people, twenty million interactions too (6 GB)")
    parser.add_argument("--public", action="store_true", help="strengths beside raw counts on public data")
    parser.add_argument(
        "--spark", action="store_true", help="whether Spark, through Ibis, adds up the same (needs Java)"
    )
    parser.add_argument("--full", action="store_true", help="the acceptance table of the method")
    parser.add_argument(
        "--many", type=int, default=2_000, help="made-up offices for each line of the table; fewer for slow ones"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="ROW", help="rows of the table, such as A1 D2")
    parser.add_argument("--one", type=int, nargs=2, metavar=("PEOPLE", "EVENTS"), help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Print what was asked; 1 where figures differ, a line falls out of its band, or counting is as good."""
    if args.one:
        print(json.dumps(measured(*args.one)))
        return 0
    if args.full:
        return gate(args.many, args.only)
    if args.public:
        return public()
    if args.spark:
        return by_spark(10_000, 1_000_000)
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    sizes = [*SIZES, LARGE] if args.large else list(SIZES)
    return speed(sizes) | beside(100_000, 2_000_000)


def speed(sizes: list[tuple[int, int, float]]) -> int:
    """All of it, from interactions to strengths with intervals, each size in a process of its own."""
    print(f"{'people':>9} {'interactions':>12} {'pairs':>11} {'contacts':>9} {'circles':>9} {'strengths':>9} {'wall':>8} {'processor':>9} "
          f"{'at most':>8} {'memory':>8}")  # fmt: skip
    is_slow = False
    for people, events, most in sizes:
        command = [sys.executable, __file__, "--one", str(people), str(events)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        is_slow |= found["processor"] > 2 * most  # two cores: others may use them, so their time is what is held
        print(f"{people:>9,} {events:>12,} {found['pairs']:>11,} {found['contacts']:>7.2f} s {found['circles']:>7.2f} s "
              f"{found['strengths']:>7.2f} s {found['wall']:>6.1f} s {found['processor']:>7.1f} s {most:>6.0f} s {found['memory']:>5.2f} GB",
              flush=True)  # fmt: skip
    return int(is_slow)


def measured(people: int, events: int) -> dict[str, float]:
    """Seconds of processor by step, of all by the wall; GB beside the interactions themselves."""
    made = firm(people, events)
    rows = Interactions(*made, np.ones(len(made[0])), people, ("composed", "meeting", "message", "attendance", "click"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, times = time.perf_counter(), [time.process_time()]
    found = contacts(rows, at=7.0 * WEEKS)
    times.append(time.process_time())
    around = circles(found)
    times.append(time.process_time())
    ties = strengths(found, index(found, around=around), around=around)
    times.append(time.process_time())
    wall = time.perf_counter() - wall
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e6
    steps = dict(zip(("contacts", "circles", "strengths"), np.diff(times).tolist(), strict=True))
    return {"pairs": len(ties), "wall": wall, "processor": times[-1] - times[0], "memory": memory, **steps}


def beside(people: int, events: int) -> int:
    """The same quantities by others."""
    python, kept, figures = installed(), {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for way in WAYS:
            file = Path(folder) / f"{way}.npz"
            who = sys.executable if way.startswith("liant") else python
            command = [who, HERE / "_ties_beside.py", way, str(people), str(events), file]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            figures[way] = {key: value for line in said for key, value in json.loads(line).items()}
            with np.load(file) as loaded:
                kept[way] = loaded["keys"], loaded["values"]
    print(
        f"\n{people:,} people, {events:,} interactions{'':>8} {'processor':>9} {'wall':>9} {'memory':>8} {'differs by':>11}"
    )
    worst = 0.0
    for way in WAYS:
        keys, values = kept[f"liant-{way.rpartition('-')[2]}"]
        place = np.searchsorted(keys, kept[way][0])
        apart = float(np.abs(values[place] - kept[way][1]).max()) if (keys[place] == kept[way][0]).all() else np.inf
        worst = max(worst, apart)
        used = figures[way].get("alone", figures[way]["processor"])
        print(
            f"{way:>36} {used:>7.2f} s {figures[way]['wall']:>7.2f} s {figures[way]['memory']:>5.2f} GB {apart:>11.1e}"
        )
    return int(worst > 1e-9)


def by_spark(people: int, events: int) -> int:
    """Whether the same expressions, run by Spark, come to the same to 1e-9."""
    source = str(HERE.parent / "src")
    command = [installed(), HERE / "_ties_spark.py", str(people), str(events)]
    said = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": source}
    )
    found = json.loads(said.stdout.splitlines()[-1])
    print(f"{people:,} people, {events:,} interactions, {found['pairs']:,} pairs: NumPy {found['numpy_seconds']:.1f} s, "
          f"Spark on this machine {found['spark_seconds']:.1f} s; sums differ by {found['sums_differ_by']:.1e}, strengths by "
          f"{found['strengths_differ_by']:.1e}")  # fmt: skip
    return int(not found["same_pairs"] or max(found["sums_differ_by"], found["strengths_differ_by"]) > 1e-9)


def installed() -> Path:
    """A Python with the others; made at the first run, and again when the requirements change."""
    python, stamp = VENV / "bin" / "python", VENV / "installed.txt"
    if not stamp.exists() or stamp.read_text() != REQUIREMENTS.read_text():
        uv = Path(sys.executable).with_name("uv")
        environment = {**os.environ, "UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "1")}
        subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, VENV], check=True, env=environment)
        asked = ["--python", python, "--require-hashes", "-r", REQUIREMENTS]
        subprocess.run([uv, "pip", "install", "-q", *asked], check=True, env=environment)
        stamp.write_text(REQUIREMENTS.read_text())
    return python


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
