"""What the house of the demonstration says of itself: one piece that just left, for its account and to be posted by hand, and
one that missed its moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.channels.models import Channel
from liant.flows.demonstration.colleagues import owner_of
from liant.kit import clock
from liant.writing import actions, moves

NIGHT = (
    "Pourquoi le pain dort une nuit",
    (
        "Notre pâte repose douze heures au frais avant d’entrer au four. Le levain a le temps de travailler, la croûte chante, et "
        "la mie se garde trois jours. C’est plus long, et c’est tout."
    ),
    ("Et le samedi, on la laisse dormir jusqu’à six heures.",),
)
MILL = (
    "Samir au moulin",
    (
        "Samir est allé voir tourner la meule à Lorme. Il en revient avec de la farine plein les manches, et trois questions "
        "pour le meunier."
    ),
    (),
)
Places = Sequence[tuple[str, Channel | None]]


def plan(members: dict[str, Member]) -> None:
    """In the organisation; whoever communicates writes, the owner agrees, the worker does the rest."""
    owner, now = owner_of(members), clock.now()
    writer = next((one for one in members.values() if one.has_role(Role.COMMUNICATOR)), owner)
    networks = [channel for channel in Channel.objects.order_by("id") if channel.capabilities.can_post]
    places: Places = [(channel.kind, channel) for channel in networks]
    by_hand: Places = [("share:linkedin", None), ("share:instagram", None)]
    plan_one(writer, owner, NIGHT, [*places, *by_hand], at=now - timedelta(minutes=1))
    plan_one(writer, owner, MILL, places or by_hand[:1], at=now - timedelta(hours=16))


def plan_one(
    writer: Member, owner: Member, words: tuple[str, str, Sequence[str]], places: Places, *, at: datetime
) -> None:
    title, body, thread = words
    with clock.at(at - timedelta(hours=2)):
        piece = actions.begin(actor=writer, title=title, body=body, networks=places)
        for version in piece.versions.exclude(channel=None):
            further: dict[str, Any] = {"thread": list(thread)}
            actions.write(actor=writer, version=version, seen_edition=version.edition, **further)
        for step in moves.ask(actor=writer, piece=piece):
            moves.agree(actor=owner, step=step)
        for version in piece.versions.all():
            moves.schedule(actor=writer, version=version, at=at)
