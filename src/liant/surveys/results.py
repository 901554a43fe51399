"""What came out of a wave, shown from its publication alone. Each view parses, calls one query, renders."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_GET, require_http_methods

from liant.accounts.asking import member
from liant.audit.actions import record
from liant.kit.press import CannotSet, is_installed
from liant.surveys import evolving, paper, peering, reporting, showing
from liant.surveys.models import Wave
from liant.surveys.pages import address, in_house_zone, language, the_questionnaire, the_wave
from liant.surveys.side_by_side import with_tables
from liant.web.partial import render_page

UNSET = {
    "absent": gettext_lazy("The press is not installed here. This page prints as it is; whoever looks after Liant can add the press."),
    "busy": gettext_lazy("The press is busy with another report. Try again in a moment."),
    "long": gettext_lazy("The press took too long. This page prints as it is."),
    "heavy": gettext_lazy("This report is more than the press may take. This page prints as it is."),
    "stopped": gettext_lazy("The press stopped. This page prints as it is."),
}  # fmt: skip


@in_house_zone
@require_GET
def show(request: HttpRequest, wave_id: int) -> HttpResponse:
    found = the_wave(wave_id)
    context = with_tables(showing.results_page(found, language()))
    context["beside"] = peering.beside(found, context.get("dimensions", ()))
    return render_page(request, "surveys/results.html", context)


@in_house_zone
@require_GET
def dimension(request: HttpRequest, wave_id: int, dimension_id: str) -> HttpResponse:
    """One dimension: its questions, its groups, what to do."""
    found = the_wave(wave_id)
    context = showing.dimension_page(found, dimension_id, language())
    if context is None:
        raise Http404
    context["gap"] = reporting.gap_said(context["figures"], dimension_id)
    return render_page(request, "surveys/dimension.html", with_tables(context))


@in_house_zone
@require_GET
def over_time(request: HttpRequest, questionnaire_id: int) -> HttpResponse:
    """Question by question, wave after wave."""
    context = evolving.trend_page(the_questionnaire(questionnaire_id), language())
    return render_page(request, "surveys/trend.html", context)


@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Whether this house is compared with others on the installation: off until its owner says so."""
    if request.method == "POST":
        act = {"agree": peering.agree, "withdraw": peering.withdraw}.get(request.POST.get("do", ""))
        if act is None:
            raise Http404
        act(actor=member(request))
        return HttpResponseRedirect(request.path)
    context = {
        "agreed": peering.agreed(),
        "others": peering.OTHERS,
        "quartiles": peering.FOR_QUARTERS,
        "step": peering.STEP,
    }
    return render_page(request, "surveys/compare.html", context)


@require_GET
def as_csv(request: HttpRequest, wave_id: int) -> HttpResponse:
    """Every figure that may be shown, a line each; no answer of anyone."""
    found = the_wave(wave_id)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["what", "name", "group", "value", "n", "mean", "low", "high", "median"])
    writer.writerows([harmless(cell) for cell in line] for line in lines_of(found))
    record(member(request), "surveys.export", found)
    answer = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{found.edition.questionnaire.key}-{found.pk}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def lines_of(wave: Wave) -> Iterator[list[Any]]:
    publication = wave.publications.first()
    figures = publication.figures if publication else {}
    for one in figures.get("scores", {}).get("dimensions", []):
        yield ["dimension", one["id"], "", "", *numbers(one)]
        for part in one["by_group"]:
            yield ["dimension", one["id"], part["code"], "", *numbers(part)]
        yield from quality_lines(one)
    for one in figures.get("scores", {}).get("items", []):
        yield ["question", one["id"], "", "", *numbers(one)]
    for one in figures.get("questions", []):
        for value in one.get("values", ()):
            yield ["answers", one["name"], "", value["value"], value["n"], "", "", "", ""]
        for row in one.get("rows", ()):
            for value in row["values"]:
                yield ["answers", f"{one['name']}.{row['name']}", "", value["value"], value["n"], "", "", "", ""]
        if "estimate" in one:
            yield ["number", one["name"], "", "", *numbers(one["estimate"])]
    for one in figures.get("themes", {}).get("found", ()):
        yield ["theme", ", ".join(one["words"]), "", "", len(one["said"]), "", "", "", ""]


def quality_lines(one: dict[str, Any]) -> Iterator[list[Any]]:
    """How far the questions of a dimension go together, and what each is worth."""
    for name in ("omega", "alpha"):
        if one[name] is not None:
            yield [name, one["id"], "", round(one[name], 2), one["complete"], "", "", "", ""]
    for item in one.get("quality", ()):
        if item["discrimination"] is not None:
            yield ["discrimination", item["id"], "", item["discrimination"], one["complete"], "", "", "", ""]
        if item["left"] is not None:
            yield ["unanswered", item["id"], "", item["left"], item["asked"], "", "", "", ""]


def harmless(cell: Any) -> Any:
    """A spreadsheet takes what begins so for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell


def numbers(one: dict[str, Any]) -> list[Any]:
    return ["" if one.get(name) is None else one[name] for name in ("n", "mean", "low", "high", "median")]


@in_house_zone
@require_GET
def report(request: HttpRequest, wave_id: int) -> HttpResponse:
    """All of it on a page that prints, in either language."""
    found, lang = the_wave(wave_id), asked_language(request)
    with override(lang):
        told = reporting.report_of(found, lang)
        if told is None:
            return HttpResponseRedirect(address(request, "surveys:results", wave_id=wave_id))
        context = {"wave": found, "report": told, "radar": showing.results_page(found, lang).get("radar"),
                   "can_set": is_installed(), "languages": settings.LANGUAGES}  # fmt: skip
        page = render_page(request, "surveys/report.html", context)
    page["Content-Language"] = lang
    return page


@in_house_zone
@require_GET
def report_pdf(request: HttpRequest, wave_id: int) -> HttpResponse:
    """The same, set by the press."""
    found, lang = the_wave(wave_id), asked_language(request)
    with override(lang):
        told = reporting.report_of(found, lang)
    if told is None:
        raise Http404
    try:
        made = paper.set_report(told)
    except CannotSet as reason:
        messages.error(request, UNSET.get(reason.code, UNSET["stopped"]))
        return HttpResponseRedirect(address(request, "surveys:report", wave_id=wave_id))
    record(member(request), "surveys.export", found)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{found.edition.questionnaire.key}-{found.pk}-{lang}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def asked_language(request: HttpRequest) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in dict(settings.LANGUAGES) else language()
