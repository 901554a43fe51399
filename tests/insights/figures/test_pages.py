"""What the first page and the page of what was heard say: with their denominators, and never more than they know."""

import json
import re
from datetime import timedelta

import pytest

from liant.channels.models import Coverage
from liant.kit import clock
from tests.architecture.reading import read
from tests.inbox.waiting.conftest import TUESDAY
from tests.insights.figures.conftest import DAY, mention

pytestmark = pytest.mark.django_db


def page_of(client_of, member, house, place=""):
    response = client_of(member).get(f"/o/{house.slug}/{place}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(page):
    return " ".join(read(page).lines).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def weeks(channel):
    """Nine weeks of two a day, half of them praise; then eighteen complaints in one day."""
    for n in range(63):
        for number, intent in enumerate(("praise", "question")):
            mention(channel, f"w{n}-{number}", intent, at=TUESDAY - (n + 1) * DAY)
    for n in range(18):
        mention(channel, f"c{n}", "complaint", at=TUESDAY - DAY, sentiment=-0.8)
    return channel


def test_the_first_page_tells_what_was_heard_and_what_changed(client_of, alice, house, weeks):
    said = text_of(page_of(client_of, alice, house))
    assert "Mentions entendues : 44" in said, "thirteen days of two, and eighteen complaints"
    assert re.search(r"Éloges parmi elles : 13, soit 30 % \(\d+ à \d+ %\)", said)
    assert "32 mentions en sept jours : plus que d’habitude" in said
    assert "Plainte : plus qu’avant" in said


def test_what_could_not_be_heard_is_hatched_and_never_zero(client_of, alice, house, weeks):
    from_at = TUESDAY - 3 * DAY
    Coverage.objects.create(channel=weeks, kind="gap", from_at=from_at, to_at=from_at + timedelta(hours=4), reason="x")
    page = page_of(client_of, alice, house)
    assert "il peut manquer" in text_of(page)
    assert "gapbox" in page
    assert "pas tout entendu" in text_of(page)


def test_the_first_page_asks_the_same_number_of_questions_however_much_was_heard(
    client_of, alice, house, channel, django_assert_max_num_queries
):
    mention(channel, "one", at=TUESDAY - DAY)
    client = client_of(alice)
    client.get(f"/o/{house.slug}/")
    with django_assert_max_num_queries(200) as few:
        client.get(f"/o/{house.slug}/")
    for n in range(40):
        mention(channel, f"m{n}", at=TUESDAY - n * DAY / 5)
    with django_assert_max_num_queries(200) as many:
        client.get(f"/o/{house.slug}/")
    assert len(many) == len(few)


def test_the_page_stands_without_a_script_and_draws_with_one(client_of, alice, house, weeks):
    page = page_of(client_of, alice, house, "insights/heard/?days=91")
    data = json.loads(re.search(r'<script id="heard-by-day-data" type="application/json">(.+?)</script>', page)[1])
    assert len(data["labels"]) == 91
    assert sum(n or 0 for n in data["series"][0]["values"]) == 144
    said = text_of(page)
    assert "Ce que les gens veulent" in said
    assert re.search(r"question \| 63|question 63|63", said)
    assert 'style="' not in page


def test_each_share_has_its_interval_and_none_is_told_of_too_few(client_of, alice, house, channel):
    for n in range(3):
        mention(channel, f"m{n}", "praise")
    said = text_of(page_of(client_of, alice, house, "insights/heard/"))
    assert "à partir de 10" in said
    assert "100 %" not in said


def test_an_auditor_reads_figures_and_nobodys_words(client_of, make_member, house, weeks):
    said = text_of(page_of(client_of, make_member("Ada", "auditor"), house))
    assert "Mentions entendues" in said
    assert "Les Trois Fournils (c1)" not in said


def test_an_employee_is_led_to_what_is_said_well_of_them(client_of, chloe, house, weeks):
    assert "/insights/letters/" in page_of(client_of, chloe, house)
    assert "On a dit du bien de vous" in text_of(page_of(client_of, chloe, house))


def test_an_employee_is_shown_no_figures(client_of, chloe, house, weeks):
    assert "Mentions entendues" not in text_of(page_of(client_of, chloe, house))
    assert client_of(chloe).get(f"/o/{house.slug}/insights/heard/").status_code == 403


def test_an_empty_house_is_told_what_will_come(client_of, alice, house):
    with clock.at(TUESDAY):
        assert "Rien n’a été entendu" in text_of(page_of(client_of, alice, house, "insights/heard/"))
