"""How letters leave, one after the other over one line, each once. Around each few: ask the gates and mark them *sending*, commit;
hand them over; record what came of it in the transaction that marks the next.

One at a time for each channel, held by a lock of the session that a killed worker loses with its connection: what is found in
*sending* then was in its hands. It becomes *unknown*, is listed, and only a person sends it again.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic, sleep

from django.db.models import F, QuerySet

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
from liant.jobs.alone import alone
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
IN_FLIGHT = 5  # marked together: so many at most are unknown when a worker dies
STOPS = (AuthLost, Misconfigured, Unreachable)  # nothing more can leave just now
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
    with alone(f"newsletter:{channel_id}") as is_alone:
        if not is_alone:
            return
        with tenant(organisation_id):
            channel = Channel.objects.get(pk=channel_id)
            leave_unknown(channel)
            postage = queries.postage_of(channel)
            pace = Pace(postage.per_minute, postage.per_hour, queries.left_lately(channel, clock.now()))
        Run(organisation_id, channel, pace, monotonic() + seconds).go()


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
        handed: list[Handed] = []
        try:
            while True:
                with tenant(self.organisation_id):
                    self.record(handed)
                    ready = [] if self.is_over else self.next()
                if not ready:
                    return
                handed = self.hand_over(ready)
        finally:
            if self.line is not None:
                self.line.close()

    def hand_over(self, ready: list[Ready]) -> list[Handed]:
        """No transaction is open. Once nobody answers, the others of these stay here."""
        handed: list[Handed] = []
        for one in ready:
            before = handed[-1].error if handed else None
            error = before if isinstance(before, STOPS) else self.hand_over_one(one)
            handed.append(Handed(one.envelope, error))
        return handed

    def hand_over_one(self, ready: Ready) -> ConnectorError | None:
        try:
            if self.line is None:
                account = account_of(self.organisation_id, self.channel)
                self.line = self.channel.connector.line(account)  # type: ignore[attr-defined]  # HandsOver
            self.line.send([ready.recipient], ready.message)
        except ConnectorError as error:
            return error
        return None

    def next(self) -> list[Ready]:
        """The next ones, marked; none when there are none, or it is not the moment."""
        while True:
            now = clock.now()
            if (free_at := self.pace.free_at(now)) > now:
                if free_at - now > SHORT_WAIT or monotonic() >= self.until:
                    self.come_back((free_at - now).total_seconds())
                    return []
                sleep((free_at - now).total_seconds())
            if monotonic() >= self.until:
                self.come_back(0)
                return []
            envelopes = self.waiting(now, max(1, self.pace.room(now, IN_FLIGHT)))
            if not envelopes:
                return []
            if ready := self.made_ready(envelopes):
                return ready

    def come_back(self, seconds: float) -> None:
        drive_soon(self.organisation_id, self.channel.pk, after_seconds=seconds + 1 if seconds else None)

    def waiting(self, now: datetime, most: int) -> list[Envelope]:
        """What one person waits for first; then issue by issue, in the order in which they were begun."""
        if monotonic() - self.looked_at > LOOK_SECONDS or self.issue is None:
            self.looked_at, self.issue = monotonic(), None
            if Channel.objects.values_list("state", flat=True).get(pk=self.channel.pk) != "well":
                return []
            alone_ones = waiting_envelopes().filter(channel=self.channel, kind__in=ALONE, next_attempt_at__lte=now)
            if found := list(alone_ones[:most]):
                return found
        elif found := self.letters_of(self.issue, now, most):
            return found
        going = Issue.objects.filter(channel=self.channel, state="sending").order_by("begun_at", "id")
        for issue in going.select_related("newsletter", "version__piece"):
            if found := self.letters_of(issue, now, most):
                self.issue = issue
                return found
        self.issue = None
        return []

    def letters_of(self, issue: Issue, now: datetime, most: int) -> list[Envelope]:
        """Its next letters, the issue locked and the gates asked; an issue of which nothing waits any more is over."""
        state = Issue.objects.select_for_update().values_list("state", flat=True).get(pk=issue.pk)
        if state != "sending":
            return []
        letters = waiting_envelopes().filter(issue=issue, kind=Envelope.Kind.LETTER)
        found = list(letters.filter(next_attempt_at__lte=now)[:most])
        if not found:
            if not letters.exists():
                moves.finish(issue)
            return []
        if stop := gates.reason_against(moves.leaving(issue)):
            moves.hold(actor=None, issue=issue, reason=stop.reason)
            return []
        for one in found:
            one.issue = issue
        return found

    def made_ready(self, envelopes: list[Envelope]) -> list[Ready]:
        """Marked *sending*; or settled at once, where it can't or shall not leave."""
        now = clock.now()
        ready = [found for one in envelopes if (found := self.made_ready_one(one, now)) is not None]
        for one in ready:
            one.envelope.state, one.envelope.attempts = "sending", one.envelope.attempts + 1
            self.pace.note(now)
        Envelope.objects.filter(pk__in=[one.envelope.pk for one in ready], state="queued").update(
            state="sending", sending_at=now, attempts=F("attempts") + 1
        )
        return ready

    def made_ready_one(self, envelope: Envelope, now: datetime) -> Ready | None:
        envelope.channel = self.channel
        self.house = self.house or Organisation.objects.get()
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
        return Ready(envelope, recipient, message)

    def record(self, handed: list[Handed]) -> None:
        """What came of them. Nobody else moves what is *sending*: those that were taken are written down together."""
        taken = [one.envelope for one in handed if one.error is None]
        by_issue = Counter(one.issue_id for one in taken if one.kind == Envelope.Kind.LETTER)
        for issue_id, number in sorted(by_issue.items()):
            moves.count(issue_id, {"sending": -number, "sent": number})
        if taken:
            Envelope.objects.filter(pk__in=[one.pk for one in taken], state="sending").update(
                state="sent", settled_at=clock.now(), problem=""
            )
        for one in handed:
            if one.error is not None:
                self.record_error(one.envelope, one.error, clock.now())

    def record_error(self, envelope: Envelope, error: ConnectorError, now: datetime) -> None:
        """In words; afterwards the next, or nothing more for now."""
        if isinstance(error, OutcomeUnknown):
            move(envelope, "unknown", settled_at=now, problem=str(error)[:500])
        elif isinstance(error, STOPS):
            move(envelope, "queued", next_attempt_at=now, attempts=envelope.attempts - 1, problem=str(error)[:500])
            if isinstance(error, Unreachable):
                self.come_back(60)
            else:
                break_channel(channel=self.channel, problem=str(error))
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
