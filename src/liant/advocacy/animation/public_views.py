"""The programme's calendar for a programme of one's own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.accounts import calendar_feeds
from liant.advocacy.animation.models import Feed
from liant.advocacy.animation.told import as_calendar
from liant.tenancy.before_tenant import organisation_id_of_meetings


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    return calendar_feeds.answer(request, token, name="programme", house_of=organisation_id_of_meetings, feed=Feed,
                                 needs="advocacy.take_part", written=as_calendar)  # fmt: skip
