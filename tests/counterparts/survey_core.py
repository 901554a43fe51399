"""SurveyJS's own engine, run by node: what it makes of a condition or of a filled form."""

import json
import os
import subprocess
from collections.abc import Iterable
from typing import Any

import pytest

from tests.counterparts.processes import INSTALLED, ROOT, require

HERE = ROOT / "tests/counterparts/forms"


def ask(questions: Iterable[dict[str, Any]]) -> list[Any]:
    """The answers to questions as `survey_core.js` describes them, in one run of node."""
    node = require("node", "nodejs npm")
    installer = [HERE / "install"]
    done = subprocess.run(
        installer, capture_output=True, text=True, check=False, env={**os.environ, "ROOT": str(INSTALLED.parent)}
    )
    if done.returncode:
        pytest.fail(f"{installer[0]} failed: {done.stderr.strip()[-500:]}", pytrace=False)
    asked = "".join(json.dumps(one) + "\n" for one in questions)
    command = [node, HERE / "survey_core.js", INSTALLED / "forms"]
    found = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=300)
    return [json.loads(line) for line in found.stdout.splitlines()]
