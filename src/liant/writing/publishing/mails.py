"""The words by which whoever wrote a piece is told that it waits for them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.writing.publishing.models import Departure
from liant.writing.publishing.words import in_words, place_of


def mail_about(departures: Sequence[Departure]) -> EmailMessage | None:
    """All of one piece; None where whoever wrote it works here no more."""
    piece = departures[0].version.piece
    author = piece.author
    if author is None or not author.is_active or author.user is None:
        return None
    house = author.organisation
    with override(author.user.language), timezone.override(ZoneInfo(house.time_zone)):
        link = settings.BASE_URL + reverse("publishing:piece", args=[house.slug, piece.pk])
        told = [(place_of(one.version), in_words(one), one.planned_at) for one in departures]
        body = (
            render_to_string("publishing/mail/waits.txt", {"piece": piece, "told": told, "link": link}).strip() + "\n"
        )
        subject = _("“%(title)s” waits for you") % {"title": piece.title}
    return EmailMessage(
        " ".join(f"{house.name} · {subject}".split()),
        body,
        to=[author.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
