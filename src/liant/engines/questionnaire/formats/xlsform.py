"""XLSForm, as rows of its three sheets: survey, choices and settings; both ways without loss for what Liant wrote.

What an XLSForm can't say stands as JSON in its column `liant` (see keeping.py); what Liant can't take of another's form is
kept in the definition (`x-xlsform`), put back when it is written again, and named.
"""

from dataclasses import dataclass
from typing import Any

from liant.engines.questionnaire.formats.xlsform_reading import Importer
from liant.engines.questionnaire.formats.xlsform_writing import Exporter
from liant.engines.questionnaire.nodes import Remark
from liant.engines.questionnaire.reading import read
from liant.engines.questionnaire.whole import Questionnaire

Sheets = dict[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Carried:
    """A questionnaire that came from another format, and what of that can't be used here."""

    questionnaire: Questionnaire
    remarks: tuple[Remark, ...]


def to_sheets(questionnaire: Questionnaire) -> Sheets:
    """The rows of an XLSForm's sheets."""
    return Exporter(questionnaire).sheets()


def from_sheets(sheets: Sheets) -> Carried:
    """A questionnaire from the rows of an XLSForm's sheets. Errors: DefinitionError."""
    importer = Importer(sheets)
    definition: dict[str, Any] = importer.definition()
    found = read(definition)
    return Carried(found, (*importer.remarks, *found.unsupported))
