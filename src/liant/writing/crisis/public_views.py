"""What the house knows, does not know yet, and when the next news comes: for everyone, at one address that stays."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from liant.kit import clock
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web.partial import render_page
from liant.writing.crisis import queries
from liant.writing.crisis.models import Bulletin
from liant.writing.crisis.pages import zone_in_words


@require_safe
def shown(request: HttpRequest, slug: str) -> HttpResponse:
    """404 as long as the house tells nothing: whether it exists is nobody's business. Exercises are never here."""
    organisation_id = organisation_id_of(slug)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        found = [(one, queries.bulletins_of(one, Bulletin.Audience.PUBLIC)) for one in queries.shown_crises()]
        crises = [(one, told[0], told[1:]) for one, told in found if told]
        if not crises:
            raise Http404
        house = Organisation.objects.get()
        context = {"house": house, "crises": crises, "zone": zone_in_words(house.time_zone), "now": clock.now()}
        with timezone.override(ZoneInfo(house.time_zone)):
            response = render_page(request, "crisis/public.html", context)
    response.headers["Cache-Control"] = "no-cache"
    return response
