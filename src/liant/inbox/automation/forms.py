"""What people type to write a rule: when, only if, then. Every part works without script; what is left empty asks or
does nothing."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member, Team
from liant.channels.models import Channel
from liant.engines.query import QueryError, parse
from liant.inbox.automation.models import Rule, Trigger
from liant.inbox.automation.rules import Actions, Conditions, read_actions, read_conditions, written
from liant.inbox.automation.words import LANGUAGES
from liant.inbox.models import Intent, Label
from liant.people.hats import HatKind, visible_hats

DAY_MINUTES = 24 * 60
Several = forms.CheckboxSelectMultiple


def moment_field(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(label=label, help_text=hint, required=False, widget=forms.TimeInput(attrs={"type": "time"}))


class RuleForm(forms.Form):
    name = forms.CharField(label=_("What you call it"), max_length=120)

    trigger = forms.ChoiceField(label=_("When"), choices=Trigger.choices, widget=forms.RadioSelect, initial="arrived")
    wait_hours = forms.IntegerField(
        label=_("How many working hours"), required=False, min_value=1, max_value=200,
        help_text=_("Only for the waits. Counted in the working hours of the house."),
    )  # fmt: skip
    label = forms.ModelChoiceField(
        Label.objects.none(), label=_("Which label"), required=False, empty_label=_("any label"),
        help_text=_("Only for labels that are put."),
    )  # fmt: skip

    hats = forms.MultipleChoiceField(label=_("Hat"), required=False, widget=Several)
    intents = forms.MultipleChoiceField(label=_("What it is"), required=False, widget=Several, choices=Intent.choices)
    languages = forms.MultipleChoiceField(
        label=_("Language"), required=False, widget=Several, choices=list(LANGUAGES.items())
    )
    channels = forms.ModelMultipleChoiceField(
        Channel.objects.none(), label=_("Channel"), required=False, widget=Several
    )
    labels = forms.ModelMultipleChoiceField(
        Label.objects.none(), label=_("Label that it has"), required=False, widget=Several
    )
    words = forms.CharField(
        label=_("Words"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("Written as in Listen: bread AND (burnt OR cold), “gift card”, oven*."),
    )  # fmt: skip
    author = forms.CharField(
        label=_("Author"), required=False, max_length=120, help_text=_("A part of their name, address or account.")
    )
    from_time = moment_field(_("Came from this hour on"))
    to_time = moment_field(_("And before this hour"), _("From 18:00 to 8:00 goes over midnight."))
    least_followers = forms.IntegerField(label=_("Followed by at least"), required=False, min_value=1)
    is_unassigned = forms.BooleanField(label=_("Only when nobody takes care of it"), required=False)
    is_automatic = forms.BooleanField(label=_("Only automatic mail"), required=False)

    put_label = forms.CharField(label=_("Put the label"), required=False, max_length=60)
    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Give it to"), required=False, empty_label=_("nobody in particular"),
        help_text=_("Never taken away from a colleague who has it already."),
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Or to someone of the team"), required=False, empty_label=_("no team"),
        help_text=_("Drawn from the conversation itself: no turn is kept, nobody’s work is counted."),
    )  # fmt: skip
    is_urgent = forms.BooleanField(label=_("Put it first"), required=False)
    note = forms.CharField(label=_("Leave an internal note"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    tell = forms.ModelChoiceField(
        Member.objects.none(), label=_("Tell a colleague"), required=False, empty_label=_("nobody in particular")
    )
    hat = forms.ChoiceField(label=_("Propose another hat"), required=False, help_text=_("A person decides."))
    answer = forms.CharField(
        label=_("Propose an answer"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is never sent by itself: whoever answers may begin with it."),
    )  # fmt: skip
    snooze_hours = forms.IntegerField(
        label=_("Put it aside, for how many hours"), required=False, min_value=1, max_value=720
    )
    close_because = forms.CharField(
        label=_("Close it, for this reason"), required=False, max_length=300,
        help_text=_("Only automatic mail is closed. Nobody who waits is sent away by a rule."),
    )  # fmt: skip
    is_last = forms.BooleanField(label=_("Leave out the rules below"), required=False)

    WHEN = ("trigger", "wait_hours", "label")
    FIRST_IF = ("hats", "intents", "words")
    MORE_IF = ("languages", "channels", "labels", "author", "from_time", "to_time", "least_followers", "is_unassigned",
               "is_automatic")  # fmt: skip
    FIRST_THEN = ("put_label", "member", "team", "note")
    MORE_THEN = ("is_urgent", "tell", "hat", "answer", "snooze_hours", "close_because", "is_last")

    def __init__(self, *args: Any, author: Member, rule: Rule | None = None, **options: Any):
        super().__init__(*args, **options)
        self.rule = rule
        shown = [(kind.value, kind.label) for kind in HatKind if kind in visible_hats(author)]
        fields: dict[str, Any] = self.fields
        fields["hats"].choices = shown
        fields["hat"].choices = [("", _("leave it as it is")), *HatKind.choices]
        fields["channels"].queryset = Channel.objects.filter(default_hat__in=[value for value, _name in shown])
        for name in ("label", "labels"):
            fields[name].queryset = Label.objects.all()
        for name in ("member", "tell"):
            fields[name].queryset = Member.objects.filter(is_active=True)
        fields["team"].queryset = Team.objects.all()

    def clean_words(self) -> str:
        words = self.cleaned_data["words"].strip()
        try:
            if words:
                parse(words)
        except QueryError as error:
            raise forms.ValidationError(error.message(get_language() or "en")) from error
        return words

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("trigger") == Trigger.WAITED and not values.get("wait_hours"):
            self.add_error("wait_hours", _("Say after how many working hours."))
        if values.get("member") and values.get("team"):
            self.add_error("team", _("Choose a colleague or a team, not both."))
        if values.get("close_because") and values.get("snooze_hours"):
            self.add_error("close_because", _("Put it aside or close it, not both."))
        if not self.errors and not values["put_label"].strip() and not acts_of(values):
            raise forms.ValidationError(_("Choose at least one thing that the rule does."))
        return values

    def conditions(self) -> dict[str, Any]:
        values = self.cleaned_data
        return written(
            Conditions(
                hats=tuple(values["hats"]),
                intents=tuple(values["intents"]),
                languages=tuple(values["languages"]),
                channels=tuple(one.id for one in values["channels"]),
                labels=tuple(one.id for one in values["labels"]),
                words=values["words"],
                author=values["author"].strip(),
                from_minute=minutes_of(values["from_time"]),
                to_minute=minutes_of(values["to_time"]),
                least_followers=values["least_followers"],
                is_unassigned=values["is_unassigned"],
                is_automatic=values["is_automatic"],
            )
        )

    def actions(self) -> dict[str, Any]:
        """All but the label, which may have to be made."""
        return acts_of(self.cleaned_data)


def acts_of(values: dict[str, Any]) -> dict[str, Any]:
    ids: dict[str, Any] = {name: values[name].id if values.get(name) else None for name in ("member", "team", "tell")}
    texts = {name: values.get(name, "").strip() for name in ("note", "hat", "answer", "close_because")}
    is_urgent = bool(values.get("is_urgent"))
    return written(Actions(is_urgent=is_urgent, snooze_hours=values.get("snooze_hours"), **ids, **texts))


def minutes_of(moment: time | None) -> int | None:
    return moment.hour * 60 + moment.minute if moment else None


def time_of(minutes: int | None) -> time | None:
    return time(minutes // 60 % 24, minutes % 60) if minutes is not None else None


def first_values(rule: Rule) -> dict[str, Any]:
    """The form of a rule that is already written."""
    asked, acts = read_conditions(rule.conditions), read_actions(rule.actions)
    label = Label.objects.filter(id=acts.label).first() if acts.label else None
    return {
        "name": rule.name, "trigger": rule.trigger, "wait_hours": rule.wait_hours, "label": rule.label_id,
        "hats": asked.hats, "intents": asked.intents, "languages": asked.languages, "channels": asked.channels,
        "labels": asked.labels, "words": asked.words, "author": asked.author, "from_time": time_of(asked.from_minute),
        "to_time": time_of(asked.to_minute), "least_followers": asked.least_followers,
        "is_unassigned": asked.is_unassigned, "is_automatic": asked.is_automatic,
        "put_label": label.name if label else "", "member": acts.member, "team": acts.team, "is_urgent": acts.is_urgent,
        "note": acts.note, "tell": acts.tell, "hat": acts.hat, "answer": acts.answer, "snooze_hours": acts.snooze_hours,
        "close_because": acts.close_because, "is_last": rule.is_last,
    }  # fmt: skip
