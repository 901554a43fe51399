"""What is signed and when: computed from values alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from liant.deliveries.hooks import rules
from liant.deliveries.hooks.states import DISPATCH, ENDPOINT


@given(st.text(max_size=300))
def test_every_body_is_signed_so_that_the_standards_library_agrees(words):
    secret, now = rules.new_secret(), int(datetime.now(UTC).timestamp())
    body = rules.body_of("x.y", "fournils", datetime.now(UTC), {"words": words})
    signed = rules.headers([secret], "msg_1", now, body)
    assert Webhook(secret).verify(body, signed)["data"] == {"words": words}
    with pytest.raises(WebhookVerificationError):
        Webhook(rules.new_secret()).verify(body, signed)


@given(st.floats(0, 1))
def test_attempts_come_later_and_later_and_end_after_three_days(luck):
    waits = []
    while (wait := rules.wait_seconds(len(waits) + 1, luck)) is not None:
        waits.append(wait)
    assert waits == sorted(waits)
    assert 4 <= round(waits[0], 3) <= 6
    assert timedelta(days=2) < timedelta(seconds=sum(waits)) < timedelta(days=4)


@given(st.integers(1, 10), st.floats(0, 1), st.floats(0, 1e9))
def test_patience_is_granted_and_has_an_end(attempts, luck, asked):
    wait = rules.wait_seconds(attempts, luck, asked)
    assert wait >= min(asked, rules.LONGEST_ASKED_SECONDS)
    assert wait <= rules.LONGEST_ASKED_SECONDS * 1.2


@pytest.mark.parametrize("value", ["", "soon", "-5", "1e9", "9" * 40, "²", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_an_odd_retry_after_asks_for_nothing(value):
    assert rules.asked_wait(value) == 0


def test_rests_are_short_at_first_and_bounded():
    rests = [rules.rest_seconds(failures) for failures in range(1, 40)]
    assert rests[0] == 2
    assert rests == sorted(rests)
    assert rests[-1] == rules.LONGEST_REST_SECONDS


def test_what_was_given_up_may_leave_again():
    assert DISPATCH.allows("given_up", "queued")
    assert all(ENDPOINT.allows(state, "on") for state in ("paused", "stopped", "gone"))
