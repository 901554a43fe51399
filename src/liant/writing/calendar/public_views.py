"""The calendar for a programme of one's own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.accounts import calendar_feeds
from liant.tenancy.before_tenant import organisation_id_of_calendar
from liant.writing.calendar.models import Feed
from liant.writing.calendar.told import as_calendar


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    return calendar_feeds.answer(request, token, name="liant", house_of=organisation_id_of_calendar, feed=Feed,
                                 needs="calendar.read", written=as_calendar)  # fmt: skip
