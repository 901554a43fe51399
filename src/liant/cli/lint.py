"""`liant lint FILE…`: what the linter finds in texts, as lines, JSON or SARIF; exit 1 when something was found."""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from liant.cli.main import FOUND_PROBLEMS, Problem, WrongUse

if TYPE_CHECKING:
    from liant.engines.lint import Context, Finding
    from liant.engines.lint.rules import Rule

Said = TypeVar("Said", "Finding", "Rule")
LARGEST_FILE = 64 * 1024 * 1024


class Linted(NamedTuple):
    """A text, where it came from, and what was found; allowed findings are among them."""

    path: str
    text: str
    findings: list["Finding"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Reads texts as an organisation's public will: self-talk, broken mail merges, greetings, offers beside tragedies, "
        "claims without proof, dates that contradict themselves and more (docs/lint.md). Exit 0 when nothing is found, 1 when "
        "something is, 2 on wrong use, 3 when a file can't be read. In a text, <!-- liant: allow RULE because REASON --> "
        "lets a finding stand."
    )
    parser.add_argument("--lang", choices=("fr", "en"), help="the language of the texts; without it, each text tells")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="how findings are written")
    parser.add_argument("--context", metavar="FILE.json", help="what the text is for: kind, network, is_crisis, …")
    parser.add_argument("--rules", metavar="FILE.yaml", help="rules of one's own, read beside Liant's")
    parser.add_argument("files", metavar="FILE", nargs="+", help="texts to read, or - for standard input")


def run(args: argparse.Namespace) -> int:
    """Prints the findings. Returns 0 or FOUND_PROBLEMS; raises Problem or WrongUse on what can't be read."""
    from liant.engines.lint.linter import Linter, own_linter  # late: `--help` should not wait for the rules

    context = _context(args.context)
    linter = Linter([*own_linter().rules, *_rules(args.rules)]) if args.rules else own_linter()
    linted = [
        Linted(path, text, [_spaced(one) for one in linter.examine(text, language=args.lang, context=context)])
        for path, text in _texts(args.files)
    ]
    language = args.lang or _language_of(linted)
    if args.format == "sarif":
        from liant.engines.lint.sarif import as_sarif  # late: few ask for it

        print(
            json.dumps(
                as_sarif(linted, [_spaced(rule) for rule in linter.rules], language), ensure_ascii=True, indent=1
            )
        )
    elif args.format == "json":
        print(json.dumps([_as_json(one, f, language) for one, f in _standing(linted)], ensure_ascii=True, indent=1))
    else:
        for one, finding in _standing(linted):
            print(_as_line(one, finding, language))
    return FOUND_PROBLEMS if any(True for _ in _standing(linted)) else 0


def _spaced(one: Said) -> Said:
    """A finding or a rule whose French stands with the spaces that French wants."""
    from liant.web.typography import french_spacing  # late: `--help` should not wait for the rules

    texts = ((name, getattr(one, name)) for name in ("message", "why", "suggestion"))
    spaced: dict[str, Any] = {name: {**said, "fr": french_spacing(said["fr"])} for name, said in texts if said}
    return replace(one, **spaced)


def _language_of(linted: list[Linted]) -> str:
    """The language that findings are said in when none is asked: that of the first text that tells, else English."""
    from liant.engines.lint.folding import fold  # late: `--help` should not wait for the rules
    from liant.engines.lint.language import tell_language

    told = (tell_language(fold(one.text).raw) for one in linted)
    return next((language for language in told if language in ("fr", "en")), "en")


def _standing(linted: list[Linted]) -> Iterator[tuple[Linted, "Finding"]]:
    return ((one, finding) for one in linted for finding in one.findings if finding.allowed is None)


def _as_json(one: Linted, finding: "Finding", language: str) -> dict[str, object]:
    return {
        "path": one.path,
        "rule": finding.rule,
        "severity": finding.severity,
        "line": finding.line,
        "column": finding.column,
        "offset": finding.start,
        "length": finding.end - finding.start,
        "message": finding.message[language],
        "suggestion": finding.suggestion[language] if finding.suggestion else None,
    }


def _as_line(one: Linted, finding: "Finding", language: str) -> str:
    said = re.sub(r"[ \t\r\n]+", " ", finding.message[language]).strip()  # no-break spaces stay
    advice = f" {finding.suggestion[language]}" if finding.suggestion else ""
    place = f"{one.path}:{finding.line}:{finding.column}"
    line = f"{place}: {finding.severity}: {said}{advice} [{finding.rule}]"
    return line.encode("utf-8", "replace").decode("utf-8")


def _texts(paths: list[str]) -> Iterator[tuple[str, str]]:
    for path in paths:
        try:
            raw = sys.stdin.buffer.read(LARGEST_FILE + 1) if path == "-" else _read(path)
        except OSError as error:
            raise Problem(f"{path}: {error.strerror or error}. Check the name and the rights.") from error
        if len(raw) > LARGEST_FILE:
            raise Problem(f"{path} is larger than {LARGEST_FILE // 1024 // 1024} MB. Cut it in parts.")
        # Damaged bytes are read as what a browser would show; the rule on damaged characters then finds them.
        yield path, raw.decode("utf-8-sig", "replace")


def _read(path: str) -> bytes:
    with Path(path).open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _context(path: str | None) -> "Context":
    from liant.engines.lint import Context  # late: `--help` should not wait for the rules

    if path is None:
        return Context()
    try:
        found = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise Problem(f"{path}: {error.strerror or error}. Check the name and the rights.") from error
    except (ValueError, RecursionError) as error:
        raise WrongUse(f"{path} is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise WrongUse(f"{path}: a context is a JSON object.")
    try:
        return Context.from_json(found)
    except ValueError as error:
        raise WrongUse(f"{path}: {error}.") from error


def _rules(path: str) -> list["Rule"]:
    from liant.engines.lint.reading import read_rules  # late: `--help` should not wait for the rules
    from liant.engines.lint.rules import RuleError

    try:
        return read_rules(Path(path).read_text("utf-8"))
    except OSError as error:
        raise Problem(f"{path}: {error.strerror or error}. Check the name and the rights.") from error
    except (RuleError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path}: {error}.") from error
