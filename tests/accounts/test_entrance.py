"""The door, one-time links, one's own account."""

from datetime import timedelta

import pytest
from django.test import Client

from liant.accounts.actions import create_sign_in_link
from liant.accounts.models import Member, SignInLink, User
from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
OWN = {"name": "Bob Leroy", "language": "en", "time_zone": "America/Martinique"}


def user_of(member) -> User:
    return User.objects.get(id=member.user_id)


def test_the_door(alice, organisation, client_of):
    assert Client().get("/").headers["Location"] == "/account/login/"
    assert client_of(alice).get("/").headers["Location"] == "/o/fournils/"
    stranger = Client()
    stranger.force_login(User.objects.create_user(email="new@liant.test"))
    assert stranger.get("/").headers["Location"] == "/welcome/"
    assert stranger.get("/organisations/").status_code == 200


def test_a_link_serves_once(bob):
    path = f"/sign-in/{create_sign_in_link(user_of(bob))}/"
    reader = Client()
    for _look in range(3):
        assert "Bob" in reader.get(path).content.decode()
    assert reader.head(path).status_code == 200
    assert reader.get("/me/").status_code == 302, "programs that read mail sign nobody in"
    browser = Client()
    assert browser.post(path).headers["Location"] == "/"
    assert browser.get("/me/").status_code == 200
    late = Client()
    assert late.post(path).status_code == 410
    assert late.get(path).status_code == 410
    assert late.get("/me/").status_code == 302


def test_a_link_of_yesterday(bob):
    path = f"/sign-in/{create_sign_in_link(user_of(bob))}/"
    SignInLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 410
    assert Client().post(path).status_code == 410


def test_a_link_of_someone_whose_account_is_closed(bob):
    path = f"/sign-in/{create_sign_in_link(user_of(bob))}/"
    User.objects.filter(id=bob.user_id).update(is_active=False)
    assert Client().post(path).status_code == 410


def test_a_link_needs_the_page_it_stands_on(bob):
    path = f"/sign-in/{create_sign_in_link(user_of(bob))}/"
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403


def test_a_link_takes_the_place_of_whoever_was_signed_in(bob, dan, client_of):
    browser = client_of(dan)
    browser.post(f"/sign-in/{create_sign_in_link(user_of(bob))}/")
    assert "bob@fournils.test" in browser.get("/me/").content.decode()


def test_one_s_own_account(bob, organisation, client_of):
    client = client_of(bob)
    kept = client.post("/me/", OWN, follow=True).content.decode()
    assert "Kept." in kept
    user = user_of(bob)
    assert (user.name, user.language, user.time_zone) == ("Bob Leroy", "en", "America/Martinique")
    with tenant(organisation.id):
        assert Member.objects.get(id=bob.id).name == "Bob Leroy"


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"time_zone": "Mars/Olympus"}, {"name": ""}])
def test_an_account_that_cannot_be(bob, client_of, wrong):
    assert client_of(bob).post("/me/", {**OWN, **wrong}).status_code == 422
    assert user_of(bob).name == "Bob"


def test_only_whoever_runs_the_installation_sets_an_address_without_a_mail(bob, alice, client_of):
    client = client_of(bob)
    client.post("/me/", {**OWN, "email": "mine@fournils.test"})
    assert user_of(bob).email == "bob@fournils.test"
    User.objects.filter(id=bob.user_id).update(is_operator=True)
    taken = client.post("/me/", {**OWN, "email": "Alice@fournils.test"})
    assert taken.status_code == 422
    client.post("/me/", {**OWN, "email": "mine@fournils.test"})
    assert user_of(bob).email == "mine@fournils.test"


def test_the_chosen_language_stays_with_the_person(bob, client_of):
    client_of(bob).post("/language/", {"language": "en", "next": "/me/"})
    assert user_of(bob).language == "en"
    assert "Your account" in client_of(bob).get("/me/").content.decode(), "on another device too"


def test_a_language_that_is_not_spoken_here(bob, client_of):
    client_of(bob).post("/language/", {"language": "tlh"})
    assert user_of(bob).language == "fr"


@pytest.mark.parametrize("path", ["/me/", "/organisations/"])
def test_own_pages_are_for_who_has_signed_in(db, path):
    assert Client().get(path).headers["Location"].startswith("/account/login/")
