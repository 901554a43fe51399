"""For who has not signed in: whether they met, and the end of their part in a rotation, each in one click from the mail."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liant.accounts.models import Member
from liant.meetings import queries, taking_part, told
from liant.meetings.mails import read_token
from liant.meetings.models import Rotation
from liant.tenancy.context import tenant
from liant.web.partial import render_page

ANSWER, STOP = "meetings/public/answer.html", "meetings/public/stop.html"


def unknown(request: HttpRequest, page: str) -> HttpResponse:
    return render_page(request, page, {"state": "unknown"}, status=404)


def member_named(member_id: int) -> Member | None:
    return Member.objects.select_related("user", "organisation").filter(pk=member_id, is_active=True).first()


@csrf_exempt  # a mail programme has no cookie; the sealed link is what allows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Looking says nothing: programmes that read mail follow links."""
    named = read_token(token, "rotation-answer")
    if named is None:
        return unknown(request, ANSWER)
    organisation_id, member_id, round_id = named
    with tenant(organisation_id):
        member = member_named(member_id)
        if member is None:
            return unknown(request, ANSWER)
        if request.method == "POST" and request.POST.get("said") in ("met", "not"):
            taking_part.say(actor=member, round_id=round_id, has_met=request.POST["said"] == "met")
        with queries.own(member), override(member.user.language):
            table = queries.table_of(member, round_id)
            context = {"state": (table.said or "asked") if table else "over", "house": member.organisation.name,
                       "names": told.names_of(table) if table else ""}  # fmt: skip
            return quietly(render_page(request, ANSWER, context))


@csrf_exempt  # mail programmes post without a cookie (RFC 8058); the sealed link is what allows it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking stops nothing."""
    named = read_token(token, "rotation-stop")
    if named is None:
        return unknown(request, STOP)
    organisation_id, member_id, rotation_id = named
    with tenant(organisation_id):
        member, rotation = member_named(member_id), Rotation.objects.filter(pk=rotation_id).first()
        if member is None or rotation is None:
            return unknown(request, STOP)
        if request.method == "POST":
            taking_part.leave(actor=member, rotation=rotation)
        with queries.own(member):
            is_in = rotation.pk in queries.participations(member)
        with override(member.user.language):
            context = {
                "state": "asked" if is_in else "stopped",
                "house": member.organisation.name,
                "rotation": rotation.title,
            }
            return quietly(render_page(request, STOP, context))


def quietly(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response
