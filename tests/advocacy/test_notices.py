"""An expert hears when they want to, on the way they chose, of each thing once; and no job or table says who they are."""

import json
from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from liant.accounts.chat.models import Place
from liant.accounts.models import Member, User
from liant.advocacy import actions, jobs, queries, sharing, taking_part
from liant.advocacy.models import Consent, Device, Expert, Suggestion
from liant.kit import clock, secrets
from liant.tenancy.before_tenant import organisations_with_experts_to_tell
from liant.tenancy.context import tenant
from tests.advocacy.programmes import AGREED, MONDAY
from tests.kit.push_service import Browser, push_service

pytestmark = pytest.mark.django_db


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
        (MONDAY, {"quiet_from": time(19), "quiet_until": time(10)}),  # still quiet
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


def test_a_letter_ends_in_one_click_without_signing_in(joined, nadia, organisation, tell):
    joined(channels=["mail", "push"])
    tell(MONDAY)
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in letter.body
    path = urlsplit(address).path
    assert "fournils" not in path, "it says nothing to whoever reads it"
    anyone = Client(enforce_csrf_checks=True)
    looked = anyone.get(path)
    assert "Arrêter" in looked.content.decode()
    assert looked.headers["Referrer-Policy"] == "no-referrer"
    assert channels_of(nadia) == ["mail", "push"], "looking stops nothing: programmes that read mail follow links"
    assert "arrêtées" in anyone.post(path, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert channels_of(nadia) == ["push"], "and nothing else"
    assert "arrêtées" in anyone.get(path).content.decode()
    tell(MONDAY + timedelta(days=7))
    assert len(mail.outbox) == 1


def channels_of(member):
    with tenant(member.organisation_id), queries.own(member) as expert:
        return expert.channels


def test_no_other_link_ends_letters(joined, nadia, organisation):
    joined(channels=["mail"])
    anyone = Client()
    for made in ("", "x", secrets.seal("letters"), secrets.seal(f"other:{organisation.id}:{nadia.pk}")):
        assert anyone.post(f"/share/letters/stop/{made or '-'}/").status_code == 404
    assert channels_of(nadia) == ["mail"]
    with tenant(organisation.id):
        taking_part.leave(actor=nadia)
        sealed = secrets.seal(f"letters:{organisation.id}:{nadia.pk}")
    assert anyone.post(f"/share/letters/stop/{sealed}/").status_code == 200, "whoever left gets none: it looks the same"


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
    with tenant(organisation.id):
        assert not Place.objects.exists(), "theirs alone"
        with queries.own(nadia):
            assert "127.0.0.1" not in Place.objects.get().address, "kept sealed"
        taking_part.leave(actor=nadia)
        with queries.own(nadia):
            assert not Place.objects.exists(), "nobody speaks there any more"


def test_no_job_names_an_expert(joined, nadia, organisation, work_off, as_owner):
    joined(channels=["mail"])
    with clock.at(MONDAY):
        jobs.look(0)
    jobs.suggest(0)
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


def test_the_look_grows_with_those_who_are_due_and_not_with_members(organisation, offers, make_member):
    due = [make_member(f"Due {n}", "employee") for n in range(3)]

    def spent(members: int) -> int:
        with tenant(organisation.id):
            crowd(organisation, members)
            for one in due:
                with clock.at(MONDAY - timedelta(hours=1)):
                    taking_part.join(actor=one, agreed=AGREED, channels=["mail"])
                with queries.own(one):
                    Suggestion.objects.update(told_at=None)
                    Expert.objects.update(digested_at=None)
        with clock.at(MONDAY), override_settings(EMAIL_HOST="localhost"), CaptureQueriesContext(connection) as asked:
            assert organisations_with_experts_to_tell(clock.now()) == [organisation.id]
            jobs.tell_in(organisation.id)
        return len(asked)

    few, many = spent(50), spent(450)
    assert len(mail.outbox) == 6
    assert many == few
    with clock.at(MONDAY), CaptureQueriesContext(connection) as asked:
        jobs.look(0)
    assert len(asked) == 1, "one question where nobody is due"


def crowd(organisation, number: int) -> None:
    """So many experts more, who want to hear on another day."""
    first = Member.objects.count()
    users = User.objects.bulk_create(
        User(email=f"agent{n}@fournils.test", name=f"Agent {n}") for n in range(first, first + number)
    )
    made = Member.objects.bulk_create(
        Member(organisation=organisation, user=one, name=one.name, roles=["employee"]) for one in users
    )
    for one in made:
        with queries.own(one):
            Expert.objects.create(member=one, channels=["mail"], next_at=MONDAY + timedelta(days=2))
            Consent.objects.create(member=one, purpose="suggest", words="Oui.")
