"""Sign-in is django-allauth's; here is only what differs: accounts come from an invitation, never by themselves."""

import logging
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liant.accounts.actions import settle_sign_in_address
from liant.accounts.models import Invitation, User
from liant.accounts.rules import InvitationState, invitation_state
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.before_tenant import organisation_id_of_invitation
from liant.tenancy.context import tenant

log = logging.getLogger(__name__)
PROVIDER_SECONDS = 10
INVITATION = "invitation"  # the session's key for the invitation being accepted


def sign_in_provider(request: HttpRequest) -> Any:
    """The organisation's own sign-in (OpenID Connect), or None when the installation has none."""
    try:
        return get_adapter().get_provider(request, "oidc")
    except SocialApp.DoesNotExist:
        return None


def has_open_invitation(request: HttpRequest) -> bool:
    """Whether this browser came with an invitation that still holds."""
    token_hash = hash_token(request.session.get(INVITATION, ""))
    organisation_id = organisation_id_of_invitation(token_hash)
    if organisation_id is None:
        return False
    with tenant(organisation_id):
        invitation = Invitation.objects.get(token_hash=token_hash)
    return invitation_state(invitation, clock.now()) is InvitationState.OPEN


def settle_at_sign_in(user: User, **_signal: Any) -> None:
    """Whatever way someone came in, by a link, a password, a key or a provider."""
    settle_sign_in_address(user)


def stay_known(request: HttpRequest, user: User, **_signal: Any) -> None:
    """Who has just set up a second step has just shown who they are: their recovery codes open without asking again."""
    record_authentication(request, user, method="second_step_set_up", reauthenticated=True)


REAUTHENTICATION_WORDS = {
    "reauthenticate": _("With my password"),
    "mfa_reauthenticate": _("With a code"),
    "mfa_reauthenticate:webauthn": _("With my key"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # invitations create the user themselves

    def get_user_search_fields(self) -> list[str]:
        return ["email", "name"]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods = super().get_reauthentication_methods(user)
        return [{**one, "description": REAUTHENTICATION_WORDS.get(one["id"], one["description"])} for one in methods]

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail server that doesn't answer is said on the page, the same words for whoever asked."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # smtplib's errors are among these
            log.warning("A mail for signing in could not leave: %s", error)
            messages.error(self.request, _("The mail could not leave. Nothing is lost: please try again in a while."))


class SpeakingSession(requests.Session):
    """A provider that is away is an answer to show, never a page that breaks."""

    def request(self, *args: Any, **options: Any) -> requests.Response:
        try:
            response = super().request(*args, **{"timeout": PROVIDER_SECONDS, **options})
        except requests.RequestException as error:
            raise away(error) from error
        if response.status_code >= 500:
            raise away(requests.HTTPError(f"The provider answered {response.status_code}."))
        return response


def away(error: Exception) -> ImmediateHttpResponse:
    log.warning("The sign-in provider does not answer: %s", error)
    return ImmediateHttpResponse(render_authentication_error(context.request, "oidc", exception=error))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: the provider vouches for the address; the user must have been invited."""

    def get_requests_session(self) -> requests.Session:
        return SpeakingSession()

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        user = User.objects.filter(email__in=[address.lower() for address in verified], is_active=True).first()
        if user is not None:
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return has_open_invitation(request)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(filter(None, parts)))[:200]
        return user


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        from liant.kit.secrets import seal  # needs the installation's key, which commands that compute do without

        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        from liant.kit.secrets import unseal  # as above

        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Liant"}
