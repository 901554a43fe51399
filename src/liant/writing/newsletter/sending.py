"""How letters leave, one after the other over one line, each once. Around each: ask the gates and mark it *sending*, commit;
hand it over; record what came of it in the transaction that marks the next.

One at a time for each channel, held by a lock of the session that a killed worker loses with its connection: what is found in
*sending* then was in its hands. It becomes *unknown*, is listed, and only a person sends it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic, sleep

from django.db import connection
from django.db.models import QuerySet

from liant.channels.actions import break_channel
from liant.channels.collection import account_of
from liant.channels.models import Channel
from liant.connectors.contract import (
    AuthLost,
    ConnectorError,
    Misconfigured,
    OutcomeUnknown,
    Permanent,
    Unreachable,
)
from liant.connectors.handing_over import Line
from liant.deliveries import gates
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.writing.newsletter import mails, moves, queries, rendering
from liant.writing.newsletter.arrivals import note_refusal
from liant.writing.newsletter.driving import drive_soon
from liant.writing.newsletter.models import Envelope, Issue
from liant.writing.newsletter.moves import move
from liant.writing.newsletter.rules import MOST_ATTEMPTS, Pace, wait_after

RUN_SECONDS = 60.0  # then others have their turn among the worker's jobs
LOOK_SECONDS = 1.0  # how often it is asked whether the channel is well, and whether a single person waits for something
SHORT_WAIT = timedelta(seconds=2)
ALONE = (Envelope.Kind.CONFIRMATION, Envelope.Kind.TRIAL)


def waiting_envelopes() -> QuerySet[Envelope]:
    """Locked, the one that waits longest first, with whoever it is for."""
    found = Envelope.objects.filter(state="queued").select_for_update(of=("self",)).order_by("next_attempt_at", "id")
    return found.select_related(
        "subscription__newsletter", "subscription__subscriber", "member__user", "issue__newsletter"
    )


@dataclass(frozen=True)
class Ready:
    """Marked *sending* and committed: what is handed over now, to whom."""

    envelope: Envelope
    recipient: str
    message: bytes


@dataclass(frozen=True)
class Handed:
    """What came of it; `error` is None when the server took it."""

    envelope: Envelope
    error: ConnectorError | None = None


def drive(organisation_id: int, channel_id: int, seconds: float = RUN_SECONDS) -> None:
    """Hand over what waits, at the channel's rate; safe to call at any time, any number of times."""
    with alone(channel_id) as is_alone:
        if not is_alone:
            return
        with tenant(organisation_id):
            channel = Channel.objects.get(pk=channel_id)
            leave_unknown(channel)
            postage = queries.postage_of(channel)
            pace = Pace(postage.per_minute, postage.per_hour, queries.left_lately(channel, clock.now()))
        Run(organisation_id, channel, pace, monotonic() + seconds).go()


@contextmanager
def alone(channel_id: int) -> Iterator[bool]:
    """A lock that goes with the connection, whatever becomes of this process."""
    key = f"newsletter:{channel_id}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [key])


def leave_unknown(channel: Channel) -> None:
    """What a dead worker had in its hands."""
    for pk in list(Envelope.objects.filter(channel=channel, state="sending").values_list("pk", flat=True)):
        found = moves.locked_envelope(pk)
        if found.state == "sending":
            move(found, "unknown", settled_at=clock.now(), problem="The worker ended while it was handed over.")


class Run:
    """One stretch of sending through one channel. What changes rarely is looked at every second; what decides about one letter
    in the transaction that marks it."""

    def __init__(self, organisation_id: int, channel: Channel, pace: Pace, until: float):
        self.organisation_id, self.channel, self.pace, self.until = organisation_id, channel, pace, until
        self.line: Line | None = None
        self.house: Organisation | None = None
        self.issue: Issue | None = None  # whose letters leave just now
        self.looked_at = 0.0
        self.is_over = False

    def go(self) -> None:
        handed: Handed | None = None
        try:
            while True:
                with tenant(self.organisation_id):
                    if handed is not None:
                        self.record(handed)
                    ready = None if self.is_over else self.next()
                if ready is None:
                    return
                handed = self.hand_over(ready)
        finally:
            if self.line is not None:
                self.line.close()

    def hand_over(self, ready: Ready) -> Handed:
        """No transaction is open."""
        try:
            if self.line is None:
                account = account_of(self.organisation_id, self.channel)
                self.line = self.channel.connector.line(account)  # type: ignore[attr-defined]  # HandsOver
            self.line.send([ready.recipient], ready.message)
        except ConnectorError as error:
            return Handed(ready.envelope, error)
        return Handed(ready.envelope)

    def next(self) -> Ready | None:
        """The next one, marked; None when there is none, or it is not the moment."""
        while True:
            now = clock.now()
            if (free_at := self.pace.free_at(now)) > now:
                if free_at - now > SHORT_WAIT or monotonic() >= self.until:
                    self.come_back((free_at - now).total_seconds())
                    return None
                sleep((free_at - now).total_seconds())
            if monotonic() >= self.until:
                self.come_back(0)
                return None
            envelope = self.waiting(clock.now())
            if envelope is None:
                return None
            if (ready := self.made_ready(envelope)) is not None:
                return ready

    def come_back(self, seconds: float) -> None:
        drive_soon(self.organisation_id, self.channel.pk, after_seconds=seconds + 1 if seconds else None)

    def waiting(self, now: datetime) -> Envelope | None:
        """What one person waits for first; then issue by issue, in the order in which they were begun."""
        if monotonic() - self.looked_at > LOOK_SECONDS or self.issue is None:
            self.looked_at, self.issue = monotonic(), None
            if Channel.objects.values_list("state", flat=True).get(pk=self.channel.pk) != "well":
                return None
            if (
                found := waiting_envelopes()
                .filter(channel=self.channel, kind__in=ALONE, next_attempt_at__lte=now)
                .first()
            ):
                return found
        elif found := self.letter_of(self.issue, now):
            return found
        going = Issue.objects.filter(channel=self.channel, state="sending").order_by("begun_at", "id")
        for issue in going.select_related("newsletter", "version__piece"):
            if found := self.letter_of(issue, now):
                self.issue = issue
                return found
        self.issue = None
        return None

    def letter_of(self, issue: Issue, now: datetime) -> Envelope | None:
        """Its next letter, the issue locked and the gates asked; an issue of which nothing waits any more is over."""
        state = Issue.objects.select_for_update().values_list("state", flat=True).get(pk=issue.pk)
        if state != "sending":
            return None
        letters = waiting_envelopes().filter(issue=issue, kind=Envelope.Kind.LETTER)
        found = letters.filter(next_attempt_at__lte=now).first()
        if found is None:
            if not letters.exists():
                moves.finish(issue)
            return None
        if stop := gates.reason_against(moves.leaving(issue)):
            moves.hold(actor=None, issue=issue, reason=stop.reason)
            return None
        found.issue = issue
        return found

    def made_ready(self, envelope: Envelope) -> Ready | None:
        """Marked *sending*; or settled at once, where it can't or shall not leave."""
        envelope.channel = self.channel
        self.house = self.house or Organisation.objects.get()
        now = clock.now()
        if envelope.subscription is not None and (why := left_out(envelope, now)):
            move(envelope, "left_out", settled_at=now, problem=why)
            return None
        try:
            message = written(envelope, self.house, now)
        except mails.Unresolved as error:
            move(envelope, "sending")
            move(envelope, "refused", settled_at=now, problem=f"Nothing fills: {error}.")
            return None
        recipient = envelope.member.user.email if envelope.member else envelope.subscriber.address  # type: ignore[union-attr]
        move(envelope, "sending", sending_at=now, attempts=envelope.attempts + 1)
        self.pace.note(now)
        return Ready(envelope, recipient, message)

    def record(self, handed: Handed) -> None:
        """What came of it, in words; afterwards the next, or nothing more for now. Nobody else moves what is *sending*."""
        envelope, now, error = handed.envelope, clock.now(), handed.error
        if error is None:
            move(envelope, "sent", settled_at=now, problem="")
        elif isinstance(error, OutcomeUnknown):
            move(envelope, "unknown", settled_at=now, problem=str(error)[:500])
        elif isinstance(error, AuthLost | Misconfigured):
            move(envelope, "queued", next_attempt_at=now, attempts=envelope.attempts - 1, problem=str(error)[:500])
            break_channel(channel=self.channel, problem=str(error))
            self.is_over = True
        elif isinstance(error, Unreachable):
            move(envelope, "queued", next_attempt_at=now, attempts=envelope.attempts - 1, problem=str(error)[:500])
            self.come_back(60)
            self.is_over = True
        elif isinstance(error, Permanent) or envelope.attempts >= MOST_ATTEMPTS:
            move(envelope, "refused", settled_at=now, problem=str(error)[:500])
            note_refusal(envelope, str(error))
        else:
            later = now + wait_after(envelope.attempts)
            move(envelope, "queued", next_attempt_at=later, problem=str(error)[:500])


def left_out(envelope: Envelope, now: datetime) -> str:
    """Why it does not go to them any more; "" when it does."""
    subscription = envelope.subscription
    subscriber = envelope.subscriber = subscription.subscriber if subscription else None
    if subscription is None or subscriber is None or not subscriber.address:
        return "They left meanwhile."
    if envelope.kind == Envelope.Kind.CONFIRMATION:
        return "" if subscription.state == "asked" else "There is nothing to confirm any more."
    if subscription.state != "on":
        return "They left meanwhile."
    if subscriber.suspended_at is not None:
        return "Letters come back from this address."
    if subscriber.paused_until is not None and subscriber.paused_until > now:
        return "They asked for a pause meanwhile."
    return ""


def written(envelope: Envelope, house: Organisation, now: datetime) -> bytes:
    issue = envelope.issue
    if envelope.subscription is not None and issue is None:
        return mails.confirmation(envelope, envelope.subscription, house, now)
    if issue is None:
        raise mails.Unresolved(["subscription"])
    if envelope.kind == Envelope.Kind.TRIAL:
        return mails.trial(envelope, issue, issue.frozen or as_it_stands(issue), house, now)
    return mails.letter(envelope, issue, house, now)


def as_it_stands(issue: Issue) -> dict[str, str]:
    moves.keep_pictures(issue)
    composed = rendering.compose(issue, moves.public_picture(issue))
    return moves.as_frozen(composed, issue.version.edition)
