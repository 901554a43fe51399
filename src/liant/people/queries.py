from collections.abc import Iterable

from liant.accounts.models import Member
from liant.people.hats import visible_hats
from liant.people.models import Handle, Hat, Person


def hats_shown_to(member: Member, person: Person) -> list[Hat]:
    """The hats of this person that this member may know of."""
    return list(Hat.objects.filter(person=person, kind__in=visible_hats(member), ended_at=None))


def handles_of_employees(handles: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Which of these (kind, key) belong to people who work here."""
    keys = {key for _, key in handles}
    rows = Handle.objects.filter(key__in=keys, person__hats__kind="employee", person__hats__ended_at=None)
    return set(rows.values_list("kind", "key"))


def is_employee(person: Person) -> bool:
    return Hat.objects.filter(person=person, kind="employee", ended_at=None).exists()
