"""What people type about saved replies, variables and agreements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.inbox.policy import READERS
from liant.inbox.replies.models import SavedReply, Variable
from liant.inbox.replies.rules import BUILT_IN, NAME, called, left_in, unknown_in
from liant.people.hats import HatKind, visible_hats

LANGUAGES = {"fr": _("In French"), "en": _("In English")}


class TextsForm(forms.Form):
    """The same thing said in each language."""

    fr = forms.CharField(label=LANGUAGES["fr"], required=False, widget=forms.Textarea(attrs={"rows": 5, "lang": "fr"}))
    en = forms.CharField(label=LANGUAGES["en"], required=False, widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not any(values.get(language) for language in LANGUAGES):
            self.add_error("fr", _("Write it in one language at least."))
        return values

    def texts(self) -> dict[str, str]:
        return {language: text for language in LANGUAGES if (text := self.cleaned_data.get(language))}


class ReplyForm(TextsForm):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("How you will find it again."))
    asks = forms.CharField(
        label=_("To be filled in each time"),
        required=False,
        max_length=300,
        help_text=_("Names of variables, separated by commas. Example: reason, delay."),
    )
    hats = forms.MultipleChoiceField(
        label=_("Offered under these hats"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Under all of them when none is ticked."),
    )
    field_order = ("name", "fr", "en", "asks", "hats")

    def __init__(self, *args: Any, member: Member, saved: SavedReply | None = None, **options: Any):
        super().__init__(*args, **options)
        shown = visible_hats(member)
        self.saved = saved
        self.fields["hats"].choices = [(kind.value, kind.label) for kind in HatKind if kind in shown]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = SavedReply.objects.filter(name=name).exclude(id=self.saved.id if self.saved else 0)
        if others.exists():
            raise forms.ValidationError(_("Another saved reply has this name."))
        return name

    def clean_asks(self) -> list[str]:
        names = [called(name) for name in self.cleaned_data["asks"].split(",") if name.strip()]
        for name in names:
            if not NAME.match(name):
                raise forms.ValidationError(_("“%(name)s” can’t be a name: letters and figures, no space."),
                                            params={"name": name})  # fmt: skip
        return names

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        known = {*BUILT_IN, *values.get("asks", ()), *Variable.objects.values_list("name", flat=True)}
        for language in LANGUAGES:
            text = values.get(language, "")
            for name in unknown_in(text, known):
                line = next(left.line for left in left_in(text) if called(left.name) == name)
                self.add_error(language, _("Line %(line)s: nothing fills “%(name)s”. Add it to those to be filled in each "
                                           "time, or write it as a variable of the house.")
                               % {"line": line, "name": name})  # fmt: skip
            if any(not left.name for left in left_in(text)):
                self.add_error(language, _("A variable is open or empty: it is written {{name}}."))
        return values


class VariableForm(TextsForm):
    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("One word, such as hours or address."))
    fr = forms.CharField(label=LANGUAGES["fr"], required=False, max_length=500)
    en = forms.CharField(label=LANGUAGES["en"], required=False, max_length=500)
    field_order = ("name", "fr", "en")

    def clean_name(self) -> str:
        name = called(self.cleaned_data["name"])
        if not NAME.match(name):
            raise forms.ValidationError(_("“%(name)s” can’t be a name: letters and figures, no space."),
                                        params={"name": name})  # fmt: skip
        if name in BUILT_IN:
            raise forms.ValidationError(_("Liant fills this one by itself."))
        return name


class RuleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Answers by"), choices=[(role.value, role.label) for role in Role if role in READERS]
    )
    hat = forms.ChoiceField(label=_("To someone as"), required=False, choices=[("", _("anyone")), *HatKind.choices])


class WordForm(forms.Form):
    word = forms.CharField(label=_("A word to its writer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
