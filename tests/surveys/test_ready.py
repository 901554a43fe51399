"""The ready questionnaires: complete in French and English, and each result tells what to do at its level."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from liant.accounts.models import User
from liant.engines.questionnaire import read
from liant.surveys import naming, naming_ties, urn, waves
from liant.surveys.publishing import compute
from liant.surveys.ready import ready_definition, ready_keys
from liant.tenancy.context import tenant
from liant.web.typography import french_spacing
from tests.surveys.asking import a_questionnaire, a_wave, answers_at, tokens

LEVELS = {"low": 0.15, "middle": 0.57, "solid": 0.93}
PEOPLE = 9  # enough for every figure but reliability, which the figures' own tests look at
OPENS = {
    "role": "staff",
    "community": "La forge",
}  # who sees every page of the chamber's, and all that is asked of ties
# what issue 5 asks to be ready, each with the dimensions that it has to measure
WANTED = {
    "advocacy-readiness": {"vision", "why", "commitments", "ties", "example", "trust", "skill", "tools"},
    "executives-and-networks": {"purpose", "listening", "voice", "example", "risk"},
    "digital-what-exists": {"own", "networks", "answering", "content", "people", "measure", "independence"},
    "digital-business-model": {"value", "revenue", "relations", "making", "holding"},
    "remote-work": {"team", "trust", "tools", "rituals", "life"},
    "crisis-readiness": {"plan", "hear", "hour", "words", "channels", "others", "after"},
    "chamber-of-commerce": {"objectives", "services", "funding", "revenue", "tie"},
    "experience-candidate": {"answered", "respect", "use"},
    "experience-customer": {"welcome", "solved", "same"},
    "experience-creator": {"personal", "answered", "fair"},
    "ties": {"close", "reach", "outside"},
}
SCORED = list(WANTED)


def texts_of(found, where=""):
    """Every text of a definition, with its place."""
    if isinstance(found, dict):
        if "default" in found:
            yield where, found
        else:
            for name, inside in found.items():
                yield from texts_of(inside, f"{where}/{name}")
    elif isinstance(found, list):
        for at, inside in enumerate(found):
            yield from texts_of(inside, f"{where}/{at}")


def test_all_that_is_wanted_is_ready():
    assert set(ready_keys()) == set(WANTED)
    for key, dimensions in WANTED.items():
        scoring = read(ready_definition(key)).liant.scoring
        assert {one.id for one in scoring.dimensions} == dimensions


@pytest.mark.parametrize("key", ready_keys())
def test_every_text_is_said_in_both_languages_and_well_set(key):
    definition = ready_definition(key)
    seen = list(texts_of(definition))
    assert len(seen) > 40
    for where, text in seen:
        assert set(text) == {"default", "fr"}, where
        assert text["default"].strip(), where
        assert text["fr"] == french_spacing(text["fr"]), where
        assert not re.search(r"[^\s\u202f\u00a0][;?!]", text["fr"]), where
        assert "!" not in text["default"] + text["fr"], where
    loose = list(re.findall(r'"(?:title|text|description|advice|first|about)": ("[^"]+")', json.dumps(definition)))
    assert loose == [], "a text in one language only"


@pytest.mark.parametrize("key", SCORED)
def test_each_dimension_is_measured_by_several_questions_and_each_level_says_what_to_do(key):
    whole = read(ready_definition(key))
    scoring = whole.liant.scoring
    for dimension in scoring.dimensions:
        assert sum(1 for item in whole.items if item.dimension == dimension.id) >= 3
        assert dimension.about
        assert dimension.first
        said = [level.advice for level in scoring.levels_of(dimension)]
        for language in ("fr", "en"):
            advice = [one.in_language(language) for one in said]
            assert len(set(advice)) == len(LEVELS)
            assert all(len(one) >= 50 and one.endswith(".") for one in advice), advice
    assert len(scoring.verdicts) == len(LEVELS)
    assert all(one.advice for one in scoring.verdicts)
    assert all(item.bank for item in whole.items), "next year's answers stand beside this year's"


def test_who_says_yes_to_all_is_not_taken_for_content():
    """Where people agree or not, some lines are turned."""
    for key in SCORED:
        whole = read(ready_definition(key))
        agreeing = [item for item in whole.items if item.row is not None and {"1", "5"} <= item.scores.keys()]
        if agreeing:
            assert any(item.scores["5"] == 0 for item in agreeing), key


def a_closed_wave(alice, made, whole, level, **settings):
    has_names = bool(naming_ties.names_of(whole))
    settings |= {"protection": "confidential", "asked": PEOPLE} if has_names else {"has_open_link": True}
    wave = waves.open_wave(actor=alice, wave=a_wave(alice, made, **settings))
    links = tokens(wave) if has_names else [""] * PEOPLE
    for n, link in enumerate(links):
        answers = answers_at(whole, level, n, **OPENS)
        (naming if has_names else urn).take(wave=wave, token=link, slip=f"{n:024}", answers=answers, language="fr")
    wave = waves.close(actor=alice, wave=wave)
    return wave, compute(wave=wave)


def shown(client, alice, address, language):
    User.objects.filter(pk=alice.user_id).update(language=language)
    return unescape(client.get(f"/o/fournils/surveys{address}").content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("key", SCORED)
def test_the_results_tell_the_advice_of_their_level_in_both_languages(organisation, alice, client_of, key):
    whole = read(ready_definition(key))
    scoring = whole.liant.scoring
    client, verdicts = client_of(alice), []
    for at, (level, share) in enumerate(LEVELS.items()):
        with tenant(organisation.id):
            wave, made = a_closed_wave(alice, a_questionnaire(alice, ready_definition(key)), whole, share)
        scores = made.figures["scores"]
        verdicts.append(scores["verdict"])
        assert {one["level"] for one in scores["dimensions"]} == {level}
        for language in ("fr", "en"):
            page = shown(client, alice, f"/waves/{wave.pk}/results/", language)
            assert scoring.verdicts[at].title.in_language(language) in page
            assert scoring.verdicts[at].advice.in_language(language) in page
            for dimension in scoring.dimensions:
                for one in scoring.levels_of(dimension):
                    assert (one.advice.in_language(language) in page) == (one.id == level), (dimension.id, one.id)
                is_first = dimension.id in scores["first"]
                assert (dimension.first.in_language(language) in page) == is_first
            if level != "solid":
                assert scores["first"], "what to do first is named"
    assert verdicts == [one.id for one in scoring.verdicts]


@pytest.mark.django_db
def test_the_name_generator_is_confidential_says_so_and_publishes_no_name(organisation, alice, client_of):
    made_of = ready_definition("ties")
    with tenant(organisation.id):
        made = a_questionnaire(alice, made_of)
        with pytest.raises(waves.NotReady, match="named"):
            waves.open_wave(actor=alice, wave=a_wave(alice, made, asked=12))
        wave = a_wave(alice, made, asked=12, protection="confidential")
        wave = waves.open_wave(actor=alice, wave=wave)
        links = tokens(wave)
    for language, said in (
        ("fr", "Elles sont confidentielles, et non anonymes."),
        ("en", "They are confidential, not anonymous."),
    ):
        page = unescape(Client().get(f"/answer/{links[0]}/?lang={language}").content.decode())
        assert said in page
        assert made_of["description"]["fr" if language == "fr" else "default"] in page
    with tenant(organisation.id):
        for n, link in enumerate(links):
            answers = {"name1": f"Karima Benali {n}", "close1": 1 + n % 5, "lost": f"Paul Mercier {n}"}
            naming.take(wave=wave, token=link, slip=f"slip{n}", answers=answers, language="fr")
        made = compute(wave=waves.close(actor=alice, wave=wave))
    assert made.figures["is_enough"]
    for language in ("fr", "en"):
        for address in ("results/", "results/report/", "results/figures.csv"):
            page = shown(client_of(alice), alice, f"/waves/{wave.pk}/{address}", language)
            assert "Karima" not in page
            assert "Mercier" not in page
