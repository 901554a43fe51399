"""Two persons that are one, and two again. Never by itself: a machine that guesses here tells one person's business to
another."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.people.merging.models import SamePerson
from liant.people.models import Handle, Hat, Person
from liant.people.queries import is_colleague, knows_whole


class CannotMerge(Exception):
    """`why`: "same", "merged" (one of them is part of another already), "colleague" (someone who works here), "hats"
    (one wears a hat that the actor may not read)."""

    def __init__(self, why: str):
        super().__init__(why)
        self.why = why


def merge_people(*, actor: Member, survivor: Person, merged: Person) -> SamePerson:
    """The survivor is known by all addresses and wears all hats; each exchange keeps the name under which it was had."""
    check(actor, "people.change")
    with transaction.atomic():
        people = {one.id: one for one in Person.objects.select_for_update().filter(id__in=[survivor.id, merged.id])}
        survivor, merged = people[survivor.id], people[merged.id]
        _refuse_what_cannot_be(actor, survivor, merged)
        worn = Hat.objects.filter(person=survivor, ended_at=None).values("kind")
        handles = Handle.objects.filter(person=merged)
        hats = Hat.objects.filter(person=merged).exclude(ended_at=None, kind__in=worn)
        others = Person.objects.filter(merged_into=merged)
        moved = {name: list(rows.values_list("id", flat=True))
                 for name, rows in (("handles", handles), ("hats", hats), ("people", others))}  # fmt: skip
        Handle.objects.filter(id__in=moved["handles"]).update(person=survivor)
        Hat.objects.filter(id__in=moved["hats"]).update(person=survivor)
        Person.objects.filter(id__in=[merged.id, *moved["people"]]).update(merged_into=survivor)
        record(actor, "merging.merge", survivor, name=str(merged), merged=merged.id)
        return SamePerson.objects.create(survivor=survivor, merged=merged, by=actor, moved=moved)


def _refuse_what_cannot_be(actor: Member, survivor: Person, merged: Person) -> None:
    if survivor.id == merged.id:
        raise CannotMerge("same")
    if survivor.merged_into_id or merged.merged_into_id:
        raise CannotMerge("merged")
    if is_colleague(survivor) or is_colleague(merged):
        raise CannotMerge("colleague")
    if not (knows_whole(actor, survivor) and knows_whole(actor, merged)):
        raise CannotMerge("hats")


def unmerge_people(*, actor: Member, done: SamePerson) -> Person:
    """What moved goes back, where it still is; what came since stays with the survivor."""
    check(actor, "people.change")
    with transaction.atomic():
        done = SamePerson.objects.select_for_update().select_related("merged", "survivor").get(id=done.id)
        if not knows_whole(actor, done.survivor):
            raise CannotMerge("hats")
        here, merged = done.merged.merged_into or done.survivor, done.merged
        worn = Hat.objects.filter(person=merged, ended_at=None).values("kind")
        Handle.objects.filter(id__in=done.moved["handles"], person=here).update(person=merged)
        Hat.objects.filter(id__in=done.moved["hats"], person=here).exclude(ended_at=None, kind__in=worn).update(
            person=merged
        )
        Person.objects.filter(id__in=done.moved["people"], merged_into=here).update(merged_into=merged)
        Person.objects.filter(id=merged.id).update(merged_into=None)
        SamePerson.objects.filter(id=done.id).update(undone_at=clock.now())
        record(actor, "merging.unmerge", here, name=str(merged), merged=merged.id)
    return merged
