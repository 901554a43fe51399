"""The words of the invitation's mail. Composing is here; sending is a job's."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Invitation
from liant.tenancy.models import Organisation

SENDING = _("Send an invitation")


def invitation_link(token: str) -> str:
    return settings.BASE_URL + reverse("accounts:invitation", args=[token])


def invitation_mail(invitation: Invitation, organisation: Organisation, token: str) -> EmailMessage:
    """Written in the language chosen with the invitation."""
    with override(invitation.language):
        values = {"invitation": invitation, "organisation": organisation, "link": invitation_link(token)}
        body = render_to_string("accounts/mail/invitation.txt", values).strip() + "\n"
        subject = gettext("%(house)s invites you") % {"house": organisation.name}
    return EmailMessage(" ".join(subject.split()), body, to=[invitation.email])
