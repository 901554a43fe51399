"""What is asked of an issue, and of a piece within it."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from liant.writing.magazine.models import Entry, Issue
from liant.writing.models import PieceMedium

COLUMNS = [(1, _("One column")), (2, _("Two columns")), (3, _("Three columns"))]
SIZES = [("a4", _("A4, a magazine")), ("a5", _("A5, a booklet"))]


def words(label: Any, length: int, hint: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, help_text=hint, **options)


class IssueForm(forms.Form):
    title = forms.CharField(label=_("Title of the magazine"), max_length=60)
    number = words(_("Number"), 20, _("For example: N° 3"))
    dated = words(_("Date, as it stands on the cover"), 40, _("For example: Winter 2026"))
    tagline = words(_("Under the title"), 140)
    opening_words = words(
        _("A word before the contents"), 2000, _("Why this issue, in two sentences."), widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    size = forms.ChoiceField(label=_("Paper"), choices=SIZES)
    columns = forms.TypedChoiceField(label=_("Columns"), choices=COLUMNS, coerce=int)
    has_marks = forms.BooleanField(
        label=_("For a printer: three millimetres of bleed, and crop marks"), required=False,
        help_text=_("Without it the page is cut where it ends: for your own printer."),
    )  # fmt: skip


class ImprintForm(forms.Form):
    """The law of the press asks for these on what is printed and handed round in France."""

    publisher = words(_("Publisher"), 200)
    address = words(_("Address"), 300)
    director = words(_("Director of publication"), 120)
    contact = words(_("To write to us"), 200)
    printer = words(_("Printer, with its address"), 300)
    legal = words(_("By law"), 1000, _("Legal deposit, ISSN, free, not to be thrown in the street…"), widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class CoverForm(forms.Form):
    cover = forms.ModelChoiceField(
        PieceMedium.objects.none(), label=_("Picture on the cover"), required=False, empty_label=_("none: a sheet of green"),
        help_text=_("From the pieces of this issue."),
    )  # fmt: skip
    cover_credit = words(_("Whose picture it is"), 120)

    def __init__(self, *args: Any, pictures: list[PieceMedium], **options: Any):
        super().__init__(*args, **options)
        found = PieceMedium.objects.filter(pk__in=[one.pk for one in pictures]).defer("content").select_related("piece")
        self.fields["cover"].queryset = found  # type: ignore[attr-defined]
        self.fields["cover"].label_from_instance = of_which_piece  # type: ignore[attr-defined]


def of_which_piece(medium: PieceMedium) -> str:
    return f"{medium.piece.title[:60]} – {name_of(medium)}"


def name_of(medium: PieceMedium) -> str:
    return medium.description[:80] or medium.name


class EntryForm(forms.Form):
    """`pictures`: those of the piece; each may be shown, with words under it and whose it is."""

    lead = words(
        _("Above the text"), 400, _("A sentence that makes one read on."), widget=forms.Textarea(attrs={"rows": 2})
    )
    quote = words(_("Pulled out of the text"), 300, _("A sentence of the piece, shown large."))
    signature = words(_("Signature"), 120, _("As whoever signs wants to be named; nothing otherwise."))

    def __init__(self, *args: Any, entry: Entry, pictures: list[PieceMedium], **options: Any):
        super().__init__(*args, **options)
        self.pictures = pictures
        chosen = {one["medium_id"]: one for one in entry.pictures}
        for medium in pictures:
            known = chosen.get(medium.pk, {})
            self.fields[f"shown_{medium.pk}"] = forms.BooleanField(
                label=name_of(medium), required=False, initial=medium.pk in chosen
            )
            self.fields[f"caption_{medium.pk}"] = words(_("Words under it"), 300, initial=known.get("caption", ""))
            self.fields[f"credit_{medium.pk}"] = words(_("Whose picture it is"), 120, initial=known.get("credit", ""))

    def rows(self) -> list[tuple[PieceMedium, Any, Any, Any]]:
        return [
            (one, self[f"shown_{one.pk}"], self[f"caption_{one.pk}"], self[f"credit_{one.pk}"]) for one in self.pictures
        ]

    def values(self) -> dict[str, Any]:
        """Fields of Entry."""
        told = self.cleaned_data
        pictures = [
            {"medium_id": one.pk, "caption": told[f"caption_{one.pk}"], "credit": told[f"credit_{one.pk}"]}
            for one in self.pictures
            if told[f"shown_{one.pk}"]
        ]
        return {**{name: told[name] for name in ("lead", "quote", "signature")}, "pictures": pictures}


FIELDS = (*IssueForm.base_fields, *ImprintForm.base_fields)


def as_typed(issue: Issue | None) -> dict[str, Any]:
    """What a form begins with: the issue, or the latest one of the house."""
    return {name: getattr(issue, name) for name in FIELDS} if issue else {"columns": 2, "size": "a4", "has_marks": True}
