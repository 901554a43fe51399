from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.advocacy.breath.models import Example, Rates


class ExampleForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Example.Kind.choices)
    words = forms.CharField(label=_("In your words"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    url = forms.URLField(
        label=_("Its address, if there is one"), max_length=2000, required=False, assume_scheme="https"
    )


class RatesForm(forms.Form):
    seen_low = forms.DecimalField(
        label=_("At least so many follow its link, of a hundred who see a share"),
        min_value=0.01,
        max_value=50,
        decimal_places=2,
    )
    seen_high = forms.DecimalField(label=_("At most"), min_value=0.01, max_value=50, decimal_places=2)
    is_priced = forms.BooleanField(
        label=_("Show what as many follows would cost as advertisements"), required=False,
        help_text=_("It is not what sharing is worth: the trade of measuring says so itself (Barcelona Principles). Off unless you insist."),
    )  # fmt: skip
    price = forms.DecimalField(
        label=_("Price of one follow"), min_value=0, max_value=999, decimal_places=2, required=False
    )
    currency = forms.RegexField(label=_("Currency"), regex=r"^[A-Z]{3}$", initial="EUR")
    source = forms.CharField(label=_("Where this price comes from"), max_length=300, required=False)
    as_of = forms.DateField(
        label=_("Price as of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, rates: Rates, **options: Any):
        names = ("seen_low", "seen_high", "is_priced", "price", "currency", "source", "as_of")
        options["initial"] = {name: getattr(rates, name) for name in names}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("is_priced") and not (
            found.get("price") is not None and found.get("source") and found.get("as_of")
        ):
            self.add_error("price", _("A price needs its source and its date."))
        if found.get("seen_low") and found.get("seen_high") and found["seen_low"] > found["seen_high"]:
            self.add_error("seen_high", _("This is under the least."))
        return found
