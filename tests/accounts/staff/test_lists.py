"""A staff list is shown, then taken whole by a person; nobody leaves by a file alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from liant.accounts.models import Member, Team, TeamMember, User
from liant.accounts.permissions import NotAllowed
from liant.accounts.staff import actions
from liant.accounts.staff.models import StaffList
from liant.accounts.staff.reading import read
from liant.audit.models import Entry
from liant.tenancy.context import tenant

TEXT = "adresse;nom;équipes;langue\nnina@fournils.test;Nina Roy;Four | Accueil;en\nbob@fournils.test;Bob;Four;\n"


def give(client, page, text=TEXT):
    return client.post(page("staff/"), {"file": SimpleUploadedFile("staff.csv", text.encode())})


def keep(alice, text=TEXT):
    found = read(text.encode(), ["fr", "en"])
    assert not found.errors
    return actions.keep_list(actor=alice, rows=found.rows, has_teams=found.has_teams)


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Ce que la liste changerait"), ("en", "What the list would change")]
)
def test_a_list_is_shown_before_anything_of_it_is_taken(alice, bob, chloe, client_of, settings_page, language, words):
    User.objects.filter(id=alice.user_id).update(language=language)
    client = client_of(alice)
    answer = give(client, settings_page)
    shown = client.get(answer.headers["Location"]).content.decode()
    assert words in shown
    assert "Nina Roy" in shown
    assert "Chloe" in shown, "no longer listed"
    assert not User.objects.filter(email="nina@fournils.test").exists()
    with tenant(alice.organisation_id):
        assert not Team.objects.exists()


def test_taking_it_makes_people_employees_and_teams_and_lets_leave_whom_one_chose(
    alice, bob, chloe, rose, client_of, settings_page
):
    client = client_of(alice)
    give(client, settings_page)
    answer = client.post(settings_page("staff/list/"), {"leaving": [chloe.id]}, follow=True)
    assert "1 personne est nouvelle" in answer.content.decode()
    with tenant(alice.organisation_id):
        nina = Member.objects.get(user__email="nina@fournils.test")
        assert (nina.name, nina.roles, nina.user.language) == ("Nina Roy", ["employee"], "en")
        assert {one.team.name for one in TeamMember.objects.filter(member=nina)} == {"Four", "Accueil"}
        assert Member.objects.get(id=bob.id).roles == ["care_agent"], "a file takes no role away either"
        assert not Member.objects.get(id=chloe.id).is_active
        assert Member.objects.get(id=rose.id).is_active, "not ticked"
        assert Entry.objects.get(verb="staff.take_list").detail == {"new": 1, "changed": 1, "left": 1}
        assert not StaffList.objects.exists(), "nothing of the file is kept"


def test_one_mistake_and_nothing_is_taken(alice, client_of, settings_page):
    answer = give(client_of(alice), settings_page, TEXT + "nobody;;;\n")
    assert answer.status_code == 422
    assert "Rien n’a été pris du fichier" in answer.content.decode()
    with tenant(alice.organisation_id):
        assert not StaffList.objects.exists()


def test_the_same_list_twice_changes_nothing(house, alice, bob):
    assert actions.take_list(actor=alice, staff_list=keep(alice), leaving=[]).new == 1
    again = actions.take_list(actor=alice, staff_list=keep(alice), leaving=[])
    assert (again.new, again.changed, again.left) == (0, 0, 0)


def test_a_team_that_the_list_does_not_name_stays_as_it_is(house, alice, bob):
    for name in ("Four", "Presse"):
        TeamMember.objects.create(team=Team.objects.create(name=name), member=bob)
    actions.take_list(
        actor=alice,
        staff_list=keep(alice, "adresse;équipes\nbob@fournils.test;\nalice@fournils.test;FOUR\n"),
        leaving=[],
    )
    assert {one.team.name for one in TeamMember.objects.filter(member=bob)} == {"Presse"}
    assert {one.team.name for one in TeamMember.objects.filter(member=alice)} == {"Four"}, (
        "made once, whatever its capitals"
    )


def test_whoever_comes_back_is_an_employee_again_and_nothing_more(house, alice, make_member):
    gina = make_member("Gina", "owner")
    Member.objects.filter(id=gina.id).update(is_active=False)
    actions.take_list(actor=alice, staff_list=keep(alice, "adresse\ngina@fournils.test\n"), leaving=[])
    gina.refresh_from_db()
    assert (gina.is_active, gina.roles, gina.name) == (True, ["employee"], "Gina")


def test_an_account_of_another_house_is_not_changed(house, alice, dan):
    actions.take_list(
        actor=alice, staff_list=keep(alice, "adresse;nom;langue\ndan@mairie.test;Daniel;en\n"), leaving=[]
    )
    user = User.objects.get(email="dan@mairie.test")
    assert (user.name, user.language) == ("Dan", "fr")
    assert Member.objects.get(user=user).name == "Daniel"


def test_whoever_reads_it_is_never_proposed_to_leave(house, alice, bob):
    kept = keep(alice, "adresse\nbob@fournils.test\n")
    assert actions.take_list(actor=alice, staff_list=kept, leaving=[alice.id]).left == 0
    alice.refresh_from_db()
    assert alice.is_active


def test_only_an_owner_brings_in_a_list(house, alice, bob, client_of, settings_page):
    kept = keep(alice)
    for act in (
        lambda: actions.keep_list(actor=bob, rows=[], has_teams=False),
        lambda: actions.take_list(actor=bob, staff_list=kept, leaving=[]),
        lambda: actions.drop_list(actor=bob, staff_list=kept),
    ):
        with pytest.raises(NotAllowed), transaction.atomic():
            act()
    assert client_of(bob).get(settings_page("staff/")).status_code == 403


def test_the_example_can_be_given_as_it_is(alice, client_of, settings_page):
    client = client_of(alice)
    found = read(client.get(settings_page("staff/example.csv")).content, ["fr", "en"])
    assert len(found.rows) == 2
    assert not found.errors
    assert client.get(settings_page("staff/")).status_code == 200


def test_a_list_can_be_put_aside(alice, client_of, settings_page):
    client = client_of(alice)
    give(client, settings_page)
    client.post(settings_page("staff/list/drop/"))
    assert client.get(settings_page("staff/list/")).headers["Location"] == settings_page("staff/")
