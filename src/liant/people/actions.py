"""Every change to persons, handles and hats."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.connectors.contract import Author
from liant.kit import clock
from liant.people.models import Handle, Hat, Person
from liant.tenancy.context import current_organisation_id


def meet(*, kind: str, key: str, name: str | None, shown: str | None = None, url: str | None = None,
         followers: int | None = None, source: str, at: datetime | None = None) -> Person:  # fmt: skip
    """The person behind this handle; made when it is the first time. What is newly known is filled in."""
    author = Author(key=key, kind=kind, name=name, handle=shown, url=url, followers=followers)
    return meet_all(met=[(author, at)], source=source)[(kind, key)]


def meet_all(*, met: Iterable[tuple[Author, datetime | None]], source: str) -> dict[tuple[str, str], Person]:
    """The same for many, each with the moment they spoke, looked up and made together: (kind, key) → person."""
    authors: dict[tuple[str, str], Author] = {}
    met_at: dict[tuple[str, str], datetime] = {}
    for author, at in met:
        name = (author.kind, author.key)
        authors[name] = author
        met_at[name] = min(at or clock.now(), met_at.get(name, clock.now()))
    known = handles_named(authors)
    for name, handle in known.items():
        refresh(handle, authors[name])
    strangers = [author for name, author in authors.items() if name not in known]
    known |= keep_handles(strangers, met_at, source) if strangers else {}
    return {name: handle.person for name, handle in known.items()}


def keep_handles(authors: Iterable[Author], met_at: Mapping[tuple[str, str], datetime],
                 source: str) -> dict[tuple[str, str], Handle]:  # fmt: skip
    """Make persons of those whom we have not met, with their handles."""
    owner: Any = current_organisation_id()
    people = {}
    for author in authors:
        name = (author.kind, author.key)
        called = author.name or author.handle or ""
        people[name] = Person(organisation_id=owner, name=called, source=source, first_met_at=met_at[name])
    Person.objects.bulk_create(people.values())
    handles = [
        Handle(organisation_id=owner, person=people[(author.kind, author.key)], kind=author.kind, key=author.key,
               shown=author.handle or "", url=author.url or "", followers=author.followers, source=source)
        for author in sorted(authors, key=lambda author: (author.kind, author.key))  # two workers wait in one order
    ]  # fmt: skip
    Handle.objects.bulk_create(handles, ignore_conflicts=True)
    found = handles_named(people)
    doubles = [person.id for name, person in people.items() if found[name].person_id != person.id]
    if doubles:  # met at the same moment by another worker
        Person.objects.filter(id__in=doubles).delete()
    return found


def handles_named(names: Collection[tuple[str, str]]) -> dict[tuple[str, str], Handle]:
    """Those of these (kind, key) that we know, with their persons."""
    found = Handle.objects.select_related("person").filter(key__in={key for _, key in names})
    return {(one.kind, one.key): one for one in found if (one.kind, one.key) in names}


def refresh(handle: Handle, author: Author) -> None:
    """Keep what is new, never overwrite what is known with what is not."""
    news = {"shown": author.handle, "url": author.url, "followers": author.followers}
    changed = {field: value for field, value in news.items() if value is not None and getattr(handle, field) != value}
    if changed:
        Handle.objects.filter(pk=handle.pk).update(**changed)
    if author.name and not handle.person.name:
        handle.person.name = author.name
        handle.person.save(update_fields=["name"])


def wear(*, person: Person, hat: str, source: str, at: datetime | None = None) -> Hat:
    """This person meets us in this hat from now on, if not already."""
    found, _ = Hat.objects.get_or_create(
        person=person, kind=hat, ended_at=None, defaults={"source": source, "started_at": at or clock.now()}
    )
    return found


def wear_all(*, worn: Iterable[tuple[Person, str, datetime]], source: str) -> None:
    """The same for many: who, in which hat, since when."""
    hats = [Hat(organisation_id=person.organisation_id, person=person, kind=hat, started_at=at, source=source)
            for person, hat, at in worn]  # fmt: skip
    Hat.objects.bulk_create(hats, ignore_conflicts=True)


def person_of_member(member: Member) -> Person:
    """The person whom a member is: they wear the employee's hat."""
    person, is_new = Person.objects.get_or_create(
        member=member, defaults={"name": member.name, "source": "member of the organisation"}
    )
    if is_new:
        wear(person=person, hat="employee", source="member of the organisation")
    return person


def add_hat(*, actor: Member, person: Person, hat: str) -> Hat:
    check(actor, "people.change")
    with transaction.atomic():
        added = wear(person=person, hat=hat, source=f"noted by {actor.name}")
        record(actor, "people.add_hat", person, hat=hat)
    return added


def end_hat(*, actor: Member, hat: Hat) -> None:
    check(actor, "people.change")
    with transaction.atomic():
        hat.ended_at = clock.now()
        hat.save(update_fields=["ended_at"])
        record(actor, "people.end_hat", hat.person, hat=hat.kind)


def rename(*, actor: Member, person: Person, name: str) -> None:
    check(actor, "people.change")
    with transaction.atomic():
        person.name = name.strip()
        person.save(update_fields=["name"])
        record(actor, "people.rename", person)
