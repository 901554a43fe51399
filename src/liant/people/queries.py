"""Who may see whom. Under a hat that a reader may not read, a person does not exist for them; who works here appears by
name and hat, and by nothing else."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from liant.accounts.models import Member
from liant.people.hats import HatKind, visible_hats
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


def one_person(person: Person) -> Person:
    """The one that this person was recognised as, or themselves."""
    return person.merged_into or person


def same_person_ids(person: Person) -> list[int]:
    """This person and all who were recognised as the same one."""
    root = person.merged_into_id or person.id
    return [root, *Person.objects.filter(merged_into_id=root).values_list("id", flat=True)]


def same_people(people: Iterable[Person]) -> dict[int, set[int]]:
    """The same for many, looked up together: the id of each → the ids of all who are one with them."""
    root_of = {person.id: person.merged_into_id or person.id for person in people}
    same: dict[int, set[int]] = {root: {root} for root in root_of.values()}
    rows = Person.objects.filter(merged_into_id__in=same).values_list("merged_into_id", "id") if same else ()
    for root, merged_id in rows:
        same[root].add(merged_id)
    return {person_id: same[root] for person_id, root in root_of.items()}


PAGE = 40
MOST_FOUND = 300


def people_shown_to(member: Member) -> QuerySet[Person]:
    """Persons met in a hat that this member may read, also in the past; colleagues; and, for whoever looks after the
    public, those of whom no hat is known yet."""
    hats = visible_hats(member)
    if hats == frozenset(HatKind):
        return Person.objects.filter(merged_into=None)
    worn = Hat.objects.filter(person=OuterRef("id"))
    shown = Q(Exists(worn.filter(kind__in=hats))) | Q(member__isnull=False)
    shown = shown | Q(~Exists(worn)) if HatKind.PUBLIC in hats else shown
    return Person.objects.filter(shown, merged_into=None)


def person_shown_to(member: Member, person_id: int) -> Person:
    """Who this is now, after merges. Raises Person.DoesNotExist when there is none that this member may know of."""
    merged = Person.objects.filter(id=person_id, merged_into__isnull=False).values_list("merged_into_id", flat=True)
    return people_shown_to(member).get(id=merged.first() or person_id)


def latest_people(member: Member, before_id: int | None = None) -> list[Person]:
    """Those met last, one more than a page."""
    found = people_shown_to(member).order_by("-id")
    return list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])


def search_people(member: Member, words: str) -> list[Person]:
    """Persons whose name holds these words or begins with them, accents and case aside; met last first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_search_people(%s, %s)", [words, MOST_FOUND])
        ids = [row[0] for row in cursor.fetchall()]
    return list(people_shown_to(member).filter(id__in=ids).order_by("-id")[:PAGE])


def hats_of(member: Member, people: Iterable[Person]) -> dict[int, list[Hat]]:
    """The hats that this member may know of, by person."""
    found: dict[int, list[Hat]] = {person.id: [] for person in people}
    for hat in Hat.objects.filter(person_id__in=found, kind__in=visible_hats(member), ended_at=None):
        found[hat.person_id].append(hat)
    return found


def knows_whole(member: Member, person: Person) -> bool:
    """May this member read every hat this person ever wore? If not, an address or a source might tell of another."""
    return not Hat.objects.filter(person=person).exclude(kind__in=visible_hats(member)).exists()


def is_colleague(person: Person) -> bool:
    """Works here: then nothing but name and hat is shown, to anyone."""
    return person.member_id is not None or is_employee(person)


def colleagues_among(people: Iterable[Person]) -> set[int]:
    people = list(people)
    hats = Hat.objects.filter(person_id__in=[person.id for person in people], kind=HatKind.EMPLOYEE, ended_at=None)
    return set(hats.values_list("person_id", flat=True)) | {person.id for person in people if person.member_id}


def reachable(member: Member, kinds: Iterable[str], most: int = 20_000) -> list[tuple[Person, str, str]]:
    """(person, mail address, hat) of those who wear one of these hats now and wrote from an address; not who works here, nor
    whose address could tell this member of a hat that they may not know of."""
    visible = visible_hats(member)
    hats = Hat.objects.filter(kind__in=visible.intersection(kinds), ended_at=None, person__merged_into=None)
    own = Q(person=OuterRef("person")) | Q(person__merged_into=OuterRef("person"))
    hidden = Hat.objects.filter(own).exclude(kind__in=visible)
    colleague = Hat.objects.filter(own, kind=HatKind.EMPLOYEE, ended_at=None)
    hats = hats.filter(~Exists(hidden), ~Exists(colleague), person__member=None).select_related("person")
    first: dict[int, Hat] = {}
    for hat in hats.order_by("person_id", "id")[:most]:
        first.setdefault(hat.person_id, hat)
    theirs = Q(person_id__in=first) | Q(person__merged_into_id__in=first)
    addresses: dict[int, str] = {}
    for handle in Handle.objects.filter(theirs, kind="mail").select_related("person").order_by("-added_at"):
        addresses.setdefault(handle.person.merged_into_id or handle.person_id, handle.key)
    return [(hat.person, addresses[pk], hat.kind) for pk, hat in first.items() if pk in addresses]
