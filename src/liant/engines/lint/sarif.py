"""Findings as SARIF 2.1.0, for the programmes that show the findings of any linter."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from liant.engines.lint.findings import Finding
from liant.engines.lint.rules import Rule

_LEVELS = {"error": "error", "warning": "warning", "suggestion": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


class _Linted(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def findings(self) -> Sequence[Finding]: ...


def as_sarif(linted: Iterable[_Linted], rules: Sequence[Rule], language: str) -> dict[str, Any]:
    """A SARIF log of one run, in "fr" or "en"; places count code points, and what a person allows is a suppression."""
    numbers = {rule.id: place for place, rule in enumerate(rules)}
    results = [_result(one, finding, numbers, language) for one in linted for finding in one.findings]
    driver = {
        "name": "liant lint",
        "rules": [_rule(rule, language) for rule in rules],
    }
    run = {"tool": {"driver": driver}, "language": language, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.message[language]},
        "fullDescription": {"text": rule.why[language]},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.group]},
    }
    if rule.suggestion:
        found["help"] = {"text": rule.suggestion[language]}
    return found


def _result(one: _Linted, finding: Finding, numbers: dict[str, int], language: str) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }
    artifact = {"uri": "stdin" if one.path == "-" else _as_uri(one.path)}
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message[language]},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.replacement is not None:
        change = {"deletedRegion": region, "insertedContent": {"text": finding.replacement}}
        found["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}]}]
    if finding.allowed is not None:
        found["suppressions"] = [{"kind": "inSource", "justification": finding.allowed.reason}]
    return found


def _as_uri(path: str) -> str:
    """A path as a relative or absolute URI reference: what isn't plain is percent-encoded."""
    return "".join(
        char if char in _PLAIN else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in path
    )
