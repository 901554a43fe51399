from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.community.handbook.models import Page
from liant.community.handbook.queries import pages
from liant.community.handbook.rules import tree, within
from liant.kit import clock

LONGEST = 100_000


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class PageForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    body = forms.CharField(
        label=_("How it is done"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Plain words are fine. With Markdown: ## a heading, **bold**, - a list, [words](address)."),
    )  # fmt: skip
    parent = forms.TypedChoiceField(label=_("Under which page"), coerce=int, empty_value=None, required=False)
    owner = forms.ModelChoiceField(Member.objects.none(), label=_("Who looks after it"), required=False)
    review_on = day_field(_("To be read again on"), _("Whoever looks after it is told on that day."))
    note = forms.CharField(label=_("What you changed, in a word"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, page: Page | None = None, **options: Any):
        if page is not None:
            own = {name: getattr(page, name) for name in ("title", "body", "owner", "review_on")}
            options["initial"] = {**own, "parent": page.parent_id or "", "seen": page.revision}
        super().__init__(*args, **options)
        every = pages()
        not_these = within(page.pk, every) if page else set()
        names = [
            (one.page.pk, "· " * one.depth + one.page.title) for one in tree(every) if one.page.pk not in not_these
        ]
        self.fields["parent"].choices = [("", _("none: it stands first")), *names]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Member.objects.filter(is_active=True)  # type: ignore[attr-defined]
        if page is None:
            del self.fields["note"], self.fields["seen"]

    def words(self) -> dict[str, Any]:
        """As the actions take them."""
        values = dict(self.cleaned_data)
        chosen = values.pop("parent")
        values["parent"] = Page.objects.filter(pk=chosen, away_at=None).first() if chosen else None
        return values


class ReviewForm(forms.Form):
    review_on = day_field(_("To be read again on"))

    def clean_review_on(self) -> date | None:
        day = self.cleaned_data["review_on"]
        if day and day <= timezone.localdate(clock.now()):
            raise forms.ValidationError(_("This day has passed: choose one that is still to come."))
        return day


class OpinionForm(forms.Form):
    words = forms.CharField(
        label=_("What is missing, or wrong"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
