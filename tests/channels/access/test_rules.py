"""When access ends and of what its owner is told: over all moments."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from liant.channels.access.rules import days_to_tell, ends_at

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
moments = some.none() | some.integers(-500, 500).map(lambda hours: NOW + timedelta(hours=hours))


@given(expires=moments, agreed=moments, failing=moments)
def test_what_is_not_renewed_ends_when_it_says(expires, agreed, failing):
    assert ends_at(expires_at=expires, renew_at=None, agreed_until=agreed, failing_since=failing, now=NOW) == expires


@given(expires=moments, agreed=moments)
def test_what_is_renewed_ends_with_the_agreement_behind_it(expires, agreed):
    assert ends_at(expires_at=expires, renew_at=NOW, agreed_until=agreed, failing_since=None, now=NOW) == agreed


def test_renewing_in_vain_for_days_brings_its_own_end_back():
    ends = NOW + timedelta(days=20)
    failing = {"expires_at": ends, "renew_at": NOW, "agreed_until": None, "now": NOW}
    assert ends_at(**failing, failing_since=NOW - timedelta(days=2)) is None
    assert ends_at(**failing, failing_since=NOW - timedelta(days=3)) == ends


@given(hours=some.integers(1, 24 * 40))
def test_each_hour_on_the_way_to_the_end_tells_fourteen_three_and_one_once(hours):
    ends, told, known = NOW + timedelta(hours=hours), None, []
    for hour in range(hours):
        days = days_to_tell(ends, told, NOW + timedelta(hours=hour))
        if days is not None:
            known.append(days)
            told = days
    assert known == [days for days, least in ((14, 3 * 24), (3, 24), (1, 0)) if hours > least]


@given(told=some.none() | some.sampled_from([1, 3, 14]))
def test_nothing_is_told_of_an_end_that_is_over_or_unknown(told):
    assert days_to_tell(None, told, NOW) is None
    assert days_to_tell(NOW, told, NOW) is None
