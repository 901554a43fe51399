"""Without an organisation in the address: what a phone shares with the installed app, and what anyone may tell us."""

import contextlib

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from liant.accounts.queries import places_of
from liant.deliveries.pictures import CannotFit, CannotRead, written_anew
from liant.listening.capture import drafts
from liant.listening.capture.actions import AlreadyNoted, LeftAlone, take_tip
from liant.listening.capture.forms import MOST_BYTES, PICTURES, TipForm
from liant.listening.capture.queries import Found, tip_link_found, tip_link_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.web import limits
from liant.web.errors import too_many
from liant.web.partial import render_page

NOT_FOLLOWED = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@csrf_exempt  # a phone's own menu posts here; words wait in the session; a picture only of whoever has signed in
@require_http_methods(["GET", "POST"])
@never_cache
def shared(request: HttpRequest) -> HttpResponse:
    """Keep what was shared, then go and look at it."""
    if request.method == "POST":
        if limits.is_too_often("share", request.META.get("REMOTE_ADDR", "")):
            return too_many(request, limits.seconds_left())
        words = [request.POST.get(name, "").replace("\x00", "").strip() for name in ("title", "text")]
        url = request.POST.get("url", "").replace("\x00", "").strip()
        upload = request.FILES.get("picture") if request.user.is_authenticated else None
        drafts.keep(request, *apart(words, url), readable(upload.read(20_000_000) if upload else None))
        return HttpResponseRedirect(request.path)
    return chosen(request)


def apart(words: list[str], url: str) -> tuple[str, str]:
    """Many programs share an address as words."""
    said = [one for one in words if one]
    for one in list(said):
        if not url and one.startswith(("https://", "http://")) and " " not in one:
            url = one
            said.remove(one)
    return "\n".join(dict.fromkeys(said)), url


def readable(content: bytes | None) -> bytes | None:
    if not content:
        return None
    try:
        return written_anew(content, PICTURES, MOST_BYTES).content
    except (CannotRead, CannotFit):
        return None


@login_required
def chosen(request: HttpRequest) -> HttpResponse:
    """The organisation it concerns: asked only of those who belong to several."""
    places = places_of(request.user)  # type: ignore[arg-type]
    if len(places) == 1:
        return redirect("capture:note", organisation_slug=places[0].slug)
    links = [(place.name, reverse("capture:note", args=[place.slug])) for place in places]
    return render_page(request, "capture/which.html", {"links": links})


@require_http_methods(["GET", "POST"])
@never_cache
def tip(request: HttpRequest, tip_token: str) -> HttpResponse:
    """Anyone with the link may tell us what they saw; no account, no cookie but the form's."""
    found = tip_link_found(tip_token)
    if found is None:
        raise Http404
    with tenant(found.organisation_id):
        name = Organisation.objects.get(id=found.organisation_id).name
    form = TipForm(request.POST or None)
    status, context = 200, {"form": form, "organisation_name": name}
    if request.method == "POST":
        if limits.is_too_often(f"tip:{found.organisation_id}", request.META.get("REMOTE_ADDR", "")):
            return too_many(request, limits.seconds_left())
        if form.is_valid():
            context["thanks"] = told(found, form)
        else:
            status = 422
    response = render_page(request, "capture/tip.html", context, status=status)
    for header, value in NOT_FOLLOWED.items():
        response.headers[header] = value
    return response


def told(found: Found, form: TipForm) -> str:
    """The same kind words whatever came of it: nobody learns from here what we know already."""
    if not form.cleaned_data["website"]:  # only programs fill it in
        with tenant(found.organisation_id), contextlib.suppress(AlreadyNoted, LeftAlone):
            take_tip(link=tip_link_of(found), seen=form.note(), told_by=form.cleaned_data["told_by"])
    return _("Thank you. It has reached the people concerned.")
