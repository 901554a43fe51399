"""The page of what was heard."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liant.insights.figures.pages import heard_page
from liant.web.partial import render_page


@require_GET
def heard(request: HttpRequest) -> HttpResponse:
    """What was heard, by day and by what it was about."""
    return render_page(request, "figures/heard.html", heard_page(request))
