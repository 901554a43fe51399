"""People asked by the hat in which they wrote, as far as whoever asks may know of it; and who wants to be asked no more."""

import pytest
from django.core import mail
from django.test import Client, override_settings

from liant.people.models import Handle, Hat, Person
from liant.people.queries import reachable
from liant.surveys import jobs, refusals, waves
from liant.surveys.models import Invitation, Refusal, Wave
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave

pytestmark = pytest.mark.django_db
SURVEYS = "/o/fournils/surveys/"
MAIL = {"EMAIL_HOST": "localhost", "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


def met(name: str, *hats: str, address: str = "", **values) -> Person:
    one = Person.objects.create(name=name, source="test", **values)
    for hat in hats:
        Hat.objects.create(person=one, kind=hat, source="test")
    if address:
        Handle.objects.create(person=one, kind="mail", key=address, shown=address, source="test")
    return one


def asked_by(member, *kinds: str) -> dict[str, str]:
    return {address: kind for _person, address, kind in reachable(member, kinds)}


def test_those_who_wear_the_hat_now_and_wrote_by_mail(house, alice, bob):
    met("Karima", "customer", address="karima@example.org")
    met("Noé", "customer")
    met("Ivo", "supplier", address="ivo@example.org")
    former = met("Lou", "customer", address="lou@example.org")
    Hat.objects.filter(person=former).update(ended_at="2030-01-01T00:00Z")
    root = met("Jo", "customer")
    met("Jo again", address="jo@example.org", merged_into=root)
    assert asked_by(alice, "customer") == {"karima@example.org": "customer", "jo@example.org": "customer"}
    assert asked_by(bob, "customer", "supplier")["ivo@example.org"] == "supplier"


def test_nobody_is_reached_through_a_hat_that_may_not_be_known(house, alice, bob, rose):
    met("Dana", "candidate", address="dana@example.org")
    met("Both", "customer", "candidate", address="both@example.org")
    met("Colleague", "customer", "employee", address="colleague@example.org")
    met("Member", "customer", address="member@example.org", member=bob)
    assert asked_by(bob, "candidate", "customer") == {}, "an address might come from the other hat"
    assert asked_by(rose, "candidate") == {"dana@example.org": "candidate"}
    assert set(asked_by(alice, "customer", "candidate", "employee")) == {"dana@example.org", "both@example.org"}


def test_the_screen_offers_the_hats_that_one_may_read_and_the_hat_becomes_the_group(
    client_of, alice, bob, organisation
):
    with tenant(organisation.id):
        met("Karima", "customer", address="karima@example.org", language="en")
        wave = a_wave(alice, a_questionnaire(alice))
    address = f"{SURVEYS}waves/{wave.pk}/people/"
    page = client_of(bob).get(address).content.decode()
    assert 'value="customer"' in page
    assert 'value="candidate"' not in page
    assert 'value="employee"' not in client_of(alice).get(address).content.decode()
    assert client_of(bob).post(address, {"hats": "candidate", "language": "fr"}).status_code == 422
    client_of(bob).post(address, {"hats": "customer", "language": "fr"})
    with tenant(organisation.id):
        one = Invitation.objects.get()
        assert (one.address, one.group, one.language, one.person.name) == (
            "karima@example.org",
            "customer",
            "en",
            "Karima",
        )
        wave.refresh_from_db()
        assert wave.groups[0]["code"] == "customer"


@override_settings(**MAIL)
def test_who_wants_to_be_asked_no_more_is_written_to_no_more(organisation, alice):
    people = [waves.Asked(f"p{n}@example.org", f"P{n}") for n in range(3)]
    with tenant(organisation.id):
        wave = a_wave(alice, a_questionnaire(alice))
        waves.invite(
            actor=alice, wave=wave, asked=[*people, waves.Asked("alice@fournils.test", "Alice", member_id=alice.pk)]
        )
        waves.open_wave(actor=alice, wave=wave)
    jobs.write(organisation.id, wave.pk)
    letters = {one.to[0]: one for one in mail.outbox}
    link = letters["p0@example.org"].extra_headers["List-Unsubscribe"].strip("<>")
    assert "p0" not in link
    assert link in letters["p0@example.org"].body
    assert "List-Unsubscribe" not in letters["alice@fournils.test"].extra_headers, "colleagues are asked as such"
    client, path = Client(), link.removeprefix("http://").partition("/")[2]
    assert "Plus de questions" in client.get(f"/{path}").content.decode()
    with tenant(organisation.id):
        assert not Refusal.objects.exists(), "looking is no act: programmes look at links too"
    assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    mail.outbox.clear()
    with tenant(organisation.id):
        wave = Wave.objects.get(pk=wave.pk)
        waves.remind(actor=alice, wave=wave)
    jobs.write(organisation.id, wave.pk)
    assert {one.to[0] for one in mail.outbox} == {"p1@example.org", "p2@example.org", "alice@fournils.test"}
    with tenant(organisation.id):
        assert Invitation.objects.get(address="p0@example.org").state == "declined"
        other = a_wave(alice, wave.edition.questionnaire)
        assert waves.invite(actor=alice, wave=other, asked=people) == 2


def test_a_link_that_is_not_ours_says_nothing_and_a_refusal_stays_in_its_house(organisation, other_organisation, dan):
    assert Client().post("/answer/no-more/made-up/").status_code == 410
    with tenant(organisation.id):
        refusals.refuse(organisation.id, refusals.sum_of(organisation.id, "p@example.org"))
    with tenant(other_organisation.id):
        assert not refusals.refused_among(other_organisation.id, ["p@example.org"])
        assert refusals.sum_of(other_organisation.id, "p@example.org") != refusals.sum_of(
            organisation.id, "p@example.org"
        )
