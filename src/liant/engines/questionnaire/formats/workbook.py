"""XLSForm as a workbook (.xlsx). openpyxl is imported when asked: few need it."""

import io
import zipfile
from typing import Any

from liant.engines.questionnaire.faults import DefinitionError, Fault
from liant.engines.questionnaire.formats.xlsform import Carried, Sheets, from_sheets, to_sheets
from liant.engines.questionnaire.whole import Questionnaire

LARGEST = 10 * 1024 * 1024  # bytes, and of what it unpacks to, ten times as many
MOST_ROWS, MOST_COLUMNS = 20_000, 200
_CELL = 32_000  # characters; a cell takes 32,767
_FIRST = {
    "survey": ["type", "name"],
    "choices": ["list_name", "name"],
    "settings": ["form_title", "form_id", "version"],
    "external_choices": ["list_name", "name"],
}
_SAME = {
    "relevance": "relevant", "constraint message": "constraint_message", "required message": "required_message",
    "read only": "read_only", "readonly": "read_only", "list name": "list_name", "calculate": "calculation",
    "form title": "form_title", "title": "form_title", "id_string": "form_id",
}  # fmt: skip


def to_workbook(questionnaire: Questionnaire) -> bytes:
    """The .xlsx of a questionnaire."""
    from openpyxl import Workbook  # late: a quarter of a second, and few need it
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    book.remove(book.active)
    for name, rows in to_sheets(questionnaire).items():
        sheet = book.create_sheet(name)
        split = [_split(row) for row in rows]
        columns = _ordered(name, split)
        sheet.append(columns)
        for number, row in enumerate(split, 2):
            for at, column in enumerate(columns, 1):
                if row.get(column):
                    cell = sheet.cell(number, at)
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", row[column])
                    cell.data_type = "s"  # words, even where they open with =
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _ordered(name: str, rows: list[dict[str, str]]) -> list[str]:
    """The columns of a sheet: a text's plain one before those of its languages, which is what readers expect."""
    found = list(dict.fromkeys([*_FIRST[name], *(column for row in rows for column in row)]))
    places = {column.partition("::")[0]: at for at, column in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda column: (places[column.partition("::")[0]], "::" in column, found.index(column)))


def from_workbook(content: bytes) -> Carried:
    """A questionnaire from an .xlsx. Errors: DefinitionError, for what isn't a workbook too."""
    from openpyxl import load_workbook  # late: a quarter of a second, and few need it
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets: Sheets = {sheet.title.strip().lower(): _rows(sheet) for sheet in book.worksheets}
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise DefinitionError([Fault("definition.workbook", "")]) from error
    if not sheets.get("survey"):
        raise DefinitionError([Fault("definition.no_survey", "")])
    return from_sheets(sheets)


def _check_size(content: bytes) -> None:
    """A workbook is a packed folder: neither it nor what it unpacks to may be huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            total = sum(one.file_size for one in packed.infolist())
    except zipfile.BadZipFile as error:
        raise DefinitionError([Fault("definition.workbook", "")]) from error
    if len(content) > LARGEST or total > 10 * LARGEST:
        raise DefinitionError([Fault("definition.too_large", "", {"limit": LARGEST // 1024 // 1024})])


def _rows(sheet: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    columns: list[str] = []
    for cells in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
        words = [_words(cell) for cell in cells]
        if not columns:
            columns = [_named(one) for one in words]
        elif any(words):
            found.append(_joined(dict(zip(columns, words, strict=False))))
    return found


def _named(header: str) -> str:
    column, separator, language = header.partition("::")
    column = column.strip().lower()
    return _SAME.get(column, column) + (f"::{language.strip()}" if separator else "")


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _split(row: dict[str, str]) -> dict[str, str]:
    """What is too long for one cell goes on in the next column."""
    found = {}
    for column, cell in row.items():
        found[column] = cell[:_CELL]
        for number, start in enumerate(range(_CELL, len(cell), _CELL), 2):
            found[f"{column}_{number}"] = cell[start : start + _CELL]
    return found


def _joined(row: dict[str, str]) -> dict[str, str]:
    number = 2
    while f"liant_{number}" in row:
        row["liant"] = row.get("liant", "") + row.pop(f"liant_{number}")
        number += 1
    return {column: cell for column, cell in row.items() if column and cell}
