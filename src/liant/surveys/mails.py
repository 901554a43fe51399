"""The letter that asks, and the same as a reminder, in the language of whoever receives it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from liant.surveys.models import Invitation, Wave
from liant.surveys.refusals import link_for
from liant.surveys.tokens import token_of
from liant.tenancy.models import Organisation


def letter_to(wave: Wave, invitation: Invitation) -> EmailMessage:
    house = Organisation.objects.get()
    link = settings.BASE_URL + reverse("answer", args=[token_of(wave.key_sealed, invitation.pk)])
    is_colleague = invitation.member_id is not None
    no_more = "" if is_colleague else link_for(wave.organisation_id, invitation.address)
    with override(invitation.language):
        own = wave.asking.get(invitation.language) or {}
        title = wave.edition.questionnaire.title(invitation.language)
        subject = own.get("subject") or gettext("%(house)s asks you: %(title)s") % {"house": house.name, "title": title}
        if invitation.letters:
            subject = gettext("A reminder: %(subject)s") % {"subject": subject}
        values = {
            "house": house, "wave": wave, "title": title, "name": invitation.name, "link": link,
            "own": own.get("body", ""), "is_reminder": invitation.letters > 0, "no_more": no_more,
        }  # fmt: skip
        body = render_to_string("surveys/mail/asking.txt", values).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated"}
    if no_more:
        headers |= {"List-Unsubscribe": f"<{no_more}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(" ".join(subject.split()), body, to=[invitation.address], headers=headers)
