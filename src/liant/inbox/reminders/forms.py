"""When to be reminded, and what was promised."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.inbox.forms import SnoozeForm
from liant.kit import clock


class ReminderForm(SnoozeForm):
    ME, ALL = "me", "all"
    who = forms.ChoiceField(label=_("Who is reminded"), choices=[(ME, _("me")), (ALL, _("all who answer"))], initial=ME)
    is_for_silence = forms.BooleanField(
        label=_("Only if the person has not written by then"), required=False, initial=True
    )
    when = forms.ChoiceField(label=_("When to come back to it"), choices=SnoozeForm.WHENS)
    field_order = ("when", "date", "time", "who", "is_for_silence")


class PledgeForm(forms.Form):
    text = forms.CharField(label=_("What was promised"), max_length=300)
    due_on = forms.DateField(label=_("By which day"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on < timezone.localdate(clock.now()):
            raise forms.ValidationError(_("This day is over. Choose one that is still to come."))
        return due_on
