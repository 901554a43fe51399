"""Ruff for what an organisation says: rules as data, exact spans, reasons, and time linear in the text, whatever the text."""

from liant.engines.lint.counting import SelfTalk, self_talk
from liant.engines.lint.findings import KINDS, SEVERITIES, Allowance, Context, Finding
from liant.engines.lint.lengths import length_on, limit_of
from liant.engines.lint.linter import Linter, lint, missing_steps, own_linter
from liant.engines.lint.positions import utf16_spans
from liant.engines.lint.reading import own_rules, read_rules
from liant.engines.lint.rules import Rule, RuleError

__all__ = ["KINDS", "SEVERITIES", "Allowance", "Context", "Finding", "Linter", "Rule", "RuleError", "SelfTalk",
           "length_on", "limit_of", "lint", "missing_steps", "own_linter", "own_rules", "read_rules", "self_talk", "utf16_spans"]  # fmt: skip
