"""The ballots, which everyone of the house could know; who stands on the board, which the database tells to those alone who do."""

from dataclasses import dataclass

from django.db import connection

from liant.accounts.models import Member
from liant.advocacy.board.models import Ballot, Place, Vote
from liant.kit import clock


@dataclass(frozen=True)
class Line:
    """`shared`: different things, within four weeks."""

    member: Member
    shared: int


def open_ballot() -> Ballot | None:
    return Ballot.objects.filter(closed_at=None, closes_at__gt=clock.now()).first()


def last_closed() -> Ballot | None:
    return Ballot.objects.exclude(closed_at=None).order_by("-closed_at", "-id").first()


def is_on() -> bool:
    """Whether there is a board: the last question that was answered by yes asked for one."""
    found = Ballot.objects.filter(outcome=Ballot.Outcome.PASSED).order_by("-closed_at", "-id").first()
    return found is not None and found.asks == Ballot.Asks.IN


def vote_of(member: Member, ballot: Ballot) -> Vote | None:
    """Inside `own`."""
    return Vote.objects.filter(member=member, ballot=ballot).first()


def has_place(member: Member) -> bool:
    """Inside `own`."""
    return Place.objects.filter(member=member).exists()


def lines() -> list[Line]:
    """Everyone on the board, those who shared most first; nothing for whoever does not stand on it. Inside `own`."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_board(%s)", [clock.now()])
        found = dict(cursor.fetchall())
    known = Member.objects.in_bulk(list(found))
    return sorted(
        (Line(known[pk], shared) for pk, shared in found.items()), key=lambda one: (-one.shared, one.member.name)
    )
