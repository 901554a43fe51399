"""Form fields, tied to their hint and error."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from liant.web.components.words import render

register = template.Library()


@register.simple_tag
def field(bound: BoundField, toggle: bool = False, css: str = "") -> SafeString:
    """A form field with its label, hint and error, tied together for who listens to the page."""
    kind = bound.widget_type
    if bound.is_hidden:
        return SafeString(str(bound))
    shape = {"checkbox": "check", "radioselect": "options", "checkboxselectmultiple": "options"}.get(kind, "line")
    attributes: dict[str, str | bool] = {} if shape != "line" else {"class": f"input {css}".strip()}
    if shape == "check" and toggle:
        attributes["role"] = "switch"
    return render(
        f"field_{shape}",
        field=bound,
        widget=bound.as_widget(attrs=attributes),
        is_toggle=toggle,
        is_required=bound.field.required,
        options=list(bound) if shape == "options" else (),
    )


@register.simple_tag
def choices(bound: BoundField, descriptions: Mapping[str, str] | None = None) -> SafeString:
    """Radio cards; `descriptions` gives the small line of each value."""
    chosen = str(bound.value() or "")
    cards = [
        {
            "value": option.data["value"],
            "label": option.choice_label,
            "detail": (descriptions or {}).get(str(option.data["value"]), ""),
            "id": option.id_for_label,
            "is_chosen": str(option.data["value"]) == chosen,
        }
        for option in bound
    ]
    return render("choices", field=bound, cards=cards)
