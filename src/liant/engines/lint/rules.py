"""A rule once read and compiled: what it looks for, where, unless what, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from liant.engines.lint.findings import Kind, Severity
from liant.engines.lint.patterns import Pattern

Place = Literal["anywhere", "opening", "salutation"]
Within = Literal["sentence", "paragraph", "text"]
LANGUAGES = ("fr", "en", "any")
EVIDENCE = ("source", "link", "accepted_cause", "public_share", "known_interest")


class RuleError(ValueError):
    """A rule that can't be used: which one, why, and at which line and column of the file (from 1)."""

    def __init__(self, rule: str, reason: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {rule}: {reason}")
        self.rule, self.reason, self.line, self.column = rule, reason, line, column


@dataclass(frozen=True)
class Example:
    """A sentence that shows a rule at work or at rest; `context` as in the JSON of a context."""

    text: str
    language: str
    is_ok: bool
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """`finds` and `nears` by language ("fr", "en" or "any"); `gate` tells cheaply that a `measure` is worth its time."""

    id: str
    severity: Severity
    group: str
    message: dict[str, str]
    why: dict[str, str]
    suggestion: dict[str, str] | None
    source: str
    kinds: frozenset[Kind]
    networks: frozenset[str]
    place: Place
    only_in_crisis: bool
    crisis_severity: Severity | None
    once: bool
    reads_all: bool
    finds: dict[str, Pattern]
    nears: dict[str, tuple[Pattern, Pattern]]
    distance: int
    across: bool
    excepts: dict[str, Pattern]
    unless: dict[str, Pattern]
    unless_within: Within
    evidence: tuple[str, ...]
    demands: str | None
    measure: str | None
    measure_options: dict[str, Any]
    gates: dict[str, Pattern]
    replacements: dict[str, str]
    examples: tuple[Example, ...]

    def severity_in(self, *, is_crisis: bool) -> Severity:
        """How grave it is, now."""
        return self.crisis_severity if is_crisis and self.crisis_severity else self.severity
