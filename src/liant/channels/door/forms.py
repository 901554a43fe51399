from django import forms
from django.utils.translation import gettext_lazy as _


class SenderForm(forms.Form):
    name = forms.CharField(
        label=_("Who sends"), max_length=120, help_text=_("As your colleagues will read it: a program, a partner.")
    )
