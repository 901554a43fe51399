"""What people type about a delivery."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    reason = forms.CharField(label=_("Why it should wait"), max_length=400)
