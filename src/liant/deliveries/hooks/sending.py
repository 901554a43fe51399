"""How announcements leave: claimed in one transaction, sent outside of any, noted in another.

A worker killed in between leaves a claim that runs out: the announcement is sent again, under the same id.
"""

import random
from dataclasses import dataclass
from datetime import timedelta

from liant.audit.actions import record
from liant.deliveries.hooks.actions import defer_drain, locked, move
from liant.deliveries.hooks.events import EndpointStopped
from liant.deliveries.hooks.models import Dispatch, Endpoint
from liant.deliveries.hooks.rules import asked_wait, headers, is_hopeless, rest_seconds, wait_seconds
from liant.deliveries.hooks.states import DISPATCH
from liant.jobs import live
from liant.jobs.events import publish
from liant.kit import clock, http, secrets
from liant.tenancy.context import tenant

LIMITS = http.Limits(connect_seconds=5, total_seconds=15, max_bytes=64_000)
CLAIM = timedelta(seconds=30)  # longer than an attempt may last
MOST_IN_A_ROW = 25
GONE = 410


@dataclass(frozen=True)
class Parcel:
    """All that an attempt needs, taken out of the database beforehand."""

    dispatch_id: int
    endpoint_id: int
    url: str
    message_id: str
    body: str
    secrets_in_use: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """`status` is None when no answer came; only 2xx is success."""

    status: int | None
    problem: str = ""
    asked_seconds: float = 0

    @property
    def has_arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def drain(organisation_id: int, endpoint_id: int) -> None:
    """Send what is due to this endpoint; safe to call at any time, any number of times."""
    for _ in range(MOST_IN_A_ROW):
        with tenant(organisation_id):
            parcel = claim(endpoint_id)
        if parcel is None:
            return
        outcome = send(parcel)
        with tenant(organisation_id):
            note(parcel, outcome)
    with tenant(organisation_id):
        defer_drain(locked(endpoint_id))


def claim(endpoint_id: int) -> Parcel | None:
    now = clock.now()
    endpoint = Endpoint.objects.select_for_update().filter(id=endpoint_id, state="on").first()
    if endpoint is None or (endpoint.rests_until and endpoint.rests_until > now):
        return None
    due = endpoint.dispatches.filter(state="queued", next_attempt_at__lte=now).order_by("next_attempt_at", "id")
    dispatch = due.select_for_update(skip_locked=True, of=("self",)).select_related("announcement").first()
    if dispatch is None:
        return None
    dispatch.attempts += 1
    dispatch.next_attempt_at = now + CLAIM
    dispatch.save(update_fields=["attempts", "next_attempt_at"])
    told = dispatch.announcement
    return Parcel(dispatch.id, endpoint.id, endpoint.url, told.message_id, told.body, secrets_in_use(endpoint))


def secrets_in_use(endpoint: Endpoint) -> tuple[str, ...]:
    """The present secret, and for a while the one before it."""
    known = secrets.unseal_json(endpoint.secret)
    until = endpoint.former_secret_until
    is_former_good = until is not None and until > clock.now() and "before" in known
    return (known["now"], known["before"]) if is_former_good else (known["now"],)


def send(parcel: Parcel) -> Outcome:
    moment = int(clock.now().timestamp())
    signed = headers(parcel.secrets_in_use, parcel.message_id, moment, parcel.body)
    try:
        answer = http.post(parcel.url, headers=signed, content=parcel.body.encode(), limits=LIMITS)
    except http.HttpError as error:
        return Outcome(None, str(error))
    if answer.is_success:
        return Outcome(answer.status)
    return Outcome(answer.status, f"HTTP {answer.status}", asked_wait(answer.headers.get("retry-after", "")))


def note(parcel: Parcel, outcome: Outcome) -> None:
    """Record what came of one attempt, unless the endpoint was removed meanwhile."""
    endpoint = Endpoint.objects.select_for_update().filter(id=parcel.endpoint_id).first()
    dispatch = Dispatch.objects.select_for_update().filter(id=parcel.dispatch_id).first()
    if endpoint is None or dispatch is None or dispatch.state != "queued":
        return
    dispatch.last_status, dispatch.problem = outcome.status, outcome.problem[:400]
    if outcome.has_arrived:
        settle(dispatch, "arrived")
        endpoint.failures, endpoint.failing_since, endpoint.rests_until = 0, None, None
        endpoint.last_arrived_at, endpoint.last_problem = clock.now(), ""
        endpoint.save()
    else:
        try_later(dispatch, outcome)
        note_failure(endpoint, outcome)
    live.notify("hooks")


def try_later(dispatch: Dispatch, outcome: Outcome) -> None:
    luck = random.random()  # noqa: S311 - spreads attempts, protects nothing
    wait = None if outcome.status == GONE else wait_seconds(dispatch.attempts, luck, outcome.asked_seconds)
    if wait is None:
        settle(dispatch, "given_up")
        return
    dispatch.next_attempt_at = clock.now() + timedelta(seconds=wait)
    dispatch.save()


def note_failure(endpoint: Endpoint, outcome: Outcome) -> None:
    now = clock.now()
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.rests_until = now + timedelta(seconds=rest_seconds(endpoint.failures))
    endpoint.last_problem = outcome.problem[:400]
    endpoint.save()
    if endpoint.state == "on" and outcome.status == GONE:
        stop(endpoint, "gone")
        for one in endpoint.dispatches.filter(state="queued"):
            settle(one, "given_up")
    elif endpoint.state == "on" and is_hopeless(endpoint.failing_since, now):
        stop(endpoint, "stopped")


def stop(endpoint: Endpoint, state: str) -> None:
    """By itself, and said once: the move is made once."""
    move(endpoint, state)
    record(None, "hooks.gone" if state == "gone" else "hooks.stop", endpoint, name=endpoint.name)
    publish(EndpointStopped(endpoint_id=endpoint.id, is_gone=state == "gone"))


def settle(dispatch: Dispatch, state: str) -> None:
    DISPATCH.check(dispatch.state, state)
    dispatch.state, dispatch.next_attempt_at, dispatch.settled_at = state, None, clock.now()
    dispatch.save()
