"""The one form for every kind of channel, made from the typed settings of its connector."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from liant.channels.drafts import MOST_MEGABYTES, PREFIX, Draft
from liant.channels.kinds import said
from liant.channels.models import Channel
from liant.connectors.contract import Account, Connector, Field, Previews
from liant.people.hats import HatKind

COLUMN = "map_"  # before the name of a field, in the choice of its column
HATS = [(kind.value, kind.label) for kind in HatKind if kind not in (HatKind.EMPLOYEE, HatKind.EXPERT)]


class ChannelForm(forms.Form):
    """A name, the hat of those who write here unless they say otherwise, and the connector's own settings."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As your colleagues will read it."))
    default_hat = forms.ChoiceField(
        label=_("Who speaks here, as a rule"),
        choices=HATS,
        initial=HatKind.CUSTOMER,
        help_text=_("It decides which colleagues may read and answer. It can be corrected for each conversation."),
    )

    use_required_attribute = False  # what is kept already need not be given again

    def __init__(self, data: Any = None, *, connector: Connector, draft: Draft, channel: Channel | None = None):
        super().__init__(data)
        self.connector, self.draft, self.channel = connector, draft, channel
        self.known = dict(channel.settings) if channel else {}
        self.remembered_before: dict[str, Any] = {}
        for setting in connector.settings:
            made = BUILDERS[setting.kind](setting)
            made.label, made.help_text = said(setting.label), escape(said(setting.help))
            self.fields[PREFIX + setting.name] = made
            self._furnish(made, setting)
        if channel:
            self.fields["name"].initial, self.fields["default_hat"].initial = channel.name, channel.default_hat

    def _furnish(self, made: forms.Field, setting: Field) -> None:
        """What is known already, and what need not be typed again."""
        if setting.kind == "secret":
            if setting.name in self.draft.secret or self.channel:
                made.is_kept = True  # type: ignore[attr-defined]
                made.help_text = escape(_("Kept, and not shown. Leave it empty to keep it; type to replace it."))
            return
        known = self.known.get(setting.name, setting.default)
        if setting.kind == "file":
            path = self.draft.files.get(setting.name) or self.known.get(setting.name)
            if path:
                made.is_kept = True  # type: ignore[attr-defined]
                made.help_text = escape(
                    _("%(name)s is here. Choose another file to replace it.") % {"name": Path(path).name}
                )
        elif setting.kind == "lines":
            made.initial = "\n".join(known) if isinstance(known, list | tuple) else known
        else:
            made.initial = known

    def clean(self) -> dict[str, Any]:
        for name in self.draft.too_large:
            too_large = _("This file is larger than %(megabytes)s MB. Cut it in several files.")
            self.add_error(PREFIX + name, too_large % {"megabytes": MOST_MEGABYTES})
        return super().clean() or {}

    def settings_given(self) -> dict[str, Any]:
        """The settings to keep; a mapping chosen column by column takes the place of the one that was written."""
        given = dict(self.known)  # what is not asked here stays
        for setting in self.connector.settings:
            if setting.kind == "file":
                given[setting.name] = self.draft.files.get(setting.name) or self.known.get(setting.name, "")
            elif setting.kind != "secret":
                given[setting.name] = self.cleaned_data[PREFIX + setting.name]
        if self.columns_setting and (chosen := self.columns_chosen()):
            given[self.columns_setting] = [f"{field} = {column}" for field, column in chosen]
        return given

    @property
    def columns_setting(self) -> str:
        return self.connector.columns_setting if isinstance(self.connector, Previews) else ""

    def columns_chosen(self) -> list[tuple[str, str]]:
        """(field, column): as chosen now, or as kept when nothing was asked yet."""
        if self.is_bound:
            names = [name for name in self.data if name.startswith(COLUMN) and self.data[name]]
            return [(name.removeprefix(COLUMN), self.data[name]) for name in names]
        kept = self.known.get(self.columns_setting) or []
        pairs = kept.items() if isinstance(kept, dict) else [line.split("=", 1) for line in kept if "=" in line]
        return [(field.strip(), column.strip()) for field, column in pairs]

    @property
    def are_columns_asked(self) -> bool:
        """A person was shown the columns, and said what each means, or that none means anything."""
        return any(name.startswith(COLUMN) for name in self.data)

    def account(self) -> Account:
        """What the connector would work with: secrets that are kept fill those that were not typed."""
        kept = self.channel.account() if self.channel else Account({})
        remembered = {} if self.draft.secret else kept.remembered
        self.remembered_before = dict(remembered)
        return Account(self.settings_given(), {**kept.secret, **self.draft.secret}, remembered)

    def fault(self, setting: str | None, words: str) -> bool:
        """Show what is wrong where it can be mended; false when no field is named."""
        name = f"{PREFIX}{setting}"
        if name not in self.fields:
            return False
        self.add_error(name, words)
        return True

    def setting_fields(self) -> list[forms.BoundField]:
        """The connector's own; a mapping in lines is not shown where it can be chosen column by column."""
        hidden = f"{PREFIX}{self.columns_setting}"
        return [self[name] for name in self.fields if name.startswith(PREFIX) and name != hidden]


class Kept:
    """A value that is kept already need not be given again; it is not optional for all that."""

    is_kept = False

    def validate(self, value: Any) -> None:
        if not self.is_kept:
            super().validate(value)  # type: ignore[misc]


class SecretField(Kept, forms.CharField):
    pass


class UploadField(Kept, forms.FileField):
    pass


class LinesField(forms.CharField):
    """One value per line."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:  # lengths of texts don't apply to a list
        if len(value) > 500:
            raise forms.ValidationError(_("Five hundred lines at most."))


def _choice(setting: Field) -> forms.Field:
    options = [(value, said(label)) for value, label in setting.choices]
    return forms.ChoiceField(
        choices=options if setting.is_required else [("", "–"), *options], required=setting.is_required
    )


def _secret(setting: Field) -> forms.Field:
    plain = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password", "spellcheck": "false"})
    return SecretField(required=setting.is_required, widget=plain, max_length=4000)


BUILDERS: dict[str, Callable[[Field], forms.Field]] = {
    "text": lambda setting: forms.CharField(required=setting.is_required, max_length=1000),
    "url": lambda setting: forms.URLField(required=setting.is_required, max_length=2000, assume_scheme="https"),
    "address": lambda setting: forms.EmailField(required=setting.is_required, max_length=320),
    "number": lambda setting: forms.IntegerField(required=setting.is_required),
    "choice": _choice,
    "boolean": lambda _setting: forms.BooleanField(required=False),
    "lines": lambda setting: LinesField(
        required=setting.is_required, widget=forms.Textarea(attrs={"rows": 4}), max_length=50_000
    ),
    "file": lambda setting: UploadField(required=setting.is_required, widget=forms.FileInput),
    "secret": _secret,
}
