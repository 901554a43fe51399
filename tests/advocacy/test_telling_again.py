"""What did not arrive is told again, a few times and within their hours; what may have arrived is not."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings

from liant.accounts.chat import actions as chat
from liant.advocacy import queries, taking_part
from liant.advocacy.models import Suggestion
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.programmes import AGREED, MONDAY
from tests.counterparts.processes import wait_until
from tests.kit.push_service import Browser, push_service

pytestmark = pytest.mark.django_db


def minutes(number: int) -> datetime:
    return MONDAY + timedelta(minutes=number)


@pytest.mark.parametrize("status", [503, 429])
def test_what_a_phone_could_not_take_is_told_again_until_it_arrives(joined, nadia, organisation, tell, status):
    joined(channels=["push"])
    with push_service() as (service, endpoint):
        with tenant(organisation.id):
            taking_part.add_device(actor=nadia, endpoint=endpoint, **Browser().keys)
        service.status = status
        tell(minutes(0))
        tell(minutes(4))
        assert len(service.taken) == 1, "not at once"
        tell(minutes(6))
        assert len(service.taken) == 2
        service.status = 201
        tell(minutes(22))
        tell(minutes(30))
        tell(minutes(120))
        assert len(service.taken) == 3


@pytest.mark.parametrize("status", [400, 413, None])
def test_what_was_refused_for_good_or_may_have_arrived_is_not_told_again(joined, nadia, organisation, tell, status):
    joined(channels=["push"])
    with push_service() as (service, endpoint):
        with tenant(organisation.id):
            taking_part.add_device(actor=nadia, endpoint=endpoint, **Browser().keys)
        service.status = status
        tell(minutes(0))
        service.status = 201
        for number in (6, 30, 24 * 60):
            tell(minutes(number))
        assert len(service.taken) == 1


def test_what_arrived_somewhere_is_not_told_again(joined, nadia, organisation, tell):
    joined(channels=["push"])
    with push_service() as (here, endpoint), push_service() as (there, other):
        with tenant(organisation.id):
            for one in (endpoint, other):
                taking_part.add_device(actor=nadia, endpoint=one, **Browser().keys)
        there.status = 503
        tell(minutes(0))
        tell(minutes(6))
        assert (len(here.taken), len(there.taken)) == (1, 1)


def test_after_a_few_tries_it_waits_for_the_next_day_with_what_it_had(joined, nadia, organisation, tell):
    joined(channels=["push"])
    with push_service() as (service, endpoint):
        with tenant(organisation.id):
            taking_part.add_device(actor=nadia, endpoint=endpoint, **Browser().keys)
        service.status = 503
        for number in range(0, 180, 5):
            tell(minutes(number))
        assert len(service.taken) == 4
        service.status = 201
        tell(MONDAY + timedelta(days=1))
        assert len(service.taken) == 5
        with tenant(organisation.id), queries.own(nadia) as expert:
            assert expert.tries == 0
            assert not Suggestion.objects.filter(told_at=None).exists()


def test_a_letter_that_no_server_took_leaves_later_and_is_the_same(joined, nadia, organisation, tell, unused_port):
    joined(channels=["mail"])
    asleep = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": unused_port}
    with override_settings(**asleep):
        tell(minutes(0))
    assert mail.outbox == []
    tell(minutes(6))
    tell(minutes(30))
    [letter] = mail.outbox
    assert "Pourquoi le pain tient mieux l’hiver" in letter.body
    with tenant(organisation.id), queries.own(nadia) as expert:
        expert.digested_at = None
        Suggestion.objects.update(told_at=None)
        expert.save()
        taking_part.choose(actor=nadia)
    tell(MONDAY + timedelta(days=1))
    assert mail.outbox[1].extra_headers["Message-ID"] == letter.extra_headers["Message-ID"]


def test_a_chat_that_does_not_answer_is_told_again(joined, nadia, organisation, tell, unused_port):
    joined(channels=["chat"], chat_address=f"json://127.0.0.1:{unused_port}/x")
    tell(minutes(0))
    with push_service() as (service, endpoint):
        with tenant(organisation.id), queries.own(nadia) as expert:
            assert expert.tries == 1
            chat.keep(actor=nadia, address=endpoint.replace("http://", "json://"))
        tell(minutes(6))
        assert len(service.taken) == 1


@pytest.mark.parametrize(("status", "times"), [(503, 2), (None, 1)])
def test_a_chat_that_said_no_is_told_again_and_one_that_took_it_and_said_nothing_is_not(joined, tell, status, times):
    with push_service() as (service, endpoint):
        joined(channels=["chat"], chat_address=endpoint.replace("http://", "json://"))
        service.status = status
        tell(minutes(0))
        service.status = 201
        for number in (6, 30):
            tell(minutes(number))
        assert len(service.taken) == times


@pytest.mark.counterpart
def test_a_real_server_takes_a_letter_once_and_refuses_for_good(offers, nadia, organisation, tell, mail_server):
    """What certainly never arrives is not sent each day."""
    with clock.at(MONDAY - timedelta(days=1, hours=1)), tenant(organisation.id):
        taking_part.join(actor=nadia, agreed=AGREED, channels=["mail"])
    real = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": mail_server.smtp_port,
            "EMAIL_HOST_USER": "", "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}  # fmt: skip
    with override_settings(**real):  # the sender's address is wrong here: that can be mended
        tell(minutes(-24 * 60))
        with tenant(organisation.id), queries.own(nadia) as expert:
            assert (expert.tries, expert.digested_at) == (1, None)
    for address in ("unknown@liant.test", "nadia@liant.test"):
        with tenant(organisation.id):
            nadia.user.email = address
            nadia.user.save()
            with queries.own(nadia) as expert:
                expert.digested_at, expert.tries = None, 0
                Suggestion.objects.update(told_at=None)
                expert.save()
            with clock.at(MONDAY - timedelta(hours=1)):
                taking_part.choose(actor=nadia)
        with override_settings(**real, DEFAULT_FROM_EMAIL="liant@liant.test"):
            for number in (0, 6, 30):
                tell(minutes(number))
        with tenant(organisation.id), queries.own(nadia) as expert:
            assert expert.tries == 0
            assert expert.digested_at is not None
    wait_until(lambda: mail_server.messages("nadia@liant.test"), 20, "the letter")
    [letter] = mail_server.messages("nadia@liant.test")
    assert letter.headers["list-unsubscribe-post"] == ("List-Unsubscribe=One-Click",)
    assert "/share/letters/stop/" in "".join(letter.headers["list-unsubscribe"])
