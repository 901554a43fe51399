"""The letters themselves, in the language and zone of whoever receives them, each with its own way out in one click."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from liant.insights.letters.models import Letter, Subscription
from liant.insights.letters.queries import MOST_QUOTED, Quote, praise_for
from liant.insights.passages import Passage, passages
from liant.kit import clock

SALT = "liant.letters.stop"


def letter_of(subscription: Subscription, from_at: datetime) -> EmailMessage | None:
    """What there is to tell since then; None when nothing happened."""
    user = subscription.member.user
    with override(user.language), timezone.override(user.zone):
        if subscription.letter == Letter.KIND_WORDS:
            quotes = praise_for(subscription.member, subscription.words, from_at, clock.now())
            return kind_words(subscription, quotes) if quotes else None
        found = passages(subscription.member, from_at, clock.now())
        return digest(subscription, found) if found else None


def digest(subscription: Subscription, found: Sequence[Passage]) -> EmailMessage:
    house = subscription.member.organisation
    told = [
        {"title": one.title, "lines": one.lines, "address": address(one.url_name, house.slug) if one.url_name else ""}
        for one in found
    ]
    subject = gettext("%(house)s, today") if subscription.letter == Letter.DAILY else gettext("%(house)s, this week")
    return mail(subscription, subject % {"house": house.name}, "letters/mail/digest.txt", {"passages": told})


def kind_words(subscription: Subscription, quotes: Sequence[Quote]) -> EmailMessage:
    """The words as they were said, and where: nothing is added to them."""
    house = subscription.member.organisation
    subject = ngettext("Someone spoke well of you", "%(n)s people spoke well of you", len(quotes)) % {"n": len(quotes)}
    values = {"quotes": quotes[:MOST_QUOTED], "more": max(0, len(quotes) - MOST_QUOTED)}
    return mail(
        subscription,
        gettext("%(house)s: %(subject)s") % {"house": house.name, "subject": subject},
        "letters/mail/kind_words.txt",
        values,
    )


def mail(subscription: Subscription, subject: str, template: str, values: dict[str, object]) -> EmailMessage:
    member, house = subscription.member, subscription.member.organisation
    stop = settings.BASE_URL + reverse("stop-letter", args=[stop_token(subscription)])
    values = {**values, "member": member, "house": house, "stop": stop, "choose": address("letters:own", house.slug)}
    body = render_to_string(template, values).strip() + "\n"
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
               "Auto-Submitted": "auto-generated"}  # fmt: skip
    return EmailMessage(" ".join(subject.split()), body, to=[member.user.email], headers=headers)


def address(url_name: str, slug: str) -> str:
    return settings.BASE_URL + reverse(url_name, args=[slug])


def stop_token(subscription: Subscription) -> str:
    """Names the letter, signed: it opens nothing, and stops this one alone."""
    return signing.dumps({"house": subscription.organisation_id, "letter": subscription.id}, salt=SALT)


def read_stop_token(token: str) -> tuple[int, int] | None:
    """(organisation id, subscription id); None for what was not signed here."""
    try:
        told = signing.loads(token, salt=SALT)
        return int(told["house"]), int(told["letter"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
