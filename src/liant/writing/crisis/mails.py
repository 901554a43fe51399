"""The words by which whoever answers for a crisis is told that it needs them."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.models import Member
from liant.writing.crisis.models import Crisis


def mail_about(what: str, member: Member, crisis: Crisis, text: str = "") -> EmailMessage:
    """`what`: "review", "update" or "lesson". In the reader's language, in the zone of the house."""
    house = member.organisation
    with override(member.user.language), timezone.override(ZoneInfo(house.time_zone)):
        page = "crisis:review" if what == "lesson" else "crisis:crisis"
        link = settings.BASE_URL + reverse(page, args=[house.slug, crisis.pk])
        subject = {
            "review": _("Crisis: it is time to look again"),
            "update": _("Crisis: the promised news has not come"),
            "lesson": _("After the crisis: something was to be changed by today"),
        }[what]
        words = {"what": what, "crisis": crisis, "text": text, "link": link}
        body = render_to_string("crisis/mail/owner.txt", words).strip() + "\n"
        exercise = _("[Exercise] ") if crisis.is_exercise else ""
    return EmailMessage(
        " ".join(f"{exercise}{house.name} · {subject}".split()),
        body,
        to=[member.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
