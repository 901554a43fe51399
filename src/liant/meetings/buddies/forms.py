from django import forms
from django.utils.translation import gettext_lazy as _

from liant.meetings.rules import LANGUAGES


class WillingForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label=_("In which languages you can talk"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
