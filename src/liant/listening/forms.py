"""What people type about what is listened for."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liant.engines.query import QueryError, parse
from liant.listening.models import SavedQuery


class LinesField(forms.CharField):
    """One sentence per line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class QueryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    expr = forms.CharField(
        label=_("What is listened for"),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_(
            "AND, OR, NOT, brackets, “exact words”, oven*, bread NEAR/5 burnt, author:, site:, lang:, channel:."
        ),
    )
    must = LinesField(
        label=_("Sentences it must find, one per line"),
        required=False,
        help_text=_("They are tried each time you save: a query that misses one of them is not kept."),
    )
    must_not = LinesField(label=_("Sentences it must leave alone, one per line"), required=False)
    is_on = forms.BooleanField(label=_("Listen for it"), required=False, initial=True)

    def __init__(self, *args: Any, query: SavedQuery | None = None, **options: Any):
        super().__init__(*args, **options)
        self.query = query

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = SavedQuery.objects.filter(name__iexact=name).exclude(pk=(self.query and self.query.pk) or 0)
        if same.exists():
            raise forms.ValidationError(_("Another query has this name."))
        return name

    def clean_expr(self) -> str:
        expr = self.cleaned_data["expr"].strip()
        try:
            parse(expr)
        except QueryError as error:
            place = _("Line %(line)s, column %(column)s: ") % {"line": error.line, "column": error.column}
            raise forms.ValidationError(f"{place}{error.message(get_language() or 'en')}") from error
        return expr
