"""What an outsider needs to contradict a finding, as one zip: the plan as it was frozen, the seed, the aggregates that may be shown, the
sentences, and a script that checks them. No pair and no name."""

import csv
import io
import json
import zipfile
from typing import Any

from liant.meetings.experiment import looking, queries, rules
from liant.meetings.experiment.models import Finding, Plan

SCRIPT = '''"""Checks a finding of Liant, and runs it again where the data are.

    python analyse.py                     the plan's digest, and the difference that the released aggregates alone give
    python analyse.py PANEL.csv           what was observed, by `liant direction`: person_a, person_b, window, tie_events, share_events
    python analyse.py --pairs PAIRS.csv   the draw itself, inside the house: arm, code_a, code_b, before, after, took_place

The last two need Liant (pip install liant); PANEL and PAIRS never leave the house.
"""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
plan_text = (HERE / "plan.json").read_text(encoding="utf-8")
plan, draw, result = (json.loads((HERE / name).read_text(encoding="utf-8")) for name in ("plan.json", "draw.json", "result.json"))


def check():
    is_same = hashlib.sha256(plan_text.encode()).hexdigest() == draw["plan_sha256"]
    print("the plan is the one that was frozen" if is_same else "THE PLAN IS NOT THE ONE THAT WAS FROZEN")
    rows = list(csv.DictReader((HERE / "aggregates.csv").open(encoding="utf-8")))
    for arm, found in result["arms"].items():
        check_arm(arm, found, [row for row in rows if row["arm"] == arm])
    if "between" in result:
        print("the first arm less the second, each in standard deviations of its outcome:", json.dumps(result["between"]))


def check_arm(arm, found, rows):
    if any(row["pairs"] == "" for row in rows) or not rows:
        print(f"{arm}: cells are hidden, as few pairs stand in them: the difference can't be computed from aggregates alone")
        return
    means = {}
    for group in ("drawn", "others"):
        own = [row for row in rows if row["group"] == group]
        count = sum(int(row["pairs"]) for row in own)
        means[group] = sum(int(row["acts"][0]) * int(row["pairs"]) for row in own) / count
    print(f"{arm}: acts after, by pair (three or more counted as three): drawn {means['drawn']:.3f}, others {means['others']:.3f}")
    print(f"{arm}: as found, with what was before and each person taken out, on log1p:", json.dumps(found.get("drawn")))


def again(path):
    import numpy as np
    from liant.meetings.experiment.looking import Counted, Seen, analyse

    rows = list(csv.DictReader(open(path, encoding="utf-8")))
    codes = sorted({row[name] for row in rows for name in ("code_a", "code_b")})
    place, n = {code: number for number, code in enumerate(codes)}, len(codes)
    names = ("before", "after", "took_place")
    arms = {arm: {name: np.zeros(n * (n - 1) // 2) for name in names} for arm in plan["arms"]}
    for row in rows:
        i, j = sorted((place[row["code_a"]], place[row["code_b"]]))
        for name, values in arms[row["arm"]].items():
            values[i * n - i * (i + 1) // 2 + j - i - 1] = float(row[name])
    counted = {arm: Counted(one["before"], one["after"], one["took_place"] > 0) for arm, one in arms.items()}
    seen = Seen(codes, plan["weeks"], draw["seed"], counted, np.ones(n, dtype=bool), np.arange(n))
    chances = {arm: one["power"] for arm, one in plan["arms"].items()}
    print(analyse(seen, chances=chances, is_planned=True).words["en"])


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--pairs":
        again(sys.argv[2])
    elif len(sys.argv) == 2:
        sys.exit(subprocess.run(["liant", "direction", sys.argv[1]]).returncode)
    else:
        check()
'''


def archive(plan: Plan, finding: Finding) -> bytes:
    frozen, drawn = queries.registration(plan), queries.lot(plan)
    draw = {
        "plan_sha256": frozen.digest if frozen else "", "frozen_at": frozen.at.isoformat() if frozen else "",
        "seed": drawn.seed if drawn else None, "method": drawn.method if drawn else None,
        "version": drawn.version if drawn else "", "roster_sha256": drawn.digest if drawn else "",
        "drawn_at": drawn.at.isoformat() if drawn else "",
    }  # fmt: skip
    files = {
        "plan.json": frozen.text if frozen else "",
        "draw.json": rules.canonical(draw),
        "result.json": json.dumps({"is_planned": finding.is_planned, "at": finding.at.isoformat(), **told(finding)},
                                  ensure_ascii=False, indent=1),
        "aggregates.csv": aggregates(finding),
        "sentences.txt": f"fr\n{finding.said_fr}\n\nen\n{finding.said_en}\n",
        "analyse.py": SCRIPT,
    }  # fmt: skip
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return written.getvalue()


def told(finding: Finding) -> dict[str, Any]:
    between = {name: value for name, value in finding.result.items() if name == "between"}
    return {"arms": looking.arms_of(finding.result), **between}


def aggregates(finding: Finding) -> str:
    """How many pairs had how many acts after, by arm; empty where it may not be shown."""
    written = io.StringIO()
    out = csv.writer(written)
    out.writerow(["arm", "group", "acts", "pairs"])
    for arm, found in looking.arms_of(finding.result).items():
        for group, cells in sorted(found.get("pairs_by_acts", {}).items()):
            for number in range(looking.MOST_SHOWN + 1):
                acts = f"{number}+" if number == looking.MOST_SHOWN else str(number)
                out.writerow([arm, group, acts, cells.get(str(number), "")])
    return written.getvalue()
