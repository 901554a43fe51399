"""Questionnaires as files of other tools, and the picture of a link."""

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse

from liant.engines.questionnaire import DefinitionError, read, write
from liant.surveys.models import Questionnaire
from liant.web.typography import french_spacing

JSON, XLSX, TSV = "application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/tab-separated-values"  # fmt: skip


def definition_in(name: str, content: bytes) -> dict[str, Any]:
    """The definition that a file holds, whatever tool it comes from. Raises DefinitionError."""
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        from liant.engines.questionnaire.formats.workbook import from_workbook  # late: brings a library for workbooks

        return write(from_workbook(content).questionnaire)
    if ending in ("txt", "tsv"):
        from liant.engines.questionnaire.formats.limesurvey import from_limesurvey  # late: few bring one

        return write(from_limesurvey(content.decode("utf-8-sig", "replace")).questionnaire)
    return write(read(content))


def problems_of(error: DefinitionError, language: str) -> list[str]:
    return [f"{one.place.line}:{one.place.column} · {french_spacing(one.message(language))}" if one.place else french_spacing(one.message(language)) for one in error.faults[:20]]  # fmt: skip


def as_download(found: Questionnaire, form: str) -> HttpResponse:
    makers: dict[str, tuple[Callable[[Any], bytes], str, str]] = {
        "surveyjs": (_as_json, JSON, "json"),
        "xlsform": (_as_xlsform, XLSX, "xlsx"),
        "limesurvey": (_as_limesurvey, TSV, "txt"),
    }
    if form not in makers:
        raise Http404
    make, media_type, ending = makers[form]
    answer = HttpResponse(make(found), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{found.key}.{ending}"'
    return answer


def _as_json(found: Questionnaire) -> bytes:
    return json.dumps(found.definition, ensure_ascii=False, indent=1).encode()


def _as_xlsform(found: Questionnaire) -> bytes:
    from liant.engines.questionnaire.formats.workbook import to_workbook  # late: brings a library for workbooks

    return to_workbook(read(found.definition))


def _as_limesurvey(found: Questionnaire) -> bytes:
    from liant.engines.questionnaire.formats.limesurvey import to_limesurvey  # late: few ask for it

    return to_limesurvey(read(found.definition))[0].encode()
