"""What came of a share, as its network counts it: read with the expert's own key, kept in their own rows, for them alone. Only where
they agreed to be shown what came of their links."""

from datetime import timedelta

from liant.accounts.models import Member
from liant.advocacy import queries as room
from liant.advocacy.models import Consent
from liant.advocacy.own_accounts.models import Posting
from liant.advocacy.own_accounts.sending import defer_count, note_counts, way_of
from liant.connectors.contract import Account, ConnectorError, Json
from liant.connectors.own import CameOf, CountsWhatCame
from liant.kit import clock

AFTER = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=14))


def count(envelope: str) -> None:
    """Once, and again later while it is young. A network that does not answer is asked the next time."""
    way = way_of(envelope)
    with way.inside():
        posting = way.locked()
        if posting is None or posting.state != "sent" or posting.account is None or not is_wanted(posting):
            return
        connector, reply_to = posting.connector, dict(posting.reply_to)
    found = asked(connector, way.account(), reply_to)
    with way.inside():
        posting = way.locked()
        if posting is None:
            return
        if found is not None:
            note_counts(posting, found)
        if wait := seconds_to_next(posting):
            defer_count(posting, wait)


def asked(connector: CountsWhatCame, account: Account, reply_to: Json) -> CameOf | None:
    try:
        return connector.came_of(account, reply_to)
    except ConnectorError:
        return None


def is_wanted(posting: Posting) -> bool:
    """Within their own rows."""
    member = Member.objects.get(pk=posting.member_id)
    can_count = isinstance(posting.connector, CountsWhatCame) and bool(posting.reply_to)
    return can_count and member.is_active and Consent.Purpose.CLICKS in room.consents(member)


def seconds_to_next(posting: Posting) -> float:
    """0 once it is old."""
    settled_at = posting.settled_at or clock.now()
    coming = [moment for after in AFTER if (moment := settled_at + after) > clock.now() + timedelta(minutes=5)]
    return (coming[0] - clock.now()).total_seconds() if coming else 0.0
