"""Short links of the house. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.links import actions, pages, queries, subjects
from liant.links.actions import About, CannotLead
from liant.links.forms import ArrangeForm, LinkForm
from liant.links.models import Link
from liant.web.codes import as_qr
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    return render_page(request, "links/list.html", pages.list_page(request))


@require_safe
def link(request: HttpRequest, link_id: int) -> HttpResponse:
    return render_page(request, "links/link.html", pages.link_page(request, found(link_id)))


@require_safe
def code(_request: HttpRequest, link_id: int) -> HttpResponse:
    """The QR code of a link, to be printed."""
    return as_qr(queries.short_address(found(link_id)))


@asked_or_sent
def new(request: HttpRequest) -> HttpResponse:
    """`?about=writing.piece-7`: what it is made for."""
    about = about_of(request)
    form = LinkForm(posted(request), initial={"url": request.GET.get("url", "")[:2000]})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(actor=member(request), about=about, **form.values())
        except CannotLead as error:
            form.refuse(error)
        else:
            return to_link(request, made, _("Made. Copy it, or print its code."))
    subject = subjects.one(about.kind, about.id) if about else None
    context = {"form": form, "subject": subject}
    return render_page(request, "links/write.html", context, status=422 if form.errors else 200)


@asked_or_sent
def change(request: HttpRequest, link_id: int) -> HttpResponse:
    one = found(link_id)
    form = LinkForm(posted(request), link=one)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change(actor=member(request), link=one, **form.values())
        except CannotLead as error:
            form.refuse(error)
        else:
            return to_link(request, changed, _("Kept. Within a few seconds it leads there."))
    context = {"form": form, "link": one}
    return render_page(request, "links/write.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, link_id: int) -> HttpResponse:
    one = found(link_id)
    actions.end(actor=member(request), link=one)
    return to_link(request, one, _("It says now that it is no longer in use. What was counted is kept."))


@require_POST
def resume(request: HttpRequest, link_id: int) -> HttpResponse:
    one = found(link_id)
    actions.resume(actor=member(request), link=one)
    return to_link(request, one, _("It leads there again."))


@asked_or_sent
def arrange(request: HttpRequest) -> HttpResponse:
    form = ArrangeForm(posted(request), arrangement=queries.arrangement())
    if request.method == "POST" and form.is_valid():
        actions.arrange(actor=member(request), **form.values())
        messages.success(request, _("Kept."))
        return redirect("links:arrange", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]
    context = pages.arrange_page() | {"form": form}
    return render_page(request, "links/arrange.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def renew_secret(request: HttpRequest) -> HttpResponse:
    """Shown once, on the page that answers."""
    secret = actions.renew_secret(actor=member(request))
    return render_page(request, "links/secret.html", pages.arrange_page() | {"secret": secret})


def about_of(request: HttpRequest) -> About | None:
    kind, _dash, thing_id = request.GET.get("about", "").rpartition("-")
    if not (subjects.is_known(kind) and thing_id.isascii() and thing_id.isdigit() and len(thing_id) < 19):
        return None
    return About(kind, int(thing_id)) if subjects.one(kind, int(thing_id)) else None


def found(link_id: int) -> Link:
    try:
        return queries.house_link(link_id)
    except Link.DoesNotExist:
        raise Http404 from None


def to_link(request: HttpRequest, one: Link, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return redirect("links:link", organisation_slug=slug, link_id=one.pk)
