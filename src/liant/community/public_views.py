"""For who has not signed in: a feed, whose address is its key; and the end of a digest, in one click."""

from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from liant.accounts.permissions import may
from liant.community import choosing, queries
from liant.community.mails import called, read_stop_token
from liant.community.models import Choice
from liant.kit.markdown import html
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_community_feed
from liant.tenancy.context import tenant
from liant.web import limits
from liant.web.partial import render_page

EACH_CALLER, EACH_PLACE = 120, 6000  # in a minute: a few programmes ask for every feed of the installation


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Unknown, renewed, of someone who has left, of a part that is closed: all look alike."""
    hashed = hash_token(token)
    if limits.is_too_often("community-feeds", request.META.get("REMOTE_ADDR", ""), EACH_CALLER, EACH_PLACE):
        return HttpResponse(status=429, headers={"Retry-After": str(limits.seconds_left())})
    organisation_id = organisation_id_of_community_feed(hashed)
    if organisation_id is None:
        raise Http404
    with tenant(organisation_id):
        found = queries.feed_of(hashed)
        if found is None or not may(found.member, "community.read") or not queries.arrangement().has_posts:
            raise Http404
        house = found.member.organisation
        with override(found.member.user.language):
            entries = [
                {
                    "title": called(one), "at": one.at, "author": one.author.name if one.author else "",
                    "body": escape(html(one.text)), "kind": one.get_kind_display(),
                    "url": settings.BASE_URL + reverse("community:post", args=[house.slug, one.pk]),
                }
                for one in queries.posts(found.member)[: queries.PAGE] if one.is_shown
            ]  # fmt: skip
            home = settings.BASE_URL + reverse("community:list", args=[house.slug])
            content = render_to_string("community/feed.xml", {"house": house, "entries": entries, "home": home})
    response = HttpResponse(content, content_type="application/rss+xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


@csrf_exempt  # mail programmes post without a cookie (RFC 8058); the signed link is what allows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking stops nothing: programmes that read mail follow links."""
    named = read_stop_token(token)
    if named is None:
        return render_page(request, "community/public/stop.html", {"state": "unknown"}, status=404)
    organisation_id, choice_id = named
    with tenant(organisation_id):
        found = Choice.objects.select_related("organisation").filter(pk=choice_id).first()
        if found is None:
            return render_page(request, "community/public/stop.html", {"state": "unknown"}, status=404)
        if request.method == "POST":
            choosing.stop_digest(choice=found)
        is_stopped = request.method == "POST" or found.digest == Choice.Digest.NEVER
        context = {"state": "stopped" if is_stopped else "asked", "house": found.organisation.name}
        return render_page(request, "community/public/stop.html", context)
