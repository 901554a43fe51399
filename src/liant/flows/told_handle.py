"""A colleague told an account of their own → what it said to others, and was heard before, is let go."""

from liant.channels.collection import let_go
from liant.people.events import OwnHandleTold
from liant.people.models import Handle


def let_go_of_what_was_said(event: OwnHandleTold) -> None:
    handle = Handle.objects.filter(id=event.handle_id).first()
    if handle:  # else it was taken back in the meantime
        let_go(kind=handle.kind, key=handle.key, person_id=event.former_person_id)
