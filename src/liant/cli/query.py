"""`liant query`: check, lay out, explain or test a file of queries."""

import argparse
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from liant.cli.main import FOUND_PROBLEMS, Problem, WrongUse
from liant.cli.query_files import load_queries
from liant.engines.query import Query, QueryError, compile_queries, explain, format_query, parse, unmet
from liant.engines.query.files import Entry, QueryFileError, place_in_file, rewrite


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`check`, `fmt`, `explain` and `test`, each on a FILE.toml."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    helps = {
        "check": "tell what is wrong with the queries, and where; exit 1 if anything is",
        "fmt": "print the file with its queries in their one canonical form",
        "explain": "say in words what each query does, what it looks for first and what it costs",
        "test": "match the sentences of must and must_not; exit 1 if one of them fails",
    }
    for name, line in helps.items():
        action = actions.add_parser(name, help=line, description=line)
        action.add_argument(
            "file", metavar="FILE.toml", help="queries: [[query]] name, expr, must, must_not; - is standard input"
        )
        action.add_argument(
            "--lang", choices=["fr", "en"], default=_language(), help="language of the messages (default: from LANG)"
        )
        if name == "fmt":
            choice = action.add_mutually_exclusive_group()
            choice.add_argument("--write", action="store_true", help="rewrite the expressions in the file itself")
            choice.add_argument(
                "--check", action="store_true", help="change nothing; exit 1 if a query isn't in its canonical form"
            )


def run(args: argparse.Namespace) -> int:
    """0 done, 1 found problems, 2 the file can't be read."""
    return {"check": _check, "fmt": _format, "explain": _explain, "test": _test}[args.action](args)


def _check(args: argparse.Namespace) -> int:
    source, entries = load_queries(args.file, wrong=_Found)
    faults = list(_faults(args.file, source, entries, args.lang))
    advice = "use name, expr, must, must_not."
    faults += [f"{args.file}: {e.name}: unknown key “{key}”; {advice}" for e in entries for key in e.unknown]
    for fault in faults:
        print(fault, file=sys.stderr)
    return FOUND_PROBLEMS if faults else 0


def _faults(file: str, source: str, entries: list[Entry], lang: str) -> Iterator[str]:
    for entry in entries:
        try:
            parse(entry.expr)
        except QueryError as error:
            yield _told(file, source, entry, error, lang)


def _told(file: str, source: str, entry: Entry, error: QueryError, lang: str) -> str:
    place = place_in_file(source, entry, error.offset)
    where = f"{file}:{place[0]}:{place[1]}" if place else file
    inside = {
        "en": f"line {error.line}, column {error.column} of the expression",
        "fr": f"ligne {error.line}, colonne {error.column} de l’expression",
    }[lang]
    colon = "\u00a0:" if lang == "fr" else ":"
    return f"{where}: {entry.name} ({inside}){colon} {error.message(lang)}"


def _format(args: argparse.Namespace) -> int:
    source, entries = load_queries(args.file)
    _stop_at_fault(args.file, source, entries, args.lang)
    canonical = {entry.name: format_query(entry.expr) for entry in entries}
    changed = {e.name: canonical[e.name] for e in entries if e.expr.strip().replace("\r\n", "\n") != canonical[e.name]}
    if args.check:
        for name in changed:
            print(f"{args.file}: {name}: not in its canonical form; run liant query fmt --write.", file=sys.stderr)
        return FOUND_PROBLEMS if changed else 0
    if args.write and args.file == "-":
        raise WrongUse("standard input can't be rewritten; give a file.")
    try:
        result = rewrite(source, changed) if changed else source
    except QueryFileError as error:
        raise Problem(f"{args.file}: {error} Nothing was changed.") from error
    if not args.write:
        sys.stdout.buffer.write(result.encode())
    elif changed:
        _replace(Path(args.file), result)
    return 0


def _replace(path: Path, content: str) -> None:
    """The old file or the new one, never half of one, with the same rights; a link stays a link."""
    target = path.resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            temporary = Path(draft.name)
            draft.write(content.encode())
            draft.flush()
            os.fsync(draft.fileno())
    except OSError as error:
        raise Problem(f"{path}: can't write here ({error.strerror}); nothing was changed.") from error
    try:
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Problem(f"{path}: can't be replaced ({error.strerror}); nothing was changed.") from error


def _explain(args: argparse.Namespace) -> int:
    source, entries = load_queries(args.file)
    _stop_at_fault(args.file, source, entries, args.lang)
    print("\n\n".join(f"{entry.name}\n{explain(entry.expr, args.lang)}" for entry in entries))
    return 0


def _test(args: argparse.Namespace) -> int:
    source, entries = load_queries(args.file, wrong=_Found)
    faults = list(_faults(args.file, source, entries, args.lang))
    if faults:
        raise _Found(faults[0])
    failures, count = 0, 0
    for entry in entries:
        matcher = compile_queries([Query(entry.name, entry.expr)])
        for item in entry.must:
            count += 1
            if not matcher.match(item):
                failures += 1
                print(_missed(entry, item["text"], unmet(entry.expr, item), args.lang))
        for item in entry.must_not:
            count += 1
            if found := matcher.match(item):
                failures += 1
                words = [item["text"][start:end] for start, end in found[0].spans]
                print(_caught(entry, item["text"], words, args.lang))
    print(_summary(count, failures, args.lang))
    return FOUND_PROBLEMS if failures else 0


def _missed(entry: Entry, text: str, parts: list[str], lang: str) -> str:
    because = "; ".join(" ".join(part.split()) for part in parts)
    if lang == "fr":
        return f"{entry.name}\u00a0: devrait garder «\u00a0{text}\u00a0»\n  il manque\u00a0: {because}"
    return f"{entry.name}: should match “{text}”\n  not met: {because}"


def _caught(entry: Entry, text: str, words: list[str], lang: str) -> str:
    found = ", ".join(words) or ("(titre ou filtres)" if lang == "fr" else "(title or filters)")
    if lang == "fr":
        return f"{entry.name}\u00a0: ne devrait pas garder «\u00a0{text}\u00a0»\n  trouvé\u00a0: {found}"
    return f"{entry.name}: should not match “{text}”\n  found: {found}"


def _summary(count: int, failures: int, lang: str) -> str:
    if lang == "fr":
        return (
            f"{count - failures} phrases justes sur {count}."
            if count
            else "Aucune phrase à essayer\u202f; écrivez must = […]."
        )
    return f"{count - failures} of {count} sentences as wanted." if count else "No sentence to try; write must = […]."


def _stop_at_fault(file: str, source: str, entries: list[Entry], lang: str) -> None:
    for fault in _faults(file, source, entries, lang):
        raise WrongUse(fault)


class _Found(Problem):
    exit_code = FOUND_PROBLEMS


def _language() -> str:
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "fr" if named.lower().startswith("fr") else "en"
