"""Each way in which a questionnaire reaches people: a link for anyone, its code, a screen at the counter, a page of one's site."""

import io

import pytest
import segno
from django.test import Client

from liant.surveys import quotas, waves
from liant.tenancy.context import tenant
from tests.surveys.asking import a_wave

pytestmark = pytest.mark.django_db
GIVEN = {"page": "one", "seen": ["mood"], "q.mood": "5", "move": "give"}


def opened(organisation, alice, **settings):
    with tenant(organisation.id):
        return waves.open_wave(actor=alice, wave=a_wave(alice, has_open_link=True, **settings))


def test_the_link_on_the_page_of_the_wave_is_answered_by_anyone(client_of, organisation, alice):
    wave = opened(organisation, alice)
    page = client_of(alice).get(f"/o/fournils/surveys/waves/{wave.pk}/").content.decode()
    path = f"/answers/{wave.link_key}/"
    assert path in page
    assert Client().post(path, GIVEN | {"slip": "a" * 24}, follow=True).status_code == 200
    with tenant(organisation.id):
        assert quotas.count(wave) == 1


def test_the_code_leads_to_the_link(client_of, organisation, alice, settings):
    wave = opened(organisation, alice)
    drawn = client_of(alice).get(f"/o/fournils/surveys/waves/{wave.pk}/code/")
    assert drawn["Content-Type"] == "image/svg+xml"
    wanted = io.BytesIO()
    segno.make(f"{settings.BASE_URL}/answers/{wave.link_key}/", error="m", micro=False).save(
        wanted, kind="svg", scale=8, border=4
    )
    path = wanted.getvalue().split(b' d="')[1].split(b'"')[0]
    assert path in drawn.content


def test_a_screen_at_the_counter_begins_again_by_itself_with_another_form(organisation, alice):
    wave = opened(organisation, alice, is_kiosk=True)
    client, address = Client(), f"/answers/{wave.link_key}/"
    for slip in ("a" * 24, "b" * 24):
        done = client.post(address, GIVEN | {"slip": slip}, follow=True)
        assert done["Refresh"].startswith("8; url=/answers/")
        assert client.get(address).content.decode().count('5" checked') == 0, "nothing of the one before"
    with tenant(organisation.id):
        assert quotas.count(wave) == 2
    assert not client.cookies, "and no cookie"


def test_within_a_page_of_ones_site_from_the_first_page_to_the_thanks(client_of, organisation, alice):
    wave = opened(organisation, alice, can_embed=True)
    page = client_of(alice).get(f"/o/fournils/surveys/waves/{wave.pk}/").content.decode()
    assert f"/answers/{wave.link_key}/?within=1" in page
    client, address = Client(), f"/answers/{wave.link_key}/?within=1"
    for found in (client.get(address), client.post(address, GIVEN | {"slip": "a" * 24}, follow=True)):
        assert "frame-ancestors *" in found["Content-Security-Policy"]
    other = opened(organisation, alice)
    assert "frame-ancestors *" not in client.get(f"/answers/{other.link_key}/")["Content-Security-Policy"]
