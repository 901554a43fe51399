"""What we publish and what we don't, for everyone, as long as the house shows it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web.partial import render_page
from liant.writing.editorial import pages, queries


@require_safe
def shown(request: HttpRequest, slug: str) -> HttpResponse:
    """404 as long as the house shows nothing: whether it exists is nobody's business."""
    organisation_id = organisation_id_of(slug)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        policy = queries.in_force()
        if policy is None or not queries.is_public():
            raise Http404
        context = {"house": Organisation.objects.get(), "policy": policy, "words": pages.in_words(policy)}
        return render_page(request, "editorial/public.html", context)
