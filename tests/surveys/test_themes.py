"""What comments are about: themes found once, in the comments that are shown and in nothing else, told with their sources."""

import random
import re
from html import unescape

import pytest

from liant.accounts.models import User
from liant.engines.questionnaire import read
from liant.surveys import naming, themes, urn, waves
from liant.surveys.figures import figures_of
from liant.surveys.grouping import Given, Limits
from liant.surveys.models import Publication
from liant.surveys.publishing import compute
from liant.surveys.rules import Group
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens
from tests.surveys.test_report import words_of as words_of_pdf

DEFINITION = {
    "title": {"default": "A word", "fr": "Un mot"},
    "pages": [{"name": "one", "elements": [
        {"type": "comment", "name": "change", "title": {"default": "What would you change?", "fr": "Que changeriez-vous ?"}},
        {"type": "comment", "name": "keep", "title": {"default": "Anything else?", "fr": "Autre chose ?"}},
        {"type": "comment", "name": "secret", "title": {"default": "A last word?", "fr": "Un dernier mot ?"}},
    ]}],
}  # fmt: skip
WHOLE = read(DEFINITION)
HOURS = ("Les horaires du samedi changent trop tard.", "Connaître les horaires du samedi plus tôt.", "Des horaires fixes, samedi compris.")  # fmt: skip
LEARNING = ("Une formation pour les apprentis.", "Les apprentis attendent une formation.", "Former les apprentis, avec un tuteur.")  # fmt: skip


def answers(n: int) -> dict[str, str]:
    """Hours and learning by turns; what is kept speaks of hours too. Nine tell a secret about the parking."""
    found = {"change": f"{(HOURS, LEARNING)[n % 2][n % 3]} N° {n}"}
    if n % 3 == 0:
        found["keep"] = f"{HOURS[n % 2]} Vraiment, {n}"
    if n < 9:
        found["secret"] = f"Les horaires du parking, samedi, {n}"
    return found


def a_published_wave(alice, people: int = 36, **settings):
    wave = a_wave(alice, a_questionnaire(alice, DEFINITION), asked=people, **settings)
    wave = waves.open_wave(actor=alice, wave=wave)
    for n, token in enumerate(tokens(wave)):
        naming.take(wave=wave, token=token, slip=f"slip{n}", answers=answers(n), language="fr")
    wave = waves.close(actor=alice, wave=wave)
    return wave, compute(wave=wave)


def shown(client, alice, address, language):
    User.objects.filter(pk=alice.user_id).update(language=language)
    answer = client.get(f"/o/fournils/surveys/waves/{address}")
    assert answer.status_code == 200
    return answer


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page)).split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "told"),
    [("fr", ("De quoi parlent les commentaires", "En réponse à", "Que changeriez-vous", "Autre chose", "commentaires")),
     ("en", ("What comments are about", "Said to:", "What would you change?", "Anything else?", "comments"))],
)  # fmt: skip
def test_themes_stand_with_their_comments_and_sources_on_the_page_and_on_paper(
    organisation, alice, client_of, language, told
):
    with tenant(organisation.id):
        wave, made = a_published_wave(alice)
    names = [one["words"] for one in made.figures["themes"]["found"]]
    assert any("horaires" in one for one in names)
    assert any("apprentis" in one for one in names)
    client = client_of(alice)
    page = shown(client, alice, f"{wave.pk}/results/", language).content.decode()
    part = plain(page.partition("h-themes")[2].partition("h-comments")[0])
    pdf = shown(client, alice, f"{wave.pk}/results/report.pdf?lang={language}", language)
    paper = words_of_pdf(pdf.content)[1].replace("-", "")
    report = plain(shown(client, alice, f"{wave.pk}/results/report/?lang={language}", language).content.decode())
    for one in (part, report):
        assert all(words in one for words in told)
        assert all(", ".join(name) in one for name in names)
        assert f"{len(made.figures['themes']['found'][0]['said'])} {told[4]}" in one
        assert "Les horaires du samedi changent trop tard. N° 0" in one
    assert told[0] in paper
    assert all(words in paper for name in names for words in name)


@pytest.mark.django_db
def test_a_name_is_no_markup(organisation, alice, client_of):
    with tenant(organisation.id):
        wave, made = a_published_wave(alice)
        figures = made.figures
        figures["themes"]["found"][0]["words"] = ["<script>x", "&"]
        Publication.objects.filter(pk=made.pk).update(figures=figures)
    for address in ("results/", "results/report/"):
        assert "<script>x" not in shown(client_of(alice), alice, f"{wave.pk}/{address}", "en").content.decode()


def figures(given, groups=(), **limits):
    return figures_of(WHOLE, given, groups, Limits(**limits))


def test_no_theme_is_about_fewer_than_the_minimum_nor_is_what_is_left():
    for people in (10, 19, 25, 36, 60):
        for least in (10, 14):
            found = figures([Given(answers(n)) for n in range(people)], comments=least)
            kept = found["themes"]
            for one in kept["found"]:
                assert len({tuple(place) for place in one["said"]}) >= least
            assert not kept["other"] or len(kept["other"]) >= least
            if kept["found"]:
                told = {tuple(place) for one in kept["found"] for place in one["said"]} | set(map(tuple, kept["other"]))
                every = {(one["name"], at) for one in found["comments"] for at in range(len(one["words"]))}
                assert told == every, "each comment that is shown is somewhere"


def test_what_too_few_wrote_is_in_no_theme_and_names_none():
    found = figures([Given(answers(n)) for n in range(36)])
    assert next(one for one in found["comments"] if one["name"] == "secret") == {
        "name": "secret",
        "n": None,
        "words": [],
    }
    assert "secret" not in str(found["themes"])
    assert "parking" not in str(found["themes"])


def test_themes_depend_on_the_comments_that_are_shown_and_on_nothing_else():
    """Neither on groups, nor on who wrote what, nor on the order in which it came."""
    plain_ones = [Given(answers(n)) for n in range(36)]
    found = figures(plain_ones)
    teams = [Group("shop", "Shop", "", 18), Group("oven", "Oven", "", 18)]
    grouped = [Given(one.answers, ("shop", "oven")[n % 2]) for n, one in enumerate(plain_ones)]
    assert figures(grouped, teams)["themes"] == found["themes"]
    mixed = random.Random(3).sample(plain_ones, len(plain_ones))
    assert figures(mixed)["themes"] == found["themes"]
    apart = [Given({name: words}) for one in plain_ones for name, words in one.answers.items()]
    assert figures(apart)["themes"] == found["themes"], "who wrote both isn't in it"
    assert themes.found_in(found["comments"], 10) == found["themes"], "whoever has the page could find them"
    for one in themes.shown(WHOLE, found, "en"):
        assert [said.words for said in one.comments] == sorted(said.words for said in one.comments)


@pytest.mark.django_db
def test_they_are_found_once_and_kept(organisation, alice, client_of):
    with tenant(organisation.id):
        wave, made = a_published_wave(alice)
        wave.answers.all().delete()
        assert compute(wave=wave).figures["themes"] == made.figures["themes"]
    page = shown(client_of(alice), alice, f"{wave.pk}/results/", "en").content.decode()
    assert ", ".join(made.figures["themes"]["found"][0]["words"]) in unescape(page)


@pytest.mark.django_db
def test_where_names_are_kept_words_stay_with_the_readers(organisation, alice, client_of):
    with tenant(organisation.id):
        wave, made = a_published_wave(alice, protection="confidential")
    assert made.figures["is_enough"]
    assert made.figures["comments"] == []
    assert made.figures["themes"] == {"found": [], "other": []}
    assert "horaires" not in shown(client_of(alice), alice, f"{wave.pk}/results/", "fr").content.decode()


@pytest.mark.django_db
def test_few_comments_are_shown_without_themes(organisation, alice, client_of):
    with tenant(organisation.id):
        made = a_questionnaire(alice, DEFINITION)
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, made, has_open_link=True))
        for n in range(12):
            urn.take(wave=wave, token="", slip=f"{n:024}", answers={"change": HOURS[n % 3]}, language="fr")
        wave = waves.close(actor=alice, wave=wave)
        compute(wave=wave)
    page = shown(client_of(alice), alice, f"{wave.pk}/results/", "en").content.decode()
    assert "h-comments" in page
    assert "h-themes" not in page
