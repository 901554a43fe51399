"""How someone receives a key: an invitation, its mail or its link, and joining."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from liant.accounts import actions, outbox
from liant.accounts.models import Invitation, Member, User
from liant.audit.models import Entry
from liant.kit import clock
from liant.kit.secrets import hash_token
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
NINA = {"email": "Nina@fournils.test", "roles": ["care_agent"], "language": "fr"}
NEW = {"name": "Nina Roche", "password": "un four bien chaud"}


def the_invitation(organisation) -> Invitation:
    with tenant(organisation.id):
        return Invitation.objects.get(email="nina@fournils.test")


def prepared(alice, organisation, **values) -> str:
    """A token for Nina."""
    with tenant(organisation.id):
        return actions.invite(actor=alice, **{**NINA, **values})[1]


def test_from_the_mail_to_the_house(alice, organisation, client_of, settings_page, mail_leaves, work_off, link_in):
    answer = client_of(alice).post(settings_page("invitations/"), NINA, follow=True)
    assert "Nina@fournils.test" in answer.content.decode() or "nina@fournils.test" in answer.content.decode()
    assert len(mail.outbox) == 0, "the page does not wait for the mail server"
    work_off()
    (sent,) = mail.outbox
    assert sent.to == ["nina@fournils.test"]
    assert "Les Trois Fournils" in sent.subject
    assert "Alice" in sent.body

    guest = Client()
    shown = guest.get(link_in(sent))
    assert "Les Trois Fournils" in shown.content.decode()
    assert not User.objects.filter(email="nina@fournils.test").exists(), "looking opens nothing"
    joined = guest.post(link_in(sent), NEW)
    assert joined.headers["Location"] == f"/o/{organisation.slug}/"
    assert guest.get(settings_page("members/")).status_code == 200
    with tenant(organisation.id):
        member = Member.objects.get(name="Nina Roche")
        assert member.roles == ["care_agent"]
        assert Entry.objects.filter(verb="accounts.join", actor_id=member.id).exists()
    assert User.objects.get(email="nina@fournils.test").check_password(NEW["password"])
    assert guest.get(link_in(sent)).status_code == 410, "a second look says that it has served"


@pytest.mark.parametrize(("language", "words"), [("fr", "Bonjour"), ("en", "Good day")])
def test_the_mail_is_in_the_chosen_language(alice, organisation, house, mail_leaves, work_off, language, words):
    invitation, _token = actions.invite(actor=alice, email="x@y.test", roles=["employee"], language=language)
    outbox.send_invitation(organisation.id, invitation.id)
    work_off()
    assert mail.outbox[0].body.startswith(words)


def test_no_token_is_kept(alice, organisation, client_of, settings_page, mail_leaves, work_off, link_in, as_owner):
    from django.db import connection

    client_of(alice).post(settings_page("invitations/"), NINA)
    with connection.cursor() as cursor:
        cursor.execute("select args::text from procrastinate_jobs")
        waiting = [row[0] for row in cursor.fetchall()]
    work_off()
    token = link_in(mail.outbox[0]).strip("/").rpartition("/")[2]
    assert waiting, "the mail waits in the queue"
    assert not any(token in text for text in waiting)
    assert the_invitation(organisation).token_hash == hash_token(token)


def test_without_a_mail_server_the_link_is_shown_once(alice, organisation, client_of, settings_page):
    client = client_of(alice)
    shown = client.post(settings_page("invitations/"), NINA)
    token = shown.content.decode().split("/invitation/")[1].split("/")[0]
    assert the_invitation(organisation).token_hash == hash_token(token)
    assert "no-store" in shown.headers["Cache-Control"]
    again = client.post(settings_page(f"invitations/{the_invitation(organisation).id}/link/"))
    newer = again.content.decode().split("/invitation/")[1].split("/")[0]
    assert Client().get(f"/invitation/{token}/").status_code == 404, "the former link leads nowhere"
    assert Client().get(f"/invitation/{newer}/").status_code == 200


def test_where_mail_leaves_no_link_is_shown(alice, organisation, client_of, settings_page, mail_leaves):
    client = client_of(alice)
    client.post(settings_page("invitations/"), NINA)
    assert client.post(settings_page(f"invitations/{the_invitation(organisation).id}/link/")).status_code == 404


def test_a_mail_that_cannot_leave_is_said(
    alice, organisation, client_of, settings_page, mail_leaves, work_off, monkeypatch
):
    def refuse(*_args, **_options):
        raise smtplib.SMTPRecipientsRefused({"nina@fournils.test": (550, b"No such mailbox")})

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    client = client_of(alice)
    client.post(settings_page("invitations/"), NINA)
    work_off()
    assert "550 No such mailbox" in client.get(settings_page("invitations/")).content.decode()


def test_a_mail_server_that_sleeps_is_asked_again(alice, organisation, house, mail_leaves, monkeypatch):
    from liant.flows.invitation_mail import mail_invitation

    def sleep(*_args, **_options):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", sleep)
    invitation, _token = actions.invite(actor=alice, **NINA)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        mail_invitation(organisation.id, invitation.id)
    assert "closed" in the_invitation(organisation).mail_problem


def test_joining_as_someone_who_is_already_here(alice, organisation, dan, client_of):
    token = prepared(alice, organisation)
    dans = client_of(dan)
    assert "Dan" in dans.get(f"/invitation/{token}/").content.decode()
    dans.post(f"/invitation/{token}/")
    places = dans.get("/organisations/").content.decode()
    assert "Les Trois Fournils" in places
    assert "Mairie de Val-Clair" in places
    assert dans.get("/").headers["Location"] == "/organisations/"
    members = dans.get("/o/fournils/settings/members/").content.decode()
    assert '<a href="/o/mairie/"><span>Mairie de Val-Clair</span></a>' in members, "the other house is one step away"
    assert "Mairie" not in client_of(alice).get("/o/fournils/settings/members/").content.decode()


def test_an_address_that_is_known_signs_in_first(alice, bob, organisation):
    token = prepared(alice, organisation, email="bob@fournils.test")
    guest = Client()
    shown = guest.get(f"/invitation/{token}/").content.decode()
    assert "/account/login/?next=/invitation/" in shown
    guest.post(f"/invitation/{token}/", NEW)
    assert User.objects.filter(email="bob@fournils.test").count() == 1
    assert guest.get("/me/").status_code != 200


def test_two_who_open_the_same_account_at_once(alice, bob, organisation):
    token = prepared(alice, organisation, email="bob@fournils.test")
    with pytest.raises(actions.AddressTaken):
        actions.open_account(token=token, **NEW)
    assert Client().get(f"/invitation/{token}/").status_code == 200, "the invitation still holds"


def test_a_weak_password_keeps_the_name(alice, organisation):
    token = prepared(alice, organisation)
    answer = Client().post(f"/invitation/{token}/", {"name": "Nina Roche", "password": "1234"})
    assert answer.status_code == 422
    assert "Nina Roche" in answer.content.decode()
    assert not User.objects.filter(email="nina@fournils.test").exists()


@pytest.mark.parametrize(
    ("field", "title"),
    [("withdrawn_at", "a été retirée"), ("accepted_at", "a été acceptée"), ("expires_at", "est trop ancienne")],
)
def test_an_invitation_that_is_over(alice, organisation, field, title):
    token = prepared(alice, organisation)
    with tenant(organisation.id):
        Invitation.objects.update(**{field: clock.now()})
    guest = Client()
    shown = guest.get(f"/invitation/{token}/")
    assert shown.status_code == 410
    assert f"<h1>Cette invitation {title}.</h1>" in shown.content.decode()
    assert guest.post(f"/invitation/{token}/", NEW).status_code == 410
    assert not User.objects.filter(email="nina@fournils.test").exists()


def test_a_link_that_nobody_knows(db):
    shown = Client().get("/invitation/not-a-token/")
    assert shown.status_code == 404
    assert "<h1>Ce lien ne mène nulle part.</h1>" in shown.content.decode()
    assert Client().post("/invitation/not-a-token/", NEW).status_code == 404


def test_withdrawing(alice, organisation, client_of, settings_page):
    token = prepared(alice, organisation)
    client = client_of(alice)
    client.post(settings_page(f"invitations/{the_invitation(organisation).id}/withdraw/"))
    assert Client().get(f"/invitation/{token}/").status_code == 410
    again = client.post(settings_page(f"invitations/{the_invitation(organisation).id}/withdraw/"))
    assert again.status_code == 404


def test_a_mail_that_was_withdrawn_meanwhile_is_not_sent(alice, organisation, house, mail_leaves, work_off):
    invitation, _token = actions.invite(actor=alice, **NINA)
    outbox.send_invitation(organisation.id, invitation.id)
    actions.withdraw_invitation(actor=alice, invitation=invitation)
    work_off()
    assert mail.outbox == []


def test_coming_back_after_having_left(alice, bob, organisation, client_of):
    with tenant(organisation.id):
        actions.close_membership(actor=alice, member=bob)
    bobs = client_of(bob)
    assert bobs.get("/o/fournils/").status_code == 404
    token = prepared(alice, organisation, email="bob@fournils.test", roles=["recruiter"])
    bobs.post(f"/invitation/{token}/")
    assert bobs.get("/o/fournils/settings/members/").status_code == 200


def test_who_is_here_is_not_invited_again(alice, bob, client_of, settings_page, organisation):
    answer = client_of(alice).post(settings_page("invitations/"), {**NINA, "email": "BOB@fournils.test"})
    assert answer.status_code == 422
    with tenant(organisation.id):
        assert not Invitation.objects.exists()


@pytest.mark.parametrize("path", ["", "{id}/again/", "{id}/link/", "{id}/withdraw/"])
def test_only_owners_invite(alice, bob, organisation, client_of, settings_page, path, mail_leaves):
    prepared(alice, organisation)
    path = "invitations/" + path.format(id=the_invitation(organisation).id)
    assert client_of(bob).post(settings_page(path), NINA).status_code == 403
    assert Client().post(settings_page(path), NINA).status_code == 302
    with tenant(organisation.id):
        assert Invitation.objects.count() == 1


def test_invitations_of_another_house_do_not_exist(alice, dan, organisation, client_of):
    prepared(alice, organisation)
    number = the_invitation(organisation).id
    assert client_of(dan).post(f"/o/mairie/settings/invitations/{number}/withdraw/").status_code == 404
    assert client_of(dan).get("/o/fournils/settings/invitations/").status_code == 404
    assert the_invitation(organisation).withdrawn_at is None


def test_two_weeks(alice, organisation):
    prepared(alice, organisation)
    assert the_invitation(organisation).expires_at - clock.now() > timedelta(days=13, hours=23)
