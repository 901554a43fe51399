from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liant.accounts.roles import Role
from liant.advocacy.launching import queries
from liant.advocacy.launching.models import Duty
from liant.advocacy.models import Programme


class DutyForm(forms.Form):
    kind = forms.ChoiceField(choices=Duty.Kind.choices, widget=forms.HiddenInput)
    done_on = forms.DateField(
        label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.CharField(label=_("In which document"), max_length=300, required=False)
    why_not = forms.CharField(label=_("Or why it does not apply here"), max_length=500, required=False)

    def __init__(self, *args: Any, duty: Duty | None = None, kind: str = "", **options: Any):
        initial = {name: getattr(duty, name) for name in ("done_on", "document", "why_not")} if duty else {}
        options.setdefault("auto_id", f"{kind or 'duty'}-%s")
        options["initial"] = initial | {"kind": kind}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("document", "").strip() and not found.get("why_not", "").strip():
            self.add_error("document", _("Name the document, or say why it does not apply here."))
        return found


class ReviewForm(forms.Form):
    experience = forms.CharField(
        label=_("What do experts get from it, and is it useful to them?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    travel = forms.CharField(
        label=_("How does what is shared travel, inside and outside?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    animation = forms.CharField(
        label=_("Which meetings come again, and do middle and top management take part?"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class TellForm(forms.Form):
    teams = forms.MultipleChoiceField(label=_("Teams"), required=False, widget=forms.CheckboxSelectMultiple)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=_("A list of mail addresses"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, of colleagues who have an account here."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["teams"].choices = [(str(one.pk), one.name) for one in queries.teams()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(name) for name in ("teams", "roles", "addresses")):
            self.add_error("addresses", _("Choose a team or a role, or write an address."))
        return found

    def values(self) -> dict[str, Any]:
        return {
            "teams": [int(one) for one in self.cleaned_data["teams"]],
            "roles": self.cleaned_data["roles"],
            "addresses": self.cleaned_data["addresses"].replace(",", " ").replace(";", " ").split(),
        }


class ProgrammeForm(forms.Form):
    name = forms.CharField(label=_("What the programme is called"), max_length=120)
    why = forms.CharField(
        label=_("What it is for"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_rewarded = forms.BooleanField(
        label=_("Sharing is rewarded"),
        required=False,
        help_text=_("With money, gifts, trips or points that are worth something."),
    )
    is_approved = forms.BooleanField(
        label=_("Words are agreed to before they leave"), required=False,
        help_text=_("Somebody of the house reads what an expert is going to share, and may stop it."),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme | None = None, **options: Any):
        names = ("name", "why", "is_rewarded", "is_approved")
        options["initial"] = {name: getattr(programme, name) for name in names} if programme else {}
        super().__init__(*args, **options)
