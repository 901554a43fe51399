"""The pages of webhooks. Each view parses, calls one query or one action, renders."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.accounts.settings_pages import posted
from liant.deliveries.hooks import actions, pages, queries
from liant.deliveries.hooks.forms import EndpointForm
from liant.deliveries.hooks.models import Dispatch, Endpoint
from liant.kit.lifecycle import LifecycleError
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def endpoints(request: HttpRequest) -> HttpResponse:
    return render_page(request, "hooks/list.html", pages.list_page(request), part="endpoints")


@asked_or_sent
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A new endpoint; its secret is shown once."""
    form = EndpointForm(posted(request))
    if request.method == "POST" and form.is_valid():
        endpoint, secret = actions.make_endpoint(actor=member(request), **form.values())
        return secret_page(request, endpoint, secret)
    status = 422 if form.errors else 200
    return render_page(request, "hooks/change.html", pages.frame(request) | {"form": form}, status=status)


@require_safe
def endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """How it does, and what was announced to it."""
    context = pages.endpoint_page(request, found(endpoint_id))
    return render_page(request, "hooks/endpoint.html", context, part="dispatches")


@asked_or_sent
def change(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    one = found(endpoint_id)
    form = EndpointForm(posted(request), endpoint=one)
    if request.method == "POST" and form.is_valid():
        actions.change_endpoint(actor=member(request), endpoint=one, **form.values())
        return back(request, one, _("Kept."))
    context = pages.frame(request) | {"form": form, "endpoint": one}
    return render_page(request, "hooks/change.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def rotate(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    one = found(endpoint_id)
    return secret_page(request, one, actions.rotate_secret(actor=member(request), endpoint=one))


@require_POST
def pause(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    return moved(request, endpoint_id, actions.pause_endpoint, _("Paused. What happens meanwhile waits for it."))


@require_POST
def resume(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    return moved(request, endpoint_id, actions.resume_endpoint, _("Resumed. What waited leaves now."))


@require_POST
def test(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    one = found(endpoint_id)
    actions.send_test(actor=member(request), endpoint=one)
    return back(request, one, _("A test is on its way; what becomes of it is told below."))


@asked_or_sent
def remove(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """Asked on a page of its own, since what is on its way goes with it."""
    one = found(endpoint_id)
    if request.method != "POST":
        return render_page(request, "hooks/remove.html", pages.frame(request) | {"endpoint": one})
    actions.remove_endpoint(actor=member(request), endpoint=one)
    messages.success(request, _("%(name)s is told nothing more.") % {"name": one.name})
    return redirect("hooks:list", organisation_slug=request.organisation.slug)  # type: ignore[attr-defined]


@require_POST
def all_again(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    one = found(endpoint_id)
    count = actions.send_all_again(actor=member(request), endpoint=one)
    words = ngettext("One announcement leaves again.", "%(count)s announcements leave again.", count)
    return back(request, one, words % {"count": count})


@require_safe
def undelivered(request: HttpRequest) -> HttpResponse:
    """What could not be told, and was given up after three days."""
    return render_page(request, "hooks/undelivered.html", pages.undelivered_page(request))


@require_safe
def dispatch(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    return render_page(request, "hooks/dispatch.html", pages.dispatch_page(request, found_dispatch(dispatch_id)))


@require_POST
def again(request: HttpRequest, dispatch_id: int) -> HttpResponse:
    one = found_dispatch(dispatch_id)
    try:
        actions.send_again(actor=member(request), dispatch=one)
    except LifecycleError:  # it is on its way already
        return back(request, one.endpoint, _("It is on its way already."))
    return back(request, one.endpoint, _("It leaves again, under the same id."))


def secret_page(request: HttpRequest, endpoint: Endpoint, secret: str) -> HttpResponse:
    return render_page(request, "hooks/secret.html", pages.frame(request) | {"endpoint": endpoint, "secret": secret})


def moved(request: HttpRequest, endpoint_id: int, action: Callable[..., None], said: Any) -> HttpResponse:
    one = found(endpoint_id)
    try:
        action(actor=member(request), endpoint=one)
    except LifecycleError:  # a colleague was quicker
        return back(request, one, _("A colleague was quicker: look at where it stands now."))
    return back(request, one, said)


def back(request: HttpRequest, endpoint: Endpoint, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return redirect("hooks:endpoint", organisation_slug=slug, endpoint_id=endpoint.id)


def found(endpoint_id: int) -> Endpoint:
    try:
        return queries.endpoint_of(endpoint_id)
    except Endpoint.DoesNotExist:
        raise Http404 from None


def found_dispatch(dispatch_id: int) -> Dispatch:
    try:
        return queries.dispatch_of(dispatch_id)
    except Dispatch.DoesNotExist:
        raise Http404 from None
