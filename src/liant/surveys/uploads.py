"""Files that respondents give: kept within the answer, as SurveyJS writes them, without their names and, for pictures, without
where and with what they were taken."""

import base64
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from liant.deliveries.pictures import FORMATS, CannotFit, CannotRead, written_anew
from liant.engines.questionnaire.nodes import Page
from liant.surveys.drawing import PREFIX

LARGEST = 1_000_000
MOST = 5
PICTURES = tuple(FORMATS.values())


def given_files(page: Page, files: MultiValueDict[str, UploadedFile]) -> dict[str, Any]:
    """The files of this page by question; a question without a new file is left out, so that what was given before stays."""
    found: dict[str, Any] = {}
    for one in page.questions():
        uploads = files.getlist(PREFIX + one.name) if one.kind == "file" else []
        if uploads:
            found[one.name] = [as_answer(at, upload) for at, upload in enumerate(uploads[:MOST], start=1)]
    return found


def as_answer(at: int, upload: UploadedFile) -> Mapping[str, Any]:
    """What is too large is named with its size and not kept: the page says so."""
    kind = upload.content_type or "application/octet-stream"
    size = upload.size or 0
    ending = (upload.name or "").rpartition(".")[2].lower()[:8] or "bin"
    content = upload.read() if size <= LARGEST else b""
    if content and kind in PICTURES:
        try:
            picture = written_anew(content, PICTURES, LARGEST)
            content, kind = picture.content, picture.media_type
        except (CannotRead, CannotFit):
            content = b""
    data = base64.b64encode(content).decode()
    return {"name": f"file{at}.{ending}", "type": kind, "size": size, "content": f"data:{kind};base64,{data}"}
