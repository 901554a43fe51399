"""Rules as data: reads YAML into compiled rules, and says at which line and column one can't be used.

The same reader takes Liant's own rules and those that an organisation writes.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from importlib import resources
from typing import Any, NamedTuple

import yaml

from liant.engines.lint.findings import KINDS, SEVERITIES, Context
from liant.engines.lint.patterns import BadPattern, Pattern
from liant.engines.lint.rules import EVIDENCE, LANGUAGES, Example, Rule, RuleError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, ten times faster, where it was built in
_KEYS = frozenset((
    "id", "severity", "group", "kinds", "networks", "place", "crisis", "crisis_severity", "once", "reads",
    "find", "near", "across", "distance", "except", "unless", "unless_within", "evidence", "demands",
    "measure", "with", "gate", "message", "why", "suggestion", "replace", "source", "ok", "ko",
))  # fmt: skip
_DEMANDS = ("cause_is_not_accepted", "is_paid", "has_interest")
_PLACES = ("anywhere", "opening", "salutation")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PHRASE = re.compile(r"\{\{([A-Z][A-Z_]*)\}\}")

Phrases = Mapping[str, str]


class _Wrong(Exception):
    """Where in the data, as a path of keys, and why."""

    def __init__(self, reason: str, *path: str | int, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.path, self.column = reason, path, column


class _Source(NamedTuple):
    text: str
    phrases: Phrases


@functools.cache
def own_rules() -> tuple[Rule, ...]:
    """Liant's rules, in the order of their files."""
    folder = resources.files(__package__).joinpath("rules")
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yaml")}
    phrases = read_phrases(texts.pop("phrases.yaml"))
    found = [rule for name in sorted(texts) for rule in read_rules(texts[name], phrases)]
    return tuple(found)


@functools.cache
def own_phrases() -> Phrases:
    """What `{{NAME}}` stands for in a pattern."""
    return read_phrases(resources.files(__package__).joinpath("rules/phrases.yaml").read_text("utf-8"))


def read_phrases(text: str) -> Phrases:
    """Named lists of alternatives that several rules share."""
    found: dict[str, str] = {}
    for name, alternatives in yaml.load(text, Loader=_LOADER).items():  # noqa: S506 -- a safe loader
        found[name] = f"(?:{'|'.join(_expand(one, found) for one in alternatives)})"
    return found


def read_rules(text: str, phrases: Phrases | None = None) -> list[Rule]:
    """The rules of a YAML list. Raises RuleError, with line and column, on the first that can't be used."""
    source = _Source(text, own_phrases() if phrases is None else phrases)
    try:
        data = yaml.load(text, Loader=_LOADER)  # noqa: S506 -- a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RuleError("file", str(error.problem or "not YAML"), *place) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise RuleError("file", "not YAML") from error
    if not isinstance(data, list):
        raise RuleError("file", "a list of rules is wanted")
    found: list[Rule] = []
    for number, entry in enumerate(data):
        name = str(entry.get("id", number + 1)) if isinstance(entry, dict) else str(number + 1)
        try:
            found.append(_rule(entry, source.phrases, {rule.id for rule in found}))
        except _Wrong as wrong:
            raise _placed(wrong, source, name, number) from wrong
    return found


def _placed(wrong: _Wrong, source: _Source, name: str, number: int) -> RuleError:
    """The error at its line and column: the tree is read again with its marks, which only an error needs."""
    node = yaml.compose(source.text, Loader=yaml.SafeLoader)
    for step in (number, *wrong.path):
        below = None
        if isinstance(node, yaml.MappingNode):
            below = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            below = node.value[step]
        if below is None:
            break
        node = below
    if node is None:
        return RuleError(name, wrong.reason)
    mark = node.start_mark
    is_quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
    column = mark.column + 1 + (wrong.column - 1 + is_quoted if wrong.column else 0)
    return RuleError(name, wrong.reason, mark.line + 1, column)


def _rule(entry: Any, phrases: Phrases, taken: Set[str]) -> Rule:
    if not isinstance(entry, dict):
        raise _Wrong("a rule is a set of keys")
    unknown = next((key for key in entry if key not in _KEYS), None)
    if unknown is not None:
        raise _Wrong(f"unknown key {unknown!r}; known: {', '.join(sorted(_KEYS))}", unknown)
    if not isinstance(entry.get("id"), str) or not _IDENTIFIER.fullmatch(entry["id"]):
        raise _Wrong("id is lower-case words joined by hyphens", "id")
    if entry["id"] in taken:
        raise _Wrong("another rule of the file has this id", "id")
    if not any(key in entry for key in ("find", "near", "measure")):
        raise _Wrong("a rule has find, near or measure")
    return Rule(
        id=entry["id"],
        severity=_one_of(entry, "severity", SEVERITIES, "warning"),
        group=str(entry.get("group", "own")),
        message=_both(entry, "message"),
        why=_both(entry, "why"),
        suggestion=_both(entry, "suggestion") if "suggestion" in entry else None,
        source=str(entry.get("source", "")),
        kinds=frozenset(_several(entry, "kinds", KINDS)),
        networks=frozenset(_texts(entry, "networks")),
        place=_one_of(entry, "place", _PLACES, "anywhere"),
        only_in_crisis=entry.get("crisis") == "only",
        crisis_severity=_one_of(entry, "crisis_severity", (*SEVERITIES, None), None),
        once=bool(entry.get("once", False)),
        reads_all=_one_of(entry, "reads", ("words", "all"), "words") == "all",
        finds=_patterns(entry, "find", phrases),
        nears=_pairs(entry, phrases),
        across=bool(entry.get("across", False)),
        distance=int(entry.get("distance", 400)),
        excepts=_patterns(entry, "except", phrases),
        unless=_patterns(entry, "unless", phrases),
        unless_within=_one_of(entry, "unless_within", ("sentence", "paragraph", "text"), "sentence"),
        evidence=tuple(_several(entry, "evidence", EVIDENCE, ())),
        demands=_one_of(entry, "demands", (*_DEMANDS, None), None),
        measure=entry.get("measure"),
        measure_options=dict(entry.get("with", {})),
        gates=_patterns(entry, "gate", phrases),
        replacements={str(key): str(value) for key, value in entry.get("replace", {}).items()},
        examples=tuple(_examples(entry)),
    )


def _one_of(entry: Mapping[str, Any], key: str, allowed: Sequence[Any], default: Any) -> Any:
    value = entry.get(key, default)
    if value not in allowed:
        raise _Wrong(f"{key} is one of {', '.join(str(one) for one in allowed if one)}", key)
    return value


def _texts(entry: Mapping[str, Any], key: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _Wrong(f"{key} is a list of texts", key)
    return value


def _several(
    entry: Mapping[str, Any], key: str, allowed: Sequence[str], default: Iterable[str] | None = None
) -> list[Any]:
    if key not in entry:
        return list(allowed if default is None else default)
    value = _texts(entry, key)
    for place, one in enumerate(value):
        if one not in allowed:
            raise _Wrong(f"{key} are among {', '.join(allowed)}", key, place)
    return value


def _both(entry: Mapping[str, Any], key: str) -> dict[str, str]:
    """A text in both languages; one alone serves for both, as an organisation may write in one."""
    value = entry.get(key)
    if isinstance(value, str):
        return {"fr": value, "en": value}
    if not isinstance(value, dict) or not value or not set(value) <= {"fr", "en"}:
        raise _Wrong(f"{key} is a text, or one for fr and one for en", key)
    texts = {language: str(text) for language, text in value.items()}
    first = next(iter(texts.values()))
    return {"fr": texts.get("fr", first), "en": texts.get("en", first)}


def _by_language(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = entry.get(key, {})
    if isinstance(value, str | list):
        return {"any": value}
    if not isinstance(value, dict) or not set(value) <= set(LANGUAGES):
        raise _Wrong(f"{key} is given for fr, en or any", key)
    return value


def _patterns(entry: Mapping[str, Any], key: str, phrases: Phrases) -> dict[str, Pattern]:
    is_direct = isinstance(entry.get(key), str | list)
    found = {}
    for language, value in _by_language(entry, key).items():
        path = (key,) if is_direct else (key, language)
        found[language] = _pattern(value, phrases, *path)
    return found


def _pairs(entry: Mapping[str, Any], phrases: Phrases) -> dict[str, tuple[Pattern, Pattern]]:
    found = {}
    for language, value in _by_language(entry, "near").items():
        if not isinstance(value, dict) or set(value) != {"one", "other"}:
            raise _Wrong("near has one and other", "near", language)
        pair = [_pattern(value[side], phrases, "near", language, side) for side in ("one", "other")]
        found[language] = (pair[0], pair[1])
    return found


def _pattern(value: Any, phrases: Phrases, *path: str | int) -> Pattern:
    """One pattern, or alternatives; each is tried alone first, so that an error has its place."""
    alternatives = value if isinstance(value, list) else [value]
    if not alternatives or not all(isinstance(one, str) and one for one in alternatives):
        raise _Wrong("a pattern is a text, or a list of texts", *path)
    expanded = []
    for place, one in enumerate(alternatives):
        where = (*path, place) if isinstance(value, list) else path
        try:
            expanded.append(_expand(one, phrases))
        except KeyError as error:
            raise _Wrong(f"unknown phrase {error.args[0]}", *where) from error
    try:
        return Pattern("|".join(expanded))
    except BadPattern:
        for place, one in enumerate(expanded):
            where = (*path, place) if isinstance(value, list) else path
            try:
                Pattern(one)
            except BadPattern as bad:
                raise _Wrong(f"bad pattern: {bad.reason}", *where, column=bad.column) from bad
        raise


def _expand(pattern: str, phrases: Phrases) -> str:
    return _PHRASE.sub(lambda match: phrases[match[1]], pattern)


def _examples(entry: Mapping[str, Any]) -> Iterable[Example]:
    for key in ("ok", "ko"):
        for language, texts in _by_language(entry, key).items():
            for place, one in enumerate(texts if isinstance(texts, list) else [texts]):
                yield _example(one, language, key, place)


def _example(one: Any, language: str, key: str, place: int) -> Example:
    if isinstance(one, str):
        return Example(one, language, key == "ok")
    if not isinstance(one, dict) or not isinstance(one.get("text"), str) or set(one) - {"text", "context"}:
        raise _Wrong("an example is a text, or a text and a context", key, language, place)
    try:
        Context.from_json(one.get("context", {}))
    except ValueError as error:
        raise _Wrong(f"context: {error}", key, language, place) from error
    return Example(one["text"], language, key == "ok", one.get("context", {}))
