"""Those who say that they were at a meeting of the programme, and let whom they turn to be seen, attended it together. Few enough to
have met; taken back, it is gone; and who was there is read by nobody."""

from datetime import timedelta

import pytest
from django.db import connection

from liant.accounts.actions import deactivate
from liant.advocacy import taking_part
from liant.advocacy.animation import actions as animation
from liant.community import choosing
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import own_rows, tenant
from tests.bonds.furniture import agreed, turned
from tests.people import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(organisation, alice, make_member):
    """Nadia, Omar and Pia agreed, Quinn didn't."""
    people = {name: make_member(name, "employee") for name in ("Nadia", "Omar", "Pia", "Quinn")}
    with tenant(organisation.id):
        agreed(*(people[name] for name in ("Nadia", "Omar", "Pia")))
        yield people


@pytest.fixture
def meeting(house, alice):
    return a_meeting(alice)


def a_meeting(alice, hours=1):
    return animation.plan(
        actor=alice, title="Atelier", kind="workshop", starts_at=clock.now() - timedelta(hours=hours), place="Fournil"
    )


def there(meeting, *members):
    for one in members:
        animation.was_there(actor=one, meeting=meeting)


def together():
    found = Interaction.objects.filter(kind="attended").select_related("source", "target")
    return sorted(tuple(sorted((one.source.name, one.target.name))) for one in found)


def test_who_said_so_and_agreed_attended_together_once(house, meeting):
    there(meeting, house["Nadia"], house["Quinn"])
    assert together() == []
    there(meeting, house["Omar"], house["Omar"], house["Pia"])
    assert together() == [("Nadia", "Omar"), ("Nadia", "Pia"), ("Omar", "Pia")]
    found = Interaction.objects.filter(kind="attended").first()
    assert (found.purpose, found.visibility, found.consent) == ("belonging", "parties", "given")
    assert (found.through_kind, found.through_id, found.at) == ("animation.meeting", meeting.pk, meeting.starts_at)


def test_taken_back_it_is_gone_and_nothing_else_is(house, meeting, alice):
    other = a_meeting(alice, hours=30)
    for one in (meeting, other):
        there(one, house["Nadia"], house["Omar"], house["Pia"])
    turned(house["Nadia"], house["Omar"], "comment", 3)
    animation.was_not_there(actor=house["Nadia"], meeting=meeting)
    left = Interaction.objects.filter(kind="attended", through_id=meeting.pk)
    assert {frozenset((one.source.name, one.target.name)) for one in left} == {frozenset(("Omar", "Pia"))}
    assert Interaction.objects.filter(through_id=other.pk, kind="attended").count() == 3
    assert Interaction.objects.filter(kind="comment").count() == 1


def test_what_lies_before_both_agreed_is_not_noted(organisation, house, alice):
    agreed(house["Quinn"], days_ago=2)
    old, new = a_meeting(alice, hours=24 * 5), a_meeting(alice)
    for one in (old, new):
        there(one, house["Nadia"], house["Quinn"])
    assert Interaction.objects.get(kind="attended").through_id == new.pk


def test_a_crowd_is_no_tie_and_those_who_came_first_to_say_so_are_none_either(house, meeting, make_member):
    crowd = [make_member(f"Foule{number:02}", "employee") for number in range(10)]
    agreed(*crowd[:2])
    there(meeting, house["Nadia"], house["Omar"], *crowd)
    assert len(together()) == 6, "twelve said so, four of them agreed"
    there(meeting, house["Quinn"])
    assert together() == []
    animation.was_not_there(actor=house["Quinn"], meeting=meeting)
    assert len(together()) == 6


def test_a_meeting_that_did_not_take_place_ties_nobody(house, meeting, alice):
    there(meeting, house["Nadia"], house["Omar"])
    animation.cancel(actor=alice, meeting=meeting, why="Panne de four")
    assert together() == []
    there(meeting, house["Pia"])
    assert together() == []


@pytest.mark.parametrize("goes", ["consent", "programme", "membership"])
def test_it_goes_with_what_it_stands_on(goes, organisation, house, meeting, alice, work_off):
    there(meeting, house["Nadia"], house["Omar"], house["Pia"])
    if goes == "consent":
        choosing.end_consent(actor=house["Nadia"])
    elif goes == "programme":
        taking_part.leave(actor=house["Nadia"])
    else:
        deactivate(house["Nadia"])
    work_off()
    with tenant(organisation.id):
        assert together() == [("Omar", "Pia")]


def test_of_who_was_there_only_those_who_agreed_are_found_and_in_this_house_alone(
    house, meeting, organisation, other_organisation
):
    there(meeting, house["Nadia"], house["Quinn"])

    def found():
        with connection.cursor() as cursor:
            cursor.execute("select * from liant_there_together(%s)", [meeting.pk])
            return [row[0] for row in cursor.fetchall()]

    assert found() == [house["Nadia"].pk]
    dan = member_of(other_organisation, "Dan", "owner")
    with tenant(other_organisation.id), own_rows(dan.pk):
        assert found() == []
        with connection.cursor() as cursor:
            cursor.execute("select liant_forget_attended(null, %s)", [meeting.pk])
    with tenant(organisation.id):
        there(meeting, house["Omar"])
        with tenant(other_organisation.id), connection.cursor() as cursor:
            cursor.execute("select liant_forget_attended(null, %s)", [meeting.pk])
        assert together() == [("Nadia", "Omar")]
