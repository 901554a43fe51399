"""Two houses whose truth is known, from the plan to the sentences: in one, whoever was shown what a colleague wrote turns to them more
afterwards; in the other it changes nothing. Through the pages, the mails and the worker, as weeks go by; and each page says the truth."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from liant.community.actions import write_comment, write_post
from liant.kit import clock
from liant.meetings.experiment import actions, jobs, queries, rules, taking_part
from liant.meetings.experiment.models import Finding, Spotlight
from liant.tenancy.context import own_rows, tenant
from tests.bonds.furniture import agreed, turned
from tests.meetings.furniture import an_experiment
from tests.people import member_of

# Each life draws a lot of its own, and an interval misses the truth once in twenty of them, by what it is.
pytestmark = [pytest.mark.django_db, pytest.mark.flaky(reruns=2)]
WEEKS = 5
MONDAY = datetime(2026, 1, 5, 8, tzinfo=ZoneInfo("Europe/Paris"))


def after(weeks, days=0, hours=0):
    return clock.at(MONDAY + timedelta(weeks=weeks, days=days, hours=hours))


class House:
    """Sixteen people who agreed in January; their plan asks both ways."""

    def __init__(self, organisation, alice, client_of, work_off):
        self.organisation, self.work_off, self.client_of = organisation, work_off, client_of
        self.people = [alice, *(member_of(organisation, f"P{number:02}", "employee") for number in range(15))]
        self.chance = np.random.default_rng(11)
        with after(-30), tenant(organisation.id):
            agreed(*self.people, days_ago=0)

    def talks(self, week, rate=0.35):
        """As every week: somebody tells something in the journal, and writes to somebody, as letters that were brought in tell."""
        with tenant(self.organisation.id):
            for one in self.people:
                if self.chance.random() < rate:
                    other = self.people[self.chance.integers(len(self.people))]
                    if other != one:
                        self.writes(one, other, week)
                    with after(week, days=int(self.chance.integers(1, 6))):
                        write_post(actor=one, kind="news", title="Une nouvelle", text="Le four chauffe.")

    def writes(self, one, other, week):
        days, hours = int(self.chance.integers(1, 6)), int(self.chance.integers(9))
        with after(week, days=days, hours=hours):
            turned(one, other, "message", 0, key=f"letter:{week}:{days}:{hours}")

    def plans(self):
        for week in range(-8, 0):
            self.talks(week)
        self.work_off()
        with after(-1, days=2), tenant(self.organisation.id):
            plan = an_experiment(self.people[0], title="Dans les deux sens", starts_on=MONDAY.date(), weeks=WEEKS,
                                 weeks_after=8, extra=0.3, tie_extra=0.4)  # fmt: skip
            for one in self.people:
                taking_part.agree(actor=one, plan=plan)
            actions.ask_to_weigh(actor=self.people[0], plan=plan)
            self.work_off()
        with after(-1, days=2), tenant(self.organisation.id):
            actions.freeze(actor=self.people[0], plan=queries.plan(plan.pk))
        with after(-1, days=2):
            self.work_off()
        self.plan = plan
        return plan

    def opens_the_page(self, week, share=0.8):
        """Most open it, and what stands first there is noted."""
        for one in self.people:
            if self.chance.random() < share:
                with after(week, days=3):
                    self.client_of(one).get("/o/fournils/between-us/")

    def shown(self):
        with tenant(self.organisation.id):
            return queries.shown_pairs(self.plan, queries.lot(self.plan))

    def looks(self):
        with after(WEEKS + 8, hours=1):
            jobs.look(0)
            self.work_off()
        with tenant(self.organisation.id):
            return Finding.objects.get()


@pytest.fixture
def house(organisation, alice, client_of, work_off):
    return House(organisation, alice, client_of, work_off)


def lived(house, *, acts):
    """From the plan to its day; `acts`: how often two of whom one was shown something write to each other afterwards."""
    house.plans()
    for week in range(WEEKS):
        house.talks(week)
        house.opens_the_page(week)
    house.work_off()
    pairs = house.shown()
    by_number = {one.pk: one for one in house.people}
    for week in range(WEEKS, WEEKS + 8):
        house.talks(week)
    with tenant(house.organisation.id):
        for pair in sorted(map(sorted, pairs)):
            one, other = (by_number[number] for number in pair)
            for _ in range(house.chance.poisson(acts)):
                house.writes(one, other, WEEKS + int(house.chance.integers(8)))
            with after(WEEKS, days=2):  # what answers a post is no contact besides
                post = write_post(actor=other, kind="news", title="Le four", text="Il chauffe.")
                write_comment(actor=one, post=post, text=f"Bravo @{other.name}")
    house.work_off()
    return house.looks(), pairs


def page_of(house, language):
    reader = house.people[4]
    reader.user.language = language
    reader.user.save()
    with after(WEEKS + 9):
        return house.client_of(reader).get(f"/o/fournils/meetings/experiments/{house.plan.pk}/").content.decode()


def test_where_being_shown_brought_two_closer_the_page_says_so(house):
    found, pairs = lived(house, acts=3.0)
    assert len(pairs) > 20
    assert found.is_planned
    of_tie = found.result["arms"]["spotlight"]
    assert of_tie["drawn"]["low"] > 0
    assert of_tie["took_place"]["low"] <= np.log1p(3.3) - np.log1p(0.3) <= of_tie["took_place"]["high"] + 0.4
    assert of_tie["shares"][0] == pytest.approx(len(pairs) / (8 * WEEKS))
    assert of_tie["shares"][1] == 0, "nobody is shown what was not drawn"
    page = page_of(house, "fr")
    assert "Voir d’abord, par tirage au sort, ce que l’autre publiait a augmenté les contacts" in page
    assert "Partager, puis le lien" in page
    assert "Aucun effet détecté" in page or "Données insuffisantes" in page, "the other arm did nothing: nobody met"
    assert "une boucle, dans ce programme" not in page
    assert "raised later contact between the two" in page_of(house, "en")
    with tenant(house.organisation.id):
        for one in house.people:
            with own_rows(one.pk):
                assert not Spotlight.objects.exists(), "once it was looked at, who was shown what is kept nowhere"
        frozen = json.loads(queries.registration(house.plan).text)
    assert set(frozen["arms"]) == {"meeting", "spotlight"}
    assert frozen["arms"]["spotlight"]["power"] is not None


def test_where_it_changed_nothing_the_page_says_what_is_ruled_out_and_no_more(house):
    found, pairs = lived(house, acts=0.0)
    assert len(pairs) > 20
    assert found.result["arms"]["spotlight"]["drawn"]["p"] > rules.LEVEL / 2
    page, other = page_of(house, "fr"), page_of(house, "en")
    assert "Aucun effet détecté" in page
    assert "de plus petits ne le sont pas" in page
    for words in ("a augmenté les contacts", "une boucle, dans ce programme", "a fait plus pour le lien"):
        assert words not in page
    assert "No effect detected" in other
    assert "raised later contact" not in other
