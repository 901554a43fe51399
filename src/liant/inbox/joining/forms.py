"""What people choose when they put conversations together or take them apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.inbox.models import Conversation, Message


class JoinForm(forms.Form):
    THIS, OTHER = "this", "other"
    other = forms.IntegerField(widget=forms.HiddenInput)
    keep = forms.ChoiceField(
        label=_("Which one stays"),
        choices=[(THIS, _("this one")), (OTHER, _("the other one"))],
        widget=forms.RadioSelect,
        initial=THIS,
        help_text=_("Its title, its hat and whoever takes care of it stay. The messages of both are in it."),
    )
    is_meant = forms.BooleanField(label=_("These are two persons, and I mean it"), required=False)

    def __init__(self, *args: Any, is_same_person: bool, **options: Any):
        super().__init__(*args, **options)
        if is_same_person:
            del self.fields["is_meant"]


class SplitForm(forms.Form):
    messages = forms.MultipleChoiceField(label=_("Messages to move"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, conversation: Conversation, said: list[Message], **options: Any):
        super().__init__(*args, **options)
        self.fields["messages"].choices = [(message.id, message.body[:120]) for message in said]  # type: ignore[attr-defined]
