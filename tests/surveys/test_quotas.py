"""As many as are wanted, and reminders at their day."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings

from liant.kit import clock
from liant.surveys import jobs, naming, quotas, urn, waves
from liant.surveys.models import Draft, Invitation, Reminder, Slip, Wave
from liant.tenancy.before_tenant import waves_due
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens
from tests.surveys.test_answering import TWO_PAGES, fields, send

pytestmark = pytest.mark.django_db
SURVEYS = "/o/fournils/surveys/"
TEAMS = [{"code": "shop", "name": "Boutique"}, {"code": "oven", "name": "Fournil"}]


def give(wave, token, slip, **answers):
    urn.take(wave=wave, token=token, slip=slip, answers=answers or {"mood": 4}, language="fr")


def test_a_group_that_is_full_is_told_so_before_anything_is_asked(organisation, alice):
    with tenant(organisation.id):
        limit = [{"group": "shop", "at_most": 5}]
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=20, groups=TEAMS, quotas=limit))
        links = tokens(wave)
        shop = [links[n] for n in range(0, 20, 2)]
        for n, link in enumerate(shop[:5]):
            give(wave, link, f"s{n}")
        urn.empty(wave_id=wave.pk)
        with pytest.raises(quotas.Full):
            give(wave, shop[5], "s5")
        give(wave, links[1], "oven")
    late, other = (Client().get(f"/answer/{link}/") for link in (shop[6], links[3]))
    assert late.status_code == 410
    assert "Merci d’avoir voulu" in late.content.decode()
    assert other.status_code == 200


def test_an_answer_that_is_full_is_told_on_its_page_and_what_was_begun_is_forgotten(organisation, alice):
    with tenant(organisation.id):
        limit = [{"question": "often", "value": "daily", "at_most": 5}]
        wave = waves.open_wave(
            actor=alice, wave=a_wave(alice, a_questionnaire(alice, TWO_PAGES), asked=12, quotas=limit)
        )
        links = tokens(wave)
        for n in range(5):
            give(wave, links[n], f"s{n}", often="daily")
    client, address = Client(), f"/answer/{links[6]}/"
    page = client.get(address).content.decode()
    told = send(client, address, page, often="daily")
    assert told.status_code == 410, "before the second page"
    with tenant(organisation.id):
        assert not Draft.objects.exists()
    page = client.get(address).content.decode()
    assert send(client, address, page, often="never", why="x").status_code in (200, 302), "another answer has its place"


def test_a_tick_among_several_counts_too_and_names_are_counted_where_they_are_kept(house, alice):
    definition = {"title": "Bread", "pages": [{"name": "p", "elements": [
        {"type": "checkbox", "name": "which", "title": "Which?", "choices": ["rye", "wheat"]}]}]}  # fmt: skip
    made = a_questionnaire(alice, definition)
    limit = [{"question": "which", "value": "rye", "at_most": 2, "is_list": True}]
    wave = a_wave(alice, made, asked=4, quotas=limit, protection="confidential")
    wave = waves.open_wave(actor=alice, wave=wave)
    for n, token in enumerate(tokens(wave)[:2]):
        naming.take(wave=wave, token=token, slip=f"{n}", answers={"which": ["rye", "wheat"]}, language="fr")
    with pytest.raises(quotas.Full):
        naming.take(wave=wave, token=tokens(wave)[2], slip="2", answers={"which": ["rye"]}, language="fr")
    naming.take(wave=wave, token=tokens(wave)[3], slip="3", answers={"which": ["wheat"]}, language="fr")


def test_the_form_that_took_the_last_place_sent_again_is_thanked(organisation, alice):
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, has_open_link=True, at_most=1))
        give(wave, "", "a" * 24)
        with pytest.raises(urn.AlreadyAnswered):
            give(wave, "", "a" * 24)
        assert Slip.objects.count() == 1
    full = Client().get(f"/answers/{wave.link_key}/")
    assert full.status_code == 410
    assert "Autant de personnes" in full.content.decode()


def test_limits_are_set_in_the_screen_and_never_under_the_minimum(client_of, alice, organisation):
    client = client_of(alice)
    with tenant(organisation.id):
        wave = a_wave(alice, a_questionnaire(alice, TWO_PAGES), asked=4, groups=TEAMS)
    address = f"{SURVEYS}waves/{wave.pk}/limits/"
    assert "Boutique" in client.get(address).content.decode()
    assert client.post(address, {"group_0": "4"}).status_code == 422
    assert client.post(address, {"group_0": "40", "answer": "0", "answer_most": "25"}).status_code == 302
    with tenant(organisation.id):
        wave.refresh_from_db()
        assert wave.quotas == [{"group": "shop", "at_most": 40}, {"question": "often", "value": "daily", "at_most": 25}]
        wave = waves.arrange(actor=alice, wave=wave, minimum=30)
        assert wave.quotas[1]["at_most"] == 30, "the minimum rose above it"
    page = client.get(f"{SURVEYS}waves/{wave.pk}/").content.decode()
    assert "Pas plus de 40" in page
    client.post(address, {"kept_0": "", "kept_1": "50"})
    with tenant(organisation.id):
        wave.refresh_from_db()
        assert [one["at_most"] for one in wave.quotas] == [50]


def test_where_there_is_nothing_to_limit_the_page_says_so(client_of, alice, organisation):
    definition = {
        "title": "W",
        "pages": [{"name": "p", "elements": [{"type": "comment", "name": "why", "title": "Why?"}]}],
    }
    with tenant(organisation.id):
        wave = a_wave(alice, a_questionnaire(alice, definition))
    address = f"{SURVEYS}waves/{wave.pk}/limits/"
    assert "Rien à limiter encore" in client_of(alice).get(address).content.decode()


@override_settings(EMAIL_HOST="localhost", EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_reminders_leave_at_their_day_to_everyone_and_once(organisation, alice):
    now = clock.now()
    with tenant(organisation.id):
        days = [now + timedelta(days=day) for day in (3, 6)]
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=6, reminders=days))
        for n, link in enumerate(tokens(wave)[:5]):
            give(wave, link, f"s{n}")
    jobs.write(organisation.id, wave.pk)
    mail.outbox.clear()
    assert not [what for *_ids, what in waves_due(now + timedelta(days=2)) if what == "reminds"]
    with clock.at(now + timedelta(days=3, minutes=1)):
        assert (organisation.id, wave.pk, "reminds") in waves_due(clock.now())
        jobs.remind_due(organisation.id, wave.pk)
        jobs.remind_due(organisation.id, wave.pk)
        jobs.write(organisation.id, wave.pk)
    assert len(mail.outbox) == 6
    assert "personne ne sait qui a répondu" in mail.outbox[0].body
    with tenant(organisation.id):
        assert Reminder.objects.filter(done_at=None).count() == 1
        wave = waves.close(actor=alice, wave=Wave.objects.get(pk=wave.pk))
    assert not [what for *_ids, what in waves_due(now + timedelta(days=9)) if what == "reminds"], "it is closed"


def test_reminders_are_set_in_the_screen_and_come_again_with_the_next_wave(client_of, alice, organisation):
    client = client_of(alice)
    with tenant(organisation.id):
        wave = a_wave(alice, asked=6, recurrence="quarter")
    settings = {
        "name": "Automne",
        "protection": "anonymous",
        "minimum": "5",
        "comment_minimum": "10",
        "recurrence": "quarter",
    }
    soon, late = (f"{clock.now() + timedelta(days=days):%Y-%m-%dT09:00}" for days in (4, 9))
    wrong = client.post(f"{SURVEYS}waves/{wave.pk}/arrange/", {**settings, "closes_at": soon, "remind_1": late})
    assert wrong.status_code == 422
    client.post(f"{SURVEYS}waves/{wave.pk}/arrange/", {**settings, "closes_at": late, "remind_1": soon})
    assert "Un rappel part" in client.get(f"{SURVEYS}waves/{wave.pk}/").content.decode()
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=Wave.objects.get(pk=wave.pk))
    client.post(f"{SURVEYS}waves/{wave.pk}/arrange/", {"closes_at": late, "remind_1": soon, "remind_2": ""})
    with tenant(organisation.id):
        assert wave.reminders.count() == 1
        after = waves.follow(wave=waves.close(actor=alice, wave=wave))
        assert after.reminders.get().at - wave.reminders.get().at == timedelta(days=91)


def test_the_rate_is_told_of_those_whom_the_letter_reached_too(client_of, alice, organisation):
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=10))
        wave.invitations.update(state=Invitation.State.SENT)
        wave.invitations.filter(pk__in=wave.invitations.values("pk")[:2]).update(state=Invitation.State.REFUSED)
        for n, link in enumerate(tokens(wave)[:6]):
            give(wave, link, f"s{n}")
        urn.empty(wave_id=wave.pk)
    page = client_of(alice).get(f"{SURVEYS}waves/{wave.pk}/").content.decode()
    assert "6 réponses sur 10 personnes" in page
    assert "75\u00a0% des 8" in page


def test_a_form_that_was_begun_is_found_again_and_forgotten_at_the_close(organisation, alice):
    with tenant(organisation.id):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, a_questionnaire(alice, TWO_PAGES), asked=2))
        [link, _other] = tokens(wave)
    client, address = Client(), f"/answer/{link}/"
    send(client, address, client.get(address).content.decode(), often="daily")
    again = Client().get(address).content.decode()
    assert fields(again)["page"] == ["two"]
    with tenant(organisation.id):
        waves.close(actor=alice, wave=wave)
        assert not Draft.objects.exists()
    assert Client().get(address).status_code == 410
