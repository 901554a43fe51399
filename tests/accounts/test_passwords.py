"""Signing in with a password and a second step; forgetting either."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from liant.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "un four bien chaud"
SIGN_IN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_former_tries() -> None:
    cache.clear()


@pytest.fixture
def bobs(bob) -> User:
    user = User.objects.get(id=bob.user_id)
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user: User, **options) -> Client:
    client = Client(**options)
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def code_of(secret: str) -> str:
    """What the telephone shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def set_up_telephone(client: Client) -> str:
    page = client.get("/account/2fa/totp/activate/", follow=True)
    if "oldpassword" not in page.content.decode() and "password" in str(page.redirect_chain):
        raise AssertionError(page.redirect_chain)
    if page.redirect_chain:
        page = client.post(page.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    found = re.search(r'<code class="code break">(\w+)</code>', page.content.decode())
    assert found, page.content.decode()
    secret = found[1]
    kept = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    assert kept.redirect_chain[-1][0] == "/account/2fa/recovery-codes/"
    return secret


def test_a_password_opens(bobs):
    assert signed_in(bobs).get("/me/").status_code == 200


def test_a_wrong_password_says_so_and_keeps_the_address(bobs):
    answer = Client().post(SIGN_IN, {"login": bobs.email, "password": "un four froid"})
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert bobs.email in page


def test_a_closed_account_stays_closed(bobs):
    bobs.is_active = False
    bobs.save()
    client = Client()
    client.post(SIGN_IN, {"login": bobs.email, "password": PASSWORD})
    assert client.get("/me/").status_code == 302


def test_nobody_signs_up_by_themselves(db):
    page = Client().get("/account/signup/").content.decode()
    assert "sur invitation" in page
    Client().post("/account/signup/", {"email": "eve@liant.test", "password1": PASSWORD})
    assert not User.objects.filter(email="eve@liant.test").exists()


def test_the_second_step(bobs):
    secret = set_up_telephone(signed_in(bobs))
    kept = Authenticator.objects.get(user=bobs, type="totp").data["secret"]
    assert secret not in kept, "the secret is sealed at rest"
    Authenticator.objects.filter(user=bobs, type="totp").update(last_used_at=None)
    cache.clear()

    client = Client()
    asked = client.post(SIGN_IN, {"login": bobs.email, "password": PASSWORD}, follow=True)
    assert asked.redirect_chain[-1][0].startswith("/account/2fa/authenticate/")
    assert client.get("/me/").status_code == 302, "the password alone opens nothing"
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert 'aria-invalid="true"' in wrong.content.decode()
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/me/").status_code == 200


def test_a_recovery_code_opens_once(bobs):
    client = signed_in(bobs)
    set_up_telephone(client)
    codes = re.findall(r'<code class="code">(\d+)</code>', client.get("/account/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    for is_first in (True, False):
        cache.clear()
        other = Client()
        other.post(SIGN_IN, {"login": bobs.email, "password": PASSWORD})
        other.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert (other.get("/me/").status_code == 200) is is_first


def test_a_forgotten_password(bobs, mail_leaves, link_in):
    guest = Client()
    done = guest.post("/account/password/reset/", {"email": "BOB@fournils.test"}, follow=True)
    assert "courrier" in done.content.decode()
    (sent,) = mail.outbox
    assert sent.subject == "Choisir un nouveau mot de passe"
    page = guest.get(link_in(sent), follow=True)
    path = page.redirect_chain[-1][0]
    guest.post(path, {"password1": "une farine de meule", "password2": "une farine de meule"})
    bobs.refresh_from_db()
    assert bobs.check_password("une farine de meule")
    again = Client().get(link_in(sent), follow=True).content.decode()
    assert "déjà servi" in again


def test_an_unknown_address_gets_the_same_page(db, mail_leaves):
    known_or_not = Client().post("/account/password/reset/", {"email": "eve@liant.test"}, follow=True)
    assert known_or_not.redirect_chain[-1][0] == "/account/password/reset/done/"
    assert "eve@liant.test" in mail.outbox[0].body
    assert "/signup" not in mail.outbox[0].body


def test_without_a_mail_server_the_page_says_whom_to_ask(db):
    page = Client().get("/account/password/reset/").content.decode()
    assert "Qui tient cette installation" in page
    assert "<form" not in page.partition("<footer")[0]


def test_a_mail_server_that_does_not_answer(bobs, mail_leaves, monkeypatch):
    def refuse(*_args, **_options):
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    answer = Client().post("/account/password/reset/", {"email": bobs.email}, follow=True)
    assert answer.status_code == 200
    assert "pas pu partir" in answer.content.decode()


def test_a_new_address_counts_once_its_link_is_followed(bobs, mail_leaves, link_in):
    client = signed_in(bobs)
    client.post("/account/email/", {"email": "bob@ailleurs.test", "action_add": ""})
    bobs.refresh_from_db()
    assert bobs.email == "bob@fournils.test"
    assert "bob@ailleurs.test" in client.get("/account/email/").content.decode()
    client.post(link_in(mail.outbox[0]))
    bobs.refresh_from_db()
    assert bobs.email == "bob@ailleurs.test"


def test_changing_the_password(bobs):
    client = signed_in(bobs)
    new = "une farine de meule"
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    bobs.refresh_from_db()
    assert bobs.check_password(new)
    assert client.get("/me/").status_code == 200
