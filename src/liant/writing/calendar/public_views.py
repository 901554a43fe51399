"""The calendar for a programme of one's own, which cannot sign in: the address is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.accounts.permissions import may
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_calendar
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits
from liant.writing.calendar.models import Feed
from liant.writing.calendar.told import as_calendar

EACH_CALLER, EACH_PLACE = 120, 6000  # in a minute: every calendar of the installation is asked for by a few programmes


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, renewed, of someone who has left or may not read it any more: all look alike."""
    hashed = hash_token(token)
    if limits.is_too_often("calendars", request.META.get("REMOTE_ADDR", ""), EACH_CALLER, EACH_PLACE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.seconds_left())})
    organisation_id = organisation_id_of_calendar(hashed)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        found = Feed.objects.select_related("member__user").filter(token_hash=hashed).first()
        if found is None or not may(found.member, "calendar.read"):
            raise Http404
        with override(found.member.user.language):
            content = as_calendar(Organisation.objects.get())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="liant.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
