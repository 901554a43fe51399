"""Every change to persons, handles and hats."""

from datetime import datetime

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.people.models import Handle, Hat, Person


def meet(*, kind: str, key: str, name: str | None, shown: str | None = None, url: str | None = None,
         followers: int | None = None, source: str, at: datetime | None = None) -> Person:  # fmt: skip
    """The person behind this handle; made when it is the first time. What is newly known is filled in."""
    handle = Handle.objects.select_related("person").filter(kind=kind, key=key).first()
    if handle is None:
        with transaction.atomic():
            person = Person.objects.create(name=name or shown or "", source=source, first_met_at=at or clock.now())
            handle, is_new = Handle.objects.get_or_create(
                kind=kind,
                key=key,
                defaults={
                    "person": person,
                    "shown": shown or "",
                    "url": url or "",
                    "followers": followers,
                    "source": source,
                },
            )
            if not is_new:  # met at the same moment by another worker
                person.delete()
            return handle.person
    refresh(handle, name=name, shown=shown, url=url, followers=followers)
    return handle.person


def refresh(handle: Handle, *, name: str | None, shown: str | None, url: str | None, followers: int | None) -> None:
    """Keep what is new, never overwrite what is known with what is not."""
    news = {"shown": shown, "url": url, "followers": followers}
    changed = {field: value for field, value in news.items() if value is not None and getattr(handle, field) != value}
    if changed:
        Handle.objects.filter(pk=handle.pk).update(**changed)
    if name and not handle.person.name:
        handle.person.name = name
        handle.person.save(update_fields=["name"])


def wear(*, person: Person, hat: str, source: str, at: datetime | None = None) -> Hat:
    """This person meets us in this hat from now on, if not already."""
    found, _ = Hat.objects.get_or_create(
        person=person, kind=hat, ended_at=None, defaults={"source": source, "started_at": at or clock.now()}
    )
    return found


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
