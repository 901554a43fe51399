"""Ruff for what an organisation says: rules as data, exact spans, reasons, and time linear in the text, whatever the text."""

from liant.engines.lint.findings import KINDS, SEVERITIES, Allowance, Context, Finding
from liant.engines.lint.linter import lint

__all__ = ["KINDS", "SEVERITIES", "Allowance", "Context", "Finding", "lint"]
