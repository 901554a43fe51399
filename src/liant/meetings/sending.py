"""How notices leave: a few members at a time are marked and committed, told with no transaction open, and what came of it is written
down. A killed worker leaves those few *unknown*, and nobody is skipped."""

from collections.abc import Iterator, Sequence
from time import monotonic

from liant.accounts.chat import speaking
from liant.jobs.alone import alone
from liant.kit.mail_refusals import fate_of, is_down, words_of
from liant.meetings import notices
from liant.meetings.notices import CameOf, Ready
from liant.tenancy.context import tenant

RUN_SECONDS = 60.0  # then others have their turn among the worker's jobs
LOOKED_FOR, AT_ONCE = 500, 5  # members


def drive(organisation_id: int, seconds: float = RUN_SECONDS) -> None:
    """Tell whoever is due; safe to call at any time, any number of times."""
    with alone(f"meetings:{organisation_id}") as is_alone:
        if not is_alone:
            return
        with tenant(organisation_id):
            notices.leave_unknown()
        until, seen = monotonic() + seconds, set[int]()
        while True:
            with tenant(organisation_id):
                due = [one for one in notices.members_to_tell(LOOKED_FOR) if one not in seen]
            if not due:
                return
            seen.update(due)
            for some in batches(due):
                if not tell(organisation_id, some):
                    return  # whoever is left is found by the next look
                if monotonic() > until:
                    with tenant(organisation_id):
                        notices.tell_soon(after_seconds=1)
                    return


def batches(members: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(members), AT_ONCE):
        yield members[first : first + AT_ONCE]


def tell(organisation_id: int, members: Sequence[int]) -> bool:
    """Whether it is worth going on. Once no server of mail answers, the other mails of these stay here."""
    with tenant(organisation_id):
        ready = notices.claim(members)
    handed: list[tuple[Ready, CameOf]] = []
    down: CameOf | None = None
    for one in ready:
        is_mail = one.notice.way == notices.MAIL
        came_of = down if is_mail and down is not None else hand_over(one)
        down = came_of if is_mail and came_of.is_down else down
        handed.append((one, came_of))
    with tenant(organisation_id):
        for one, came_of in handed:
            notices.record(one, came_of)
    return down is None


def hand_over(ready: Ready) -> CameOf:
    """No transaction is open."""
    message = ready.message
    try:
        if ready.notice.way == notices.CHAT:
            speaking.tell(ready.address, message.title, message.words, message.url)
        else:
            message.letter.send()
    except speaking.NotTold as error:
        return CameOf("unknown" if error.may_have_arrived else "waiting", str(error))
    except OSError as error:  # smtplib's errors are among these
        return CameOf(fate_of(error).value, words_of(error), is_down=is_down(error))
    return CameOf("sent")
