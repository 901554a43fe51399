"""Figures told as a person tells them: with what they are counted of, where they may lie, and what may not be said of them."""

from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.engines.spikes import Change, Judgement
from liant.inbox.waiting.rules import LEAST_PEOPLE, share
from liant.insights.figures.queries import Gap, Thanks

Share = tuple[float, float, float]  # low, point, high


def percent(found: Share) -> str:
    """ "44 % (34 to 54 %)"."""
    low, point, high = (round(100 * value) for value in found)
    return _("%(point)s%% (%(low)s to %(high)s%%)") % {"point": point, "low": low, "high": high}


def so_many_of(part: int, whole: int) -> str:
    """ "38 of 87: 44 % (34 to 54 %)"; under LEAST_PEOPLE, no share."""
    found = share(part, whole)
    if found is None:
        few = _("too few for a share: shown from %(least)s on") % {"least": LEAST_PEOPLE}
        return _("%(part)s of %(whole)s (%(few)s)") % {"part": part, "whole": whole, "few": few}
    return _("%(part)s of %(whole)s: %(share)s") % {"part": part, "whole": whole, "share": percent(found)}


def day_name(day: date) -> str:
    """ "dimanche 22 novembre"."""
    return formats.date_format(day, _("l j F"))


def short_day(day: date) -> str:
    """ "22 nov", under a column."""
    return formats.date_format(day, _("j M"))


def volume(found: Judgement) -> str:
    """How the last seven days stand beside the weeks before."""
    counted = ngettext("%(n)s mention in seven days", "%(n)s mentions in seven days", found.count) % {"n": found.count}
    if found.verdict == "too_little":
        return _("%(counted)s. There are too few whole weeks before to compare with.") % {"counted": counted}
    usual = {"counted": counted, "low": found.low, "high": found.high, "weeks": found.weeks}
    if found.verdict == "rise":
        return (
            _(
                "%(counted)s: more than usual. After the %(weeks)s weeks before, %(low)s to %(high)s were to be expected."
            )
            % usual
        )
    if found.verdict == "fall":
        return (
            _(
                "%(counted)s: less than usual. After the %(weeks)s weeks before, %(low)s to %(high)s were to be expected."
            )
            % usual
        )
    return (
        _("%(counted)s, as usual: after the %(weeks)s weeks before, %(low)s to %(high)s were to be expected.") % usual
    )


def changed(name: str, before: Share, now: Share, change: Change) -> str:
    """One share that changed beyond chance."""
    values = {"what": name, "now": percent(now), "before": percent(before)}
    if change.verdict == "up":
        return _("%(what)s: more than before, %(now)s after %(before)s.") % values
    return _("%(what)s: less than before, %(now)s after %(before)s.") % values


def side_by_side(change: Change | None) -> str:
    """What may be said of two shares beside each other."""
    if change is None or change.verdict == "none":
        return _("The difference may be chance: one cannot speak of a change.")
    if change.verdict == "up":
        return _("More than before, and chance alone would hardly do it.")
    return _("Less than before, and chance alone would hardly do it.")


def missing(gaps: Sequence[Gap], days: int) -> str:
    """Of how many days something is missing, and from which channels."""
    if not gaps:
        return ""
    names = get_text_list(sorted({gap.channel for gap in gaps}), _("and"))
    return ngettext(
        "Of one day something may be missing: %(channels)s could not be heard all the time.",
        "Of %(n)s days something may be missing: %(channels)s could not be heard all the time.",
        days,
    ) % {"n": days, "channels": names}


def thanked(found: Thanks) -> str:
    """The share of praise that was thanked within a day."""
    if not found.owed:
        return _("Nobody spoke so well of you that thanks were due.")
    within = so_many_of(found.within_a_day, found.owed)
    return _("Praise thanked within a day: %(within)s.") % {"within": within}
