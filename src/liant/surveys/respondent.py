"""One respondent at one moment: what they said so far, which page they are on, and what happens when they send it."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire import read
from liant.engines.questionnaire.nodes import Page
from liant.engines.questionnaire.problems import problems
from liant.engines.questionnaire.settling import settle
from liant.kit import clock
from liant.surveys import drawing, uploads
from liant.surveys.models import Draft, Edition, Wave
from liant.surveys.rules import week_of
from liant.surveys.tokens import draft_hash
from liant.web.typography import french_spacing

Files = MultiValueDict[str, UploadedFile]


@functools.lru_cache(maxsize=64)
def _parsed(edition_id: int, _author_at: str) -> Definition:
    return read(Edition.objects.get(pk=edition_id).definition)


def definition_of(edition: Edition) -> Definition:
    """Read once for each process: an edition never changes."""
    return _parsed(edition.pk, edition.at.isoformat())


@dataclass(frozen=True)
class Asked:
    """The page to show. `page` is None once there is nothing left to ask."""

    whole: Definition
    answers: Mapping[str, Any]
    page: Page | None
    number: int
    count: int
    parts: Sequence[drawing.Part] = ()
    has_errors: bool = False
    has_more: bool = False  # something came up on the same page
    is_given: bool = False
    title: str = ""
    words: str = ""

    @property
    def is_last(self) -> bool:
        return self.number >= self.count


def begun(wave: Wave, place: str) -> Draft | None:
    return Draft.objects.filter(wave=wave, place_hash=draft_hash(wave.pk, place)).first() if place else None


def keep(wave: Wave, place: str, answers: Mapping[str, Any], page: int, language: str) -> None:
    """What was begun, to go on later. Only the week is kept, here too."""
    Draft.objects.update_or_create(
        place_hash=draft_hash(wave.pk, place),
        defaults={"wave": wave, "answers": dict(answers), "page": page, "language": language[:10],
                  "touched_on": week_of(clock.now().date())},
    )  # fmt: skip


def forget(wave: Wave, place: str) -> None:
    """It was given, or there is no place for it: what was begun is over."""
    Draft.objects.filter(place_hash=draft_hash(wave.pk, place)).delete()


def opened(whole: Definition, draft: Draft | None, lang: str) -> Asked:
    """The first page, or the one where they stopped."""
    answers = draft.answers if draft else {}
    return shown(whole, answers, draft.page if draft else 1, lang)


def shown(whole: Definition, answers: Mapping[str, Any], number: int, lang: str, errors: Mapping[str, Sequence[str]] | None = None,
          *, has_more: bool = False) -> Asked:  # fmt: skip
    settled = settle(whole, answers)
    pages = drawing.shown_pages(whole, settled)
    if not pages:
        return Asked(whole, answers, None, 0, 0)
    number = max(1, min(number, len(pages)))
    page = pages[number - 1]
    parts = drawing.draw(page, drawing.Scene(settled, answers, errors or {}, lang))
    return Asked(
        whole, answers, page, number, len(pages), parts, bool(errors), has_more,
        title=drawing.piped(page.title, settled, lang),
        words=drawing.piped(page.description, settled, lang),
    )  # fmt: skip


def sent(whole: Definition, before: Mapping[str, Any], posted: QueryDict, files: Files, lang: str) -> Asked:
    """A page was sent: `move` is next, back, look (what comes up?) or give."""
    page = next((one for one in whole.pages if one.name == posted.get("page", "")), None)
    if page is None:
        return shown(whole, before, 1, lang)
    answers = drawing.merged(before, drawing.given_on(whole, page, posted) | uploads.given_files(page, files))
    settled = settle(whole, answers)
    visible = drawing.shown_pages(whole, settled)
    number = visible.index(page) + 1 if page in visible else 1
    move = posted.get("move", "next")
    if move in ("look", "back"):
        return shown(whole, answers, number - (move == "back"), lang)
    if came_up(page, settled.shown, posted):
        return shown(whole, answers, number, lang, has_more=True)
    to_mend = [page] if number < len(visible) else [page, *visible]
    for one in to_mend:
        if errors := errors_on(whole, answers, one, lang):
            return shown(whole, answers, visible.index(one) + 1 if one in visible else 1, lang, errors)
    if number < len(visible):
        return shown(whole, answers, number + 1, lang)
    return Asked(whole, answers, page, number, len(visible), is_given=True)


def errors_on(whole: Definition, answers: Mapping[str, Any], page: Page, lang: str) -> dict[str, list[str]]:
    found = problems(whole, answers, page)
    return {name: [french_spacing(one.message(lang)) for one in several] for name, several in found.items()}


def came_up(page: Page, names: frozenset[str], posted: QueryDict) -> bool:
    """Whether the page asks something, by what was just answered, that it didn't show when it was sent."""
    seen = set(posted.getlist("seen"))
    asked = {one.name for one in page.questions() if one.kind != "expression"} & names
    return bool(asked - seen)
