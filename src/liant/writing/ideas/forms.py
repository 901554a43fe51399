from django import forms
from django.utils.translation import gettext_lazy as _


class IdeaForm(forms.Form):
    text = forms.CharField(
        label=_("What could we speak of?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you saw, what a customer asked, what few people know. A sentence is enough."),
    )  # fmt: skip
    url = forms.URLField(label=_("An address, if there is one"), max_length=2000, required=False, assume_scheme="https")


class AsideForm(forms.Form):
    answer = forms.CharField(label=_("What you answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AddressForm(forms.Form):
    url = forms.URLField(label=_("The address of an article"), max_length=2000, assume_scheme="https")
