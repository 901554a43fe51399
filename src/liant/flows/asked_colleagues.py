"""Story: on the page of their ties somebody asks a colleague for half an hour, or to be introduced → that colleague is told once, as they
chose to hear of meetings, and outside their quiet hours; a moment when both are at work is proposed as for a meeting by lot."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from liant.accounts.models import Member
from liant.bonds.models import Asked
from liant.bonds.queries import asked_of
from liant.meetings import between, notices, told
from liant.meetings.drawing import moment_of
from liant.meetings.mails import in_one_line, letter
from liant.meetings.models import Notice

OCCASIONS: Mapping[str, Notice.Occasion] = {
    Asked.Kind.HALF_HOUR: Notice.Occasion.HALF_HOUR,
    Asked.Kind.INTRODUCE: Notice.Occasion.INTRODUCE,
    Asked.Kind.INTRODUCED: Notice.Occasion.INTRODUCED,
}


def tell(member_id: int, kind: str, about: int) -> None:
    notices.ask(member_id=member_id, occasion=OCCASIONS[kind], about=about)


def half_hour(member: Member, about: int) -> between.Message | None:
    """Inside the member's own rows, as what follows; None where there is nothing to say any more."""
    asked = asked_of(member).filter(pk=about).first()
    if asked is None:
        return None
    with override(member.user.language), timezone.override(member.user.zone):
        starts_at = moment_of([member, asked.by])
        title = gettext("%(name)s would like half an hour with you") % {"name": asked.by.name}
        message = composed(member, asked, title, asked.by, starts_at=starts_at)
        if starts_at is not None:
            summary = gettext("Half an hour with %(name)s") % {"name": asked.by.name}
            event = told.event(f"asked:{asked.pk}", member, starts_at, summary=summary, url=message.url)
            message.letter.attach("meeting.ics", told.in_calendar(event).decode(), "text/calendar")
    return message


def introduce(member: Member, about: int) -> between.Message | None:
    asked = asked_of(member).filter(pk=about).first()
    if asked is None or asked.about is None:
        return None
    with override(member.user.language):
        names = {"name": asked.by.name, "about": asked.about.name}
        return composed(member, asked, gettext("%(name)s asks you to introduce them to %(about)s") % names, asked.by)


def introduced(member: Member, about: int) -> between.Message | None:
    asked = asked_of(member).filter(pk=about).first()
    if asked is None or asked.about is None:
        return None
    with override(member.user.language):
        names = {"name": asked.by.name, "about": asked.about.name}
        return composed(member, asked, gettext("%(name)s introduces you to %(about)s") % names, asked.about)


def composed(member: Member, asked: Asked, title: str, answers_to: Member, **more: Any) -> between.Message:
    """By chat its address leads to the words, which stay in the house."""
    home = settings.BASE_URL + reverse("bonds:mine", args=[member.organisation.slug]) + "#asked"
    values = {"member": member, "asked": asked, "house": member.organisation, "home": home, **more}
    body = render_to_string(f"flows/mail/{asked.kind}.txt", values).strip() + "\n"
    written = letter(member, f"{member.organisation.name}: {title}", body, f"{asked.kind}:{asked.pk}")
    written.reply_to = [answers_to.user.email]
    return between.Message(written, in_one_line(title), gettext("What they say, and how to answer:"), home)


between.register_message(Notice.Occasion.HALF_HOUR, half_hour)
between.register_message(Notice.Occasion.INTRODUCE, introduce)
between.register_message(Notice.Occasion.INTRODUCED, introduced)
