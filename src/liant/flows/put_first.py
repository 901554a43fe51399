"""Story: an experiment drew whose words are put first for whom this week → they stand first between colleagues, in the digest and
among what is suggested; that they were shown is noted in the reader's own rows. Whoever lets Liant see no more whom they turn to is
forgotten there."""

from liant.accounts.models import Member
from liant.advocacy.between import First as FirstOffers
from liant.community.events import ConsentEnded
from liant.community.offers import First as FirstPosts
from liant.meetings.experiment.offers import put_first
from liant.meetings.experiment.rules import SHOWN_FROM, SHOWN_MOST
from liant.meetings.experiment.taking_part import forget

WHY = "experiment:plan"


def of_posts(reader: Member) -> FirstPosts | None:
    found = put_first(reader)
    if found is None:
        return None
    return FirstPosts(found.author_id, SHOWN_FROM, SHOWN_MOST, WHY, {"plan_id": found.plan_id}, found.note)


def of_offers(member: Member) -> FirstOffers | None:
    found = put_first(member)
    return None if found is None else FirstOffers(found.author_id, WHY, {"plan_id": found.plan_id}, found.note)


def forget_spotlights(event: ConsentEnded) -> None:
    forget(member_id=event.member_id)
