"""Checks a finding of Liant, and runs it again where the data are.

    python analyse.py                     the plan's digest, and the difference that the released aggregates alone give
    python analyse.py PANEL.csv           what was observed, by `liant direction`: person_a, person_b, window, tie_events, share_events
    python analyse.py --pairs PAIRS.csv   the draw itself: arm, code_a, code_b, same_team, before, after, took_place

PAIRS has a row for each arm and each pair of those drawn, under their codes; same_team and took_place are 1 or 0, before and after
count acts. Of a pair of whom one has left, these four are empty. The last two need Liant; PANEL and PAIRS never leave the house.
"""

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn

HERE = Path(__file__).parent
COLUMNS = ("arm", "code_a", "code_b", "same_team", "before", "after", "took_place")
FIGURES = COLUMNS[3:]
Row = tuple[int, dict[str, float] | None]  # its line; nothing where one of the two has left


def main(given: list[str]) -> int:
    if len(given) > 2 or (len(given) == 2 and given[0] != "--pairs") or given == ["--pairs"]:
        refuse(str(__doc__).strip())
    plan_bytes = (HERE / "plan.json").read_bytes()
    draw, result = (json.loads((HERE / name).read_text(encoding="utf-8")) for name in ("draw.json", "result.json"))
    found = hashlib.sha256(plan_bytes).hexdigest()
    if found != draw["plan_sha256"]:
        refuse(
            f"plan.json is NOT THE PLAN THAT WAS FROZEN: its SHA-256 is {found}, that of the frozen plan {draw['plan_sha256']}. "
            "Unpack the file anew; if that changes nothing, ask whoever gave it to you."
        )
    if not given:
        check(result)
        return 0
    need_liant(draw)
    if len(given) == 1:
        return subprocess.run([sys.executable, "-m", "liant", "direction", given[0]], check=False).returncode
    return again(given[1], json.loads(plan_bytes), draw, is_planned=result["is_planned"])


def refuse(why: str) -> NoReturn:
    sys.exit(why)


def check(result: dict[str, Any]) -> None:
    print("the plan is the one that was frozen")
    with (HERE / "aggregates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for arm, found in result["arms"].items():
        check_arm(arm, found, [row for row in rows if row["arm"] == arm])
    if "between" in result:
        print(
            "the first arm less the second, each in standard deviations of its outcome:", json.dumps(result["between"])
        )


def check_arm(arm: str, found: dict[str, Any], rows: list[dict[str, str]]) -> None:
    if any(row["pairs"] == "" for row in rows) or not rows:
        print(
            f"{arm}: cells are hidden, as few pairs stand in them: the difference can't be computed from aggregates alone"
        )
        return
    means = {}
    for group in ("drawn", "others"):
        own = [row for row in rows if row["group"] == group]
        count = sum(int(row["pairs"]) for row in own)
        means[group] = sum(int(row["acts"][0]) * int(row["pairs"]) for row in own) / count
    print(
        f"{arm}: acts after, by pair (three or more counted as three): drawn {means['drawn']:.3f}, others {means['others']:.3f}"
    )
    print(f"{arm}: as found, with what was before and each person taken out, on log1p:", json.dumps(found.get("drawn")))


def need_liant(draw: dict[str, Any]) -> None:
    install = f"Type this, and run it again:\n    {sys.executable} -m pip install liant=={draw['version']}"
    try:
        from liant.engines.pairing import METHOD  # late: whoever only checks needs nothing but Python
        from liant.meetings.experiment import looking  # noqa: F401  the same
    except ImportError as error:
        refuse(f"This needs Liant, which is not installed for this Python ({error}). {install}")
    if draw["method"] != METHOD:
        refuse(f"It was drawn by method {draw['method']}; the Liant installed here draws by method {METHOD}. {install}")


def again(path: str, plan: dict[str, Any], draw: dict[str, Any], *, is_planned: bool) -> int:
    import numpy as np  # late: whoever only checks needs nothing but Python

    from liant.meetings.experiment.looking import Counted, Seen, analyse  # the same

    rows = read_pairs(path, list(plan["arms"]))
    codes = codes_of(path, rows, list(plan["arms"]), draw["roster_sha256"])
    pairs = list(combinations(codes, 2))  # in the order of the engine's `every_pair`
    here = {code for (_arm, *pair), (_line, figures) in rows.items() if figures for code in pair}
    check_left(path, rows, here)
    counted = {}
    for arm in plan["arms"]:
        before, after, took_place = (
            np.array([(rows[arm, *pair][1] or {}).get(name, 0.0) for pair in pairs]) for name in FIGURES[1:]
        )
        counted[arm] = Counted(before, after, took_place > 0)
    stayed = np.array([code in here for code in codes])
    team = teams_of(path, rows, codes)
    teams = np.array([team[code] for code in codes])
    found = analyse(
        Seen(codes, plan["weeks"], draw["seed"], counted, stayed, teams),
        chances={arm: one["power"] for arm, one in plan["arms"].items()}, is_planned=is_planned,
    )  # fmt: skip
    said = "fr\n{fr}\n\nen\n{en}\n".format(**found.words)
    print(said)
    is_same = said == (HERE / "sentences.txt").read_text(encoding="utf-8")
    print("word for word what was told" if is_same else "NOT WHAT WAS TOLD: hold it beside sentences.txt")
    return 0 if is_same else 1


def read_pairs(path: str, arms: list[str]) -> dict[tuple[str, str, str], Row]:
    """(arm, code, code) → its line and figures."""
    found: dict[tuple[str, str, str], Row] = {}
    for line, row in lines_of(path):
        where = f"{path}, line {line}"
        if row["arm"] not in arms:
            refuse(f"{where}, column “arm”: “{row['arm']}” stands where the plan has: {', '.join(arms)}. Correct it.")
        one, other = sorted((row["code_a"], row["code_b"]))
        if not one or one == other:
            refuse(f"{where}: a pair is two codes, and not twice the same or none. Correct them, or take the line out.")
        key = (row["arm"], one, other)
        if key in found:
            refuse(f"{where}: this pair stands on line {found[key][0]} already. Keep one of the two.")
        is_left = not any(row[name] for name in FIGURES)
        found[key] = (line, None if is_left else {name: figure(where, name, row[name]) for name in FIGURES})
    return found


def lines_of(path: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                refuse(f"{path}, line 1: no column {', '.join(missing)}. It begins, with commas: {','.join(COLUMNS)}")
            for row in reader:
                if None in row:
                    refuse(f"{path}, line {reader.line_num}: there are more cells than columns. Take away a comma.")
                yield reader.line_num, {name: row[name].strip() for name in COLUMNS}
    except OSError as error:
        refuse(f"{path} can't be read: {error.strerror}. Say where the file is.")
    except (UnicodeDecodeError, csv.Error) as error:
        refuse(f"{path} is not a table in UTF-8 with commas ({error}). Save it as CSV, UTF-8.")


def figure(where: str, name: str, written: str) -> float:
    if name in ("same_team", "took_place"):
        if written not in ("0", "1"):
            refuse(f"{where}, column “{name}”: “{written}” stands where 1 (yes) or 0 (no) should. Correct it.")
    elif not written.isdecimal():
        refuse(f"{where}, column “{name}”: “{written}” stands where a count should: 0, 1, 2. Correct it.")
    return float(written)


def codes_of(path: str, rows: dict[tuple[str, str, str], Row], arms: list[str], digest: str) -> list[str]:
    """Of everybody who was drawn, in their order; refuses others, and a table without each pair in each arm."""
    times = Counter(code for _arm, *pair in rows for code in pair)
    codes = sorted(times)
    if not codes:
        refuse(f"{path}: there are no rows under the first line. Give one for each arm and pair.")
    for arm in arms:
        for pair in combinations(codes, 2):
            if (arm, *pair) not in rows:
                seldom = min(codes, key=lambda code: times[code])
                line = min(line for key, (line, _figures) in rows.items() if seldom in key)
                refuse(
                    f"{path}: in arm “{arm}” there is no row for {pair[0]} and {pair[1]}. Add it; or correct {seldom}, which first "
                    f"stands on line {line}, if it is none of the codes."
                )
    if hashlib.sha256("\x1f".join(codes).encode()).hexdigest() != digest:
        refuse(
            f"{path}: its {len(codes)} codes are not those that were drawn. Write every pair of everybody who was, whoever left among "
            "them, and nobody else."
        )
    return codes


def check_left(path: str, rows: dict[tuple[str, str, str], Row], here: set[str]) -> None:
    for (_arm, one, other), (line, figures) in rows.items():
        if figures is None and here.issuperset((one, other)):
            refuse(
                f"{path}, line {line}: its figures are empty, though both stand with figures elsewhere. Fill them in."
            )


def teams_of(path: str, rows: dict[tuple[str, str, str], Row], codes: list[str]) -> dict[str, int]:
    """Code → a number for each team, from who is of one team with whom."""
    team = {code: number for number, code in enumerate(codes)}
    for (_arm, one, other), (_line, figures) in rows.items():
        if figures and figures["same_team"]:
            kept, gone = sorted((team[one], team[other]))
            team = {code: kept if number == gone else number for code, number in team.items()}
    for (_arm, one, other), (line, figures) in rows.items():
        if figures and not figures["same_team"] and team[one] == team[other]:
            refuse(
                f"{path}, line {line}, column “same_team”: 0, though other lines put both in one team. Correct one of them."
            )
    return team


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # a console of Windows lacks the narrow space of French
    sys.exit(main(sys.argv[1:]))
