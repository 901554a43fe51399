"""What is typed of a community outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.ledger.kinds import community_key
from liant.ledger.models import Community


class AskForm(forms.Form):
    words = forms.CharField(label=_("Your words"), max_length=600, widget=forms.Textarea(attrs={"rows": 5}))


class MergeForm(forms.Form):
    """Which one becomes part of it, by its name: a house may have thousands."""

    other: Any = forms.CharField(label=_("The other one, by its name"), max_length=200)

    def __init__(self, *args: Any, community: Community, **options: Any):
        super().__init__(*args, **options)
        self.community = community

    def clean_other(self) -> Community:
        found = Community.objects.filter(key=community_key(self.cleaned_data["other"])).first()
        if found is None:
            raise forms.ValidationError(_("No community of the list is called so."))
        if found.pk == self.community.pk:
            raise forms.ValidationError(_("That is this one. Write the name of the other."))
        return found


class CommunityForm(forms.Form):
    name = forms.CharField(
        label=_("What it is called"),
        max_length=200,
        help_text=_("A trade’s forum, the readers of a journal, an association."),
    )
    url = forms.URLField(
        label=_("Where it meets, if it has an address"), max_length=800, required=False, assume_scheme="https"
    )

    def clean_name(self) -> Any:
        return " ".join(self.cleaned_data["name"].split())
