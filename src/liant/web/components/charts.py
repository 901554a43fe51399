"""Tables, intervals, column charts."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.web import drawings, pieces
from liant.web.components.words import render

register = template.Library()


@register.simple_tag
def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    numeric: str = "",
    hide_caption: bool = False,
    css: str = "",
) -> SafeString:
    """A plain table. `numeric`: places of the columns of figures, from 0, as "1 2"."""
    figures = {int(place) for place in numeric.split()}
    body = [
        [{"value": value, "is_figure": place in figures, "head": head[place]} for place, value in enumerate(line)]
        for line in rows
    ]
    heads = [{"value": value, "is_figure": place in figures} for place, value in enumerate(head)]
    return render("table", caption=caption, heads=heads, body=body, hide_caption=hide_caption, css=css)


@register.simple_tag
def interval(low: float, point: float, high: float, zero: float | None = None, label: str = "") -> SafeString:
    """An estimate and its interval on a line from 0 to 1."""

    def percent(value: float) -> str:
        return f"{min(max(value, 0.0), 1.0) * 100:.1f}%"

    return render(
        "interval",
        low=percent(low),
        point=percent(point),
        width=percent(high - low),
        label=label,
        zero=None if zero is None else percent(zero),
    )


@register.simple_tag
def bars(
    columns: Sequence[pieces.Column],
    title: str,
    *,
    note: str = "",
    total_label: str = "",
    part_label: str = "",
    column_label: str = "",
    id: str = "chart",  # noqa: A002
) -> SafeString:
    """Columns by day, one part of each told apart, gaps hatched; a table twin under them."""
    wide, narrow = drawings.plot_columns(columns), drawings.plot_columns(columns, is_narrow=True)
    drawings.label_last(wide, columns, total_label, part_label)
    return render(
        "bars",
        plots=[("on-wide", wide), ("on-phone", narrow)],
        title=title,
        note=note,
        spoken=in_a_sentence(columns, title),
        columns=columns,
        total_label=total_label,
        part_label=part_label,
        column_label=column_label,
        hatch=f"{id}-hatch",
    )


@register.simple_tag
def days_chart(days: pieces.Days, title: str, *, id: str, note: str = "") -> SafeString:  # noqa: A002
    """Days over a long time, drawn in the browser by `charts.js`; where no script runs, the table stands alone."""
    drawn = {
        "names": [str(name) for name in days.names],
        "labels": [str(label) for label in days.labels],
        "series": [{"label": str(one.label), "values": list(one.values), "shape": one.shape} for one in days.series],
        "holes": list(days.holes),
        "nothing": _("nothing heard"),
        "not_all": _("not everything heard"),
    }
    columns = [
        pieces.Column(label, total, name=name)
        for label, name, total in zip(days.labels, days.names, days.series[0].values, strict=True)
    ]
    lines = [
        {"name": name, "values": values, "is_partial": hole}
        for name, hole, *values in zip(days.names, days.holes, *(one.values for one in days.series), strict=True)
    ]
    return render("days_chart", title=title, note=note, id=id, data=json_script(drawn, f"{id}-data"), lines=lines,
                  heads=[one.label for one in days.series], spoken=in_a_sentence(columns, title))  # fmt: skip


def in_a_sentence(columns: Sequence[pieces.Column], title: str) -> str:
    """What the picture shows, for who doesn't see it."""
    highest, gaps = pieces.columns_text(columns)
    sentences = [title.rstrip(".") + "."]
    if highest is not None:
        sentences.append(
            _("Highest: %(total)s, %(label)s.") % {"total": highest.total, "label": highest.name or highest.label}
        )
    if gaps:
        sentences.append(
            ngettext("In one place nothing was heard.", "In %(n)s places nothing was heard.", gaps) % {"n": gaps}
        )
    return " ".join(sentences)
