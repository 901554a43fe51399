"""What the page of the shape is given: published figures in words, tables and pictures."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.bonds import between, queries
from liant.bonds.drawing import course, ring
from liant.bonds.models import Shape
from liant.bonds.outside import beside_of
from liant.bonds.seen import Cell, Seen, changes, is_clear
from liant.engines.direction.outside import say
from liant.engines.suppression import BETWEEN, EVERYONE, WITHIN, Block
from liant.engines.ties.shape import Estimate
from liant.web.pieces import Tab

SUMS: dict[Block, str | Promise] = {
    WITHIN: gettext_lazy("Within teams"),
    BETWEEN: gettext_lazy("Between teams"),
    EVERYONE: gettext_lazy("All together"),
}
NO_TEAM = gettext_lazy("In no team")
MOST_SAID = 3
Json = dict[str, Any]


def shape_page(request: HttpRequest) -> Json:
    shapes = queries.shapes()
    context: Json = {
        "tabs": between.tabs(request, "bonds:shape"),
        "shape": shapes[0] if shapes else None,
    }
    if not shapes:
        return context
    seen = Seen(shapes[0].figures)
    before = chosen(request, shapes[1:])
    return context | {
        "seen": seen,
        "rings": [("on-wide", ring(seen)), ("on-phone", ring(seen, is_narrow=True))] if seen.teams else [],
        "spoken": spoken(seen),
        "graph": graph_of(seen),
        "headline": (said := sentences(seen))[0],
        "said": said[1:],
        "facts": facts(seen),
        "heat": heat(seen),
        "table": table(seen),
        "before": before and heat(Seen(before.figures)),
        "since": before and since(before, seen),
        "periods": periods(request, shapes[1:], before),
        "outside": outside_part(shapes[0]),
        "may_arrange": may(member(request), "bonds.arrange"),
        "trend": trend(shapes[::-1]) if len(shapes) > 1 else None,
    }


def chosen(request: HttpRequest, earlier: Sequence[Shape]) -> Shape | None:
    """The one that is asked for, otherwise that of three stretches before, or the oldest there is."""
    asked = request.GET.get("before", "")
    found = next((one for one in earlier if str(one.number) == asked), None)
    return found or (earlier[min(2, len(earlier) - 1)] if earlier else None)


def periods(request: HttpRequest, earlier: Sequence[Shape], before: Shape | None) -> list[Tab]:
    return [
        Tab(f"{request.path}?before={one.number}#h-since", date_format(one.to_on, "j M Y"), one == before)
        for one in earlier[:6]
    ]


def per_cent(value: float) -> str:
    return _("%(share)s%%") % {"share": round(100 * value)}


def between_two(found: Estimate) -> str:
    return _("between %(low)s and %(high)s") % {"low": round(100 * found.low), "high": per_cent(found.high)}


def name(seen: Seen, code: str) -> str:
    return seen.names[code] or str(NO_TEAM)


def label(seen: Seen, block: Block) -> str:
    if block in SUMS:
        return str(SUMS[block])
    one, other = sorted(name(seen, code) for code in block)
    if one == other:
        return _("Within %(team)s") % {"team": one}
    return _("%(one)s and %(other)s") % {"one": one, "other": other}


def sentences(seen: Seen) -> list[str]:
    """What is to be seen first, of what may be shown: what hangs by one link, where hardly anybody is in contact, where most are."""
    said = [
        _("%(team)s holds to the other teams by %(other)s alone: of the links that are shown, it has no other (%(ties)s of %(pairs)s pairs).")
        % {"team": name(seen, team), "other": name(seen, other), "ties": cell.ties, "pairs": cell.pairs}
        for team, other, cell in seen.held_by_one()[:MOST_SAID]
    ]  # fmt: skip
    said += [
        _("Between %(one)s and %(other)s hardly anybody is in contact yet: %(ties)s of %(pairs)s pairs.")
        % {**ends(seen, cell), "ties": cell.ties, "pairs": cell.pairs}
        for cell in seen.hardly()[:MOST_SAID]
    ]
    closest = seen.closest()
    if closest and closest.share:
        said.append(_("Of all teams, %(one)s and %(other)s are closest: %(share)s of their pairs are in contact.")
                    % {**ends(seen, closest), "share": per_cent(closest.share.value)})  # fmt: skip
    return said or [_("Too little may be shown of these four weeks to say who is in contact with whom.")]


def ends(seen: Seen, cell: Cell) -> Json:
    return dict(zip(("one", "other"), sorted(name(seen, code) for code in cell.block), strict=True))


def facts(seen: Seen) -> list[tuple[str, str]]:
    found = []
    for block in (WITHIN, BETWEEN):
        share = seen.share(block)
        if share:
            found.append((
                _("%(where)s: %(share)s of pairs") % {"where": SUMS[block], "share": per_cent(share.value)},
                _("%(ties)s of %(pairs)s pairs were in contact within twelve weeks; %(between)s")
                % {"ties": seen.cells[block].ties, "pairs": seen.cells[block].pairs, "between": between_two(share)},
            ))  # fmt: skip
    few = seen.few()
    if few:
        count, share = few
        found.append((
            ngettext("%(n)s person of %(people)s has few ties", "%(n)s people of %(people)s have few ties", count)
            % {"n": count, "people": seen.people},
            _("%(share)s, %(between)s: in contact with one colleague or with none. Nobody is told who, not even you; they see it themselves.")
            % {"share": per_cent(share.value), "between": between_two(share)},
        ))  # fmt: skip
    else:
        found.append(
            (
                _("How many people have few ties is not shown"),
                _("It would be about fewer than five people, or let these be worked out."),
            )
        )
    return found


def spoken(seen: Seen) -> str:
    """The picture for the ear."""
    return ngettext("%(n)s team and its links.", "%(n)s teams and the links between them.", len(seen.teams)) % {"n": len(seen.teams)} + " " + " ".join(sentences(seen)[:2])  # fmt: skip


def heat(seen: Seen) -> Json:
    codes = [one.code for one in seen.teams]
    return {
        "heads": [(name(seen, code), short(name(seen, code))) for code in codes],
        "rows": [(name(seen, one), [seen.cell(one, other) for other in codes]) for one in codes],
        "hidden": seen.hidden,
    }


def short(text: str) -> str:
    return text if len(text) <= 8 else f"{text[:6].rstrip()}."


def table(seen: Seen) -> Json:
    rows = [
        [label(seen, cell.block), cell.pairs, *said(cell)]
        for cell in sorted(seen.cells.values(), key=lambda one: (len(one.block) == 2, len(one.block) == 2 and one.block[0] != one.block[1], label(seen, one.block)))
    ]  # fmt: skip
    return {
        "head": [_("Where"), _("Pairs"), _("In contact"), _("Share"), _("Interval"), _("Mean strength")],
        "rows": rows,
    }


def said(cell: Cell) -> list[str]:
    if cell.share is None:
        return [_("hidden"), "–", "–", "–"]
    strength = "–"
    if cell.strength:
        strength = _("%(mean)s (%(low)s to %(high)s)") % {
            "mean": round(100 * cell.strength.value), "low": round(100 * cell.strength.low), "high": round(100 * cell.strength.high),
        }  # fmt: skip
    return [str(cell.ties), per_cent(cell.share.value), between_two(cell.share), strength]


def outside_part(shape: Shape) -> Json:
    """Where colleagues are known, the most first; and who shares more, in the fixed sentences of the engine."""
    communities = sorted(shape.figures.get("communities", ()), key=lambda one: (-(one["known"] or 0), one["name"]))
    rows = [
        [one["name"], one["known"] if one["known"] is not None else _("fewer than five, or not shown")]
        for one in communities
    ]
    words = say(beside_of(shape.figures.get("shares")))
    return {
        "rows": rows,
        "head": [_("Community"), _("Colleagues known there")],
        "known": sum(one["known"] is not None for one in communities),
        "all": len(communities),
        "words": words["fr" if (get_language() or "fr").startswith("fr") else "en"],
    }


def since(before: Shape, seen: Seen) -> Json:
    found = changes(Seen(before.figures), seen)
    rows = [
        [label(seen, block), per_cent(was.value), per_cent(now.value), points(moved), _("yes") if is_clear(moved) else _("can’t be said")]
        for block, was, now, moved in found
    ]  # fmt: skip
    return {
        "until": before.to_on,
        "head": [_("Where"), _("At that time"), _("Now"), _("Change, in points"), _("More than chance")],
        "sums": rows[: (sums := sum(len(one[0]) < 2 for one in found))],
        "rows": rows[sums:],
    }


def points(moved: Estimate) -> str:
    def signed(value: float) -> str:
        number = round(100 * value)
        return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"

    return _("%(change)s (from %(low)s to %(high)s)") % {
        "change": signed(moved.value), "low": signed(moved.low), "high": signed(moved.high)
    }  # fmt: skip


def trend(shapes: Sequence[Shape]) -> Json:
    """The oldest first."""
    seen = [Seen(one.figures) for one in shapes]
    strands = [(str(SUMS[block]), [one.share(block) for one in seen]) for block in (WITHIN, BETWEEN)]
    under = [date_format(one.to_on, "j M y") for one in shapes]
    rows = [
        [date_format(shape.to_on, "j F Y"), *(f"{per_cent(share.value)} ({between_two(share)})" if (share := one.share(block)) else _("hidden") for block in (WITHIN, BETWEEN)),
         few_of(one)]
        for shape, one in zip(shapes, seen, strict=True)
    ]  # fmt: skip
    return {
        "plots": [("on-wide", course(under, strands, per_cent)), ("on-phone", course(under, strands, per_cent, is_narrow=True))],
        "head": [_("Until"), *(str(SUMS[block]) for block in (WITHIN, BETWEEN)), _("People with few ties")],
        "rows": rows,
    }  # fmt: skip


def few_of(seen: Seen) -> str:
    few = seen.few()
    if few is None:
        return _("hidden")
    return _("%(n)s of %(people)s (%(between)s)") % {"n": few[0], "people": seen.people, "between": between_two(few[1])}


def graph_of(seen: Seen) -> Json:
    """For the script that draws it: where each team stands and what links them."""
    drawn = ring(seen)
    return {
        "nodes": [{"key": one.code, "label": one.name or str(NO_TEAM), "people": one.people, "x": one.x, "y": -one.y, "size": one.r} for one in drawn.nodes],
        "edges": [
            {"from": one.ends[0], "to": one.ends[1], "size": one.width, "label": per_cent(seen.links[one.ends])} for one in drawn.lines
        ],
    }  # fmt: skip
