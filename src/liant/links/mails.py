"""The words by which whoever looks after a short link learns that it leads nowhere."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.models import Member
from liant.links import queries
from liant.links.models import Target
from liant.links.pages import problem_in_words


def dead_mail(member: Member, target: Target) -> EmailMessage:
    """In the reader's language and zone. Links that members share are counted among those that lead there, and not named."""
    user, house = member.user, member.organisation
    with override(user.language), timezone.override(user.zone):
        words = {
            "target": target,
            "problem": problem_in_words(target.problem),
            "links": [(link, queries.short_address(link)) for link in queries.house_links_to(target)],
            "page": settings.BASE_URL + reverse("links:list", args=[house.slug]),
        }
        body = render_to_string("links/mail/dead.txt", words).strip() + "\n"
        subject = _("A short link leads nowhere")
    return EmailMessage(
        f"{house.name} · {subject}", body, to=[user.email], headers={"Auto-Submitted": "auto-generated"}
    )
