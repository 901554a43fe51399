"""Whoever gives their answers to a scored questionnaire sees their own result, once, and nothing of it stays."""

import re
from html import unescape

import pytest
from django.test import Client

from liant.engines.questionnaire import read, score
from liant.engines.questionnaire.items import spell
from liant.surveys import own, waves
from liant.surveys.ready import ready_definition, ready_keys
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, answers_at, tokens

pytestmark = pytest.mark.django_db
SCORED = [key for key in ready_keys() if read(ready_definition(key)).liant.scoring]
OWN = {"fr": "Voici votre propre résultat", "en": "Here is your own result"}


def link_of(organisation, alice, key, **settings) -> str:
    with tenant(organisation.id):
        if key == "ties":
            settings["protection"] = "confidential"
        wave = a_wave(alice, a_questionnaire(alice, ready_definition(key)), **settings)
        wave = waves.open_wave(actor=alice, wave=wave)
        return f"/answers/{wave.link_key}/" if wave.link_key else f"/answer/{tokens(wave)[0]}/"


def as_fields(answers: dict) -> dict[str, str | list[str]]:
    found = {}
    for name, value in answers.items():
        if isinstance(value, dict):
            found |= {f"q.{name}.{row}": spell(one) for row, one in value.items()}
        else:
            found[f"q.{name}"] = [spell(one) for one in value] if isinstance(value, list) else spell(value)
    return found


def give_all(client, address: str, answers: dict):
    """Page after page, by the form alone; → (the answer to the last one, what was sent to it)."""
    fields = as_fields(answers)
    page = client.get(address).content.decode()
    for _ in range(20):
        hidden: dict[str, list[str]] = {}
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
            hidden.setdefault(name, []).append(value)
        names = set(re.findall(r'name="(q\.[^"]+)"', page))
        is_last = 'value="give"' in page
        sent = hidden | {name: value for name, value in fields.items() if name in names}
        sent["move"] = "give" if is_last else "next"
        answer = client.post(address, sent)
        if is_last and answer.status_code != 422 and 'id="asked"' not in answer.content.decode():
            return answer, sent
        assert answer.status_code == 200, re.findall(r'class="err">.*?</p>', answer.content.decode())
        page = answer.content.decode()
    raise AssertionError("the last page is never reached")


@pytest.mark.parametrize("key", SCORED)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_scored_one_shows_ones_own_result_in_both_languages(organisation, alice, key, language):
    whole = read(ready_definition(key))
    answers = answers_at(whole, 0.3, 7)
    address = f"{link_of(organisation, alice, key, asked=1)}?lang={language}"
    page = give_all(Client(), address, answers)[0]
    text = unescape(page.content.decode())
    assert OWN[language] in text
    found = score(whole, answers)
    assert found.outcome.verdict is None or found.outcome.verdict.title.in_language(language) in text
    for one in found.dimensions:
        if one.asked and one.level:
            assert one.dimension.title.in_language(language) in text
            assert one.level.advice is None or one.level.advice.in_language(language) in text
            said = f"{one.score:.1f}".rstrip("0").rstrip(".")
            assert re.search(
                rf"{re.escape(said.replace('.', ',') if language == 'fr' else said)} (sur|of) 100", text
            ), said
    for one in found.outcome.first:
        assert one.first.in_language(language) in text
    assert page["Cache-Control"].count("no-store") == 1


def test_a_form_sent_again_and_the_link_opened_again_thank_only(organisation, alice):
    answers = answers_at(read(ready_definition("crisis-readiness")), 0.5)
    address = link_of(organisation, alice, "crisis-readiness", asked=1)
    client = Client()
    given, sent = give_all(client, address, answers)
    assert OWN["fr"] in given.content.decode()
    for again in (client.post(address, sent), client.get(address), client.get(f"{address}?thanks=1")):
        assert again.status_code == 200
        assert OWN["fr"] not in again.content.decode()
        assert "sur 100" not in again.content.decode()
    assert not client.cookies


def test_an_open_link_shows_it_once_too(organisation, alice):
    answers = answers_at(read(ready_definition("crisis-readiness")), 0.5)
    address = link_of(organisation, alice, "crisis-readiness", has_open_link=True)
    client = Client()
    given, sent = give_all(client, address, answers)
    assert OWN["fr"] in given.content.decode()
    again = client.post(address, sent)
    assert again.status_code == 302
    assert OWN["fr"] not in client.get(again["Location"]).content.decode()


@pytest.mark.parametrize(
    ("settings", "is_shown"),
    [({"is_kiosk": True}, False), ({"is_kiosk": True, "own_result": "always"}, True), ({"own_result": "never"}, False), ({}, True)],
)  # fmt: skip
def test_a_screen_that_many_use_shows_it_only_where_the_wave_says_so(organisation, alice, settings, is_shown):
    answers = answers_at(read(ready_definition("crisis-readiness")), 0.5)
    address = link_of(organisation, alice, "crisis-readiness", has_open_link=True, **settings)
    assert ("votre propre résultat" in Client().get(address).content.decode()) == is_shown, "told beforehand"
    answer = give_all(Client(), address, answers)[0]
    assert (answer.status_code == 200 and OWN["fr"] in answer.content.decode()) == is_shown
    assert answer.has_header("Refresh") == (is_shown and "is_kiosk" in settings)


def test_what_was_left_is_no_score(house):
    """Nothing is made up for a dimension of which too little was answered; what was never asked is not listed."""
    whole = read(ready_definition("crisis-readiness"))
    nothing = own.result_of(whole, {}, "en")
    assert not nothing.is_whole
    assert nothing.verdict == ""
    assert {one.score for one in nothing.dimensions} == {None}


def test_the_setting_is_a_part_of_the_wave(client_of, alice, organisation):
    client = client_of(alice)
    with tenant(organisation.id):
        made = a_questionnaire(alice, ready_definition("crisis-readiness"))
    form = {"name": "Automne", "protection": "anonymous", "minimum": "5", "comment_minimum": "10"}
    for given, kept in (({}, "usual"), ({"own_result": "never"}, "never")):
        address = client.post(f"/o/fournils/surveys/{made.pk}/wave/", form | given)["Location"]
        with tenant(organisation.id):
            assert made.editions.first().waves.first().own_result == kept
        assert ("votre propre résultat" in client.get(address).content.decode()) == (kept == "usual")
