"""The words by which a colleague learns that someone waits. Under a hat that they may not read, the bare fact."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from liant.accounts.models import Member
from liant.inbox.models import Conversation
from liant.inbox.waiting.models import Notice
from liant.people.hats import visible_hats


def notices_mail(member: Member, notices: Sequence[Notice]) -> EmailMessage:
    """One mail for all that is new, in the reader's language and zone."""
    user = member.user
    with override(user.language), timezone.override(user.zone):
        house = member.organisation
        lines = [line_of(member, notice) for notice in notices]
        address = settings.BASE_URL + reverse("flows:waits", args=[house.slug])
        values = {"member": member, "lines": lines, "house": house, "address": address}
        body = render_to_string("waiting/mail/notices.txt", values).strip() + "\n"
        subject = ngettext(
            "Someone is waiting for an answer", "%(count)s people are waiting for an answer", len(lines)
        ) % {"count": len(lines)}
    return EmailMessage(f"{house.name}{gettext(': ')}{subject}", body, to=[user.email],
                        headers={"Auto-Submitted": "auto-generated"})  # fmt: skip


def line_of(member: Member, notice: Notice) -> dict[str, object]:
    conversation: Conversation = notice.wait.conversation
    may_read = notice.wait.hat in visible_hats(member) or conversation.assignee_id == member.id
    person = conversation.person
    slug = member.organisation.slug
    return {
        "name": person.name if may_read and person else "",
        "hat": notice.wait.get_hat_display(),
        "wait": notice.wait,
        "step": notice.step,
        "address": settings.BASE_URL + reverse("inbox:conversation", args=[slug, conversation.id]) if may_read else "",
    }
