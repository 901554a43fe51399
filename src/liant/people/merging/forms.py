from django import forms
from django.utils.translation import gettext_lazy as _


class SameForm(forms.Form):
    THIS, OTHER = "this", "other"
    other = forms.IntegerField(widget=forms.HiddenInput)
    keep = forms.ChoiceField(
        label=_("Under which name"),
        choices=[(THIS, _("this one’s")), (OTHER, _("the other one’s"))],
        widget=forms.RadioSelect,
        initial=THIS,
        help_text=_("This card stays. It has the addresses, the hats and the exchanges of both; nothing is lost."),
    )
