"""How long it takes to check and score answers, beside SurveyJS's own engine checking the same ones.

The questionnaire is that of the tests; answers are made up, more than one in four with something wrong. Both say which questions are shown and
which answers are wrong, and the two are compared; only Liant scores too. Processor time, since others may use the machine.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from liant.engines.questionnaire import problems, read, score, settle

ROOT = Path(__file__).resolve().parents[1]
DEFINITION = ROOT / "tests/engines/questionnaire/definitions/readiness.json"
FORMS = ROOT / "tests/counterparts/forms"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, and the luck."""
    parser.add_argument("--answers", type=int, default=10_000, help="respondents (default 10,000)")
    parser.add_argument("--seed", type=int, default=20261130)


def run(args: argparse.Namespace) -> int:
    """Print both times and their ratio; 1 when the two don't agree."""
    subprocess.run([FORMS / "install"], check=True)
    definition = json.loads(DEFINITION.read_text())
    answers = [_answers(random.Random(args.seed + at)) for at in range(args.answers)]
    theirs, their_seconds = _surveyjs(definition, answers)
    whole = read(definition)
    start = time.process_time()
    mine = [
        {"shown": settle(whole, one).shown, "wrong": {name.split(".")[0] for name in problems(whole, one)}}
        for one in answers
    ]
    checked = time.process_time()
    for one in answers:
        score(whole, one)
    scored = time.process_time()
    apart = [at for at, (one, other) in enumerate(zip(mine, theirs, strict=True)) if _differ(one, other)]
    count = len(answers)
    print(f"{'':>24} {'seconds':>8} {'a second':>9}")
    for name, seconds in (
        ("SurveyJS, checked", their_seconds),
        ("Liant, checked", checked - start),
        ("Liant, scored too", scored - start),
    ):
        print(f"{name:>24} {seconds:>8.2f} {count / seconds:>9,.0f}")
    print(f"checked {their_seconds / (checked - start):.1f} times as fast; {len(apart)} of {count} judged otherwise")
    return 1 if apart else 0


def _surveyjs(definition: dict[str, Any], answers: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], float]:
    """What it says, and the processor time it took beyond that of starting and reading."""
    command = ["node", FORMS / "survey_core.js", ROOT / ".counterparts/forms"]
    seconds = []
    for given in ([], answers):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        asked = json.dumps({"definition": definition, "answers": given})
        done = subprocess.run(command, input=asked + "\n", capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return json.loads(done.stdout), seconds[1] - seconds[0]


def _differ(mine: dict[str, Any], theirs: dict[str, Any]) -> bool:
    return set(mine["shown"]) != set(theirs["shown"]) or mine["wrong"] != set(theirs["wrong"])


def _answers(chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "role": chance.choice(["lead", "member"]),
        "years": chance.choice([0, 3, 12, 40, 80]),  # the last is too many
        "meaning": {
            row: chance.choice(["no", "rather_not", "rather", "yes", "na"]) for row in ("purpose", "proud", "absurd")
        },
        "trust_say": chance.randint(1, 5),
        "trust_blame": chance.random() < 0.3,
        "example_speaks": chance.choice(["never", "sometimes", "often", "na"]),
    }
    if found["example_speaks"] in {"sometimes", "often"}:
        found["example_how"] = "In the hall."
    if found["role"] == "lead":
        found["example_own"] = chance.sample(["thanked", "admitted"], chance.randint(1, 2))
    if chance.random() < 0.1:
        del found["role"]
        found.pop("example_own", None)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
