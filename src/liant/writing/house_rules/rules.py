"""From what a person types to a rule as the engine reads it. Words are taken as they are; whoever knows patterns writes them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from liant.engines.lint import Context, Linter, read_rules
from liant.engines.lint.patterns import BadPattern, Pattern

AVOID, PREFER, EVIDENCE, PATTERN = "avoid", "prefer", "evidence", "pattern"
SHAPES = (AVOID, PREFER, EVIDENCE, PATTERN)
INSTEAD = re.compile(r"\s*(?:→|->|=>)\s*")
SPECIAL = re.compile(r"([\\.^$+?{}\[\]|()])")
LONGEST_KEY = 80


def key_of(name: str) -> str:
    """None of Liant's rules begins so, hence none is ever mistaken for one of the house's."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("æ", "ae")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")[:LONGEST_KEY].strip("-")
    return f"own-{words or 'rule'}"


def as_pattern(words: str) -> str:
    """Words as a pattern that finds them whole; a star at the end of one stands for any ending."""
    words = " ".join(words.split())
    found = SPECIAL.sub(r"\\\1", words).replace("*", r"\w*")
    before = r"\b" if words[:1].isalnum() else ""
    after = r"\b" if words[-1:].isalnum() else ""
    return f"{before}{found}{after}"


def split_instead(line: str) -> tuple[str, str] | None:
    """ "ancien → nouveau" as a pair; None where one side is missing."""
    old, *rest = INSTEAD.split(line.strip(), maxsplit=1)
    return (old.strip(), rest[0].strip()) if rest and old.strip() and rest[0].strip() else None


def entry_of(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The rule in the words of docs/lint.md. `values` are those of `forms.RuleForm`, by shape."""
    spoken = values["languages"][0] if len(values["languages"]) == 1 else "any"
    shape, lines = values["shape"], values.get("words", [])
    pairs = [pair for line in lines if shape == PREFER and (pair := split_instead(line))]
    wanted = [old for old, _new in pairs] if shape == PREFER else lines
    patterns = values["patterns"] if shape == PATTERN else [as_pattern(words) for words in wanted]
    entry: dict[str, Any] = {
        "id": key,
        "severity": values["severity"],
        "kinds": list(values["kinds"]),
        "place": values["place"],
        "find": {spoken: list(patterns)},
    }
    if values.get("excepts"):
        entry["except"] = {spoken: [as_pattern(words) for words in values["excepts"]]}
    if values.get("proofs"):
        entry["unless"] = {spoken: [as_pattern(words) for words in values["proofs"]]}
        entry["unless_within"] = values["within"]
    if values.get("evidence"):
        entry["evidence"] = list(values["evidence"])
    if pairs:
        entry["replace"] = {old.lower(): new for old, new in pairs}
    entry["message"] = said(values, "message", {})
    entry["why"] = said(values, "why", {"fr": "La maison l’a voulu ainsi.", "en": "The house wants it so."})
    if suggestion := said(values, "suggestion", instead_of(pairs)):
        entry["suggestion"] = suggestion
    entry["ok"], entry["ko"] = {spoken: list(values["ok"])}, {spoken: list(values["ko"])}
    return entry


def said(values: Mapping[str, Any], name: str, otherwise: dict[str, str]) -> dict[str, str]:
    """What was typed in either language, else what is said by default."""
    found = {language: text for language in ("fr", "en") if (text := values.get(f"{name}_{language}"))}
    return found or otherwise


def instead_of(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    if not pairs:
        return {}
    fr = " ; ".join(f"« {new} » plutôt que « {old} »" for old, new in pairs[:8])
    return {"fr": f"Écrivez {fr}.", "en": "Write " + "; ".join(f"“{n}” rather than “{o}”" for o, n in pairs[:8]) + "."}


def source_of(key: str, values: Mapping[str, Any]) -> str:
    """One rule as the YAML of docs/lint.md: what `liant lint --rules` reads too."""
    return yaml.safe_dump([entry_of(key, values)], allow_unicode=True, sort_keys=False, width=120)


def linter_of(source: str) -> Linter:
    """Raises RuleError, with its line and column."""
    return Linter(read_rules(source))


def bad_patterns(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """(line, column, why) of each pattern that the engine refuses; both from 1."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            Pattern(line)
        except BadPattern as bad:
            found.append((number, bad.column, bad.reason))
    return found


def failing(linter: Linter, values: Mapping[str, Any]) -> dict[str, list[tuple[int, str, str]]]:
    """The rule's own sentences that it fails: {"ok" or "ko": [(line, sentence, what it found there)]}."""
    language = values["languages"][0] if len(values["languages"]) == 1 else None
    context = Context(kind=values["kinds"][0])
    found: dict[str, list[tuple[int, str, str]]] = {"ok": [], "ko": []}
    for side in ("ok", "ko"):
        for number, sentence in enumerate(values[side], 1):
            met = next(iter(linter.lint(sentence, language=language, context=context)), None)
            if (met is not None) is (side == "ok"):
                found[side].append((number, sentence, sentence[met.start : met.end] if met else ""))
    return found
