from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.links.actions import CannotLead
from liant.links.models import Arrangement, Link
from liant.links.places import PLACES
from liant.links.rules import LONGEST

WHY = {
    "broken": _("Write a whole address that begins with https://, without a password in it."),
    "circle": _("This is a short link already: write where it leads."),
    "person": _(
        "This address names somebody. A short link and its tags never do: take the name or the mail address out."
    ),
}


class LinkForm(forms.Form):
    url = forms.CharField(
        label=_("Where it leads"), max_length=LONGEST,
        widget=forms.URLInput(attrs={"placeholder": "https://…", "autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label=_("What you call it"), max_length=120, required=False,
        help_text=_("For the house alone: such as “Poster in the shop window, December”."),
    )  # fmt: skip
    network = forms.ChoiceField(
        label=_("Where you put it"), choices=list(PLACES.items()), required=False,
        help_text=_("One link for each place tells you what came from where."),
    )  # fmt: skip

    def __init__(self, *args: Any, link: Link | None = None, **options: Any):
        if link:
            options["initial"] = {"url": link.target.url, "name": link.name, "network": link.network}
        super().__init__(*args, **options)
        if link and link.network not in PLACES:
            self.fields["network"].choices = [*PLACES.items(), (link.network, link.network)]  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        return self.cleaned_data["url"].strip()

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("url", "name", "network")}

    def refuse(self, error: CannotLead) -> None:
        self.add_error("url", WHY[error.why])


class ArrangeForm(forms.Form):
    own_address = forms.CharField(
        label=_("A domain of your own for short links"), max_length=200, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://go.example.org", "autocomplete": "off"}),
        help_text=_("Your web server has to lead it here: docs/links.md says how. Links made before go on leading where they lead."),
    )  # fmt: skip
    is_tagged = forms.BooleanField(
        label=_("Add tags to where links lead"), required=False,
        help_text=_("utm_source says the network, utm_content what the link is about; nothing ever says who shared it. For links made from now on."),
    )  # fmt: skip
    is_told = forms.BooleanField(
        label=_("Tell the page which link led there"), required=False,
        help_text=_("The address then ends with liant_link and the code. Your site needs it to tell what a link led to."),
    )  # fmt: skip

    def __init__(self, *args: Any, arrangement: Arrangement, **options: Any):
        options["initial"] = {name: getattr(arrangement, name) for name in ("own_address", "is_tagged", "is_told")}
        super().__init__(*args, **options)

    def clean_own_address(self) -> str:
        own = self.cleaned_data["own_address"].strip().rstrip("/")
        try:
            parts = urlsplit(own)
            is_right = not own or (parts.scheme in ("http", "https") and bool(parts.hostname) and own.isascii()
                                   and not (parts.query or parts.fragment or parts.username))  # fmt: skip
        except ValueError:
            is_right = False
        if not is_right:
            raise forms.ValidationError(_("Only the address itself, without a question mark or a number sign."))
        return own

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("own_address", "is_tagged", "is_told")}
