"""What stands beside the pictures of a result: the same as tables, who answered, and how far groups lie apart. Built from what is
shown already; nothing here looks at answers."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from liant.surveys import gaps
from liant.surveys.showing import Dot, Shown, share_of

Json = Mapping[str, Any]
APART = (
    0.2  # under it, a question hardly goes with the others (R. L. Ebel, Essentials of educational measurement, 1972)
)


def with_tables(context: dict[str, Any]) -> dict[str, Any]:
    """A page of results, with what stands beside its pictures."""
    if not context.get("is_enough"):
        return context
    figures = context["figures"]
    dimensions: Sequence[Shown] = context.get("dimensions", ())
    context |= {"reach": reach_of(context["wave"], figures)}
    if dimensions:
        context |= dimension_table(dimensions) | group_table(dimensions, figures)
    if "one" in context:
        context |= of_one(context["one"])
    return context


def of_one(one: Shown) -> dict[str, Any]:
    """What the page of one dimension has beside its pictures."""
    return {
        "group_rows": [line_of(part) for part in one.groups],
        "line_head": [_("Group"), _("Mean"), _("Between"), _("People")],
        "item_head": [
            _("Question"),
            _("Mean"),
            _("Between"),
            _("People"),
            _("Left unanswered"),
            _("Goes with the others"),
        ],
        "item_rows": [[*line_of(part), *quality_words(part)] for part in one.items],
    }


def line_of(dot: Dot) -> list[Any]:
    if dot.n is None:
        return [dot.name, _("hidden"), "", ""]
    return [dot.name, number(dot.mean), between(dot), dot.n]


def quality_words(dot: Dot) -> list[str]:
    """How many left it, and how far it goes with the others, as words."""
    if dot.asked is None:
        left = "–"
    elif dot.left is None:
        left = _("a few of %(asked)s") % {"asked": dot.asked}
    else:
        left = _("%(left)s of %(asked)s") % {"left": dot.left, "asked": dot.asked}
    if dot.discrimination is None:
        return [left, "–"]
    value = number(dot.discrimination, 2)
    return [left, _("%(value)s, hardly") % {"value": value} if dot.discrimination < APART else value]


def dimension_table(dimensions: Sequence[Shown]) -> dict[str, Any]:
    return {
        "twin_head": [_("Dimension"), _("Level"), _("Mean"), _("Between"), _("People"), _("Omega"), _("Alpha")],
        "twin_rows": [
            [one.title, one.level or _("hidden"), number(one.dot.mean), between(one.dot), one.dot.n or "–",
             number(one.omega, 2), number(one.alpha, 2)]
            for one in dimensions
        ],
    }  # fmt: skip


def group_table(dimensions: Sequence[Shown], figures: Json) -> dict[str, Any]:
    """Each dimension in each group that is shown in one of them, and the widest gap."""
    names = list(dict.fromkeys(part.name for one in dimensions for part in one.groups))
    if not names:
        return {}
    parents = {group["code"]: group["parent"] for group in figures["groups"]}
    rows = []
    for one, found in zip(dimensions, figures["scores"]["dimensions"], strict=True):
        known = {part.name: part for part in one.groups}
        means = [number(known[name].mean) if name in known else _("hidden") for name in names]
        rows.append([one.title, *means, gap_words(found["by_group"], parents)])
    figures_at = " ".join(str(at) for at in range(1, len(names) + 2))
    return {"group_head": [_("Dimension"), *names, _("Widest gap")], "group_rows": rows, "group_numeric": figures_at}


def gap_words(shown: Sequence[Json], parents: Mapping[str, str]) -> str:
    """The widest gap that is beyond chance; else the widest, in brackets: the page says what they mean."""
    found = gaps.widest(shown, parents)
    if found is not None:
        return number(found.points)
    beside = [
        abs(one["mean"] - other["mean"]) for one, other in itertools.combinations(shown, 2)
        if parents.get(one["code"], "") == parents.get(other["code"], "") and None not in (one["mean"], other["mean"])
    ]  # fmt: skip
    return f"({number(max(beside))})" if beside else "–"


def reach_of(wave: Any, figures: Json) -> dict[str, Any]:
    """Who answered, of how many who were asked, for everyone and for each group that may be shown."""
    asked = wave.invited if wave.invited and not wave.link_key else None
    rows = [[_("Everyone"), asked or _("whoever came"), wave.answered, rate(wave.answered, asked)]]
    for group in figures["groups"]:
        told = group["asked"] or "–"
        if group["is_hidden"]:
            rows.append([group["name"], told, _("hidden"), ""])
        else:
            rows.append([group["name"], told, answered_words(group), group_rate(group)])
    return {"head": [_("Group"), _("People asked"), _("Answered"), _("Rate")], "rows": rows}


def answered_words(group: Json) -> str:
    return _("at least %(n)s") % {"n": group["answered"]} if group.get("is_least") else str(group["answered"])


def group_rate(group: Json) -> str:
    """Where how many answered is told as the least it may be, so is the rate."""
    if not group.get("is_least"):
        return rate(group["answered"], group["asked"])
    return _("at least %(share)s %%") % {"share": least_share(group)}


def least_share(group: Json) -> int:
    """Per cent, by fives, downwards."""
    return int(20 * group["answered"] // group["asked"]) * 5


def rate(answered: int, asked: int | None) -> str:
    share = share_of(answered, asked)
    return "–" if share is None else _("%(share)s %%") % {"share": min(share, 100)}


def number(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else number_format(round(value, digits), digits)  # which cuts, and doesn't round


def between(dot: Dot) -> str:
    if dot.low is None or dot.high is None:
        return "–"
    return f"{number(dot.low)}–{number(dot.high)}"
