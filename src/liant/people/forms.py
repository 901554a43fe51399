"""What people type about persons, and about accounts of their own."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.connectors import registry
from liant.people.hats import HatKind, visible_hats


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)


class HatForm(forms.Form):
    """Only hats that this member may read can be given, and not twice."""

    hat = forms.ChoiceField(label=_("A hat to add"))

    def __init__(self, *args: Any, member: Member, worn: set[str], **options: Any):
        super().__init__(*args, **options)
        shown = visible_hats(member) - worn
        self.fields["hat"].choices = [(kind.value, kind.label) for kind in HatKind if kind in shown]  # type: ignore[attr-defined]


class OwnAccountForm(forms.Form):
    kind = forms.ChoiceField(label=_("Network"))
    name = forms.CharField(
        label=_("Your account there"), max_length=300, help_text=_("As others read it, for example @name.bsky.social.")
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].choices = networks()  # type: ignore[attr-defined]


def networks() -> list[tuple[str, str]]:
    """Where people speak in public, as connectors name it."""
    language = (get_language() or "en").partition("-")[0]
    found = []
    for kind in registry.all_kinds():
        connector = registry.get(kind)
        if connector.capabilities.is_public and kind not in registry.FOR_DEVELOPMENT:
            found.append((kind, connector.label.get(language) or connector.label["en"]))
    return found
