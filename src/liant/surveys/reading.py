"""The pages on which the readers of a confidential wave read its named answers. Each reading is written in the log; whoever is
no reader is refused, whatever their role."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.engines.questionnaire.codebook import HEADER, as_row, codebook
from liant.surveys import naming_ties, own, queries, retelling
from liant.surveys.models import NamedAnswer, Wave
from liant.surveys.pages import definition_of, in_house_zone, language, the_wave, title_of
from liant.web.partial import render_page

PAGE = 100
MOST_WAVES = 100
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
WHOSE = ("respondent_name", "respondent_address", "respondent_group")


def the_read_wave(request: HttpRequest, wave_id: int) -> Wave:
    found = the_wave(wave_id)
    check(member(request), "surveys.read_named", found)
    return found


@require_GET
def waves(request: HttpRequest) -> HttpResponse:
    """Those of which this member is a reader."""
    shown = (
        queries.waves_read_by(member(request))
        .select_related("edition__questionnaire")
        .defer("edition__definition")[:MOST_WAVES]
    )
    context = {"waves": [(one, title_of(one.edition.questionnaire)) for one in shown]}
    return render_page(request, "surveys/reading.html", context)


@never_cache
@in_house_zone
@require_GET
def everyone(request: HttpRequest, wave_id: int) -> HttpResponse:
    """Who answered, by their order on the list."""
    found = the_read_wave(request, wave_id)
    after = request.GET.get("after", "")
    rows = NamedAnswer.objects.filter(wave=found).select_related("invitation").defer("answers")
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    given = list(rows.order_by("pk")[: PAGE + 1])
    record(member(request), "surveys.read_named", found)
    names = {one["code"]: one["name"] for one in found.groups}
    context = {
        "wave": found,
        "title": title_of(found.edition.questionnaire),
        "people": [(one, named(one), names.get(one.invitation.group, "")) for one in given[:PAGE]],
        "next_url": f"?after={given[PAGE - 1].pk}" if len(given) > PAGE else "",
    }
    return render_page(request, "surveys/named.html", context)


@never_cache
@in_house_zone
@require_GET
def one(request: HttpRequest, wave_id: int, answer_id: int) -> HttpResponse:
    """One person's answers, with what they come to."""
    found = the_read_wave(request, wave_id)
    given = NamedAnswer.objects.filter(wave=found, pk=answer_id).select_related("invitation").first()
    if given is None:
        raise Http404
    record(member(request), "surveys.read_one_named", found, answer=given.pk)
    whole, lang = definition_of(found.edition), language()
    context = {
        "wave": found,
        "title": title_of(found.edition.questionnaire),
        "given": given,
        "name": named(given),
        "said": retelling.in_words(whole, given.answers, lang, naming_ties.names_of(whole)),
        "ties": naming_ties.ties_of(whole, given.answers, lang),
        "mine": own.result_of(whole, given.answers, lang) if whole.liant.scoring else None,
    }
    return render_page(request, "surveys/named_one.html", context)


@never_cache
@require_GET
def as_csv(request: HttpRequest, wave_id: int) -> HttpResponse:
    """Each person's answers, a line each, under the columns of the codebook: `liant survey score` takes it."""
    found = the_read_wave(request, wave_id)
    whole = definition_of(found.edition)
    columns = [column.column for column in codebook(whole, language())]
    rows = NamedAnswer.objects.filter(wave=found).select_related("invitation").order_by("pk")
    record(member(request), "surveys.export_named", found)
    lines = []
    for given in rows.iterator(chunk_size=500):
        asked, said = given.invitation, as_row(whole, given.answers)
        lines.append([asked.name, asked.address, asked.group, *(said.get(column, "") for column in columns)])
    return table(f"{found.edition.questionnaire.key}-{found.pk}-named.csv", [*WHOSE, *columns], lines)


@require_GET
def codebook_csv(request: HttpRequest, wave_id: int) -> HttpResponse:
    """What each column means."""
    found = the_read_wave(request, wave_id)
    name = f"{found.edition.questionnaire.key}-{found.pk}-codebook.csv"
    return table(name, HEADER, codebook(definition_of(found.edition), language()))


def table(name: str, header: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def harmless(cell: str) -> str:
    """A spreadsheet takes what begins so for a formula; a number stays one."""
    is_formula = cell.startswith(("=", "+", "-", "@", "\t")) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def named(given: NamedAnswer) -> str:
    return given.invitation.name or given.invitation.address
