"""Honest figures: counted by day, the same as counting anew, and nothing to gain by leaving people without an answer."""

import random
from datetime import timedelta

import pytest

from liant.inbox import actions
from liant.inbox.arrivals import note_answered
from liant.inbox.models import Conversation
from liant.inbox.waiting.figures import clockwork, count_day, figures_of, house_figures
from liant.inbox.waiting.models import DayCount, Wait
from liant.inbox.waiting.queries import day_counts
from liant.kit import clock
from tests.inbox.waiting.conftest import DAY, HOUR, TUESDAY, writes

pytestmark = pytest.mark.django_db
TODAY = TUESDAY.date()


def a_fortnight(channel, alice, *, number=24, seed=3):
    """Some are answered, some closed, some still wait."""
    chance = random.Random(seed)
    for n in range(number):
        writes(channel, f"k{n}", at=TUESDAY - timedelta(minutes=chance.randrange(60, 14 * 24 * 60)))
        conversation = Conversation.objects.get(thread_key=f"k{n}")
        if n % 4 < 2:
            note_answered(conversation, conversation.waiting_since + timedelta(minutes=chance.randrange(5, 3000)))
        elif n % 4 == 2:
            actions.close(actor=alice, conversation=conversation, reason="Vu au comptoir.")


def rows():
    return sorted(DayCount.objects.values_list("day", "hat", "intent", "channel_id", "counts"), key=str)


def test_the_counts_of_days_are_those_of_counting_anew(channel, alice, work_off):
    a_fortnight(channel, alice)
    work_off()
    kept = rows()
    assert sum(counts["begun"] for *_rest, counts in kept) == Wait.objects.count()
    for n in range(20):
        count_day(TODAY - n * DAY)
    assert rows() == kept
    DayCount.objects.all().delete()
    for n in range(20):
        count_day(TODAY - n * DAY)
    assert rows() == kept


def test_every_figure_comes_with_its_denominator_and_interval(channel, alice, work_off):
    a_fortnight(channel, alice)
    work_off()
    whole = house_figures(TODAY - 20 * DAY, TODAY)
    assert (whole.counted, whole.given, whole.closed, whole.still_open) == (24, 12, 6, 6)
    low, point, high = whole.never
    assert low < point == 0.25 < high
    assert whole.median.low <= whole.median.seconds
    assert whole.working_median.seconds <= whole.median.seconds
    assert whole.p90.seconds is None, "a quarter never had an answer"


def test_closing_people_without_an_answer_makes_no_figure_better(channel, alice, work_off):
    a_fortnight(channel, alice)
    work_off()
    before = house_figures(TODAY - 20 * DAY, TODAY)
    for conversation in Conversation.objects.filter(state="open", waiting_since__isnull=False):
        actions.close(actor=alice, conversation=conversation, reason="Trop tard.")
    work_off()
    after = house_figures(TODAY - 20 * DAY, TODAY)
    assert after.closed == before.closed + before.still_open
    assert after.median.seconds is None or after.median.seconds >= before.median.seconds
    assert after.never[1] > before.never[1]


def test_under_ten_people_nothing_is_said(channel, alice, work_off):
    a_fortnight(channel, alice, number=9)
    work_off()
    few = figures_of(day_counts(TODAY - 20 * DAY, TODAY), clockwork(TODAY - 20 * DAY))
    assert few.counted == 9
    assert few.median is None
    assert few.never is None


def test_what_came_before_the_channel_is_not_counted(channel, alice, work_off):
    writes(channel, at=TUESDAY - 90 * DAY)
    work_off()
    assert not DayCount.objects.exists()


def test_an_open_wait_grows_older_without_being_counted_again(channel, alice, work_off):
    for n in range(12):
        writes(channel, f"k{n}", at=TUESDAY - HOUR)
    work_off()
    with clock.at(TUESDAY + 30 * DAY):
        whole = house_figures(TODAY - DAY, TODAY)
    assert (whole.still_open, whole.median.seconds) == (12, None)


def test_the_page_reads_no_more_when_there_are_more_waits(
    channel, alice, client_of, organisation, work_off, django_assert_max_num_queries
):
    address = f"/o/{organisation.slug}/inbox/waits/figures/"
    a_fortnight(channel, alice)
    work_off()
    client = client_of(alice)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for n in range(30):
        writes(channel, f"more{n}", at=TUESDAY - n * HOUR)
    work_off()
    with django_assert_max_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert "n’ont jamais eu de réponse" in page
    assert "Alice" not in page.partition("<main")[2].partition("</main>")[0]


def test_figures_show_only_the_hats_one_may_read(channel, alice, rose, client_of, organisation, work_off):
    a_fortnight(channel, alice)
    work_off()
    address = f"/o/{organisation.slug}/inbox/waits/figures/"
    assert "client</th>" in client_of(alice).get(address).content.decode()
    assert "client</th>" not in client_of(rose).get(address).content.decode()


def test_the_house_shows_itself_only_when_it_wants_to(channel, alice, bob, client, client_of, organisation, work_off):
    public, data = f"/houses/{organisation.slug}/answers/", f"/houses/{organisation.slug}/answers.json"
    switch = f"/o/{organisation.slug}/inbox/waits/figures/publish/"
    a_fortnight(channel, alice)
    work_off()
    assert client.get(public).status_code == client.get(data).status_code == 404
    assert client_of(bob).post(switch, {"is_on": "1"}).status_code == 403
    assert client_of(alice).post(switch, {"is_on": "1"}).status_code == 302
    page = client.get(public)
    assert "personnes sur 24" in page.content.decode()
    told = client.get(data)
    assert told["Access-Control-Allow-Origin"] == "*"
    assert told.json()["people"] == 24
    assert told.json()["never_answered"]["share"] == 0.25
    assert not {"Alice", "Bob"} & set(page.content.decode().split())
    client_of(alice).post(switch, {"is_on": "0"})
    assert client.get(public).status_code == 404
    assert client.get("/houses/nowhere/answers/").status_code == 404
