"""What a member is told of whom they meet: a row for each occasion and way, made in the transaction of what it tells, marked within
their own rows around the outside call, and handed over once. What may have arrived is not said again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from liant.accounts.chat import queries as places
from liant.accounts.models import Member
from liant.jobs.queue import SOON, defer
from liant.kit import clock
from liant.kit.quiet import quiet_ends
from liant.meetings import between, rules
from liant.meetings.models import Hearing, Notice, Round
from liant.meetings.queries import hearing_of, own
from liant.meetings.states import NOTICE
from liant.tenancy.context import current_organisation_id, own_rows

TELL = "meetings.tell"
MAIL, CHAT = Hearing.Way.MAIL.value, Hearing.Way.CHAT.value
NOTHING = "There is nothing to say of it any more."
NO_PLACE = "There is no place by chat any more."
NO_MAIL = "No mail leaves from here."
DIED = "The worker ended while it was handed over."


@dataclass(frozen=True)
class Ready:
    """Marked *sending* and committed: what is handed over now. `address`: of a place by chat."""

    member: Member
    notice: Notice
    message: between.Message
    address: str = ""


@dataclass(frozen=True)
class CameOf:
    """`state`: what becomes of the notice. `is_down`: nobody takes anything there just now, and it was no try."""

    state: str
    problem: str = ""
    is_down: bool = False


def tell_soon(after_seconds: float | None = None) -> None:
    organisation_id = current_organisation_id()
    defer(TELL, once=f"{TELL}:{organisation_id}", priority=SOON, after_seconds=after_seconds,
          organisation_id=organisation_id)  # fmt: skip


# made, in the transaction of what they tell


def seat(round_: Round, seats: Sequence[tuple[int, int, int, datetime | None]]) -> None:
    """Each one's partners and their invitation, for them alone, all or none. `seats`: (member, other, table, moment)."""
    members, others, numbers, moments = zip(*seats, strict=True) if seats else ((), (), (), ())
    with connection.cursor() as cursor:
        cursor.execute(
            "select liant_rotation_seat(%s, %s::bigint[], %s::bigint[], %s::integer[], %s::timestamptz[], %s)",
            [round_.pk, list(members), list(others), list(numbers), list(moments), clock.now()],
        )
    tell_soon()


def remind(*, round_id: int) -> None:
    """A reminder for those of a round that goes on who have said nothing; once."""
    with transaction.atomic():
        if Round.objects.filter(pk=round_id, reminded_at=None, closed_at=None).update(reminded_at=clock.now()):
            with connection.cursor() as cursor:
                cursor.execute("select liant_rotation_remind(%s, %s)", [round_id, clock.now()])
            tell_soon()


def ask(*, member_id: int, occasion: str, about: int) -> None:
    """Tell one member something, by the ways that they chose."""
    with transaction.atomic(), own_rows(member_id):
        for way in hearing_of(member_id).ways:
            Notice.objects.get_or_create(member_id=member_id, occasion=occasion, about=about, way=way)
    tell_soon()


def forget(*, member_id: int, occasions: Sequence[str], about: Sequence[int] | None = None) -> None:
    with transaction.atomic(), own_rows(member_id):
        found = Notice.objects.filter(member_id=member_id, occasion__in=occasions)
        (found if about is None else found.filter(about__in=about)).delete()


# by the worker, who is alone with the notices of an organisation


def leave_unknown() -> None:
    """What a dead worker had in its hands."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_meeting_notices_left(%s, %s)", [clock.now(), DIED])


def members_to_tell(most: int) -> list[int]:
    """Those to whom something is due, the one who waits longest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from liant_meeting_members_to_tell(%s, %s)", [clock.now(), most])
        return [row[0] for row in cursor.fetchall()]


def claim(members: Sequence[int]) -> list[Ready]:
    """What these are told now, marked *sending*; in their quiet hours nothing."""
    here = Member.objects.filter(pk__in=members, is_active=True).select_related("user", "organisation")
    return [ready for member in here.order_by("id") for ready in claim_of(member)]


def claim_of(member: Member) -> list[Ready]:
    now = clock.now()
    with transaction.atomic(), own(member):
        waiting = Notice.objects.select_for_update().filter(member=member, state="waiting", next_at__lte=now)
        hearing = hearing_of(member.pk)
        ends = quiet_ends(now, member.user.zone, hearing.quiet_from, hearing.quiet_until)
        if ends is not None:
            waiting.update(next_at=ends)
            return []
        return [ready for one in list(waiting.order_by("id")) if (ready := made_ready(member, one, now)) is not None]


def made_ready(member: Member, notice: Notice, now: datetime) -> Ready | None:
    """Inside the member's own rows; None where it is settled at once, or comes later."""
    lately = Notice.objects.filter(member=member, way=notice.way, sending_at__gt=now - rules.A_DAY)
    said = sorted(at for at in lately.values_list("sending_at", flat=True) if at is not None)
    if len(said) >= rules.MOST_EACH_DAY and notice.tries == 0:
        notice.next_at = said[-rules.MOST_EACH_DAY] + rules.A_DAY
        notice.save(update_fields=["next_at"])
        return None
    address = places.address_of(member) if notice.way == CHAT else ""
    message = between.message_of(notice.occasion, member, notice.about)
    why = NOTHING if message is None else NO_PLACE if notice.way == CHAT and not address else ""
    if not why and notice.way == MAIL and not settings.EMAIL_HOST:
        why = NO_MAIL
    if message is None or why:
        move(notice, "dropped", settled_at=now, problem=why)
        if why == NO_PLACE:
            by_mail_instead(notice)
        return None
    move(notice, "sending", sending_at=now, tries=notice.tries + 1)
    return Ready(member, notice, message, address)


def record(ready: Ready, came_of: CameOf) -> None:
    """What came of it, within the member's own rows; nothing where they left meanwhile."""
    now = clock.now()
    with transaction.atomic(), own(ready.member):
        notice = Notice.objects.select_for_update().filter(pk=ready.notice.pk, state="sending").first()
        if notice is None:
            return
        if came_of.state != "waiting":
            move(notice, came_of.state, settled_at=now, problem=came_of.problem)
        elif came_of.is_down:
            again = now + timedelta(minutes=5)
            move(notice, "waiting", next_at=again, sending_at=None, tries=notice.tries - 1, problem=came_of.problem)
        elif notice.way == CHAT and notice.tries >= rules.MOST_TRIES:
            move(notice, "refused", settled_at=now, problem=came_of.problem)
        else:
            again = now + rules.again_in(notice.tries)
            move(notice, "waiting", next_at=again, sending_at=None, problem=came_of.problem)
        if notice.way == CHAT and notice.state == "refused":
            by_mail_instead(notice)


def by_mail_instead(notice: Notice) -> None:
    """What can't be said by chat is not lost."""
    Notice.objects.get_or_create(
        member_id=notice.member_id, occasion=notice.occasion, about=notice.about, way=MAIL
    )  # fmt: skip


def move(notice: Notice, state: str, **values: object) -> None:
    """The only place where a notice changes its state."""
    NOTICE.check(notice.state, state)
    notice.state = state
    for name, value in values.items():
        setattr(notice, name, str(value)[:300] if name == "problem" else value)
    notice.save(update_fields=["state", *values])
