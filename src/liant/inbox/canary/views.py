"""The pages of published addresses. Each view parses, calls one query or one action, renders."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.inbox.canary import actions, pages
from liant.inbox.canary.forms import AddressForm, first_values
from liant.inbox.canary.models import PublishedAddress
from liant.inbox.canary.queries import sending_channels
from liant.web.partial import render_page


@require_safe
def published(request: HttpRequest) -> HttpResponse:
    return render_page(request, "canary/list.html", pages.list_page(request))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, published_id: int | None = None) -> HttpResponse:
    address = found(published_id) if published_id else None
    initial = first_values(address) if address else None
    form = AddressForm(request.POST or None, initial=initial, channels=sending_channels(), address=address)
    if request.method == "POST" and form.is_valid():
        actions.save_address(actor=member(request), address=address, **form.as_values())
        return pages.back(request, _("Kept."))
    context = pages.edit_page(request, form, address)
    return render_page(request, "canary/edit.html", context, status=422 if form.errors else 200)


@require_POST
def pause(request: HttpRequest, published_id: int) -> HttpResponse:
    actions.pause(actor=member(request), address=found(published_id))
    return pages.back(request, _("No message leaves until you take it up again."))


@require_POST
def resume(request: HttpRequest, published_id: int) -> HttpResponse:
    actions.resume(actor=member(request), address=found(published_id))
    return pages.back(request, _("It is checked again."))


@require_POST
def remove(request: HttpRequest, published_id: int) -> HttpResponse:
    actions.remove(actor=member(request), address=found(published_id))
    return pages.back(request, _("The address is taken out."))


@require_POST
def send_now(request: HttpRequest, published_id: int) -> HttpResponse:
    try:
        actions.send_now(actor=member(request), address=found(published_id))
    except actions.OnItsWay:
        return pages.back(request, _("A message is on its way already: its answer has not come yet."))
    return pages.back(request, _("A message is on its way."))


def found(published_id: int) -> PublishedAddress:
    address = PublishedAddress.objects.select_related("channel").filter(id=published_id).first()
    if address is None:
        raise Http404
    return address
