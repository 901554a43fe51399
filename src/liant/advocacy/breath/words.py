"""Figures, said as a person would; what may not be told is not hinted at."""

from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liant.advocacy.breath.models import Publication, Rates
from liant.advocacy.models import Feedback, Offer, Programme
from liant.web.pieces import StateWords

Json = dict[str, Any]

TITLES = {
    "early": gettext_lazy("The programme is too young to be read."),
    "breathes": gettext_lazy("The programme breathes."),
    "watch": gettext_lazy("The programme holds; one thing is missing."),
    "short": gettext_lazy("The programme holds, but it is running out of breath."),
    "fell": gettext_lazy("The programme has run out of breath."),
}
STATES = {
    "ok": StateWords("ok", "check", gettext_lazy("well")),
    "look": StateWords("look", "eye", gettext_lazy("fragile")),
    "missing": StateWords("no", "clock", gettext_lazy("missing")),
}
SIGNS = {
    "no_meeting": gettext_lazy("no workshop, no meeting"),
    "about_us": gettext_lazy("more than six offers in ten speak of us"),
    "not_useful": gettext_lazy("fewer than half of the opinions found it useful"),
    "no_example": gettext_lazy("nobody put up an example"),
}
TO_DECIDE = {
    "content": gettext_lazy(
        "What is offered does not help those who get it: ask them what would be useful to their public."
    ),
    "example": gettext_lazy("Our own channels speak of us, and nobody puts up an example: begin there."),
    "opened_less": gettext_lazy("Suggestions are opened less than before: offer fewer, and more useful ones."),
    "losing": gettext_lazy(
        "More people have stopped than have begun, beyond chance: ask a few of them what they miss."
    ),
    "forecast": gettext_lazy("As people go now, one in five or more would be gone within three months."),
}
TIRES = {
    "too_little": "",
    "not_shown": gettext_lazy("It is not shown that people tire as time goes by."),
    "shown": gettext_lazy("The longer people have been there, the sooner they go quiet, in more than one generation."),
}


WORTH = {
    "opened": (gettext_lazy("Opened"), gettext_lazy("of what it puts on lists opened")),
    "shared": (gettext_lazy("Shared, within these weeks or since"), gettext_lazy("of what it puts on lists shared")),
}


def per_cent(value: float) -> str:
    return _("%(share)s%%") % {"share": round(100 * value)}


def between_two(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _("between %(low)s and %(high)s") % {"low": round(100 * low), "high": per_cent(high)}


def share(found: Json | None) -> dict[str, str] | None:
    return found and {"share": per_cent(found["share"]), "between": between_two(found["low"], found["high"])}


def eyebrow(programme: Programme | None, last: Publication) -> str:
    name = programme.name if programme else ""
    return _("Share · %(name)s, four weeks until %(day)s") % {"name": name, "day": date_format(last.to_on, "j F Y")}


def title(figures: Json) -> str:
    return str(TITLES[figures["warning"]["verdict"]])


def lead(figures: Json) -> str:
    """The one thing to decide."""
    told, missing = figures["warning"], figures["warning"]["missing"]
    if told["verdict"] == "early":
        return _("Each four weeks are counted once they are over; after three of them this page begins to compare.")
    if "animation" in missing or figures["animation"]["state"] == "look":
        weeks = figures["animation"]["weeks"]
        said = ngettext("%(n)s week without meeting: the next meeting is the thing to decide.",
                        "%(n)s weeks without meeting: the next meeting is the thing to decide.", weeks)  # fmt: skip
        return said % {"n": weeks}
    wrong = [*missing, *told["signs"]]
    return str(
        TO_DECIDE[wrong[0]] if wrong else _("Content, example and meetings are there. Keep asking what is useful.")
    )


def generation(one: Json) -> str:
    last = one["points"][-1]
    values = {"half": one["half"], "people": one["people"], "share": per_cent(last["share"]), "n": last["month"],
              "between": between_two(last["low"], last["high"])}  # fmt: skip
    if last["month"] == 0:
        return _("Half-year %(half)s, %(people)s people: nothing to say yet") % values
    return _("Half-year %(half)s, %(people)s people: %(share)s after %(n)s months, %(between)s") % values


def lasting(found: Json) -> list[str]:
    """Going quiet, the forecast, on how few it hangs: a sentence each."""
    said: list[str] = []
    if quiet := found["quiet"]:
        said.append(
            _("Of late, %(share)s go quiet within four weeks (%(quiet)s of %(lived)s, %(between)s).")
            % {"share": per_cent(quiet["share"]), "quiet": quiet["quiet"], "lived": quiet["lived"],
               "between": between_two(quiet["low"], quiet["high"])}
        )  # fmt: skip
    if tires := str(TIRES[found["tires"]]):
        said.append(tires)
    if ahead := found["forecast"]:
        said.append(
            _(
                "As people come and go now, %(middle)s would share in three months, between %(low)s and %(high)s four times out of five."
            )
            % {"middle": ahead["middle"][-1], "low": ahead["low"][-1], "high": ahead["high"][-1]}
        )
    if uneven := found["unequal"]:
        said.append(
            _(
                "Over half a year, shares are spread with a Gini index of %(gini)s (between %(low)s and %(high)s, %(people)s people; 0: all alike, 1: all by one)."
            )
            % {
                "gini": number_format(uneven["gini"], 2),
                "low": number_format(uneven["low"], 2),
                "high": number_format(uneven["high"], 2),
                "people": uneven["people"],
            }
        )
        said.append(
            _("Half of them come from %(n)s people.") % {"n": uneven["half"]} if uneven["half"]
            else _("Half of them come from fewer than five people.")
        )  # fmt: skip
    return said


def breaths(figures: Json) -> list[dict[str, Any]]:
    """The three causes, each with its state and what it rests on."""
    return [
        {"name": _("Content"), "state": STATES[figures["content"]["state"]], "said": content(figures["content"])},
        {"name": _("Example"), "state": STATES[figures["example"]["state"]], "said": example(figures["example"])},
        {
            "name": _("The meetings"),
            "state": STATES[figures["animation"]["state"]],
            "said": animation(figures["animation"]),
        },
    ]


def content(found: Json) -> list[str]:
    if not found["offers"]:
        return [_("Nothing was offered in these four weeks.")]
    kinds = dict(Offer.Kind.choices)
    mix = ", ".join(
        _("%(kind)s: %(n)s") % {"kind": kinds.get(kind, kind), "n": count}
        for kind, count in sorted(found["kinds"].items(), key=lambda one: (-one[1], one[0]))
    )
    said = [ngettext("%(n)s offer (%(mix)s), of which %(new)s of another kind or on another subject than before.",
                     "%(n)s offers (%(mix)s), of which %(new)s of another kind or on another subject than before.",
                     found["offers"]) % {"n": found["offers"], "mix": mix, "new": found["new"]}]  # fmt: skip
    said.append(_("%(share)s speak of us.") % {"share": per_cent(found["about_us"])})
    if useful := found["useful"]:
        said.append(
            _("%(share)s of %(n)s opinions found them useful.") % {"share": per_cent(useful["share"]), "n": useful["n"]}
        )
    reasons = dict(Feedback.Reason.choices)
    said += [
        _("Said %(n)s times: %(reason)s.") % {"n": count, "reason": reasons.get(reason, reason)}
        for reason, count in found["said"].items()
    ]
    return said


def example(found: Json) -> list[str]:
    said = []
    if found["about_us"] is not None:
        said.append(
            ngettext("Of what we publish ourselves, %(share)s speaks of us (%(n)s piece).",
                     "Of what we publish ourselves, %(share)s speaks of us (%(n)s pieces).", found["pieces"])
            % {"share": per_cent(found["about_us"]), "n": found["pieces"]}
        )  # fmt: skip
    if found["formal"] is not None:
        said.append(_("%(share)s of what addresses somebody does so formally.") % {"share": per_cent(found["formal"])})
    shown = found["shown"]
    said.append(ngettext("%(n)s person chose to put up an example.", "%(n)s people chose to put up an example.", shown) % {"n": shown}
                if shown else _("Nobody chose to put up an example."))  # fmt: skip
    return said


def animation(found: Json) -> list[str]:
    said = [
        ngettext("%(n)s meeting held in these four weeks.", "%(n)s meetings held in these four weeks.", found["held"])
        % {"n": found["held"]}
    ]
    if found["weeks"] > 1:
        said.append(
            ngettext("%(n)s week since the last one.", "%(n)s weeks since the last one.", found["weeks"])
            % {"n": found["weeks"]}
        )
    return said


def reach(clicks: Json | None, rates: Rates) -> list[str]:
    """Follows as counted; how many may have seen it as an interval, from what is supposed."""
    if clicks is None:
        return [_("Too few people shared with a link, or one stands out among them: nothing is told.")]
    low, high = clicks["clicks"] / float(rates.seen_high) * 100, clicks["clicks"] / float(rates.seen_low) * 100
    return [
        _("People followed %(n)s times what was shared: %(each)s times for each of %(shares)s shares (between %(low)s and %(high)s).")
        % {"n": clicks["clicks"], "each": number_format(clicks["each"], 1), "shares": clicks["shares"], "low": number_format(clicks["low"], 1), "high": number_format(clicks["high"], 1)},
        _("Seen perhaps by %(low)s to %(high)s people, if %(least)s to %(most)s in a hundred who see a share follow its link: an interval, not a promise.")
        % {"low": number_format(tidy(low), force_grouping=True), "high": number_format(tidy(high), force_grouping=True), "least": number_format(rates.seen_low.normalize()), "most": number_format(rates.seen_high.normalize())},
    ]  # fmt: skip


def travel(found: Json | None) -> list[str]:
    """How what is shared travels: inside from one to the next, outside carried further."""
    said = []
    if inside := (found or {}).get("inside"):
        brings, values = inside["brings"], {"cascades": inside["cascades"], "shares": inside["shares"]}
        said.append(
            _("One share brings %(value)s others on the mean (between %(low)s and %(high)s): %(cascades)s cascades that have ended, of %(shares)s shares together.")
            % (values | {name: number_format(brings[name], 2) for name in ("value", "low", "high")})
        )  # fmt: skip
        said.append(
            _(
                "Where something was taken further, two shares of it lie %(steps)s steps apart on the mean: under 2, all came from the first one; above, from hand to hand."
            )
            % {"steps": number_format(inside["virality"], 1)}
        )
    else:
        said.append(
            _(
                "How far things travel from one to the next is not told: it takes thirty cascades that have ended, and five people at least on either side of what was taken further. What is too little waits, and is told with what follows."
            )
        )
    if outside := (found or {}).get("outside"):
        said.append(
            _(
                "Outside, others carried %(shares)s shares further, in %(posts)s posts that Liant heard with their short links."
            )
            % outside
        )
    return said


def size_class(one: Json) -> str:
    """A class of cascades, by how many shares they have."""
    if one["from"] == one["to"] == 1:
        return _("one share alone")
    if one["to"] is None:
        return _("%(n)s shares and more") % {"n": one["from"]}
    if one["from"] == one["to"]:
        return _("%(n)s shares") % {"n": one["from"]}
    return _("%(low)s to %(high)s shares") % {"low": one["from"], "high": one["to"]}


def tidy(number: float) -> int:
    """Two figures that say something."""
    size = 10 ** max(0, len(str(round(number))) - 2)
    return round(number / size) * size


def asked(found: Json | None) -> str:
    if found is None:
        return ""
    return _("%(n)s people noted that a colleague asked them in private to share something.") % {"n": found["people"]}


def worth(last: Publication | None) -> Json | None:
    """What choosing is worth: a table, and a sentence for each thing that can be said without trusting the ranking."""
    if last is None:
        return None
    found: Json = last.figures["worth"]
    happened = [(what, found[what]) for what in WORTH if found[what]]
    rows = [
        [WORTH[what][0], *(_("%(share)s of %(n)s") % {"share": per_cent(one["share"]), "n": one["n"]}
                           for one in (parts["ranked"], parts["explored"]))]
        for what, parts in happened
    ]  # fmt: skip
    return {
        "until": last.to_on,
        "head": [_("What became of it"), _("Chosen"), _("Drawn by chance")],
        "rows": rows,
        "said": [said for what, _parts in happened if (said := by_itself(found["judged"][what], str(WORTH[what][1])))],
    }


def by_itself(judged: Json, what: str) -> str:
    if not judged["ranking"] or not judged["chance"]:
        return ""
    told = {"what": what}
    for name in ("ranking", "chance"):
        one = judged[name]
        told |= {name: per_cent(one["share"]), f"{name}_between": between_two(one["low"], one["high"])}
    return (
        _(
            "By itself, the ranking would have had %(ranking)s %(what)s (%(ranking_between)s), chance alone %(chance)s (%(chance_between)s)."
        )
        % told
    )


def history(one: Publication) -> list[Any]:
    who = one.figures["who"]
    return [date_format(one.to_on, "j F Y"), who["invited"], "–" if who["opted"] is None else who["opted"],
            "–" if who["active"] is None else who["active"]]  # fmt: skip
