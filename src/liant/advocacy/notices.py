"""What an expert is told, when they want to hear: claimed within their own rows, sent outside of any transaction. Each
suggestion is told once, on one way; never in quiet hours, never more than the list holds. What certainly did not arrive is told
again a little later; what may have arrived is not."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from liant.accounts.chat import queries as places
from liant.accounts.chat import speaking
from liant.accounts.models import Member
from liant.advocacy import queries, rules
from liant.advocacy.models import Consent, Device, Expert, Suggestion, Thanks
from liant.kit import clock, http, push, secrets
from liant.kit.mail_refusals import Fate, fate_of

log = logging.getLogger(__name__)
WEEK = timedelta(days=7) - timedelta(hours=6)  # the hour of last week's letter may have been later than today's
AGAIN_IN = (
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=45),
)  # then at the next moment that is theirs


@dataclass
class Notice:
    """All that is needed to tell it, taken out of the database beforehand; then what came of it. `lettered_at`: when the letter
    before left."""

    member: Member
    title: str
    words: str
    url: str
    told: Sequence[int] = ()  # suggestions
    devices: Sequence[tuple[int, str, dict[str, str]]] = ()  # id, endpoint, keys
    chat: str = ""
    letter: EmailMessage | None = None
    lettered_at: datetime | None = None
    tries: int = 0  # before
    gone: list[int] = field(default_factory=list)  # devices that take notices no more
    has_arrived: bool = False  # somewhere, or it may have
    failed: int = 0  # ways by which it certainly did not, and may another time


def plan(expert: Expert) -> None:
    """When to look at this expert next; inside their own rows."""
    expert.next_at = hours_of(expert).next(clock.now()) if expert.channels else None
    expert.save(update_fields=["next_at", "tries"])


def hours_of(expert: Expert) -> rules.Hours:
    zone = expert.member.user.zone
    return rules.Hours(zone, expert.days, expert.hour, expert.quiet_from, expert.quiet_until)


def due(member: Member) -> Notice | None:
    """What this member wants to hear now, claimed: said to nobody again. Inside the organisation, for the worker alone. Whatever
    comes of it, they are not due any more."""
    with queries.own(member) as expert:
        if expert is None:
            return None
        expert.member, is_theirs = member, hours_of(expert).has_come(clock.now())
        plan(expert)
        if not is_theirs or Consent.Purpose.SUGGEST not in queries.consents(member):
            return None
        user = member.user
        with override(user.language), timezone.override(user.zone):
            found = [one for one in queries.suggestions(member) if one.told_at is None]
            notice = letter(expert, found) or at_once(expert, found)
        if notice is not None:
            notice.tries = expert.tries
        return notice


def letter(expert: Expert, found: Sequence[Suggestion]) -> Notice | None:
    """Once a week, by mail: what is on the list and was not told, and what authors said to those who shared."""
    before = expert.digested_at
    since = before or clock.now() - timedelta(days=7)
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
    message = mail_of(expert, title, found, thanks)
    return Notice(expert.member, title, "", home(expert), ids(found), letter=message, lettered_at=before)


def at_once(expert: Expert, found: Sequence[Suggestion]) -> Notice | None:
    """On their phone, or by chat: that something useful came. One thing opens where it is shared, several open the list."""
    is_pushed, is_chatted = (one in expert.channels for one in (Expert.Channel.PUSH, Expert.Channel.CHAT))
    devices = (
        [(one.pk, one.endpoint, one.keys) for one in Device.objects.filter(member=expert.member)] if is_pushed else []
    )
    address = places.address_of(expert.member) if is_chatted else ""
    if not found or not (devices or address):
        return None
    claim(found)
    words = "\n".join(one.offer.title for one in found)
    url = share_address(expert, found[0]) if len(found) == 1 else home(expert)
    return Notice(expert.member, headline(found), words, url, ids(found), devices, address)


def claim(found: Sequence[Suggestion]) -> None:
    Suggestion.objects.filter(pk__in=ids(found), told_at=None).update(told_at=clock.now())


def ids(found: Sequence[Suggestion]) -> list[int]:
    return [one.pk for one in found]


def headline(found: Sequence[Suggestion]) -> str:
    if len(found) == 1:
        return gettext("Something useful to share")
    return ngettext("%(n)s useful thing to share", "%(n)s useful things to share", len(found)) % {"n": len(found)}


def tell(notice: Notice) -> None:
    """With no transaction open."""
    told = {"title": notice.title, "body": notice.words, "url": notice.url}
    for device_id, endpoint, keys in notice.devices:
        try:
            push.push(endpoint, keys, told, contact=settings.BASE_URL)
            notice.has_arrived = True
        except push.Gone:
            notice.gone.append(device_id)
        except (http.HttpError, ValueError) as error:
            failed(notice, error, may_again=isinstance(error, http.NotSent) or getattr(error, "is_temporary", False))
    if notice.chat:
        try:
            speaking.tell(notice.chat, notice.title, notice.words, notice.url)
            notice.has_arrived = True
        except speaking.NotTold as error:
            failed(notice, error, may_again=not error.may_have_arrived)
    if notice.letter is not None:
        try:
            notice.letter.send()
            notice.has_arrived = True
        except OSError as error:  # smtplib's errors are among these
            failed(
                notice, error, may_again=fate_of(error) is not Fate.REFUSED
            )  # then it is the same message, under the same id


def failed(notice: Notice, error: Exception, *, may_again: bool) -> None:
    log.info("A notice did not arrive: %s", error)
    notice.failed += may_again


def settle(notice: Notice) -> None:
    """Note what came of it, inside the organisation: devices that are gone, and what is to be told again."""
    if not (notice.gone or notice.failed or notice.tries):
        return
    with queries.own(notice.member) as expert:
        if expert is None:
            return
        Device.objects.filter(member=notice.member, pk__in=notice.gone).delete()
        is_again = notice.failed > 0 and not notice.has_arrived
        if is_again:
            Suggestion.objects.filter(member=notice.member, pk__in=notice.told).update(told_at=None)
            again(expert, notice)
        elif expert.tries:
            expert.tries = 0
            expert.save(update_fields=["tries"])


def again(expert: Expert, notice: Notice) -> None:
    """A few times, each later than the one before, within their hours; then at the next moment that is theirs."""
    if notice.letter is not None:
        expert.digested_at = notice.lettered_at
    if expert.tries < len(AGAIN_IN) and expert.next_at is not None:
        expert.next_at = min(expert.next_at, clock.now() + AGAIN_IN[expert.tries])
        expert.tries += 1
    else:
        expert.tries = 0
    expert.save(update_fields=["digested_at", "next_at", "tries"])


def mail_of(expert: Expert, title: str, found: Sequence[Suggestion], thanks: Sequence[Thanks]) -> EmailMessage:
    house = expert.member.organisation
    rows = [{"offer": one.offer, "url": share_address(expert, one)} for one in found]
    stop = settings.BASE_URL + reverse("share-letter-stop", args=[stop_token(expert)])
    values = {"member": expert.member, "house": house, "rows": rows, "thanks": thanks, "home": home(expert),
              "choices": address_of(expert, "choices"), "stop": stop}  # fmt: skip
    body = render_to_string("advocacy/mail/digest.txt", values).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id("letter", f"{expert.pk}:{ids(found)}:{[one.pk for one in thanks]}"),
               "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # fmt: skip
    subject = gettext("%(house)s: %(subject)s") % {"house": house.name, "subject": title}
    return EmailMessage(" ".join(subject.split()), body, to=[expert.member.user.email], headers=headers)


def message_id(what: str, said: str) -> str:
    """The same for the same letter: sent twice, it is one."""
    return f"<{secrets.keyed_hash(what, said)[:32]}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"


def stop_token(expert: Expert) -> str:
    """Sealed: it says nothing to whoever reads it, opens nothing, and ends these letters alone."""
    return secrets.seal(f"letters:{expert.organisation_id}:{expert.member_id}")


def read_stop_token(token: str) -> tuple[int, int] | None:
    """(organisation id, member id); None for what was not sealed here for this."""
    try:
        what, organisation_id, member_id = secrets.unseal(token).split(":")
        return (int(organisation_id), int(member_id)) if what == "letters" else None
    except (secrets.CannotUnseal, ValueError):
        return None


def gets_letters(member: Member) -> bool | None:
    """None for somebody who takes no part."""
    with queries.own(member) as expert:
        return None if expert is None else Expert.Channel.MAIL in expert.channels


def stop_letters(*, member: Member) -> None:
    """By the link in the letter itself, without signing in: whoever holds it ends these letters, and nothing else."""
    with transaction.atomic(), queries.own(member) as expert:
        if expert is not None and Expert.Channel.MAIL in expert.channels:
            expert.channels = [one for one in expert.channels if one != Expert.Channel.MAIL]
            expert.save(update_fields=["channels"])
            plan(expert)


def share_address(expert: Expert, suggestion: Suggestion) -> str:
    if suggestion.offer.kind == "call":
        return home(expert)
    return address_of(expert, "share", offer_id=suggestion.offer_id)


def home(expert: Expert) -> str:
    return address_of(expert, "for-you")


def address_of(expert: Expert, name: str, **kwargs: int) -> str:
    slug = expert.member.organisation.slug
    return settings.BASE_URL + reverse(f"advocacy:{name}", kwargs={"organisation_slug": slug, **kwargs})
