"""Story: a piece is there for its readers → the ledger notes of every two who wrote words of it that they did so together, once, if
both had agreed before they wrote. It says who and which piece, as its history does, and no word of it."""

from datetime import datetime
from itertools import combinations

from liant.accounts.models import Member
from liant.flows.events import PiecePublished
from liant.flows.measured_ties import agreed
from liant.jobs.events import publish
from liant.ledger.actions import Noted, note_all
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.people.actions import person_of_member
from liant.writing.happenings import PUBLISHED, Happening
from liant.writing.models import Piece
from liant.writing.queries import writers_of

MOST = 8  # more hands are a procedure, not a meeting of two


def announce(happening: Happening) -> None:
    version = happening.version
    if happening.what == PUBLISHED and version.published_at is not None:
        publish(PiecePublished(version.piece_id, version.published_at.isoformat()))


def note_writing(event: PiecePublished) -> None:
    piece = Piece.objects.filter(pk=event.piece_id).first()
    wrote, since = writers_of(event.piece_id), agreed()
    if piece is None or len(wrote) > MOST:
        return
    at = datetime.fromisoformat(event.at)
    agreeing = Member.objects.filter(pk__in=wrote.keys() & since.keys())
    people = {one.pk: person_of_member(one).pk for one in agreeing}
    rows = [
        Noted(f"co-wrote:{piece.pk}:{one}:{other}", InteractionKind.COWROTE, people[one], people[other], at)
        for one, other in combinations(sorted(people), 2)
        if max(since[one], since[other]) <= min(wrote[one], wrote[other], at)
    ]
    note_all(rows, through=piece, purpose=Purpose.BELONGING, visibility=Visibility.PARTIES, consent=Consent.GIVEN)
