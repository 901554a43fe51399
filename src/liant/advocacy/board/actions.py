"""Asking, voting, standing on the board and leaving it. None of it stands in a log: it would tell who takes part."""

from django.db import IntegrityError, connection, transaction

from liant.accounts.models import Member
from liant.advocacy import queries as advocacy
from liant.advocacy.board import queries, rules
from liant.advocacy.board.models import Ballot, Place, Vote
from liant.advocacy.board.policy import check_peer
from liant.kit import clock


class NotNow(Exception):
    """It cannot be asked, voted or joined now."""


def ask(*, actor: Member) -> Ballot:
    """For a board where there is none, for none where there is one. Raises NotNow."""
    check_peer(actor)
    now, last = clock.now(), queries.last_closed()
    with transaction.atomic(), advocacy.own(actor) as expert:
        is_open = Ballot.objects.filter(closed_at=None).exists()
        if expert is None or not rules.may_be_asked(now, last.closed_at if last else None, is_open=is_open):
            raise NotNow
        asks = Ballot.Asks.OUT if queries.is_on() else Ballot.Asks.IN
        try:
            with transaction.atomic():
                return Ballot.objects.create(asks=asks, opened_at=now, closes_at=now + rules.OPEN_FOR)
        except IntegrityError:  # somebody asked at the same moment
            raise NotNow from None


def vote(*, actor: Member, is_yes: bool) -> None:
    """Changed as often as one likes until it closes. Raises NotNow."""
    check_peer(actor)
    with transaction.atomic(), advocacy.own(actor) as expert:
        ballot = queries.open_ballot()
        if expert is None or ballot is None:
            raise NotNow
        Vote.objects.update_or_create(member=actor, ballot=ballot, defaults={"is_yes": is_yes})


def stand(*, actor: Member) -> None:
    """On the board, seen from now on by the others who stand there. Raises NotNow."""
    check_peer(actor)
    with transaction.atomic(), advocacy.own(actor) as expert:
        if expert is None or not queries.is_on():
            raise NotNow
        Place.objects.get_or_create(member=actor)


def step_down(*, actor: Member) -> None:
    check_peer(actor)
    with transaction.atomic(), advocacy.own(actor):
        Place.objects.filter(member=actor).delete()


def close_due() -> int:
    """For the worker, in all organisations: count what is due, forget the votes, and the places where the board was voted out."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_board_close(%s)", [clock.now()])
        return int(cursor.fetchone()[0])
