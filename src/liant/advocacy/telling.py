"""Why a suggestion is there: what weighed, in words and in points."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liant.advocacy.models import Offer, Suggestion

NEW_DAYS = 14
WORDS = {
    "topic": _("You follow “%(topic)s”."),
    "wish": _("You said that this is useful to those who follow you: %(kind)s."),
    "others": _("It is not about us: some fresh air."),
    "usefulness": _("Those who had it before you mostly found it useful."),
    "author": _("You found other things by %(name)s useful."),
    "closeness": _("Written by somebody you are close to."),
    "freshness": _("It is new."),
    "fairness": _("What %(name)s makes is seldom suggested."),
    "fatigue": _("A little further down, since you left things like it alone lately."),
    "diversity": _("A little further down, since something like it stands above."),
}
LABELS = {
    "topic": _("your topics"), "wish": _("useful to those who follow you"), "others": _("not about us"),
    "usefulness": _("found useful"), "author": _("its author"), "freshness": _("new"),
    "fairness": _("seldom suggested"), "fatigue": _("left alone lately"), "diversity": _("like what stands above"),
}  # fmt: skip


def reasons_in_words(suggestion: Suggestion) -> list[str]:
    """As they were when it was chosen, the heaviest first; chance is said before the others."""
    by_chance = gettext("Put here by chance, as one in twenty is: so that we learn what is useful to you.")
    told = [said for one in suggestion.reasons if (said := reason_in_words(one, suggestion.offer))]
    return ([by_chance] if suggestion.is_explored else []) + told


def reason_in_words(reason: Mapping[str, Any], offer: Offer) -> str:
    """Nothing for what weighed and says little of this piece or of this expert."""
    author = offer.author.name if offer.author else offer.author_name
    names = {"topic": offer.topic.name if offer.topic else "", "name": author, "kind": offer.get_kind_display()}
    why = reason["why"]
    is_said = {
        "topic": offer.topic is not None, "usefulness": reason.get("is_known") and reason.get("is_useful"),
        "author": author, "closeness": author, "fairness": author and reason.get("is_seldom"),
        "freshness": reason.get("days", 0) <= NEW_DAYS,
    }  # fmt: skip
    return WORDS[why] % names if why in WORDS and is_said.get(why, True) else ""


def points_in_words(suggestion: Suggestion) -> str:
    """What each reason gave or took, and what that makes together; of how close somebody is, no number is told."""
    parts = [f"{LABELS[one['why']]} {number(one['points'])}" for one in suggestion.reasons if one["why"] in LABELS]
    if not parts:
        return ""
    total = sum(one["points"] for one in suggestion.reasons if one["why"] in LABELS)
    return gettext("In points: %(parts)s; together %(total)s.") % {"parts": ", ".join(parts), "total": number(total)}


def number(points: float) -> str:
    return number_format(round(points, 1), 1).replace("-", "\u2212")
