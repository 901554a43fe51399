"""Colleagues are told of the programme by mail: each once, whatever becomes of the mail of another."""

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings

from liant.advocacy import actions, jobs
from liant.advocacy.models import Invited
from liant.tenancy.context import tenant
from tests.advocacy.programmes import allowed
from tests.counterparts.processes import wait_until

pytestmark = pytest.mark.django_db


def test_colleagues_are_told_of_the_programme_by_mail_once(alice, nadia, organisation, offers):
    with tenant(organisation.id):
        allowed(alice)
        actions.invite(actor=alice, members=[nadia])
    with override_settings(EMAIL_HOST="localhost"):
        jobs.mail_invited(organisation.id)
        jobs.mail_invited(organisation.id)
    [letter] = mail.outbox
    assert letter.to == ["nadia@fournils.test"]
    assert "/o/fournils/share/" in letter.body


def test_invitations_of_two_moments_leave_one_after_the_other(alice, nadia, make_member, organisation, offers):
    """Two at once would write to the same people."""
    with tenant(organisation.id):
        allowed(alice)
        actions.invite(actor=alice, members=[nadia])
        actions.invite(actor=alice, members=[make_member("Samir", "employee")])
        with connection.cursor() as cursor:
            cursor.execute("select lock from procrastinate_jobs where task_name = 'advocacy.mail_invited'")
            [one, other] = [row[0] for row in cursor.fetchall()]
    assert one == other == f"advocacy.mail_invited:{organisation.id}"


@pytest.mark.counterpart
def test_an_address_that_is_refused_keeps_no_invitation_from_the_others(
    alice, make_member, organisation, offers, mail_server
):
    unknown, nadia, gone = (make_member(name, "employee") for name in ("Unknown", "Nadia", "Gone"))
    with tenant(organisation.id):
        allowed(alice)
        for one, address in ((unknown, "unknown@liant.test"), (nadia, "nadia.invited@liant.test")):
            one.user.email = address
            one.user.save()
        actions.invite(actor=alice, members=[unknown, gone, nadia])
        gone.is_active = False
        gone.save()
    real = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": mail_server.smtp_port,
            "EMAIL_HOST": "127.0.0.1", "EMAIL_HOST_USER": "", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False,
            "DEFAULT_FROM_EMAIL": "liant@liant.test"}  # fmt: skip
    with override_settings(**real):
        jobs.mail_invited(organisation.id)
        jobs.mail_invited(organisation.id)
    wait_until(lambda: mail_server.messages("nadia.invited@liant.test"), 20, "the invitation")
    [letter] = mail_server.messages("nadia.invited@liant.test")
    assert letter.headers["message-id"][0].startswith("<")
    with tenant(organisation.id):
        told = dict(Invited.objects.values_list("member__name", "mailed_at"))
    assert told["Nadia"]
    assert told["Unknown"] is None
    assert told["Gone"] is None, "whoever works there no more is written to no more"


def test_while_no_server_takes_mail_invitations_wait(alice, nadia, organisation, offers, unused_port):
    with tenant(organisation.id):
        allowed(alice)
        actions.invite(actor=alice, members=[nadia])
    asleep = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": unused_port,
    }
    with override_settings(**asleep), pytest.raises(ConnectionRefusedError):
        jobs.mail_invited(organisation.id)
    with override_settings(EMAIL_HOST="localhost"):
        jobs.mail_invited(organisation.id)
    assert [one.to for one in mail.outbox] == [["nadia@fournils.test"]]
