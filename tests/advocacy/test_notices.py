"""An expert hears when they want to, on the way they chose, of each thing once; and no job or table says who they are."""

import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import override_settings

from liant.advocacy import actions, jobs, queries, sharing, taking_part
from liant.advocacy.models import Device, Expert, Suggestion
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.programmes import allowed
from tests.kit.push_service import Browser, push_service

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
TODAY = datetime.now(PARIS).replace(hour=9, minute=20)
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())  # the next: what is offered today is there
AGREED = {"suggest": "Oui.", "clicks": "Oui."}


@pytest.fixture
def tell(organisation):
    """Do the worker's look, at this moment."""

    def at(moment: datetime = MONDAY) -> None:
        with clock.at(moment), override_settings(EMAIL_HOST="localhost"):
            jobs.tell_in(organisation.id)

    return at


@pytest.fixture
def joined(organisation, nadia, offers):
    """`joined(channels=["mail"])`: Nadia takes part, and wants to hear so."""

    def join(**choices) -> None:
        with tenant(organisation.id), clock.at(MONDAY - timedelta(hours=1)):
            taking_part.join(actor=nadia, agreed=AGREED, **choices)

    return join


def test_a_phone_is_told_once_sealed_for_it_alone(joined, nadia, organisation, tell, offers):
    browser = Browser()
    joined(days=[0])
    with push_service() as (service, endpoint):
        with tenant(organisation.id):
            assert taking_part.add_device(actor=nadia, endpoint=endpoint, **browser.keys)
        tell(MONDAY)
        tell(MONDAY + timedelta(minutes=15))
        tell(MONDAY + timedelta(days=7))
        [(headers, body)] = service.taken
    assert b"pain" not in body
    told = json.loads(browser.opened(body))
    assert told["title"] == "3 choses utiles à partager"
    assert "Pourquoi le pain tient mieux l’hiver" in told["body"]
    assert urlsplit(told["url"]).path == "/o/fournils/share/"
    assert headers["authorization"].startswith("vapid t=")


def test_one_thing_opens_where_it_is_shared(joined, nadia, organisation, tell, offers):
    browser = Browser()
    joined(most_each_week=1, topics=[offers.bread.pk], wishes={"kinds": ["expert"]})
    with tenant(organisation.id), queries.own(nadia):
        [only] = Suggestion.objects.all()
        Suggestion.objects.update(offer=offers.offered)  # whatever chance put there
    with push_service() as (service, endpoint):
        with tenant(organisation.id):
            taking_part.add_device(actor=nadia, endpoint=endpoint, **browser.keys)
        tell()
        told = json.loads(browser.opened(service.taken[0][1]))
    assert urlsplit(told["url"]).path == f"/o/fournils/share/{offers.offered.pk}/"
    assert only.told_at is None


def test_a_phone_that_takes_no_notices_any_more_is_forgotten(joined, nadia, organisation, tell):
    joined()
    with push_service() as (service, endpoint):
        service.status = 410
        with tenant(organisation.id):
            taking_part.add_device(actor=nadia, endpoint=endpoint, **Browser().keys)
        tell()
    with tenant(organisation.id), queries.own(nadia):
        assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("moment", "choices"),
    [
        (MONDAY - timedelta(minutes=30), {}),  # before the hour
        (MONDAY + timedelta(hours=9), {}),  # long after it
        (MONDAY, {"days": [1, 2]}),  # another day
        (MONDAY, {"quiet_from": "19:00", "quiet_until": "10:00"}),  # still quiet
        (MONDAY, {"channels": []}),  # they come by themselves
    ],
)
def test_nothing_is_said_when_they_do_not_want_to_hear(joined, tell, moment, choices):
    joined(**{"channels": ["mail"], **choices})
    tell(moment)
    assert mail.outbox == []


def test_a_letter_comes_once_a_week_with_the_list_and_the_thanks(joined, nadia, alice, organisation, tell, offers):
    joined(channels=["mail"])
    tell(MONDAY)
    tell(MONDAY + timedelta(days=1))
    [letter] = mail.outbox
    assert letter.to == ["nadia@fournils.test"]
    assert "Pourquoi le pain tient mieux l’hiver" in letter.body
    assert f"/o/fournils/share/{offers.offered.pk}/" in letter.body
    assert "/o/fournils/share/choices/" in letter.extra_headers["List-Unsubscribe"]
    with tenant(organisation.id), clock.at(MONDAY + timedelta(days=2)):
        words = sharing.Words("Je travaille aux Trois Fournils. Le levain a froid.", "bluesky")
        share = sharing.begin(actor=nadia, offer=offers.offered, words=words)
        sharing.settle(actor=nadia, share_id=share.pk, to="done")
    with tenant(organisation.id), clock.at(MONDAY + timedelta(days=3)):
        actions.thank(actor=alice, offer=offers.offered, words="Deux questions ont changé mon texte.")
    tell(MONDAY + timedelta(days=7))
    assert "Deux questions ont changé mon texte." in mail.outbox[1].body
    assert "Pourquoi le pain" not in mail.outbox[1].body.split("Deux questions")[0], "what was told is not told again"
    tell(MONDAY + timedelta(days=14))
    assert len(mail.outbox) == 2, "nothing happened: nothing is said"


def test_who_took_back_their_agreement_hears_nothing(joined, nadia, organisation, tell):
    joined(channels=["mail"])
    with tenant(organisation.id):
        taking_part.agree(actor=nadia, agreed={"clicks": "Oui."})
    tell()
    assert mail.outbox == []


def test_while_the_programme_rests_nobody_hears(joined, alice, organisation, tell):
    joined(channels=["mail"])
    with tenant(organisation.id):
        actions.move(actor=alice, to="resting")
    tell()
    assert mail.outbox == []


def test_chat_is_told_through_the_same_places_as_alerts(joined, nadia, organisation, client_of, tell):
    joined(channels=["chat"])
    client = client_of(nadia)
    choices = {"suggest": "on", "most_each_week": "3", "hour": "09:00", "quiet_from": "19:00", "quiet_until": "08:00",
               "channels": ["chat"]}  # fmt: skip
    assert (
        client.post("/o/fournils/share/choices/", {**choices, "chat_address": "file:///etc/passwd"}).status_code == 422
    )
    with push_service() as (service, endpoint):
        place = endpoint.replace("http://", "json://")
        assert client.post("/o/fournils/share/choices/", {**choices, "chat_address": place}).status_code == 302
        assert "JSON" in client.get("/o/fournils/share/choices/").content.decode()
        tell()
        [(_headers, body)] = service.taken
    assert "choses utiles à partager" in json.loads(body)["title"]
    with tenant(organisation.id), queries.own(nadia) as expert:
        assert "127.0.0.1" not in expert.chat, "kept sealed"


def test_no_job_names_an_expert(joined, nadia, organisation, work_off, as_owner):
    joined(channels=["mail"])
    jobs.look(0)
    jobs.suggest(0)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name like 'advocacy.%'")
        told = [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]
    assert told
    assert all(set(args) == {"organisation_id"} for args in told)


def test_lists_are_filled_up_at_night_and_stay_short(joined, nadia, alice, organisation):
    joined(most_each_week=4)
    with tenant(organisation.id):
        for number in range(5):
            actions.offer(actor=alice, kind="news", title=f"Nouvelle {number}")
    with clock.at(MONDAY):
        jobs.suggest_in(organisation.id)
        jobs.suggest_in(organisation.id)
    with tenant(organisation.id), queries.own(nadia):
        assert len(queries.suggestions(nadia)) == 4
        assert Suggestion.objects.count() == 4
    with tenant(organisation.id):
        assert Expert.objects.count() == 0, "outside of one's own rows nobody is an expert"


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
