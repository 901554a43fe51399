"""The programme's calendar for a programme of one's own, which cannot sign in: the address is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.accounts.permissions import may
from liant.advocacy.animation.models import Feed
from liant.advocacy.animation.told import as_calendar
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_meetings
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits

EACH_CALLER, EACH_PLACE = 120, 6000  # in a minute


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, renewed, of someone who has left: all look alike."""
    hashed = hash_token(token)
    if limits.is_too_often("meetings", request.META.get("REMOTE_ADDR", ""), EACH_CALLER, EACH_PLACE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.seconds_left())})
    organisation_id = organisation_id_of_meetings(hashed)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        found = Feed.objects.select_related("member__user").filter(token_hash=hashed).first()
        if found is None or not may(found.member, "advocacy.take_part"):
            raise Http404
        with override(found.member.user.language):
            content = as_calendar(Organisation.objects.get())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="programme.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
