"""What people type about kept views, labels, and what is done to many conversations at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.inbox.forms import AssignForm, CloseForm, LabelForm, SnoozeForm


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name of this view"), max_length=60)
    is_shared = forms.BooleanField(label=_("For everyone"), required=False)


class LabelNameForm(forms.Form):
    name = forms.CharField(label=_("New name"), max_length=60)


# what may be done to many → the form that it takes
BULK: dict[str, type[forms.Form]] = {
    "assign": AssignForm,
    "label": LabelForm,
    "snooze": SnoozeForm,
    "close": CloseForm,
}


class ChosenForm(forms.Form):
    act = forms.ChoiceField(choices=[(act, act) for act in BULK])
    chosen = forms.MultipleChoiceField(error_messages={"required": _("Tick at least one conversation.")})

    def __init__(self, data: Any, **options: Any):
        super().__init__(data, **options)
        ticked = [one for one in data.getlist("chosen") if one.isdigit() and len(one) < 19] if data else []
        self.fields["chosen"].choices = [(one, one) for one in ticked]  # type: ignore[attr-defined]

    def ids(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["chosen"][:200]]


def colleagues() -> list[Member]:
    return list(Member.objects.filter(is_active=True))
