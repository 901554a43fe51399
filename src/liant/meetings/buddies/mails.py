"""What whoever was proposed to a newcomer is told, once: nothing where they have answered meanwhile. The newcomer's name stays in the
house."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from liant.accounts.models import Member
from liant.meetings import between, mails
from liant.meetings.buddies import queries
from liant.meetings.models import Notice


def proposed(member: Member, welcome_id: int) -> between.Message | None:
    """Inside their own rows."""
    if not any(one.pk == welcome_id and not one.said for one in queries.welcomes(member)):
        return None
    house = member.organisation
    with override(member.user.language):
        address = settings.BASE_URL + reverse("buddies:mine", args=[house.slug])
        values = {"member": member, "house": house, "address": address}
        title = gettext("A newcomer would like to be welcomed")
        subject = gettext("%(house)s: a newcomer would like to be welcomed") % {"house": house.name}
        body = render_to_string("buddies/mail/proposed.txt", values).strip() + "\n"
        words = gettext("You said that you would welcome one. Who it is, and whether you like it:")
    return between.Message(mails.letter(member, subject, body, f"welcome:{welcome_id}"), title, words, address)


between.register_message(Notice.Occasion.WELCOME, proposed)
