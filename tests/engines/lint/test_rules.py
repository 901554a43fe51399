"""Every rule proves itself on its own sentences: those that it must find, and those that it must let pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from liant.engines.lint import Context
from liant.engines.lint.linter import own_linter
from liant.engines.lint.reading import own_rules
from liant.engines.lint.rules import Example, Rule

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = [(rule, example) for rule in own_rules() for example in rule.examples]


def _name(value: object) -> str:
    return value.id if isinstance(value, Rule) else ""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=_name)
def test_a_rule_finds_its_faults_and_lets_its_good_sentences_pass(rule: Rule, example: Example) -> None:
    context = Context.from_json(example.context)
    language = None if example.language == "any" else example.language
    found = own_linter().lint(example.text, language=language, context=context)
    assert (rule.id in {finding.rule for finding in found}) is not example.is_ok


def test_the_pages_list_the_rules_as_they_are() -> None:
    check = [sys.executable, "scripts/lint_page.py", "--check"]
    assert subprocess.run(check, cwd=ROOT, check=False).returncode == 0, "run scripts/lint_page.py"
