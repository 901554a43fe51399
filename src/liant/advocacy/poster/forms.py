from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liant.advocacy.poster import pages
from liant.advocacy.poster.models import Poster


class PosterForm(forms.Form):
    """A line for each language, and whom to ask."""

    contact = forms.CharField(
        label=_("Whom to ask for an account"), max_length=200,
        help_text=_("Somebody by name, and where to find them: “Gisèle, at the front desk”."),
    )  # fmt: skip

    def __init__(self, *args: Any, poster: Poster | None = None, **options: Any):
        options["initial"] = {"contact": poster.contact if poster else ""}
        super().__init__(*args, **options)
        for code, name in settings.LANGUAGES:
            self.fields[f"line_{code}"] = forms.CharField(
                label=format_lazy("{words} ({language})", words=_("The line that invites"), language=name), max_length=120,
                initial=pages.line_of(poster, code),
            )  # fmt: skip
        self.order_fields([*(f"line_{code}" for code, _name in settings.LANGUAGES), "contact"])

    def values(self) -> dict[str, Any]:
        lines = {code: self.cleaned_data[f"line_{code}"].strip() for code, _name in settings.LANGUAGES}
        return {"lines": lines, "contact": self.cleaned_data["contact"]}
