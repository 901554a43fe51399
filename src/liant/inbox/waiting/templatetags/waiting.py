"""What the templates say of waits: lengths of time, shares and promises in words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from liant.engines.survival import Quantile
from liant.people.hats import HatKind

register = template.Library()
MINUTE, HOUR, DAY = 60, 3600, 86400


@register.filter
def length(seconds: float | None) -> str:
    """ "20 minutes", "5 hours", "3 days": to the unit that a person would use."""
    if seconds is None:
        return _("not reached")
    if seconds < 90 * MINUTE:
        count = max(1, round(seconds / MINUTE))
        return ngettext("one minute", "%(count)s minutes", count) % {"count": count}
    if seconds < 36 * HOUR:
        count = round(seconds / HOUR)
        return ngettext("one hour", "%(count)s hours", count) % {"count": count}
    count = round(seconds / DAY)
    return ngettext("one day", "%(count)s days", count) % {"count": count}


@register.filter
def working_length(seconds: float | None) -> str:
    """Working time never adds up to days of a calendar: it is told in hours."""
    if seconds is None or seconds < 90 * MINUTE:
        return length(seconds)
    count = round(seconds / HOUR)
    return ngettext("one hour", "%(count)s hours", count) % {"count": count}


@register.filter
def bounds(found: Quantile | None, kind: str = "plain") -> str:
    """The interval of a quantile."""
    if found is None or found.low is None:
        return ""
    say = working_length if kind == "working" else length
    if found.high is None:
        return _("at least %(low)s") % {"low": say(found.low)}
    return _("from %(low)s to %(high)s") % {"low": say(found.low), "high": say(found.high)}


@register.filter
def percent(share: tuple[float, float, float] | None) -> str:
    """ "62 % (48 to 75 %)"."""
    if share is None:
        return ""
    low, point, high = (round(100 * value) for value in share)
    return _("%(point)s%% (%(low)s to %(high)s%%)") % {"point": point, "low": low, "high": high}


@register.filter
def share(found: tuple[float, float, float]) -> str:
    """ "62 %", where its interval stands beside it."""
    return _("%(point)s%%") % {"point": round(100 * found[1])}


@register.filter
def promise_words(promise: Any) -> str:
    """ "within 3 working days"."""
    if promise.unit == "hours":
        words = ngettext("within one working hour", "within %(count)s working hours", promise.amount)
    else:
        words = ngettext("within one working day", "within %(count)s working days", promise.amount)
    return words % {"count": promise.amount}


LATENESS = {
    "late": lambda: _("Longer than was promised"),
    "soon": lambda: _("Due within a day"),
    "later": lambda: _("There is time"),
    "": lambda: pgettext("promise", "Nothing was promised"),
}


@register.filter
def lateness_words(name: str) -> str:
    return LATENESS[name]()


@register.filter
def hat_name(hat: str) -> str:
    return str(HatKind(hat).label)
