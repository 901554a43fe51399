"""The words of the mails about a channel's access, in the language of whoever receives them."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from liant.channels.access.models import Notice
from liant.channels.kinds import kind_of
from liant.channels.phrases import in_words


def mail_of(notice: Notice) -> EmailMessage:
    channel, user = notice.channel, notice.member.user
    with override(user.language), timezone.override(user.zone):
        is_lost = notice.kind == Notice.Kind.LOST
        values = {
            "channel": channel,
            "kind": kind_of(channel.kind),
            "house": notice.organisation.name,
            "problem": in_words(channel.last_problem),
            "link": settings.BASE_URL + reverse("channels:channel", args=[notice.organisation.slug, channel.id]),
        }
        if is_lost:
            subject = gettext("%(channel)s is cut off") % {"channel": channel.name}
        else:
            subject = gettext("The access of %(channel)s ends soon") % {"channel": channel.name}
        body = render_to_string(f"access/mail/{notice.kind}.txt", values).strip() + "\n"
    return EmailMessage(" ".join(subject.split()), body, to=[user.email])
