"""The policy as a form: sentences for people, a few numbers for the calendar and the lint."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.writing.editorial.models import Policy
from liant.writing.policy import AGREEING, WRITERS

DAYS = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
SLOT = re.compile(r"^([0-6]) ([01]\d|2[0-3]):([0-5]\d)$")
SHARES = ("paid_share", "owned_share", "earned_share")
ONE_STEP, TWO_STEPS, NO_STEP = "one", "two", "none"


def text(label: Any, hint: Any = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


def per_cent(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, required=False, min_value=0, max_value=100)


class PolicyForm(forms.Form):
    subject = text(
        _("What you speak of that is not yourselves"), _("Bread and those who make it; the river; the law of work."), 3
    )
    subject_words = forms.CharField(
        label=_("Words by which it is recognised"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line. Used to count how often your channels speak of it."),
    )  # fmt: skip
    publics = text(_("To whom"), _("Each network has its own."))
    languages = forms.MultipleChoiceField(
        label=_("In which languages"), choices=settings.LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )
    tone = text(_("In which tone"))
    passions = text(
        _("What has its place although it is outside the line"),
        _("What your people love: they are heard best when they speak of it."),
    )
    never = text(_("What you don’t publish"))
    pieces_a_week = forms.IntegerField(label=_("How many pieces a week"), required=False, min_value=0, max_value=200)
    slots = forms.CharField(
        label=_("Usual moments"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: the day from 0 (Monday) to 6, and the hour. Example: 1 08:00"),
    )  # fmt: skip
    self_talk_ceiling = per_cent(
        _("Speaking of yourselves, at most, in per cent"), _("Beyond, the page says so before an agreement is asked.")
    )
    paid_share = per_cent(_("Paid, in per cent"))
    owned_share = per_cent(_("Owned, in per cent"))
    earned_share = per_cent(_("Earned, in per cent"), _("The three make a hundred, or are left empty."))
    writer_roles = forms.MultipleChoiceField(
        label=_("Who writes"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, role.label) for role in Role if role in WRITERS], help_text=_("Nobody ticked: all of these."),
    )  # fmt: skip
    agreements = forms.ChoiceField(
        label=_("Agreements before a piece leaves"), widget=forms.RadioSelect,
        choices=[(NO_STEP, _("None: whoever writes decides")), (ONE_STEP, _("One")), (TWO_STEPS, _("Two, one after the other"))],
    )  # fmt: skip
    first = forms.ChoiceField(label=_("The first is given by"), required=False)
    second = forms.ChoiceField(label=_("The second is given by"), required=False)
    may_author_agree = forms.BooleanField(label=_("Whoever wrote it may agree to it"), required=False)
    why = forms.CharField(label=_("Why you change it"), required=False, max_length=300)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        choices: list[tuple[str, Any]] = [
            ("", _("whoever may agree")),
            *((f"role:{role.value}", role.label) for role in Role if role in AGREEING),
        ]
        members = Member.objects.filter(is_active=True, roles__overlap=[role.value for role in AGREEING])[:200]
        choices += [(f"member:{one.pk}", one.name) for one in members]
        for name in ("first", "second"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_subject_words(self) -> list[str]:
        return [line.strip()[:80] for line in self.cleaned_data["subject_words"].splitlines() if line.strip()][:100]

    def clean_slots(self) -> list[list[Any]]:
        found = []
        for line in self.cleaned_data["slots"].splitlines():
            if not line.strip():
                continue
            match = SLOT.match(" ".join(line.split()))
            if match is None:
                raise forms.ValidationError(
                    _("“%(line)s” is not a day and an hour. Example: 1 08:00") % {"line": line.strip()[:40]}
                )
            found.append([int(match[1]), f"{match[2]}:{match[3]}"])
        return sorted(found)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        shares = [found.get(name) for name in SHARES]
        given = [share for share in shares if share is not None]
        if given and (len(given) < len(shares) or sum(given) != 100):
            self.add_error("earned_share", _("Paid, owned and earned make a hundred together."))
        return found

    def values(self) -> dict[str, Any]:
        """Fields of Policy."""
        found = dict(self.cleaned_data)
        wanted = {NO_STEP: [], ONE_STEP: ["first"], TWO_STEPS: ["first", "second"]}[found.pop("agreements")]
        may = found.pop("may_author_agree")
        who = {name: found.pop(name) for name in ("first", "second")}
        return {**found, "steps": [step(who[name], may) for name in wanted]}


def step(who: str, may_author_agree: bool) -> dict[str, Any]:
    kind, _colon, value = who.partition(":")
    return {
        "name": "", "role": value if kind == "role" else "", "member_id": int(value) if kind == "member" else None,
        "may_author_agree": may_author_agree,
    }  # fmt: skip


def as_typed(policy: Policy | None) -> dict[str, Any]:
    """What the form begins with: the edition in force."""
    if policy is None:
        return {"agreements": ONE_STEP, "may_author_agree": True, "languages": ["fr"]}
    steps = policy.steps
    plain = (
        "subject",
        "publics",
        "languages",
        "tone",
        "passions",
        "never",
        "pieces_a_week",
        "self_talk_ceiling",
        "writer_roles",
        *SHARES,
    )
    return {
        **{name: getattr(policy, name) for name in plain},
        "subject_words": "\n".join(policy.subject_words),
        "slots": "\n".join(f"{day} {hour}" for day, hour in policy.slots),
        "agreements": (NO_STEP, ONE_STEP, TWO_STEPS)[min(len(steps), 2)],
        "may_author_agree": bool(steps) and all(one["may_author_agree"] for one in steps),
        **{name: whom(one) for name, one in zip(("first", "second"), steps, strict=False)},
    }


def whom(one: dict[str, Any]) -> str:
    if one.get("member_id"):
        return f"member:{one['member_id']}"
    return f"role:{one['role']}" if one.get("role") else ""
