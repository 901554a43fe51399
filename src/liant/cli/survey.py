"""`liant survey check|score|codebook|schema`: a questionnaire's definition, and what its answers come to. Needs no database."""

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liant.cli.main import FOUND_PROBLEMS, Problem, WrongUse

if TYPE_CHECKING:
    from liant.engines.questionnaire import Questionnaire

LARGEST = 64 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Questionnaires (docs/questionnaires.md): a subset of SurveyJS's JSON, with what is measured."
    acts = parser.add_subparsers(dest="act", metavar="check|score|codebook|schema", required=True)
    check = acts.add_parser("check", help="tell what is wrong with a definition; exit 1 when something is")
    check.add_argument("definition", metavar="DEFINITION.json", help="the questionnaire, or - for standard input")
    check.add_argument("--lang", choices=("fr", "en"), default="en", help="the language of what is said")
    scoring = acts.add_parser("score", help="reckon the answers: scores, verdict, reliability, as JSON")
    scoring.add_argument("definition", metavar="DEFINITION.json", help="the questionnaire, or - for standard input")
    scoring.add_argument(
        "answers", metavar="ANSWERS.csv", help="one row for each respondent, columns as in the codebook; or -"
    )
    scoring.add_argument("--draws", type=int, default=300, help="how often the intervals of omega and alpha are drawn")
    book = acts.add_parser("codebook", help="say what each column of the answers means, as CSV")
    book.add_argument("definition", metavar="DEFINITION.json", help="the questionnaire, or - for standard input")
    book.add_argument("--lang", choices=("fr", "en"), default="fr", help="the language of the labels")
    acts.add_parser("schema", help="print the JSON Schema of definitions")


def run(args: argparse.Namespace) -> int:
    """Prints what was asked. Returns 0, or FOUND_PROBLEMS; raises Problem or WrongUse on what can't be read."""
    if args.act == "schema":
        from liant.engines.questionnaire import schema  # late: `--help` should not wait for the engine

        print(json.dumps(schema(), ensure_ascii=False, indent=1))
        return 0
    if args.act == "check":
        return _check(args.definition, args.lang)
    if args.act == "codebook":
        return _codebook(_definition(args.definition), args.lang)
    if args.definition == args.answers == "-":
        raise WrongUse("Only one of the two can come from standard input. Name a file for the other.")
    if args.draws < 1:
        raise WrongUse("--draws is a whole number from 1.")
    return _score(args.definition, args.answers, args.draws)


def _check(path: str, lang: str) -> int:
    from liant.engines.questionnaire import DefinitionError, read  # late: `--help` should not wait for the engine

    try:
        found = read(_bytes(path))
    except DefinitionError as error:
        for fault in error.faults:
            at = f"{fault.place.line}:{fault.place.column}: " if fault.place else ""
            print(f"{path}:{at}{fault.where or '/'}: {fault.message(lang)}")
        return FOUND_PROBLEMS
    for remark in found.unsupported:
        print(f"{path}: {remark.message(lang)}", file=sys.stderr)
    return 0


def _definition(path: str) -> "Questionnaire":
    from liant.engines.questionnaire import DefinitionError, read  # late: `--help` should not wait for the engine

    try:
        return read(_bytes(path))
    except DefinitionError as error:
        more = f" {len(error.faults) - 1} more: liant survey check {path}" if len(error.faults) > 1 else ""
        raise WrongUse(f"{path}: {error}{more}") from error


def _score(definition: str, answers: str, draws: int) -> int:
    from liant.engines.questionnaire import from_row, problems  # late: `--help` should not wait for the engine
    from liant.engines.questionnaire.report import report

    whole = _definition(definition)
    if whole.liant.scoring is None:
        raise WrongUse(f"{definition} measures nothing. Give it “scoring” under x-liant.")
    columns, rows = _table(answers)
    given = [from_row(whole, row) for row in rows]
    if rows and not any(given):
        raise WrongUse(f"{answers}: no column is a question's. See: liant survey codebook {definition}")
    found = report(whole, given, draws=draws)
    wrong = []
    for number, one in enumerate(given, 1):
        for name, several in problems(whole, one, is_partial=True).items():
            wrong += [{"row": number, "question": name, "message": each.message("en")} for each in several]
    names = [question.name for question in whole.questions()]
    ignored = [column for column in columns if not any(_belongs(column, name) for name in names)]
    print(json.dumps({**found, "problems": wrong, "ignored_columns": ignored}, ensure_ascii=False, indent=1))
    return 0


def _belongs(column: str, name: str) -> bool:
    return column == name or column.startswith((f"{name}.", f"{name}-"))


def _codebook(whole: "Questionnaire", lang: str) -> int:
    from liant.engines.questionnaire.codebook import HEADER, codebook  # late: `--help` should not wait for the engine

    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerow(HEADER)
    written.writerows(codebook(whole, lang))
    return 0


def _table(path: str) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and the rows of a CSV file, apart by commas, semicolons or tabs."""
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse(f"{path} isn't UTF-8 (byte {error.start + 1}). Save it again as UTF-8.") from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(1_000_000)
    try:
        table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = [{name: cell or "" for name, cell in row.items() if isinstance(name, str)} for row in table]
    except csv.Error as error:
        raise WrongUse(
            f"{path}, line {table.line_num}: {error}. Look for a quotation mark that isn't closed."
        ) from error
    if not table.fieldnames:
        raise WrongUse(f"{path} is empty. Its first line names the columns.")
    return list(table.fieldnames), rows


def _bytes(path: str) -> bytes:
    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Problem(f"{path}: {error.strerror or error}. Check the name and the rights.") from error
    if len(raw) > LARGEST:
        raise Problem(f"{path} is larger than {LARGEST // 1024 // 1024} MB. Cut it in parts.")
    return raw
