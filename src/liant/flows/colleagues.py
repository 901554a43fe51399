"""Story: a colleague turned to another between themselves → the ledger notes that they did, if both agreed to it before, and
nothing of what was said. Whoever no longer agrees is forgotten there."""

from datetime import datetime

from liant.community.events import ConsentEnded, TurnedTo
from liant.community.models import Post
from liant.community.queries import agreed_before
from liant.community.workspaces.actions import forget
from liant.community.workspaces.events import WorkspaceRead
from liant.community.workspaces.queries import consents, one_reading, turns_of
from liant.ledger.actions import Noted, forget_belonging, note, note_all
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.people.actions import person_of_member
from liant.people.models import Person


def note_turn(event: TurnedTo) -> None:
    at = datetime.fromisoformat(event.at)
    agreed = agreed_before([event.member_id, event.to_id], at)
    post = Post.objects.filter(pk=event.post_id).first()
    if post is None or agreed.keys() != {event.member_id, event.to_id}:
        return
    note(
        key=event.key,
        kind=InteractionKind(event.kind),
        source=person_of_member(agreed[event.member_id]),
        target=person_of_member(agreed[event.to_id]),
        at=at,
        through=post,
        purpose=Purpose.BELONGING,
        visibility=Visibility.PARTIES,
        consent=Consent.GIVEN,
    )


def note_turns(event: WorkspaceRead) -> None:
    """The same, for what was brought in from where colleagues speak already."""
    reading = one_reading(event.reading_id)
    if reading is None:
        return
    agreed = consents()
    people: dict[int, int] = {}
    rows = []
    for turn in turns_of(event.reading_id):
        both = (turn.member, turn.to)
        if any(agreed.get(one.pk) is None or agreed[one.pk] > turn.at for one in both):
            continue
        for one in both:
            if one.pk not in people:
                people[one.pk] = person_of_member(one).pk
        rows.append(Noted(turn.key, InteractionKind(turn.kind), people[turn.member_id], people[turn.to_id], turn.at))
    note_all(rows, through=reading, purpose=Purpose.BELONGING, visibility=Visibility.PARTIES, consent=Consent.GIVEN)


def forget_turns(event: ConsentEnded) -> None:
    """Also if they agreed again since: what was noted before is not theirs to have back."""
    for person in Person.objects.filter(member_id=event.member_id):
        forget_belonging(person=person)
    forget(member_id=event.member_id)
