"""Figures kept in the act that they count: the same as counting anew, whatever was heard, corrected or withdrawn."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.channels.models import Item
from liant.engines.triage import INTENTS
from liant.inbox.models import Conversation, Intent
from liant.insights.figures import queries
from liant.insights.figures.actions import recount
from liant.insights.figures.models import Heard, Praise
from liant.kit import clock
from liant.listening.models import Mention
from liant.tenancy.models import Organisation
from tests.furniture import a_channel, heard, said
from tests.inbox.waiting.conftest import TUESDAY, take_in, tick
from tests.insights.figures.conftest import DAY, mention

pytestmark = pytest.mark.django_db
ACTS = st.lists(
    st.tuples(st.sampled_from(["hear", "hear", "correct", "withdraw", "forget", "thank", "work"]), st.integers(0, 40)),
    min_size=1, max_size=20,
)  # fmt: skip


PARIS = ZoneInfo("Europe/Paris")


def fortnight():
    return TUESDAY.date() - 13 * DAY, TUESDAY.date() + DAY, PARIS


def kept():
    fields = ("day", "channel_id", "intent", "tone", "language", "count")
    return sorted(row for row in Heard.objects.values_list(*fields) if row[-1])


def kept_praise():
    fields = ("day", "channel_id", "hat", "owed", "thanked", "within_a_day")
    return sorted(row for row in Praise.objects.values_list(*fields) if row[3])


class Week:
    """What may happen to what is heard, in any order."""

    def __init__(self, channel, round_number):
        self.channel, self.name, self.count = channel, round_number, 0

    def hear(self, n):
        self.count += 1
        mention(self.channel, f"{self.name}-{self.count}", INTENTS[n % len(INTENTS)], at=TUESDAY - n * DAY / 3,
                sentiment=(n % 7 - 3) / 3, language=("fr", "en", "")[n % 3])  # fmt: skip

    def correct(self, n):
        if found := Mention.objects.order_by("id")[n : n + 1]:
            Mention.objects.filter(id=found[0].id).update(intent=INTENTS[(n * 5) % len(INTENTS)])

    def withdraw(self, n):
        if found := Item.objects.filter(withdrawn_at=None).order_by("id")[n : n + 1]:
            heard(self.channel, withdrawn=[found[0].key])

    def forget(self, n):
        Mention.objects.filter(id__in=Mention.objects.order_by("id").values("id")[n : n + 1]).delete()

    def thank(self, n):
        from liant.inbox.arrivals import note_answered

        found = Conversation.objects.filter(waiting_since__isnull=False).order_by("id")[n % 4 : n % 4 + 1]
        if found:
            note_answered(found[0], found[0].waiting_since + n * timedelta(hours=2))

    def work(self, _n):
        tick()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_what_the_acts_kept_is_what_counting_anew_finds(channel, rounds, acts):
    week = Week(channel, next(rounds))
    for name, number in acts:
        getattr(week, name)(number)
    before, praise_before = kept(), kept_praise()
    assert sum(row[-1] for row in before) == Mention.objects.filter(item__withdrawn_at=None).count()
    recount()
    assert kept() == before
    assert kept_praise() == praise_before


def test_what_is_corrected_moves_and_what_is_withdrawn_goes(channel):
    mention(channel, "a", "praise", sentiment=0.8)
    mention(channel, "b", "praise", sentiment=-0.9)
    period = queries.heard([channel], *fortnight())
    assert (period.total, period.intents["praise"], period.favourable, period.unfavourable) == (2, 2, 1, 1)
    Mention.objects.filter(item__key="b").update(intent="complaint")
    heard(channel, withdrawn=["a"])
    period = queries.heard([channel], *fortnight())
    assert dict(period.intents) == {"complaint": 1}


def test_a_day_is_the_houses_own(channel):
    """Half past eleven at night in Paris is still that day there, and another zone counts it anew."""
    mention(channel, "late", "praise", at=TUESDAY.replace(hour=22, minute=30))
    assert Heard.objects.get().day == date(2026, 11, 17)
    organisation = Organisation.objects.get()
    organisation.time_zone = "Asia/Tokyo"
    organisation.save()
    assert Heard.objects.get(count__gt=0).day == date(2026, 11, 18)


def test_praise_thanked_within_a_day_is_told_with_what_it_is_counted_of(channel, alice):
    from liant.inbox.arrivals import note_answered

    for n, hours in enumerate((2, 20, 30, None)):
        writes = said(f"p{n}", "Quelle merveille !", published_at=TUESDAY - 3 * DAY, thread_key=f"p{n}")
        take_in(channel, writes, intent=Intent.PRAISE)
        if hours:
            conversation = Conversation.objects.get(thread_key=f"p{n}")
            note_answered(conversation, conversation.waiting_since + timedelta(hours=hours))
    tick()
    found = queries.thanks(alice, *fortnight()[:2])
    assert (found.owed, found.thanked, found.within_a_day) == (4, 3, 2)


def test_praise_read_anew_as_something_else_was_not_owed_thanks(channel, alice):
    from liant.inbox.actions import correct_intent

    take_in(channel, said("p", "Bravo…", published_at=TUESDAY), intent=Intent.PRAISE)
    assert queries.thanks(alice, *fortnight()[:2]).owed == 1
    correct_intent(actor=alice, conversation=Conversation.objects.get(), intent="complaint")
    assert queries.thanks(alice, *fortnight()[:2]).owed == 0


def test_a_week_of_which_something_is_missing_is_not_compared_with():
    last = TUESDAY.date()
    totals = {last - n * DAY: 2 for n in range(70)}
    first = last - 69 * DAY
    hole = queries.Gap("x", TUESDAY - 10 * DAY, TUESDAY - 9 * DAY, "")
    missing = queries.days_missing([hole], first, last, PARIS)
    assert missing == {last - 10 * DAY, last - 9 * DAY}
    assert queries.weeks_before(totals, last, 8, first, set()) == [14] * 8
    assert len(queries.weeks_before(totals, last, 8, first, missing)) == 7
    assert len(queries.weeks_before(totals, last, 8, last - 30 * DAY, set())) == 3


def test_who_may_not_read_a_channel_does_not_count_it(house, alice, rose, hugo, chloe, make_member):
    customers, candidates = a_channel(alice), a_channel(alice, name="Candidatures", hat="candidate")
    assert {one.id for one in queries.counted_channels(alice)} == {customers.id, candidates.id}
    assert [one.id for one in queries.counted_channels(rose)] == [candidates.id]
    assert queries.counted_channels(hugo) == []
    assert queries.counted_channels(chloe) == []
    assert len(queries.counted_channels(make_member("Ada", "auditor"))) == 2


def test_one_house_never_counts_in_another(channel, other_organisation):
    from liant.tenancy.context import tenant

    mention(channel, "a", "praise")
    with tenant(other_organisation.id):
        assert not Heard.objects.exists()


def test_the_clock_is_the_houses(channel, alice):
    with clock.at(TUESDAY.replace(hour=23, minute=30)):
        assert queries.today_of(alice) == date(2026, 11, 18)
