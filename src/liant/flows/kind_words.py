"""Story: somebody could thank a colleague → they write a kind word to them between colleagues, where the house has that."""

from django.urls import reverse

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.rooms import is_open
from liant.community.queries import arrangement


def address(reader: Member, colleague: Member) -> str:
    """Where they write it, to nobody but by name; "" where posts are closed."""
    if not (is_open(reader, "community") and may(reader, "community.write") and arrangement().has_posts):
        return ""
    where = reverse("community:write", kwargs={"organisation_slug": reader.organisation.slug})
    return f"{where}?kind=news&to={colleague.pk}"
