"""Where the handbook stands among the pages of “Between us”, and what it tells in the digest."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.community import offers
from liant.community.handbook import queries
from liant.community.handbook.models import Page
from liant.community.queries import arrangement
from liant.kit import clock

MOST_TOLD = 20


def lines_of(pages: list[Page], slug: str) -> list[dict[str, str]]:
    return [
        {"words": one.title, "address": settings.BASE_URL + reverse("handbook:page", args=[slug, one.pk])}
        for one in pages
    ]


def changed(member: Member, from_at: datetime) -> dict[str, object] | None:
    if not arrangement().has_handbook:
        return None
    found = Page.objects.filter(away_at=None, changed_at__gt=from_at, changed_at__lte=clock.now()).defer("body")
    lines = lines_of(list(found.order_by("-changed_at")[:MOST_TOLD]), member.organisation.slug)
    return {"title": gettext("Changed in the handbook"), "lines": lines}


def to_read_again(member: Member, _from_at: datetime) -> dict[str, object] | None:
    """Only the pages that the member looks after."""
    if not arrangement().has_handbook:
        return None
    lines = lines_of(queries.due_for(member, timezone.localdate(clock.now())), member.organisation.slug)
    return {"title": gettext("Pages of yours to be read again"), "lines": lines}


offers.register_tab(
    offers.RoomTab("handbook:contents", _("Handbook"), "handbook.read", 30, lambda parts: bool(parts.has_handbook))
)
offers.register_digest_part(changed)
offers.register_digest_part(to_read_again)
