"""Story: what an expert wrote for the house's journal is proposed to them for a page of their own; nothing of it is shown before
they choose it."""

from liant.accounts.models import Member
from liant.advocacy.between import Written
from liant.writing import offers
from liant.writing.models import Version
from liant.writing.networks import JOURNAL

NEWEST = 40


def written_by(member: Member) -> list[Written]:
    there = Version.objects.filter(network=JOURNAL, state="published", piece__author=member).exclude(published_at=None)
    return [
        Written(one.title or one.piece.title, address, one.language, one.published_at.date())
        for one in there.select_related("piece").order_by("-published_at", "-id")[:NEWEST]
        if one.published_at and (address := offers.home_address(one.piece, one.language))
    ]
