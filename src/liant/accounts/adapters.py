"""Sign-in is django-allauth's; here is only what differs: accounts come from an invitation, never by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from liant.accounts.models import User

INVITATION = "invitation"  # the session's key for the invitation being accepted


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # invitations create the user themselves

    def get_user_search_fields(self) -> list[str]:
        return ["email", "name"]


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: the provider vouches for the address; the user must have been invited."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        verified = [address.email for address in sociallogin.email_addresses if address.verified]
        user = User.objects.filter(email__in=[address.lower() for address in verified]).first()
        if user is not None:
            sociallogin.connect(request, user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class MfaAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        from liant.kit.secrets import seal  # needs the installation's key, which commands that compute do without

        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        from liant.kit.secrets import unseal  # as above

        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Liant"}
