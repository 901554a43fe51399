"""What a member of a rotation is told, in their language and zone: whom they meet, as a mail with a file for their calendar, or in a
few lines by chat; and once, whether they did."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from liant.accounts.models import Member
from liant.kit import secrets
from liant.meetings import between, told
from liant.meetings.models import Notice
from liant.meetings.queries import Table, table_of


def invitation(member: Member, round_id: int) -> between.Message | None:
    """Inside the member's own rows, as what follows; None where there is nothing to say any more."""
    table = table_of(member, round_id)
    if table is None or table.said:
        return None
    with override(member.user.language), timezone.override(member.user.zone):
        subject, title = gettext("%(house)s: this week you meet %(names)s"), gettext("This week you meet %(names)s")
        message = composed(member, table, "invitation", subject, title)
        message.letter.attach("meeting.ics", told.as_calendar(table).decode(), "text/calendar")
    return message


def reminder(member: Member, round_id: int) -> between.Message | None:
    table = table_of(member, round_id)
    if table is None or table.said:
        return None
    with override(member.user.language), timezone.override(member.user.zone):
        subject, title = gettext("%(house)s: did you meet %(names)s?"), gettext("Did you meet %(names)s?")
        return composed(member, table, "reminder", subject, title)


def composed(member: Member, table: Table, what: str, subject: str, title: str) -> between.Message:
    house, rotation = member.organisation, table.round.rotation
    stop = settings.BASE_URL + reverse("rotation-stop", args=[stop_token(member, rotation.pk)])
    values: dict[str, Any] = {
        "member": member, "names": told.names_of(table), "question": told.question_of(table), "house": house,
        "table": table, "partners": table.partners, "starts_at": table.partners[0].starts_at, "home": told.home_of(table),
        "answer": settings.BASE_URL + reverse("rotation-answer", args=[answer_token(member, table.round.pk)]),
        "stop": stop, "rotation": rotation,
    }  # fmt: skip
    body = render_to_string(f"meetings/mail/{what}.txt", values).strip() + "\n"
    words = render_to_string(f"meetings/chat/{what}.txt", values).strip()
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    named = {"house": house.name, "names": values["names"]}
    written = letter(member, subject % named, body, f"{what}:{table.round.pk}", **headers)
    return between.Message(written, in_one_line(title % named), words, values["home"])


def letter(member: Member, subject: str, body: str, what: str, **headers: str) -> EmailMessage:
    """The same for the same occasion: sent twice, it is one by its id."""
    mark = secrets.keyed_hash("meetings", f"{what}:{member.organisation_id}:{member.pk}")[:32]
    more = {
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{mark}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>",
    }
    return EmailMessage(in_one_line(subject), body, to=[member.user.email], headers=more | headers)


def in_one_line(words: str) -> str:
    return re.sub(r"[\r\n\t ]+", " ", words)


def stop_token(member: Member, rotation_id: int) -> str:
    """Sealed: it says nothing to whoever reads it, and ends this one's part in this rotation alone."""
    return secrets.seal(f"rotation-stop:{member.organisation_id}:{member.pk}:{rotation_id}")


def answer_token(member: Member, round_id: int) -> str:
    """The same: it says of this round alone whether they met."""
    return secrets.seal(f"rotation-answer:{member.organisation_id}:{member.pk}:{round_id}")


def read_token(token: str, purpose: str) -> tuple[int, int, int] | None:
    """(organisation, member, rotation or round) by number; None for what was not sealed here for this."""
    try:
        what, *numbers = secrets.unseal(token).split(":")
        organisation_id, member_id, thing_id = (int(one) for one in numbers)
    except (secrets.CannotUnseal, ValueError):
        return None
    return (organisation_id, member_id, thing_id) if what == purpose else None


between.register_message(Notice.Occasion.INVITATION, invitation)
between.register_message(Notice.Occasion.REMINDER, reminder)
