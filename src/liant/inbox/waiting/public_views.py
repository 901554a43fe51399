"""Pages for whoever waits, and what the house says of itself to everyone. A private link is its own key: no account, and
nothing that a search engine or another site would learn of."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liant.inbox.waiting import actions, forms, tokens
from liant.inbox.waiting.figures import Figures
from liant.inbox.waiting.figures import house_figures as figures_between
from liant.inbox.waiting.models import Satisfaction
from liant.inbox.waiting.queries import is_published
from liant.inbox.waiting.rules import LEAST_PEOPLE
from liant.inbox.waiting.standing import standing_page
from liant.kit import clock
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web.partial import render_page

PERIOD = timedelta(days=365)
View = Callable[..., HttpResponse]


def private_link(view: View) -> View:
    """Not kept, not indexed, not told to the next site. The link is the key, so no cookie guards the forms: a page that
    tells no referrer sends none to itself either, and the check of Django would refuse it."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


@private_link
def standing(request: HttpRequest, token: str) -> HttpResponse:
    """Where do I stand? And asking for a correction, or to be forgotten."""
    key = tokens.standing_key(token)
    if key is None:
        return over(request)
    with tenant(key.organisation_id):
        link = tokens.open_link(key)
        if link is None:
            return over(request)
        house = Organisation.objects.get()
        with override(link.language), timezone.override(ZoneInfo(house.time_zone)):
            form = forms.RequestForm(request.POST if request.method == "POST" else None)
            if request.method == "POST" and form.is_valid():
                actions.ask_about_data(standing=link, subject=form.subject(), words=form.cleaned_data["words"])
                return HttpResponseRedirect(f"{request.path}?asked=1")
            context = {"house": house, "form": form, "is_asked": "asked" in request.GET, **standing_page(link)}
            status = 422 if form.errors else 200
            return in_language(
                render_page(request, "waiting/public/standing.html", context, status=status), link.language
            )


@private_link
def satisfaction(request: HttpRequest, token: str, face: int) -> HttpResponse:
    """Following the address chooses a face and keeps nothing, since programs that read mail follow addresses too; the
    button keeps it."""
    key = tokens.satisfaction_key(token)
    if key is None or face not in Satisfaction.Face.values:
        return over(request)
    with tenant(key.organisation_id):
        question = tokens.open_question(key)
        if question is None:
            return over(request)
        with override(question.language):
            form = forms.FaceForm(request.POST if request.method == "POST" else None, initial={"face": face})
            if request.method == "POST" and form.is_valid():
                actions.say_how_it_went(question=question, **form.cleaned_data)
                return HttpResponseRedirect(f"{request.path}?said=1")
            context = {"house": Organisation.objects.get(), "form": form, "is_said": "said" in request.GET,
                       "may_comment": question.comment_id is None}  # fmt: skip
            status = 422 if form.errors else 200
            page = render_page(request, "waiting/public/satisfaction.html", context, status=status)
            return in_language(page, question.language)


def in_language(response: HttpResponse, language: str) -> HttpResponse:
    """Rendered here, while the person's language holds."""
    if hasattr(response, "render"):
        response.render()
    response["Content-Language"] = language
    return response


def over(request: HttpRequest) -> HttpResponse:
    """Unknown, expired or closed: the three look alike."""
    return render_page(request, "waiting/public/over.html", {}, status=410)


@require_safe
def house_figures(request: HttpRequest, slug: str) -> HttpResponse:
    house, figures = published(slug)
    context = {"house": house, "whole": figures, "least": LEAST_PEOPLE}
    return render_page(request, "waiting/public/house.html", context)


@require_safe
def house_figures_json(_request: HttpRequest, slug: str) -> JsonResponse:
    """The same, for the house's own site: anyone may read and embed it."""
    house, figures = published(slug)
    response = JsonResponse(as_json(house, figures))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def published(slug: str) -> tuple[Organisation, Figures]:
    """404 as long as the house shows nothing: whether it exists is nobody's business."""
    organisation_id = organisation_id_of(slug)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        if not is_published():
            raise Http404
        house = Organisation.objects.get()
        today = clock.now().astimezone(ZoneInfo(house.time_zone)).date()
        return house, figures_between(today - PERIOD, today)


def as_json(house: Organisation, figures: Figures) -> dict[str, Any]:
    def quantile(found: Any) -> dict[str, Any] | None:
        return {"seconds": found.seconds, "low": found.low, "high": found.high} if found else None

    def share(found: Any) -> dict[str, Any] | None:
        return {"low": found[0], "share": found[1], "high": found[2]} if found else None

    return {
        "house": house.name, "days": PERIOD.days, "method": "Kaplan-Meier; shares with Wilson intervals, 95 %",
        "least_people": LEAST_PEOPLE, "people": figures.counted, "answered": figures.given,
        "closed_without_answer": figures.closed, "still_waiting": figures.still_open,
        "median": quantile(figures.median), "p90": quantile(figures.p90),
        "working_median": quantile(figures.working_median), "working_p90": quantile(figures.working_p90),
        "never_answered": share(figures.never), "in_time": share(figures.kept),
    }  # fmt: skip
