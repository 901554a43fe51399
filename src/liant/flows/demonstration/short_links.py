"""Short links of the bakery of the demonstration: for a piece, by the place where each was put, a poster whose page has gone,
and what colleagues shared, of which the house sees a sum."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from liant.accounts.models import Member
from liant.flows.links_of_pieces import PIECE
from liant.kit import clock
from liant.links import actions
from liant.links.actions import About
from liant.links.models import Link
from liant.links.rules import MACHINE, PERSON, PREVIEW
from liant.tenancy.before_tenant import count_follow
from liant.writing.models import Version
from liant.writing.networks import JOURNAL
from liant.writing.offers import home_address

DAYS = 24
PUT: tuple[tuple[str, str, int], ...] = (  # place, what it is called, how often it is followed on a good day
    ("linkedin", "", 9),
    ("mail", "Lettre de décembre", 14),
    ("poster", "Affiche en vitrine", 5),
)


def play(story: dict[str, Any], members: Mapping[str, Member], owner: Member) -> None:
    """Once; the past is counted as the door would have counted it."""
    version = Version.objects.filter(network=JOURNAL, state="published").order_by("-published_at", "id").first()
    if story["slug"] != "trois-fournils" or version is None or Link.objects.exists():
        return
    about, address = About(PIECE, version.piece_id), home_address(version.piece, version.language)
    for place, name, most in PUT:
        with clock.at(clock.now() - timedelta(days=DAYS)):
            link = actions.make(actor=owner, url=address, name=name, network=place, about=about)
        follow(link, most)
    with clock.at(clock.now() - timedelta(days=80)):
        poster = actions.make(
            actor=owner, url="https://trois-fournils.example/noel-2025", name="Carte de Noël", network="poster"
        )
    then = clock.now() - timedelta(days=2)
    for hours in (0, 2):
        actions.note_look(
            target_id=poster.target_id, looked_at=then + timedelta(hours=hours), problem="404", is_gone=True
        )
    for member in list(members.values())[:6]:
        with clock.at(clock.now() - timedelta(days=3)):
            shared = actions.share(actor=member, url=address, network="linkedin", about=about)
        follow(shared, 2, days=3)


def follow(link: Link, most: int, days: int = DAYS) -> None:
    """More at first and at noon, and fewer towards the end."""
    now = clock.now()
    for day in range(days):
        for hour, share in ((8, 0.5), (12, 1.0), (19, 0.7)):
            moment = now.replace(hour=hour, minute=5) - timedelta(days=day)
            times = round(most * share * (0.4 + day / days) * (1 if (day + hour) % 3 else 0.5))
            if times and moment < now:
                count_follow(link.pk, moment, PERSON, times)
    count_follow(link.pk, now - timedelta(days=days), PREVIEW, 4)
    count_follow(link.pk, now - timedelta(days=days - 1), MACHINE, 2)
