"""Answering, on a page without script: what is asked, what is kept, what is told."""

import re

import pytest
from django.test import Client

from liant.surveys import quotas, waves
from liant.surveys.models import Answer, Draft, NamedAnswer, Slip
from liant.surveys.ready import ready_definition, ready_keys
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens

pytestmark = pytest.mark.django_db
TWO_PAGES = {
    "title": {"default": "Bread", "fr": "Le pain"},
    "pages": [
        {"name": "one", "elements": [
            {"type": "radiogroup", "name": "often", "isRequired": True, "title": "How often?", "choices": ["daily", "never"]},
            {"type": "comment", "name": "why", "visibleIf": "{often} = 'never'", "title": "Why not?"},
        ]},
        {"name": "two", "visibleIf": "{often} = 'daily'", "elements": [
            {"type": "checkbox", "name": "which", "title": "Which?", "choices": ["rye", "wheat"]},
            {"type": "ranking", "name": "order", "title": "In which order?", "choices": ["crust", "crumb"]},
            {"type": "matrix", "name": "m", "title": "How is it?", "columns": [1, 2, 3], "rows": ["salt", "bake"]},
            {"type": "text", "name": "loaves", "inputType": "number", "min": 0, "max": 20, "title": "How many?"},
            {"type": "boolean", "name": "again", "title": "Again?"},
        ]},
    ],
}  # fmt: skip


def opened(organisation, alice, definition=None, **settings):
    with tenant(organisation.id):
        wave = a_wave(alice, a_questionnaire(alice, definition), **settings)
        wave = waves.open_wave(actor=alice, wave=wave)
        return wave, [f"/answer/{token}/" for token in tokens(wave)]


def fields(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def send(client, address, page, **values):
    given = {f"q.{name.replace('__', '.')}": value for name, value in values.items() if name != "move"}
    return client.post(address, {**fields(page), **given, "move": values.get("move", "next")})


def test_two_pages_with_a_condition_without_script(organisation, alice):
    _wave, links = opened(organisation, alice, TWO_PAGES, asked=6)
    client = Client()
    page = client.get(links[0]).content.decode()
    assert "Le pain" in page
    assert 'name="q.why"' not in page
    missing = send(client, links[0], page)
    assert missing.status_code == 422
    page = send(client, links[0], page, often="never").content.decode()
    assert 'name="q.why"' in page, "what the answer brings up is asked on the same page"
    page = send(client, links[0], page, often="daily").content.decode()
    assert 'name="q.which"' in page
    wrong = send(client, links[0], page, loaves="many", move="give")
    assert wrong.status_code == 422
    given = send(client, links[0], page, which=["rye"], order__crust="2", order__crumb="1", m__salt="3", m__bake="1", loaves="2",
                 again="true", move="give")  # fmt: skip
    assert given.status_code == 302, given.content.decode()[-2000:]
    assert "Merci" in client.get(given["Location"]).content.decode()
    with tenant(organisation.id):
        [slip] = Slip.objects.all()
        assert slip.answers == {
            "often": "daily", "which": ["rye"], "order": ["crumb", "crust"], "m": {"salt": 3, "bake": 1}, "loaves": 2, "again": True,
        }  # fmt: skip
        assert not Draft.objects.exists()
    assert "déjà servi" in client.get(links[0]).content.decode()
    assert not client.cookies, "nothing is left on the machine of whoever answers"


def test_one_stops_and_goes_on_with_the_same_link(organisation, alice):
    _wave, links = opened(organisation, alice, TWO_PAGES, asked=5)
    page = Client().get(links[0]).content.decode()
    send(Client(), links[0], page, often="daily")
    again = Client().get(links[0]).content.decode()
    assert 'name="q.which"' in again


def test_an_open_link_counts_a_form_once_and_names_its_draft(organisation, alice):
    wave, _links = opened(organisation, alice, TWO_PAGES, has_open_link=True)
    address = f"/answers/{wave.link_key}/"
    client = Client()
    page = client.get(address).content.decode()
    page = send(client, address, page, often="daily").content.decode()
    slip = fields(page)["slip"][0]
    assert 'name="q.which"' in Client().get(f"{address}?go={slip}").content.decode()
    for _ in range(2):
        assert send(client, address, page, again="true", move="give").status_code == 302
    with tenant(organisation.id):
        assert quotas.count(wave) == 1


def test_nothing_is_asked_before_and_after(organisation, alice):
    wave, links = opened(organisation, alice, asked=5)
    assert Client().get("/answer/nothing/").status_code == 410
    with tenant(organisation.id):
        waves.close(actor=alice, wave=wave)
    assert Client().get(links[0]).status_code == 410
    assert Client().post(links[0], {"move": "give"}).status_code == 410


def test_what_people_are_told_stands_on_the_page_in_both_languages(organisation, alice):
    _wave, links = opened(organisation, alice, asked=5)
    french = Client().get(f"{links[0]}?lang=fr").content.decode()
    english = Client().get(f"{links[0]}?lang=en").content.decode()
    assert "only the week" in english
    assert "la semaine seulement" in french
    answer = Client().get(links[0])
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_names_are_kept_only_where_people_were_told(organisation, alice):
    _wave, links = opened(organisation, alice, asked=2, protection="confidential")
    page = Client().get(links[1]).content.decode()
    assert "Alice" in page
    assert send(Client(), links[1], page, mood="5", move="give").status_code == 302
    with tenant(organisation.id):
        assert NamedAnswer.objects.get().answers == {"mood": 5}
        assert not Slip.objects.exists()
        assert not Answer.objects.exists()


def test_a_page_of_another_site_may_show_it_only_where_the_house_lets_it(organisation, alice):
    closed, _ = opened(organisation, alice, has_open_link=True)
    shown, _ = opened(organisation, alice, has_open_link=True, can_embed=True)
    assert "frame-ancestors 'none'" in Client().get(f"/answers/{closed.link_key}/")["Content-Security-Policy"]
    assert "frame-ancestors *" in Client().get(f"/answers/{shown.link_key}/")["Content-Security-Policy"]


@pytest.mark.parametrize("key", ready_keys())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_ready_one_is_asked_to_its_end_in_both_languages(organisation, alice, key, language):
    definition = ready_definition(key)
    settings = {"protection": "confidential"} if key == "ties" else {}
    _wave, links = opened(organisation, alice, definition, asked=5, **settings)
    client, address = Client(), f"{links[0]}?lang={language}"
    page = client.get(address).content.decode()
    for _ in range(20):
        values = first_answers(page)
        last = 'value="give"' in page
        answer = client.post(address, {**fields(page), **values, "move": "give" if last else "next"})
        if answer.status_code == 302:
            break
        assert answer.status_code == 200, re.findall(r'class="err">.*?</p>', answer.content.decode())
        page = answer.content.decode()
        if 'id="asked"' not in page:  # scored: one's own result stands in the answer to the form
            break
    thanks = client.get(answer["Location"]).content.decode() if answer.status_code == 302 else page
    assert {"fr": "<h1>Merci.", "en": "<h1>Thank you."}[language] in thanks


def first_answers(page: str) -> dict[str, str]:
    """The first answer of each choice on the page."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, value)
    return found
