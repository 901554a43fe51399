"""People, as far as the token's member may know them; colleagues by name and hat, and by nothing else."""

from typing import Any

from ninja import Router, Schema
from pydantic import AwareDatetime

from liant.accounts.models import Member
from liant.api import cursors
from liant.api.operations import reads
from liant.api.values import Cursor, RowId, Word
from liant.people import queries
from liant.people.models import Hat, Person

router = Router(tags=["People"])


class HatTold(Schema):
    kind: str
    started_at: AwareDatetime


class HandleTold(Schema):
    kind: str
    key: str
    shown: str
    url: str | None


class PersonRow(Schema):
    id: int
    name: str
    hats: list[str]
    is_colleague: bool


class PersonPage(Schema):
    data: list[PersonRow]
    next_cursor: str | None


class PersonTold(PersonRow):
    """`handles` is null where they could tell of a hat that the member may not read."""

    hats_worn: list[HatTold]
    handles: list[HandleTold] | None
    language: str | None


@reads(router, "/people", scope="read:people", needs="people.read", answers=PersonPage, errors=[400])
def list_people(request: Any, q: Word = "", cursor: Cursor = "") -> PersonPage:
    """List people.

    Those met last, first. `q`: words of a name; then the best forty, without a next page.
    """
    member = request.auth.member
    if q.strip():
        if cursor:
            raise cursors.wrong_cursor()
        rows, more = queries.search_people(member, q.strip()), False
    else:
        found = queries.latest_people(member, cursors.read_id(cursor, "people", {}))
        rows, more = found[: queries.PAGE], len(found) > queries.PAGE
    hats, colleagues = queries.hats_of(member, rows), queries.colleagues_among(rows)
    return PersonPage(
        data=[PersonRow(**row_of(person, hats[person.id], person.id in colleagues)) for person in rows],
        next_cursor=cursors.write("people", {}, rows[-1].id) if more else None,
    )


@reads(router, "/people/{person_id}", scope="read:people", needs="people.read", answers=PersonTold, errors=[404])
def get_person(request: Any, person_id: RowId) -> PersonTold:
    """Read a person.

    Under a hat that the member may not read, a person is not there.
    """
    member = request.auth.member
    person = queries.person_shown_to(member, person_id)
    hats = queries.hats_of(member, [person])[person.id]
    return told(member, person, hats)


def row_of(person: Person, hats: list[Hat], is_colleague: bool) -> dict[str, Any]:
    return {"id": person.id, "name": person.name, "hats": [hat.kind for hat in hats], "is_colleague": is_colleague}


def told(member: Member, person: Person, hats: list[Hat]) -> PersonTold:
    is_colleague = queries.is_colleague(person)
    handles = None
    if not is_colleague and queries.knows_whole(member, person):
        handles = [
            HandleTold(kind=handle.kind, key=handle.key, shown=handle.shown, url=handle.url or None)
            for handle in person.handles.order_by("id")[:50]
        ]
    return PersonTold(
        **row_of(person, hats, is_colleague),
        hats_worn=[HatTold(kind=hat.kind, started_at=hat.started_at) for hat in hats],
        handles=handles,
        language=None if is_colleague else person.language or None,
    )
