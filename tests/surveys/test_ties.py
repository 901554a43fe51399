"""The name generator: asked as often as names were given; told to whoever named, and to the readers, never to the house."""

from html import unescape

import pytest
from django.test import Client

from liant.engines.questionnaire import read
from liant.surveys import naming, naming_ties, waves
from liant.surveys.models import NamedAnswer
from liant.surveys.publishing import compute
from liant.surveys.ready import ready_definition
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens
from tests.surveys.test_answering import send
from tests.surveys.test_own_result import give_all

pytestmark = pytest.mark.django_db
WHOLE = read(ready_definition("ties"))
ANSWERS = {
    "name1": "Karima Benali", "close1": 4, "often1": "week", "about1": ["advice", "ideas"], "name3": "Paul <b>Mercier", "close3": 2,
    "meet": "La boutique",
}  # fmt: skip
TOLD = {
    "fr": [["Karima Benali", "4 sur 5", "Chaque semaine", "Des conseils, de l’aide, Des idées"], ["Paul <b>Mercier", "2 sur 5", "–", "–"]],
    "en": [["Karima Benali", "4 of 5", "Each week", "Advice, help, Ideas"], ["Paul <b>Mercier", "2 of 5", "–", "–"]],
}  # fmt: skip


def opened(organisation, alice, reader, asked=6):
    with tenant(organisation.id):
        made = a_questionnaire(alice, ready_definition("ties"))
        wave = a_wave(alice, made, asked=asked, protection="confidential", read_by=[reader])
        wave = waves.open_wave(actor=alice, wave=wave)
        return wave, tokens(wave)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_three_questions_for_each_name_and_none_for_the_others(organisation, alice, make_member, language):
    _wave, links = opened(organisation, alice, make_member("Lise", "employee"))
    client, address = Client(), f"/answer/{links[0]}/?lang={language}"
    page = client.get(address).content.decode()
    page = send(client, address, page, name1="Karima Benali", name3="Paul <b>Mercier").content.decode()
    assert "Karima Benali" in page
    assert 'name="q.close1"' in page
    page = send(client, address, page, close1="4", often1="week").content.decode()
    assert 'name="q.close3"' in page, "nobody was named second"
    assert "Paul &lt;b&gt;Mercier" in page
    page = send(client, address, page, close3="2").content.decode()
    assert 'name="q.reach.others"' in page
    page = send(client, address, page).content.decode()
    assert 'name="q.outside' in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_whoever_named_sees_their_ties_at_once_and_the_reader_too(
    organisation, alice, make_member, client_of, language
):
    reader = make_member("Lise", "employee", language=language)
    wave, links = opened(organisation, alice, reader)
    given, _sent = give_all(Client(), f"/answer/{links[0]}/?lang={language}", ANSWERS | {"about1": "advice"})
    told = unescape(given.content.decode())
    for cell in ("Karima Benali", TOLD[language][0][1], TOLD[language][0][2], TOLD[language][1][1]):
        assert cell in told
    with tenant(organisation.id):
        one = NamedAnswer.objects.get()
    page = f"/o/fournils/surveys/waves/{wave.pk}/named/{one.pk}/"
    told = unescape(client_of(reader).get(page).content.decode())
    assert "Karima Benali" in told
    assert TOLD[language][0][2] in told
    assert "La boutique" in told
    assert client_of(alice).get(page).status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_tie_is_one_line(language):
    from django.utils.translation import override

    with override(language):
        assert naming_ties.ties_of(WHOLE, ANSWERS, language).rows == TOLD[language]
    assert naming_ties.ties_of(read(ready_definition("remote-work")), {}, language) is None


def test_the_house_is_told_nothing_of_a_tie(organisation, alice, make_member):
    wave, links = opened(organisation, alice, make_member("Lise", "employee"), asked=12)
    with tenant(organisation.id):
        for token in links:
            naming.take(wave=wave, token=token, slip="", answers=ANSWERS | {"outside_use": "yes"}, language="fr")
        figures = compute(wave=waves.close(actor=alice, wave=wave)).figures
    assert figures["is_enough"]
    assert not {one["name"] for one in figures["questions"]} & naming_ties.names_of(WHOLE)
    assert "Karima" not in str(figures)
