"""The place that merging takes on a person's card."""

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.people import card
from liant.people.merging.queries import merges_into
from liant.people.models import Person
from liant.people.queries import knows_whole


def same_person(member: Member, person: Person) -> card.Section | None:
    if not may(member, "people.change") or not knows_whole(member, person):
        return None
    return {"template": "merging/on_card.html", "context": {"person": person, "merges": merges_into(person)}}


card.register_section(same_person)
