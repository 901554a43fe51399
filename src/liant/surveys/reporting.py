"""All that may be shown of a wave, in the order in which it is read, as plain values: a page and a sheet of paper say the same.
From the publication alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.surveys import gaps, peering
from liant.surveys.models import Wave
from liant.surveys.showing import Dot, Shown, results_page
from liant.surveys.side_by_side import answered_words, least_share
from liant.surveys.telling import method
from liant.surveys.themes import About
from liant.tenancy.models import Organisation
from liant.web.typography import french_spacing

Json = dict[str, Any]


def report_of(wave: Wave, lang: str) -> Json | None:
    """None where there is nothing to show. Within the language that is asked for."""
    context = results_page(wave, lang)
    if not context["is_enough"]:
        return None
    figures = context["figures"]
    dimensions = context.get("dimensions", ())
    found = {
        "lang": lang, "house": Organisation.objects.get().name, "title": context["title"], "wave": wave.name,
        "dated": period(wave), "day": day_of(wave), "words": headings(wave), "summary": summary(wave, context),
        "dimensions": [
            dimension(one, gap_said(figures, one.id), context["hidden_words"]) for one in dimensions
        ],
        "radar": [{"title": one.title, "mean": one.dot.mean} for one in dimensions] if context.get("radar") else [],
        "questions": [question(one) for one in context["questions"]],
        "beside": beside(wave, dimensions), "themes": [theme(one) for one in context["themes"]],
        "comments": comments(context), "groups": groups(figures["groups"]), "method": method(wave, figures),
    }  # fmt: skip
    return spaced(found) if lang == "fr" else found


def spaced(value: Any) -> Any:
    """Every text as French is set."""
    if isinstance(value, str):
        return french_spacing(value)
    if isinstance(value, Mapping):
        return {name: spaced(one) for name, one in value.items()}
    return [spaced(one) for one in value] if isinstance(value, list | tuple) else value


def period(wave: Wave) -> str:
    if wave.opened_at is None or wave.closed_at is None:
        return ""
    first, last = (date_format(localtime(one), "DATE_FORMAT") for one in (wave.opened_at, wave.closed_at))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def day_of(wave: Wave) -> list[int]:
    """Of the file: the day from which nothing in it changes."""
    day = localtime(wave.closed_at or wave.created_at)
    return [day.year, day.month, day.day]


def headings(wave: Wave) -> dict[str, str]:
    return {
        "summary": _("In short"), "first": _("First this"), "dimensions": _("Dimension by dimension"),
        "picture": _("All dimensions on one picture"), "groups": _("Between groups"), "items": _("Its questions"),
        "questions": _("Question by question"), "comments": _("In their words"), "themes": _("What comments are about"), "said_to": _("Said to:"), "beside": _("Beside others here"), "method": _("How this was made"),
        "answered": _("What was answered"), "people": _("People"), "hidden": _("hidden"), "group": _("Group"),
        "asked": _("People asked"), "given": _("Answered"), "share": "%", "begin": _("To begin with:"),
        "sorted": _("Under the question that was asked; by the alphabet, so that no order tells anything."),
        "found": _("Found in the words themselves; a comment may stand in several. By the alphabet, so that no order tells anything."),
        "few": _("Fewer than %(minimum)s people wrote something here: it is not shown.") % {"minimum": wave.comment_minimum},
        "scale": _("From 0 to 100, with the interval."),
    }  # fmt: skip


def summary(wave: Wave, context: Mapping[str, Any]) -> Json:
    dimensions: Sequence[Shown] = context.get("dimensions", ())
    told = sorted((one for one in dimensions if one.dot.mean is not None), key=lambda one: one.dot.mean or 0)
    lines = [answered(wave)]
    if told:
        lines.append(
            _("Lowest: %(title)s, %(value)s.") % {"title": told[0].title, "value": estimate_words(told[0].dot)}
        )
    if len(told) > 1:
        lines.append(_("Highest: %(title)s, %(value)s.") % {"title": told[-1].title, "value": estimate_words(told[-1].dot)})  # fmt: skip
    lines += [line for one in dimensions if (line := change_line(one))]
    return {
        "verdict": context.get("verdict", ""), "advice": context.get("verdict_advice", ""), "lines": lines,
        "first": [list(one) for one in context.get("first", ())],
    }  # fmt: skip


def answered(wave: Wave) -> str:
    if wave.invited and not wave.link_key:
        share = round(100 * wave.answered / wave.invited)
        return ngettext(
            "%(n)s answer of %(asked)s people asked (%(share)s %%).", "%(n)s answers of %(asked)s people asked (%(share)s %%).",
            wave.answered,
        ) % {"n": wave.answered, "asked": wave.invited, "share": share}  # fmt: skip
    return ngettext("%(n)s answer.", "%(n)s answers.", wave.answered) % {"n": wave.answered}


def change_line(one: Shown) -> str:
    if one.change is None:
        return ""
    values = {"title": one.title, "change": number_format(abs(one.change))}
    if one.change > 0:
        return _("%(title)s: %(change)s higher than the wave before.") % values
    return _("%(title)s: %(change)s lower than the wave before.") % values


def dimension(one: Shown, gap: str, hidden_words: str) -> Json:
    hidden = ""
    if one.hidden_groups:
        hidden = ngettext(
            "%(n)s group is hidden, so that nobody is recognised.", "%(n)s groups are hidden, so that nobody is recognised.",
            one.hidden_groups,
        ) % {"n": one.hidden_groups}  # fmt: skip
    return {
        "title": one.title, "about": one.about, "level": one.level, "advice": one.advice, "first": one.first,
        "dot": dot(one.dot, hidden_words), "change": change_line(one), "gap": gap, "hidden": hidden,
        "groups": [dot(part, hidden_words) for part in one.groups], "items": [dot(part, hidden_words) for part in one.items],
        "sure": sureness(one),
    }  # fmt: skip


def dot(one: Dot, hidden_words: str) -> Json:
    """`places`: low, mean and high as shares of the line."""
    words = hidden_words if one.n is None else estimate_words(one)
    return {"name": one.name, "places": list(one.places) if one.places else [], "words": words}


def estimate_words(one: Dot) -> str:
    n = one.n or 0
    if one.mean is None:
        return _("the figure is hidden, so that nobody is recognised")
    values: dict[str, Any] = {"mean": number_format(one.mean), "n": n}
    if one.low is None or one.high is None:
        return ngettext("%(mean)s, %(n)s person", "%(mean)s, %(n)s people", n) % values
    values |= {"low": number_format(one.low), "high": number_format(one.high)}
    return ngettext(
        "%(mean)s (between %(low)s and %(high)s), %(n)s person", "%(mean)s (between %(low)s and %(high)s), %(n)s people", n
    ) % values  # fmt: skip


def gap_said(figures: Mapping[str, Any], dimension_id: str) -> str:
    """The widest gap between groups on this dimension, or that there is none; "" where no two may be compared."""
    parents = {one["code"]: one["parent"] for one in figures["groups"]}
    names = {one["code"]: one["name"] for one in figures["groups"]}
    shown = next(one["by_group"] for one in figures["scores"]["dimensions"] if one["id"] == dimension_id)
    found = gaps.widest(shown, parents)
    if found is not None:
        values = {"higher": names[found.higher], "lower": names[found.lower], "points": number_format(found.points)}
        return _("The widest gap beyond chance: %(higher)s is %(points)s above %(lower)s.") % values
    return _("No gap between groups is beyond chance.") if gaps.can_compare(shown, parents) else ""


def sureness(one: Shown) -> str:
    parts = []
    if one.omega is not None:
        parts.append(_("McDonald’s omega %(value)s") % {"value": number_format(round(one.omega, 2), 2)})
    if one.alpha is not None:
        parts.append(_("Cronbach’s alpha %(value)s") % {"value": number_format(round(one.alpha, 2), 2)})
    return " · ".join(parts)


def question(one: Mapping[str, Any]) -> Json:
    """Each table: what it is about, its lines of (answer, people, per cent); None where it is hidden."""
    tables = [[name, [list(line) for line in values]] for name, _n, values in one["rows"]]
    lines = [_("%(label)s: mean place %(mean)s") % {"label": label, "mean": number_format(mean)} for label, mean in one.get("places", ())]  # fmt: skip
    if estimate := one.get("estimate"):
        lines.append(estimate_words(Dot("", estimate["n"], estimate["mean"], estimate["low"], estimate["high"])))
    count = ngettext("%(n)s answer", "%(n)s answers", one["n"]) % {"n": one["n"]} if one["n"] else _("hidden")
    return {"label": one["label"], "count": count, "tables": tables, "lines": lines}


def beside(wave: Wave, dimensions: Sequence[Shown]) -> list[str]:
    """Where the house stands beside others on the installation, a line a dimension; none where it doesn't take part."""
    lines = []
    for one in peering.beside(wave, dimensions):
        values = {"title": one.title, "own": number_format(one.own), "median": one.median, "n": one.others}
        line = _("%(title)s: %(own)s here; the median of %(n)s or more others is about %(median)s") % values
        if one.low is not None:
            line += _(", and half of them are between %(low)s and %(high)s") % {"low": one.low, "high": one.high}
        lines.append(line + ".")
    return lines


def theme(one: About) -> Json:
    """What comments are about, each with the question it answers where there are several; "" elsewhere."""
    count = ngettext("%(n)s comment", "%(n)s comments", len(one.comments)) % {"n": len(one.comments)}
    has_several = len(one.sources) > 1
    return {
        "name": ", ".join(one.words) or _("In no theme"), "count": count,
        "sources": " · ".join(f"{question} ({n})" for question, n in one.sources),
        "said": [[said.words, said.question if has_several else ""] for said in one.comments],
    }  # fmt: skip


def comments(context: Mapping[str, Any]) -> list[Json]:
    """Question by question; where they stand by theme, only the questions whose comments are hidden."""
    if not context["themes"]:
        return list(context["comments"])
    hidden = [one | {"asked": [each for each in one["asked"] if not each["words"]]} for one in context["comments"]]
    return [one for one in hidden if one["asked"]]


def groups(declared: Sequence[Mapping[str, Any]]) -> list[Json]:
    """How many were asked and answered in each; a hidden group keeps its name alone."""
    return [
        {
            "name": one["name"],
            "asked": "" if one["is_hidden"] or one["asked"] is None else str(one["asked"]),
            "answered": _("hidden") if one["is_hidden"] else answered_words(one),
            "share": "" if one["is_hidden"] or not one["asked"] else share_words(one),
        }
        for one in declared
    ]


def share_words(group: Mapping[str, Any]) -> str:
    if group.get("is_least"):
        return _("at least %(n)s") % {"n": least_share(group)}
    return str(round(100 * group["answered"] / group["asked"]))
