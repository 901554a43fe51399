"""What one says when thanking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.connectors.contract import Capabilities
from liant.kit.lengths import length as length_of


class ThanksForm(forms.Form):
    """A word, a like, a re-share: at least one of them, and only what the network of the praise can do."""

    text = forms.CharField(label=_("Your word"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    like = forms.BooleanField(label=_("Like it"), required=False)
    repost = forms.BooleanField(label=_("Share it again"), required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, can: Capabilities, proposal: str, number: int, **options: Any):
        super().__init__(*args, **(options | {"auto_id": f"thanks-{number}-%s"}))
        self.can, self.proposal = can, proposal
        self.fields["text"].widget.attrs["placeholder"] = proposal
        for name, is_able in (("text", can.can_reply), ("like", can.can_like), ("repost", can.can_repost)):
            if not is_able:
                self.fields[name].widget = forms.HiddenInput()
                self.fields[name].disabled = True

    @property
    def can_do_anything(self) -> bool:
        return self.can.can_reply or self.can.can_like or self.can.can_repost

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"] or "").strip()
        length = length_of(text, self.can.counts)
        if self.can.max_length and length > self.can.max_length:
            raise forms.ValidationError(
                _("%(length)s characters, and this network takes %(limit)s. Your text is kept: shorten it a little."),
                params={"length": length, "limit": self.can.max_length},
            )
        if text and plain(text) == plain(self.proposal):
            raise forms.ValidationError(_("That is the proposal as it stands. Make it yours: a word is enough."))
        return text

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(values.get(name) for name in ("text", "like", "repost")):
            raise forms.ValidationError(_("Nothing was chosen: write a word, like it, or share it again."))
        return {**values, "like": bool(values.get("like")), "repost": bool(values.get("repost"))}


def plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
