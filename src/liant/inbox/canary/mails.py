"""The words by which owners learn that nobody reads an address."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.models import Member
from liant.inbox.canary.models import PublishedAddress
from liant.inbox.canary.pages import fate_of, outcome_of


def unread_mail(member: Member, address: PublishedAddress) -> EmailMessage:
    """In the reader's language and zone."""
    user, house = member.user, member.organisation
    with override(user.language), timezone.override(user.zone):
        link = settings.BASE_URL + reverse("canary:list", args=[house.slug])
        last = address.canaries.order_by("-id").first()
        words = {"fate": fate_of(address), "outcome": outcome_of(last), "last": last, "address": address, "link": link}
        body = render_to_string("canary/mail/unread.txt", words).strip() + "\n"
        subject = _("%(address)s: nobody reads it") % {"address": address.shown}
    return EmailMessage(
        " ".join(f"{house.name} · {subject}".split()),
        body,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
