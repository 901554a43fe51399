"""For who has not signed in: the end of an expert's letters, in one click."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liant.accounts.models import Member
from liant.advocacy import notices
from liant.tenancy.context import tenant
from liant.web.partial import render_page

PAGE = "advocacy/public/stop.html"


@csrf_exempt  # mail programmes post without a cookie (RFC 8058); the sealed link is what allows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """Looking stops nothing: programmes that read mail follow links. Whoever left meanwhile gets none: that looks the same."""
    named = notices.read_stop_token(token)
    if named is None:
        return render_page(request, PAGE, {"state": "unknown"}, status=404)
    organisation_id, member_id = named
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(pk=member_id).first()
        if member is None:
            return render_page(request, PAGE, {"state": "unknown"}, status=404)
        if request.method == "POST":
            notices.stop_letters(member=member)
        state = "asked" if notices.gets_letters(member) else "stopped"
        with override(member.user.language):
            response = render_page(request, PAGE, {"state": state, "house": member.organisation.name})
    response["Referrer-Policy"] = "no-referrer"
    return response
