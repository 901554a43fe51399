"""Rituals keep their rhythm, are noted in a second, and are missed when they are dropped; nobody is counted by them."""

from datetime import date, timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.meetings.queries import today
from liant.meetings.rituals import actions, queries, rules
from liant.meetings.rituals.models import Ritual
from liant.tenancy.context import tenant
from tests.meetings.furniture import furnish_rituals
from tests.people import member_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)


def days(*numbers):
    return [MONDAY + timedelta(days=number) for number in numbers]


def test_a_ritual_is_dropped_once_it_was_not_held_for_two_rhythms():
    def state(held, skipped, today):
        occasions = [*((one, True) for one in held), *((one, False) for one in skipped)]
        return rules.standing(MONDAY, 1, occasions, MONDAY + timedelta(days=today)).state

    assert state([], [], 0) == rules.DUE
    assert state(days(0), [], 6) == rules.FINE
    assert state(days(0), [], 7) == rules.DUE
    assert state(days(0), [], 14) == rules.DUE
    assert state(days(0), [], 15) == rules.DROPPED
    assert state(days(0), days(7), 13) == rules.FINE, "skipped once, it comes again next week"
    assert state(days(0), days(7, 14), 15) == rules.DROPPED, "skipped twice is not held"
    assert state(days(0, 14), days(7), 15) == rules.FINE
    assert state([], [], 15) == rules.DROPPED, "never held at all"


def test_what_was_dropped_comes_first_and_on_the_first_page_of_who_keeps_it(organisation, alice, bob, client_of):
    with tenant(organisation.id):
        organisation.rooms = []
        organisation.save()
        furnish_rituals(alice)
        assert [(one.ritual.title, one.standing.state) for one in queries.rituals_for(bob)] == [
            ("La présentation", "dropped"), ("Lundi tous ensemble", "fine"),
        ]  # fmt: skip
    page = client_of(alice).get("/o/fournils/").content.decode()
    assert "Abandonné ces temps-ci" in page
    assert "La présentation" in page
    assert "Abandonné ces temps-ci" not in client_of(bob).get("/o/fournils/").content.decode()
    assert "Inventaire." in client_of(bob).get("/o/fournils/meetings/rituals/").content.decode()


def test_six_of_each_are_asked_for_at_once_and_how_it_stands_is_told_by_all(
    organisation, alice, django_assert_num_queries
):
    with tenant(organisation.id):
        furnish_rituals(alice)
        [ritual] = Ritual.objects.filter(title="Lundi tous ensemble")
        ritual.occasions.all().delete()
        actions.note(actor=alice, ritual=ritual, day=today() - timedelta(days=10), is_held=True)
        for ahead in range(8):
            actions.note(actor=alice, ritual=ritual, day=today() - timedelta(days=ahead), is_held=False)
        rituals = list(Ritual.objects.all())
        queries.today()
        with django_assert_num_queries(2):  # the clock of the house, and these
            found = {one.ritual.title: one for one in queries.kept(rituals)}
        one = found["Lundi tous ensemble"]
        assert [each.day for each in one.latest] == [today() - timedelta(days=ahead) for ahead in range(6)]
        assert one.standing.last_on == today() - timedelta(days=10)
        assert queries.kept([]) == []


def test_held_or_skipped_is_noted_in_one_click_and_corrected(organisation, alice, client_of):
    with tenant(organisation.id):
        ritual = furnish_rituals(alice)["ritual"]
        now = today()
    client, address = client_of(alice), f"/o/fournils/meetings/rituals/{ritual.pk}/note/"
    prefix = f"r{ritual.pk}"
    client.post(address, {f"{prefix}-day": now.isoformat(), f"{prefix}-line": "Panne de four.", "skipped": "1"})
    client.post(address, {f"{prefix}-day": (now + timedelta(days=1)).isoformat()})
    with tenant(organisation.id):
        latest = ritual.occasions.first()
        assert (latest.day, latest.is_held, latest.line) == (now, False, "Panne de four.")
        assert ritual.occasions.count() == 2, "a day to come is not noted"


def test_a_team_keeps_its_own_rituals_and_others_are_refused(organisation, alice, bob, client_of):
    from liant.accounts.actions import create_team, set_team

    lead, other = (member_of(organisation, name, "team_manager") for name in ("Lea", "Max"))
    with tenant(organisation.id):
        team = create_team(actor=alice, name="Four")
        set_team(actor=alice, team=team, members=[lead, bob])
        ritual = actions.save_ritual(
            actor=lead, team=team, kind="casual", title="Pause", every_weeks=1, started_on=today()
        )
        for act in (
            lambda: actions.note(actor=other, ritual=ritual, day=today(), is_held=True),
            lambda: actions.end_ritual(actor=other, ritual=ritual),
            lambda: actions.save_ritual(actor=other, ritual=ritual, team=None),
            lambda: actions.note(actor=bob, ritual=ritual, day=today(), is_held=True),
        ):
            with pytest.raises(NotAllowed):
                act()
        ritual = Ritual.objects.get()
        assert ritual.team_id == team.pk
        actions.note(actor=lead, ritual=ritual, day=today(), is_held=True)
        assert [one.ritual for one in queries.rituals_for(bob)] == [ritual]
        assert queries.rituals_for(other) == []
    assert client_of(other).post(f"/o/fournils/meetings/rituals/{ritual.pk}/note/").status_code == 403
    assert client_of(bob).get("/o/fournils/meetings/rituals/new/").status_code == 403
