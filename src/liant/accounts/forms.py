"""What people type about themselves and about their organisation."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, User
from liant.accounts.roles import Role
from liant.accounts.words import ROLE_WORDS
from liant.accounts.zones import zone_choices
from liant.tenancy.models import Organisation
from liant.web import shell

PASSWORD_HINT = _("At least ten characters; a short sentence is easier to remember than a word.")


def language_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


def zone_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Time zone"), choices=zone_choices)


class NewAccountForm(forms.Form):
    """Someone who was invited and is new here."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As your colleagues will read it."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("A password"), max_length=128, strip=False, help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, email: str = "", **options: Any):
        super().__init__(*args, **options)
        self.email = email

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if password := values.get("password"):
            try:
                validate_password(password, User(email=self.email, name=values.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class OwnAccountForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As your colleagues read it, in every house you belong to."),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Your email address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("With which you sign in. You run this installation, so no mail is needed to change it."),
    )  # fmt: skip
    language = language_field()
    time_zone = zone_field()

    def __init__(self, *args: Any, user: User, **options: Any):
        own = {name: getattr(user, name) for name in ("name", "email", "language", "time_zone")}
        super().__init__(*args, **{**options, "initial": own})
        if not user.is_operator:
            del self.fields["email"]


def room_choices() -> list[tuple[str, Any]]:
    return [(room.key, room.label) for room in shell.registered("rooms")]


class OrganisationForm(forms.Form):
    """The house's own words, one per language, and what it has switched on."""

    name = forms.CharField(label=_("The name, as people say it"), max_length=200)
    tagline_fr = forms.CharField(
        label=_("A few words under the name, in French"), max_length=120, required=False,
        help_text=_("What you would say of the house in one breath."),
    )  # fmt: skip
    tagline_en = forms.CharField(label=_("The same, in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("What you are"), choices=Organisation.Kind.choices)
    address = forms.CharField(
        label=_("The street and the town"), max_length=300, required=False,
        help_text=_("To recognise who speaks of you, and not of somebody else."),
    )  # fmt: skip
    owner_name = forms.CharField(label=_("Who you are to your customers"), max_length=200, required=False)
    site = forms.URLField(label=_("Your site"), required=False, assume_scheme="https")
    language = language_field()
    time_zone = zone_field()
    rooms = forms.MultipleChoiceField(
        label=_("The rooms that are open"), choices=room_choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Leave at least one room open.")},
        help_text=_("A room that is closed keeps everything it holds; it only leaves the list."),
    )  # fmt: skip

    def __init__(self, *args: Any, organisation: Organisation, **options: Any):
        plain = ("name", "kind", "address", "owner_name", "site", "language", "time_zone")
        own: dict[str, Any] = {name: getattr(organisation, name) for name in plain}
        own |= {f"tagline_{language}": text for language, text in organisation.tagline.items()}
        own["rooms"] = organisation.rooms or [key for key, _label in room_choices()]
        super().__init__(*args, **{**options, "initial": own})

    def values(self) -> dict[str, Any]:
        """As the organisation keeps them."""
        values = dict(self.cleaned_data)
        taglines = {language: values.pop(f"tagline_{language}") for language, _name in settings.LANGUAGES}
        return values | {"tagline": {language: text for language, text in taglines.items() if text}}


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=[(role.value, role.label) for role in Role], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )  # fmt: skip

    def explained(self) -> list[tuple[Any, Any]]:
        """Each choice with what the role means."""
        return [(option, ROLE_WORDS[option.data["value"]]) for option in self["roles"]]


class InvitationForm(RolesForm):
    email = forms.EmailField(label=_("Their email address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Write to them in"), choices=settings.LANGUAGES)
    field_order = ["email", "language", "roles"]


class NewTeamForm(forms.Form):
    name = forms.CharField(label=_("The name of the team"), max_length=120)


class TeamMembersForm(forms.Form):
    members = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who is in it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["members"].queryset = Member.objects.filter(is_active=True)  # type: ignore[attr-defined]


class ColleagueField(forms.CharField):
    """One colleague, by their mail address or their whole name: a list of everyone would be too long in a house of thousands."""

    def __init__(self, **options: Any):
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(
            max_length=320, widget=widget, help_text=_("Their mail address, or their whole name."), **options
        )

    def clean(self, value: Any) -> Member | None:
        words = " ".join(str(super().clean(value)).split())
        if not words:
            return None
        called = Q(user__email__iexact=words) | Q(name__iexact=words)
        found = list(Member.objects.filter(called, is_active=True)[:2])
        if not found:
            raise forms.ValidationError(_("Nobody here has this address or this name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several colleagues are called so: write the address."))
        return found[0]
