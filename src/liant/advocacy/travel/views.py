"""What one shared, handed on to a colleague; and where that leads."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from liant.accounts.asking import member
from liant.advocacy.models import Expert
from liant.advocacy.travel import actions
from liant.advocacy.views import for_experts, the_offer
from liant.web.partial import render_page


@require_safe
@never_cache
@for_experts
def hand_on(request: HttpRequest, expert: Expert, share_id: int) -> HttpResponse:
    found = actions.hand_on(actor=expert.member, share_id=share_id)
    if found is None:
        raise Http404
    share, token = found
    slug = request.organisation.slug  # type: ignore[attr-defined]
    values = {"organisation_slug": slug, "offer_id": share.offer_id}
    path = (
        reverse("travel:come", kwargs=values | {"token": token}) if token else reverse("advocacy:share", kwargs=values)
    )
    context = {"share": share, "address": settings.BASE_URL + path, "is_counted": bool(token)}
    return render_page(request, "travel/hand_on.html", context)


@require_safe
@never_cache
def come(request: HttpRequest, offer_id: int, token: str) -> HttpResponse:
    """To what a colleague handed on; whoever takes no part sees what it is about first."""
    offer = the_offer(offer_id)
    takes_part = actions.come(actor=member(request), offer=offer, token=token)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    if not takes_part:
        return redirect("advocacy:for-you", organisation_slug=slug)
    return redirect("advocacy:share", organisation_slug=slug, offer_id=offer.pk)
