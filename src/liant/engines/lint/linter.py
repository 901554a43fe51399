"""Reads texts by compiled rules: one pass tells which rules may match a block, then only these look for their places."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from liant.engines.lint.allowances import allowances_in, is_allowed
from liant.engines.lint.candidates import Candidates
from liant.engines.lint.findings import Context, Finding
from liant.engines.lint.matches import Match, find_near, is_forgiven
from liant.engines.lint.measures import MEASURES, NEEDS, steps_without_a_sign
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.reading import own_rules
from liant.engines.lint.rules import Rule

FINDINGS_A_RULE = 200  # of one rule in one text: beyond, the text is not for a person


def lint(text: str, *, language: str | None = None, context: Context = Context()) -> list[Finding]:  # noqa: B008 -- frozen
    """What Liant's own rules find in a text, by place; what a person allows is left out.

    `language` is a BCP 47 tag ("fr", "en-GB"); without it, the text tells. Any text may be given, whatever its size and its
    characters: time is linear in its length.
    """
    return own_linter().lint(text, language=language, context=context)


@functools.cache
def own_linter() -> "Linter":
    """The linter of Liant's own rules, compiled once."""
    return Linter(own_rules())


def missing_steps(text: str, *, language: str | None = None) -> list[str]:
    """Which of the four steps of a word in a crisis ("acknowledge", "empathise", "effect", "reassure") has no sign in it."""
    rule = next(one for one in own_linter().rules if one.measure == "crisis_steps")
    return steps_without_a_sign(Passage(text, language, Context()), rule)


class _Slot(NamedTuple):
    """What a pattern that was met leads to."""

    rule: Rule
    language: str


class _Plan(NamedTuple):
    """What is read in one context."""

    context: Context
    asked: frozenset[str]
    always: tuple[Rule, ...]


class Linter:
    """Rules compiled together; make it once, use it for every text."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._order = {rule.id: place for place, rule in enumerate(self.rules)}
        self._masked = _Reader([rule for rule in self.rules if not rule.reads_all])
        self._whole = _Reader([rule for rule in self.rules if rule.reads_all])
        self._both = _Reader(self.rules)
        self._plan = self._planned(Context())

    def _planned(self, context: Context) -> _Plan:
        asked = [rule for rule in self.rules if _is_asked(rule, context)]
        always = tuple(rule for rule in asked if rule.measure and not rule.gates)
        return _Plan(context, frozenset(rule.id for rule in asked), always)

    def lint(self, text: str, *, language: str | None = None, context: Context = Context()) -> list[Finding]:  # noqa: B008
        """The findings that stand, by place."""
        return [f for f in self.examine(text, language=language, context=context) if f.allowed is None]

    def examine(self, text: str, *, language: str | None = None, context: Context = Context()) -> list[Finding]:  # noqa: B008
        """Every finding, those that a person allows included (`allowed` says by what), by place."""
        passage = Passage(text, language, context)
        found: dict[tuple[str, int, int], Finding] = {}
        for rule, match in self._matches(passage):
            finding = _finding(passage, rule, match)
            found.setdefault((finding.rule, finding.start, finding.end), finding)
        if not found:
            return []
        ordered = sorted(found.values(), key=lambda f: (f.start, f.end, self._order[f.rule]))
        allowances = allowances_in(passage)
        return [
            replace(finding, allowed=by) if (by := is_allowed(finding, passage, allowances)) else finding
            for finding in ordered
        ]

    def _matches(self, passage: Passage) -> Iterator[tuple[Rule, Match]]:
        plan = self._plan
        if plan.context is not passage.context:  # texts come by the hundred in one context
            plan = self._plan = self._planned(passage.context)
        for rule in plan.always:
            yield from _measured(passage, rule)
        if passage.words is passage.whole:
            yield from self._both.matches(passage, passage.words, plan.asked)
        else:
            yield from self._masked.matches(passage, passage.words, plan.asked)
            yield from self._whole.matches(passage, passage.whole, plan.asked)


class _Reader:
    """The rules that read one form of a text, with the pass that tells which of them may match."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._slots: list[_Slot] = []
        patterns: list[Pattern] = []
        for rule in rules:
            looked_for = [
                *rule.finds.items(),
                *((lang, pair[0]) for lang, pair in rule.nears.items()),
                *rule.gates.items(),
            ]
            for language, pattern in looked_for:
                self._slots.append(_Slot(rule, language))
                patterns.append(pattern)
        self._candidates = Candidates(patterns)

    def matches(self, passage: Passage, raw: bytes, asked: Set[str]) -> Iterator[tuple[Rule, Match]]:
        counts: dict[str, int] = {}
        for start, end in passage.blocks:
            for number in self._candidates.among(raw, start, end):
                slot = self._slots[number]
                if slot.rule.id not in asked or slot.language not in passage.languages:
                    continue
                if slot.rule.measure:
                    if slot.rule.id not in counts:
                        counts[slot.rule.id] = FINDINGS_A_RULE
                        yield from _measured(passage, slot.rule)
                    continue
                for match in _in_block(passage, raw, slot, start, end):
                    counts[slot.rule.id] = counts.get(slot.rule.id, 0) + 1
                    if counts[slot.rule.id] > (1 if slot.rule.once else FINDINGS_A_RULE):
                        break
                    yield slot.rule, match


def _measured(passage: Passage, rule: Rule) -> Iterator[tuple[Rule, Match]]:
    raw = passage.whole if rule.reads_all else passage.words
    for match in itertools.islice(MEASURES[str(rule.measure)](passage, rule), FINDINGS_A_RULE):
        if not is_forgiven(passage, rule, raw, (match.start, match.end), (0, len(raw))):
            yield rule, match


def _in_block(passage: Passage, raw: bytes, slot: _Slot, start: int, end: int) -> Iterator[Match]:
    rule, language = slot
    spans: Iterable[tuple[int, int]]
    if language in rule.nears:
        spans = find_near(passage, rule, language, raw, (start, end))
    else:
        spans = rule.finds[language].find_all(raw, start, end)
    for span in spans:
        if rule.place == "opening" and not passage.is_opening(span[0]):
            continue
        if rule.place == "salutation" and not passage.is_salutation(span[0]):
            continue
        if not is_forgiven(passage, rule, raw, span, (start, end)):
            yield Match(*span)


def _is_asked(rule: Rule, context: Context) -> bool:
    """Whether a rule is read for this kind, this network, and what is known of the text."""
    if context.kind not in rule.kinds or rule.id in context.off or (rule.only_in_crisis and not context.is_crisis):
        return False
    if rule.measure in NEEDS and not NEEDS[rule.measure](context):
        return False
    if rule.networks and context.network not in rule.networks:
        return False
    known = {
        "source": context.has_source,
        "link": context.has_link,
        "accepted_cause": context.cause_is_accepted is True,
        "public_share": context.share_is_public,
    }
    if any(known.get(one) for one in rule.evidence):
        return False
    return {
        None: True,
        "cause_is_not_accepted": context.cause_is_accepted is False,
        "is_paid": context.is_paid,
        "has_interest": context.has_interest,
    }[rule.demands]


def _finding(passage: Passage, rule: Rule, match: Match) -> Finding:
    length = len(passage.text)
    start = passage.folded.place(match.start, length)
    end = passage.folded.place(match.end - 1, length) + 1 if match.end > match.start else start
    line, column = passage.line_and_column(start)
    values = {"words": " ".join(passage.text[start : min(end, start + 80)].split()), **match.values}
    suggestion = match.suggestion or rule.suggestion
    replacement = match.replacement
    if replacement is None and rule.replacements:
        replacement = rule.replacements.get(passage.text[start:end].lower())
    return Finding(
        rule=rule.id,
        severity=rule.severity_in(is_crisis=passage.context.is_crisis),
        start=start,
        end=min(end, length),
        line=line,
        column=column,
        message=_filled(rule.message, values),
        why=dict(rule.why),
        suggestion=_filled(suggestion, values) if suggestion else None,
        replacement=replacement,
    )


def _filled(texts: dict[str, str], values: dict[str, str]) -> dict[str, str]:
    found = dict(texts)
    for name, value in values.items():
        found = {language: text.replace(f"{{{name}}}", value) for language, text in found.items()}
    return found
