"""What people type in a crisis: little, in plain words, with everything that can wait left out."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.channels.models import Channel
from liant.kit import clock
from liant.writing.crisis.models import Crisis, Learned, Territory
from liant.writing.crisis.policy import SWITCHING_ON
from liant.writing.forms import places_to_write_for
from liant.writing.models import Topic

LOOK_AGAIN = timedelta(hours=2)
WHOLE, PART = "house", "part"
LONG = 6000


def area(label: Any, hint: Any = "", *, rows: int = 3, is_required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=LONG, required=is_required, widget=forms.Textarea(attrs={"rows": rows})
    )


def moment(label: Any, hint: Any = "", *, is_required: bool = True) -> forms.DateTimeField:
    """In the zone of the house, as all times of a crisis."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, help_text=hint, required=is_required, widget=widget)


def some(label: Any, hint: Any = "") -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, help_text=hint, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )


class SwitchForm(forms.Form):
    reason = forms.CharField(label=_("What happened"), max_length=500,
                             help_text=_("Everyone in the house reads it above every page."))  # fmt: skip
    extent = forms.ChoiceField(
        label=_("What is held back"), widget=forms.RadioSelect, initial=WHOLE,
        choices=[(WHOLE, _("Everything that the house publishes")), (PART, _("Only what is chosen below"))],
    )  # fmt: skip
    topics = some(_("Topics"), _("A piece without a topic is held too: nobody said that it does not concern it."))
    channels = some(_("Channels"))
    territories = some(_("Territories"))
    owner = forms.ChoiceField(label=_("Who answers for it"), help_text=_("Is told when it is time to look again."))
    review_at = moment(_("Look again at"), _("Nothing is switched off by itself then: somebody is asked."))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        chosen = Q(is_over=False) | Q(id__in=self.initial.get("topics", []))
        self.fields["topics"].choices = list(Topic.objects.filter(chosen).values_list("id", "name")[:200])  # type: ignore[attr-defined]
        self.fields["channels"].choices = list(Channel.objects.values_list("id", "name")[:200])  # type: ignore[attr-defined]
        self.fields["territories"].choices = list(Territory.objects.values_list("id", "name")[:200])  # type: ignore[attr-defined]
        owners = Member.objects.filter(is_active=True, roles__overlap=[role.value for role in SWITCHING_ON])
        self.fields["owner"].choices = list(owners.order_by("name").values_list("id", "name")[:200])  # type: ignore[attr-defined]
        for name in ("topics", "channels", "territories"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    def clean_review_at(self) -> Any:
        if self.cleaned_data["review_at"] <= clock.now():
            raise forms.ValidationError(_("Choose a moment to come."))
        return self.cleaned_data["review_at"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        chosen = [name for name in ("topics", "channels", "territories") if found.get(name)]
        if found.get("extent") == PART and not chosen:
            self.add_error("extent", _("Choose at least one topic, channel or territory."))
        return found

    def values(self) -> dict[str, Any]:
        """Fields of Crisis."""
        found = self.cleaned_data
        is_whole = found["extent"] == WHOLE
        parts = {name: [] if is_whole else found.get(name, []) for name in ("topics", "channels", "territories")}
        return {
            "reason": found["reason"], "owner": Member.objects.get(pk=int(found["owner"])),
            "review_at": found["review_at"], "is_whole_house": is_whole, **parts,
        }  # fmt: skip


class ExerciseForm(SwitchForm):
    reason = forms.CharField(label=_("What is rehearsed"), max_length=500,
                             help_text=_("Everyone in the house reads it above every page, as an exercise."))  # fmt: skip


def as_typed(crisis: Crisis | None, owner: Member) -> dict[str, Any]:
    if crisis is None:
        return {"owner": owner.pk, "review_at": clock.now() + LOOK_AGAIN}
    return {
        "reason": crisis.reason, "extent": WHOLE if crisis.is_whole_house else PART, "topics": crisis.topics,
        "channels": crisis.channels, "territories": crisis.territories, "owner": crisis.owner_id,
        "review_at": max(crisis.review_at, clock.now() + timedelta(minutes=30)),
    }  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=500)


class AnewForm(ReasonForm):
    at = moment(_("New moment"))

    def clean_at(self) -> Any:
        if self.cleaned_data["at"] <= clock.now():
            raise forms.ValidationError(_("Choose a moment to come."))
        return self.cleaned_data["at"]


class OffForm(forms.Form):
    word = forms.CharField(label=_("Why it is over"), max_length=500)


class StepsForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    acknowledge = area(_("Acknowledge"), _("What happened, plainly: where, when, to whom."), is_required=False)
    empathise = area(
        _("Be with them"), _("A word to whom it touches, before any word on ourselves."), is_required=False
    )
    effect = area(
        _("Say the effect, on them and on us"), _("What changes in their day, and in ours."), is_required=False
    )
    reassure = area(
        _("Reassure"),
        _("What is sure and why, what is being done, where to ask, when the next news comes."),
        is_required=False,
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    places = forms.MultipleChoiceField(
        label=_("Where it will be read"), widget=forms.CheckboxSelectMultiple, initial=["journal"]
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["places"].choices = places_to_write_for()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not any(found.get(name) for name in ("acknowledge", "empathise", "effect", "reassure")):
            self.add_error("acknowledge", _("Write at least one of the four."))
        return found


class BulletinForm(forms.Form):
    known = area(_("What we know"), rows=4)
    unknown = area(_("What we don’t know yet"), rows=3, is_required=False)
    next_at = moment(_("Next news at"), _("Whoever answers for the crisis is told when nothing came by then."),
                     is_required=False)  # fmt: skip

    def clean_next_at(self) -> Any:
        at = self.cleaned_data["next_at"]
        if at is not None and at <= clock.now():
            raise forms.ValidationError(_("Choose a moment to come."))
        return at


class StaffForm(BulletinForm):
    to_say = area(_("What to say if someone asks"), is_required=False)
    not_to_say = area(_("What not to say, and why"), is_required=False)
    field_order = ("known", "unknown", "to_say", "not_to_say", "next_at")


class LineForm(forms.Form):
    words = forms.CharField(label=_("Who said or did what"), max_length=1000)


class CheckForm(forms.Form):
    words = forms.CharField(label=_("Something else to bring up to date"), max_length=300)


class LearnedForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it is"), choices=Learned.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("In one sentence"), max_length=1000)
    owner = forms.ChoiceField(label=_("Who sees to it"), required=False)
    due_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        members = Member.objects.filter(is_active=True).order_by("name").values_list("id", "name")[:300]
        self.fields["owner"].choices = [("", _("nobody yet")), *members]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("kind") == Learned.Kind.CHANGE and not found.get("due_on"):
            self.add_error("due_on", _("What is to change has a day by which it is done."))
        return found

    def values(self) -> dict[str, Any]:
        found = self.cleaned_data
        owner = Member.objects.get(pk=int(found["owner"])) if found["owner"] else None
        return {"kind": found["kind"], "text": found["text"], "owner": owner, "due_on": found["due_on"]}


class TerritoryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    words = forms.CharField(
        label=_("Words that name it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: a piece that says one of them concerns this territory."),
    )  # fmt: skip
    channels = some(_("Channels that speak for it alone"))

    def __init__(self, *args: Any, territory: Territory | None = None, **options: Any):
        super().__init__(*args, **options)
        self.territory = territory
        self.fields["channels"].choices = list(Channel.objects.values_list("id", "name")[:200])  # type: ignore[attr-defined]
        if not self.fields["channels"].choices:  # type: ignore[attr-defined]
            del self.fields["channels"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        others = Territory.objects.exclude(pk=self.territory.pk) if self.territory else Territory.objects.all()
        if others.filter(name=name).exists():
            raise forms.ValidationError(_("A territory has this name already."))
        return name

    def values(self) -> dict[str, Any]:
        found = self.cleaned_data
        words = [line.strip()[:80] for line in found["words"].splitlines() if line.strip()][:100]
        return {"name": found["name"], "words": words or [found["name"][:80]], "channels": found.get("channels", [])}
