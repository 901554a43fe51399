"""What the gallery shows: invented people and figures, the same by day and by night."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liant.kit import clock
from liant.web.pieces import STATES, Column, Days, Series, Tab

Words = str | Promise


class ExampleForm(forms.Form):
    name = forms.CharField(label=_("The name"), help_text=_("As people say it."))
    email = forms.EmailField(label=_("Email address"))
    note = forms.CharField(label=_("A word about it"), widget=forms.Textarea, required=False)
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=[("day", _("Every day")), ("week", _("Every week"))], widget=forms.Select
    )
    days = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=[("mon", _("Monday")), ("thu", _("Thursday"))],
        widget=forms.CheckboxSelectMultiple,
    )
    is_told = forms.BooleanField(
        label=_("Receive a word on Monday"), help_text=_("Once a week, at the hour you choose."), required=False
    )
    listens_also = forms.BooleanField(label=_("Listen also to “chez Odette”"), required=False)
    kind = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[("shop", _("A shop")), ("town_hall", _("A town hall"))],
        widget=forms.RadioSelect,
    )


def example_form(prefix: str) -> ExampleForm:
    form = ExampleForm(
        {
            f"{prefix}-name": "Fleurs Odette",
            f"{prefix}-email": "odette@",
            f"{prefix}-rhythm": "week",
            f"{prefix}-days": ["mon"],
            f"{prefix}-is_told": "on",
            f"{prefix}-listens_also": "on",
            f"{prefix}-kind": "shop",
        },
        prefix=prefix,
    )
    form.errors["email"] = form.error_class([str(_("The end of the address is missing. The rest is kept."))])
    return form


def columns() -> list[Column]:
    heard: list[tuple[int | None, int | None]] = [(5, 2), (7, 4), (4, 2), (None, None), (None, None), (8, 3), (6, 3)]
    heard += [(9, 4), (5, 3), (11, 5), (14, 4), (8, 3), (5, 3), (5, 2)]
    return [Column(str(9 + index), total, part) for index, (total, part) in enumerate(heard)]


def days() -> Days:
    """The same days in the browser's hand, with the two that could not be heard."""
    shown = columns()
    return Days(
        names=[column.name or column.label for column in shown],
        labels=[column.label for column in shown],
        series=[
            Series(_("mentions"), [column.total for column in shown], "bar"),
            Series(pgettext_lazy("several", "praise"), [column.part for column in shown], "line"),
        ],
        holes=[column.total is None for column in shown],
    )


def tabs() -> list[Tab]:
    return [
        Tab("#content", _("Answer in public"), is_current=True),
        Tab("#content", _("Email")),
        Tab("#content", _("Internal note")),
    ]


def filters() -> list[Tab]:
    return [
        Tab("#content", _("Who waits"), is_current=True),
        Tab("#content", _("All")),
        Tab("#content", _("Mine"), count=2),
    ]


def pane(theme: str) -> dict[str, Any]:
    """All that one side of the gallery needs; ids differ by theme."""
    now = clock.now()
    return {
        "theme": theme,
        "states": list(STATES),
        "two_days_ago": now - timedelta(days=2, hours=1),
        "last_evening": now - timedelta(hours=15),
        "minutes_ago": now - timedelta(minutes=21),
        "form": example_form(theme),
        "descriptions": {"shop": _("Three screens."), "town_hall": _("Residents, elected people.")},
        "steps": [_("You"), _("What we listen to"), _("By which way")],
        "columns": columns(),
        "days": days(),
        "tabs": tabs(),
        "filters": filters(),
        "hats": [
            {"label": _("customer since 2023"), "is_elsewhere": False},
            {"label": _("someone waits elsewhere"), "is_elsewhere": True},
        ],
        "table_head": [_("Channel"), _("Praise"), _("Of")],
        "table_rows": [["Bluesky", 21, 48], [_("Email"), 9, 15]],
        "over_text": ("Bonjour Karima. " * 20)[:312],
    }
