"""What people type into the inbox."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.inbox.models import Intent
from liant.kit import clock

MORNING = time(8)


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 5}))
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, max_length: int | None = None, count: Any = len, **options: Any):
        super().__init__(*args, **options)
        self.max_length, self.count = max_length, count

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        length = self.count(text)
        if self.max_length and length > self.max_length:
            raise forms.ValidationError(
                _("%(length)s characters, and this network takes %(limit)s. Your text is kept: shorten it a little."),
                params={"length": length, "limit": self.max_length},
            )
        return text


class HabitsForm(forms.Form):
    undo_seconds = forms.IntegerField(
        label=_("Seconds during which an answer can be taken back"),
        min_value=0,
        max_value=120,
        help_text=_("It leaves after that. With 0 it leaves at once."),
    )


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Internal note"), widget=forms.Textarea(attrs={"rows": 4}))
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AssignForm(forms.Form):
    """`to` is a member's id, or empty to put it back for everyone."""

    to = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=_("Who takes care of it"), empty_label=_("nobody in particular")
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["to"].queryset = Member.objects.filter(is_active=True)  # type: ignore[attr-defined]


class LabelForm(forms.Form):
    name = forms.CharField(label=_("Label"), max_length=60)


class SnoozeForm(forms.Form):
    """A day among a few, or one's own."""

    LATER, TOMORROW, MONDAY, DATE = "later", "tomorrow", "monday", "date"
    WHENS = (
        (LATER, _("in three hours")),
        (TOMORROW, _("tomorrow morning")),
        (MONDAY, _("Monday morning")),
        (DATE, _("another day")),
    )
    when = forms.ChoiceField(label=_("Until when"), choices=WHENS)
    date = forms.DateField(label=_("Which day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(
        label=_("At what time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("In your own time zone; eight in the morning when left empty."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("when") == self.DATE and not values.get("date"):
            self.add_error("date", _("Choose the day on which it should come back."))
        elif values.get("when") == self.DATE and self.chosen(values) <= clock.now():
            self.add_error("date", _("Choose a moment that is still to come."))
        return values

    @staticmethod
    def chosen(values: dict[str, Any]) -> datetime:
        """The day and time that were typed, as the reader's own clock shows them."""
        return timezone.make_aware(datetime.combine(values["date"], values.get("time") or MORNING))

    def until(self) -> Any:
        """The moment: a day's morning as the reader's own clock shows it, unless a time was given."""
        now = timezone.localtime(clock.now())
        morning = now.replace(hour=8, minute=0, second=0, microsecond=0)
        when = self.cleaned_data["when"]
        if when == self.LATER:
            return now + timedelta(hours=3)
        if when == self.TOMORROW:
            return morning + timedelta(days=1)
        if when == self.MONDAY:
            return morning + timedelta(days=7 - now.weekday())
        return self.chosen(self.cleaned_data)


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Why, in a few words"), required=False, max_length=300)
    was_spoken_to = forms.BooleanField(
        label=_("We spoke to them elsewhere: on the telephone, at the counter"), required=False
    )


class IntentForm(forms.Form):
    intent = forms.ChoiceField(label=_("What it is"), choices=Intent.choices)
