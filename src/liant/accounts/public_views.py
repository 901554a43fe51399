"""The door, one-time links, invitations, one's own account: pages that no organisation owns."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from liant.accounts import actions, forms
from liant.accounts.adapters import INVITATION, sign_in_provider
from liant.accounts.models import User
from liant.accounts.queries import Offer, offer_of, places_of, user_of_sign_in_link, user_with_address
from liant.accounts.rules import InvitationState, invitation_state
from liant.accounts.settings_pages import posted
from liant.kit import clock
from liant.web.partial import render_page

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Where the address of the installation leads: home, the choice of a house, the guide, or the sign-in page."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    places = places_of(_user(request))
    if not places:
        return redirect("welcome")
    return redirect(places[0].url if len(places) == 1 else "accounts:organisations")


@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    return render_page(request, "accounts/organisations.html", {"places": places_of(_user(request))})


@asked_or_sent
@never_cache
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, since programs that read mail follow links; the button uses the link up."""
    if request.method == "POST":
        user = actions.use_sign_in_link(token)
        if user is not None:
            login(request, user, backend=BACKEND)
            return redirect("accounts:door")
    else:
        user = user_of_sign_in_link(token)
    status = 200 if user else 410
    return render_page(request, "accounts/sign_in_link.html", {"person": user}, status=status)


@sensitive_post_parameters("password")
@asked_or_sent
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Read in the invitation's own language by who is new here."""
    offer = offer_of(token)
    if offer is None:
        return render_page(request, "accounts/invitation_over.html", {"offer": None}, status=404)
    if request.user.is_authenticated or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return _invitation(request, token, offer)
    with override(offer.invitation.language):
        return _invitation(request, token, offer)


def _invitation(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    state = invitation_state(offer.invitation, clock.now())
    if state is not InvitationState.OPEN:
        return _over(request, offer, state)
    if request.user.is_authenticated:
        return _join_as_oneself(request, token, offer)
    if request.method == "POST" and "provider" in request.POST and (provider := sign_in_provider(request)):
        request.session[INVITATION] = token
        try:
            return provider.redirect(request, process="login", next_url=request.path)
        except ImmediateHttpResponse as away:  # the provider does not answer
            return away.response
    return _join_as_someone_new(request, token, offer)


def _over(request: HttpRequest, offer: Offer, state: str) -> HttpResponse:
    here = places_of(_user(request)) if request.user.is_authenticated else []
    mine = next((place for place in here if place.id == offer.organisation.id), None)
    context = {"offer": offer, "state": str(state), "mine": mine}
    return render_page(request, "accounts/invitation_over.html", context, status=410)


def _join_as_oneself(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.accept_invitation(user=_user(request), token=token)
        except actions.InvitationOver as over:
            return _over(request, offer, over.state)
        return _welcome(request, offer)
    return _offered(request, offer)


def _join_as_someone_new(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    if user_with_address(offer.invitation.email):
        return _offered(request, offer, is_known=True)
    form = forms.NewAccountForm(posted(request), email=offer.invitation.email)
    if request.method != "POST" or not form.is_valid():
        return _offered(request, offer, form=form, status=422 if form.is_bound else 200)
    try:
        user = actions.open_account(token=token, **form.cleaned_data)
    except actions.InvitationOver as over:
        return _over(request, offer, over.state)
    except actions.AddressTaken:  # the same form was sent twice at once
        return _offered(request, offer, is_known=True)
    login(request, user, backend=BACKEND)
    return _welcome(request, offer)


def _offered(request: HttpRequest, offer: Offer, status: int = 200, **values: Any) -> HttpResponse:
    context = {"offer": offer, "provider": sign_in_provider(request), **values}
    return render_page(request, "accounts/invitation.html", context, status=status)


def _welcome(request: HttpRequest, offer: Offer) -> HttpResponse:
    request.session.pop(INVITATION, None)
    messages.success(request, _("Welcome to %(name)s.") % {"name": offer.organisation.name})
    return redirect("flows:today", organisation_slug=offer.organisation.slug)


@login_required
@asked_or_sent
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """One's own name, language and time zone, and the ways to one's password and keys."""
    user = _user(request)
    form = forms.OwnAccountForm(posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own_account(actor=user, **form.cleaned_data)
        except actions.AddressTaken:
            form.add_error("email", _("Someone already signs in with this address."))
        else:
            with override(form.cleaned_data["language"]):
                messages.success(request, str(_("Kept.")))
            return redirect("accounts:me")
    context = {"form": form, "person": user, "places": places_of(user)}
    return render_page(request, "accounts/me.html", context, status=422 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    return User.objects.get(email=request.user.get_username())
