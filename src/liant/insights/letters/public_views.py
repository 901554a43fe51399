"""Out in one click, without signing in: the link of the letter is its own key."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liant.insights.letters.actions import stop
from liant.insights.letters.mails import read_stop_token
from liant.insights.letters.models import Subscription
from liant.tenancy.context import tenant
from liant.web.partial import render_page


@csrf_exempt  # mail programmes post without a cookie (RFC 8058); the signed link is what allows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Looking stops nothing: programmes that read mail follow links."""
    named = read_stop_token(token)
    if named is None:
        return render_page(request, "letters/public/stop.html", {"state": "unknown"}, status=404)
    organisation_id, subscription_id = named
    with tenant(organisation_id):
        found = Subscription.objects.select_related("member__user", "organisation").filter(id=subscription_id).first()
        if found is None:
            return render_page(request, "letters/public/stop.html", {"state": "unknown"}, status=404)
        if request.method == "POST":
            stop(subscription=found)
        context = {
            "state": "stopped" if request.method == "POST" or not found.is_on else "asked",
            "letter": found.get_letter_display(),
            "house": found.organisation.name,
        }
        return render_page(request, "letters/public/stop.html", context)
