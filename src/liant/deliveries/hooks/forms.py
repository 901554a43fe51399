"""What one says of an endpoint."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.deliveries.hooks.kinds import kind_of, offered
from liant.deliveries.hooks.models import Endpoint
from liant.kit.addresses import private_allowed


class EndpointForm(forms.Form):
    name = forms.CharField(
        label=_("Whom it tells"), max_length=80, help_text=_("Such as the programme that receives it.")
    )
    url = forms.CharField(
        label=_("Its address"),
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://…", "autocomplete": "off"}),
        help_text=_("It begins with https. Liant sends a POST request there, signed."),
    )
    kinds = forms.MultipleChoiceField(label=_("What it is told"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, endpoint: Endpoint | None = None, **options: Any):
        if endpoint:
            options["initial"] = {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}
        super().__init__(*args, **options)
        # what it already hears may have gone from those offered, and is kept
        known = {kind.key: kind.label for kind in offered()}
        self.fields["kinds"].choices = list(known.items())  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        try:
            parts = urlsplit(url)
            is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
        except ValueError:
            is_whole = False
        allowed = {"https", "http"} if private_allowed() else {"https"}
        if not is_whole or parts.scheme not in allowed:
            raise forms.ValidationError(_("Write a whole address that begins with https://."))
        if parts.username or parts.password:
            raise forms.ValidationError(_("Leave the password out of the address: the signature proves who speaks."))
        return url

    def values(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in ("name", "url", "kinds")}


def in_words(keys: list[str]) -> list[Any]:
    """The kinds an endpoint hears, as people read them."""
    known = {kind.key for kind in offered()}
    return [kind_of(key).label if key in known else key for key in keys]
