"""What an outsider needs to contradict a finding, as one zip: the plan as it was frozen, the seed, the aggregates that may be shown, the
sentences, and a script that checks them. No pair and no name."""

import csv
import inspect
import io
import json
import zipfile
from typing import Any

from liant.meetings.experiment import analyse, looking, queries, rules
from liant.meetings.experiment.models import Finding, Plan


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
        "analyse.py": inspect.getsource(analyse),
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
