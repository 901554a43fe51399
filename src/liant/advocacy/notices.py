"""What an expert is told, when they want to hear: claimed within their own rows, sent outside of any transaction. Each
suggestion is told once, on one way; never in quiet hours, never more than the list holds."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from liant.accounts.models import Member
from liant.advocacy import chat, queries, rules
from liant.advocacy.models import Consent, Device, Expert, Suggestion, Thanks
from liant.kit import clock, http, push, secrets

log = logging.getLogger(__name__)
WEEK = timedelta(days=7) - timedelta(hours=6)  # the hour of last week's letter may have been later than today's


@dataclass(frozen=True)
class Notice:
    """All that is needed to tell it, taken out of the database beforehand."""

    member_id: int
    title: str
    words: str
    url: str
    devices: Sequence[tuple[int, str, dict[str, str]]] = ()  # id, endpoint, keys
    chat: str = ""
    letter: EmailMessage | None = None
    gone: list[int] = field(default_factory=list)  # devices that take notices no more


def due(member: Member) -> Notice | None:
    """What this member wants to hear now, claimed: said to nobody again. Inside the organisation, for the worker alone."""
    with queries.own(member) as expert:
        if expert is None or not wants_to_hear(expert) or Consent.Purpose.SUGGEST not in queries.consents(member):
            return None
        user = member.user
        with override(user.language), timezone.override(user.zone):
            found = [one for one in queries.suggestions(member) if one.told_at is None]
            return letter(expert, found) or at_once(expert, found)


def wants_to_hear(expert: Expert) -> bool:
    now = clock.now().astimezone(expert.member.user.zone)
    is_quiet = rules.is_quiet(now.time(), expert.quiet_from, expert.quiet_until)
    return not is_quiet and rules.is_time(now, expert.days, expert.hour)


def letter(expert: Expert, found: Sequence[Suggestion]) -> Notice | None:
    """Once a week, by mail: what is on the list and was not told, and what authors said to those who shared."""
    since = expert.digested_at or clock.now() - timedelta(days=7)
    is_due = expert.digested_at is None or expert.digested_at <= clock.now() - WEEK
    if Expert.Channel.MAIL not in expert.channels or not is_due or not settings.EMAIL_HOST:
        return None
    thanks = [one for one in queries.thanks_for(queries.shares(expert.member)) if one.at > since]
    if not found and not thanks:
        return None
    expert.digested_at = clock.now()
    expert.save(update_fields=["digested_at"])
    claim(found)
    title = headline(found) if found else gettext("Somebody thanks you")
    return Notice(expert.member_id, title, "", home(expert), letter=mail_of(expert, title, found, thanks))


def at_once(expert: Expert, found: Sequence[Suggestion]) -> Notice | None:
    """On their phone, or by chat: that something useful came. One thing opens where it is shared, several open the list."""
    is_pushed, is_chatted = (one in expert.channels for one in (Expert.Channel.PUSH, Expert.Channel.CHAT))
    devices = (
        [(one.pk, one.endpoint, one.keys) for one in Device.objects.filter(member=expert.member)] if is_pushed else []
    )
    address = secrets.unseal(expert.chat) if is_chatted and expert.chat and chat.is_there() else ""
    if not found or not (devices or address):
        return None
    claim(found)
    words = "\n".join(one.offer.title for one in found)
    url = share_address(expert, found[0]) if len(found) == 1 else home(expert)
    return Notice(expert.member_id, headline(found), words, url, devices=devices, chat=address)


def claim(found: Sequence[Suggestion]) -> None:
    Suggestion.objects.filter(pk__in=[one.pk for one in found], told_at=None).update(told_at=clock.now())


def headline(found: Sequence[Suggestion]) -> str:
    if len(found) == 1:
        return gettext("Something useful to share")
    return ngettext("%(n)s useful thing to share", "%(n)s useful things to share", len(found)) % {"n": len(found)}


def tell(notice: Notice) -> None:
    """With no transaction open. What does not arrive is not told again: the list is there all the same."""
    told = {"title": notice.title, "body": notice.words, "url": notice.url}
    for device_id, endpoint, keys in notice.devices:
        try:
            push.push(endpoint, keys, told, contact=settings.BASE_URL)
        except push.Gone:
            notice.gone.append(device_id)
        except (http.HttpError, ValueError) as error:
            log.info("A notice did not arrive: %s", error)
    if notice.chat:
        try:
            chat.tell(notice.chat, notice.title, notice.words, notice.url)
        except chat.NotTold as error:
            log.info("A notice did not arrive: %s", error)
    if notice.letter is not None:
        try:
            notice.letter.send()
        except OSError as error:  # smtplib's errors are among these
            log.info("A letter did not leave: %s", error)


def forget_devices(member: Member, gone: Sequence[int]) -> None:
    with queries.own(member):
        Device.objects.filter(member=member, pk__in=gone).delete()


def mail_of(expert: Expert, title: str, found: Sequence[Suggestion], thanks: Sequence[Thanks]) -> EmailMessage:
    house = expert.member.organisation
    rows = [{"offer": one.offer, "url": share_address(expert, one)} for one in found]
    values = {"member": expert.member, "house": house, "rows": rows, "thanks": thanks, "home": home(expert),
              "choices": address_of(expert, "choices")}  # fmt: skip
    body = render_to_string("advocacy/mail/digest.txt", values).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated", "List-Unsubscribe": f"<{values['choices']}>"}
    subject = gettext("%(house)s: %(subject)s") % {"house": house.name, "subject": title}
    return EmailMessage(" ".join(subject.split()), body, to=[expert.member.user.email], headers=headers)


def share_address(expert: Expert, suggestion: Suggestion) -> str:
    if suggestion.offer.kind == "call":
        return home(expert)
    return address_of(expert, "share", offer_id=suggestion.offer_id)


def home(expert: Expert) -> str:
    return address_of(expert, "for-you")


def address_of(expert: Expert, name: str, **kwargs: int) -> str:
    slug = expert.member.organisation.slug
    return settings.BASE_URL + reverse(f"advocacy:{name}", kwargs={"organisation_slug": slug, **kwargs})
