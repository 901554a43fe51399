from liant.accounts.models import Member
from liant.people.merging.models import SamePerson
from liant.people.models import Person
from liant.people.queries import knows_whole, people_shown_to, same_person_ids, search_people

MOST_SHOWN = 20


def merges_into(person: Person) -> list[SamePerson]:
    """Who was recognised as this person, and can be told apart again."""
    found = SamePerson.objects.filter(merged__in=same_person_ids(person), undone_at=None)
    return list(found.select_related("merged", "by").order_by("at")[:MOST_SHOWN])


def merge_of(member: Member, merge_id: int) -> SamePerson | None:
    """None when there is none that this member may know of."""
    found = SamePerson.objects.filter(id=merge_id, undone_at=None).select_related("survivor").first()
    return found if found and people_shown_to(member).filter(id=found.survivor_id).exists() else None


def to_merge(member: Member, person: Person, words: str) -> list[Person]:
    """Persons of that name, known whole to this member."""
    found = search_people(member, words) if words else []
    return [one for one in found if one.id != person.id and knows_whole(member, one)][:MOST_SHOWN]
