"""What the daily and the weekly letter tell of the rooms below: who waits, which thanks are due, what is not heard."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.channels.health import health_of
from liant.channels.queries import channels
from liant.inbox import queries as inbox
from liant.insights.passages import Passage
from liant.kit import clock
from liant.kit.words import waiting_since

FEW = 3


def who_waits(reader: Member, _from_at: datetime, _to_at: datetime) -> Passage | None:
    """Those this member may read about, the longest wait first; a few by name."""
    if not may(reader, "inbox.open"):
        return None
    count = inbox.waiting_count(reader)
    if not count:
        return None
    said = ngettext("One person is waiting for an answer.", "%(n)s people are waiting for an answer.", count)
    lines = [said % {"n": count if count <= inbox.MOST_COUNTED else f"{inbox.MOST_COUNTED}+"}]
    for one in inbox.waiting(reader).select_related("person")[:FEW]:
        name = (one.person.name if one.person else "") or _("Someone")
        since = waiting_since(one.waiting_since, clock.now(), get_language() or "en", timezone.get_current_timezone())
        lines.append(
            _("%(name)s (%(hat)s) has been waiting %(since)s.")
            % {"name": name, "hat": one.get_hat_display(), "since": since}
        )
    return Passage(_("Who waits"), lines, "flows:waits" if may(reader, "waiting.see") else "inbox:list")


def thanks_due(reader: Member, _from_at: datetime, _to_at: datetime) -> Passage | None:
    if not may(reader, "inbox.open"):
        return None
    count = len(inbox.waiting(reader, "thanks").values_list("id", flat=True)[: inbox.MOST_COUNTED + 1])
    if not count:
        return None
    said = ngettext("One thank-you is due.", "%(n)s thanks are due.", count) % {"n": count}
    return Passage(_("Thanks due"), [said], "flows:thanks")


def what_is_not_heard(reader: Member, _from_at: datetime, _to_at: datetime) -> Passage | None:
    """Channels that need a person."""
    if not may(reader, "channels.see"):
        return None
    ill = [(one, health_of(one)) for one in channels()]
    lines = [
        _("%(channel)s: %(problem)s") % {"channel": one.name, "problem": health.problem or health.to_do}
        for one, health in ill
        if health.state in ("broken", "expiring")
    ]
    return Passage(_("What needs you to be heard"), lines, "channels:list") if lines else None
