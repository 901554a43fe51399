"""What an expert types of their page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from liant.advocacy.expertise import rules
from liant.advocacy.expertise.models import Card, Chosen

_is_url = URLValidator(schemes=["http", "https"])


def address(label: Any, *, required: bool = True, most: int = 2000) -> forms.URLField:
    return forms.URLField(label=label, max_length=most, required=required, assume_scheme="https", validators=[_is_url])


def day() -> forms.DateField:
    return forms.DateField(label=_("On which day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class CardForm(forms.Form):
    name = forms.CharField(label=_("Your name, as you wish it"), max_length=120)
    slug = forms.CharField(label=_("The end of its address"), max_length=60,
                           help_text=_("Letters, digits and hyphens. As it stands here, it tells nothing of you."))  # fmt: skip
    topics = forms.CharField(label=_("What you know"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=1000,
                             help_text=_("One subject on each line, twelve at most."))  # fmt: skip
    links = forms.CharField(label=_("Other pages of yours"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=4000,
                            help_text=_("One address on each line."))  # fmt: skip
    is_found = forms.BooleanField(label=_("Search engines may find it"), required=False)

    def __init__(self, *args: Any, card: Card | None = None, name: str = "", **options: Any):
        options["initial"] = self.first(card) if card else {"name": name, "slug": rules.new_slug()}
        super().__init__(*args, **options)
        for code, language in settings.LANGUAGES:
            self.fields[f"words_{code}"] = forms.CharField(
                label=format_lazy("{words} ({language})", words=_("A few words about you"), language=language), max_length=1500,
                required=False, widget=forms.Textarea(attrs={"rows": 5}), initial=card.words.get(code, "") if card else "",
            )  # fmt: skip
        words = [f"words_{code}" for code, _name in settings.LANGUAGES]
        self.order_fields(["name", *words, "topics", "links", "slug", "is_found"])

    @staticmethod
    def first(card: Card) -> dict[str, Any]:
        return {"name": card.name, "slug": card.slug, "topics": "\n".join(card.topics), "links": "\n".join(card.links),
                "is_found": card.is_found}  # fmt: skip

    def clean_slug(self) -> str:
        found = str(self.cleaned_data["slug"]).strip().lower()
        if not rules.SLUG.fullmatch(found):
            raise ValidationError(_("Between three and sixty small letters, digits and hyphens."))
        return found

    def clean_topics(self) -> list[str]:
        return [one[:60] for one in rules.lines(self.cleaned_data["topics"])][: rules.MOST_TOPICS]

    def clean_links(self) -> list[str]:
        found = rules.lines(self.cleaned_data["links"])[: rules.MOST_LINKS]
        for one in found:
            try:
                _is_url(one)
            except ValidationError as error:
                raise ValidationError(_("This is no address: %(line)s"), params={"line": one}) from error
        return [one[:500] for one in found]

    def values(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in ("slug", "topics", "links", "is_found")}
        words = {code: rules.clean(self.cleaned_data[f"words_{code}"]) for code, _name in settings.LANGUAGES}
        return found | {"name": rules.clean(self.cleaned_data["name"]), "words": words}


class PieceForm(forms.Form):
    kind = forms.ChoiceField(label=_("What you did"), choices=Chosen.Kind.choices)
    title = forms.CharField(label=_("Its title"), max_length=300)
    url = address(_("Where it is read"))
    language = forms.ChoiceField(label=_("In which language"), choices=settings.LANGUAGES)
    on = day()


class TalkForm(forms.Form):
    title = forms.CharField(label=_("What it was about"), max_length=300)
    place = forms.CharField(label=_("Where"), max_length=200)
    on = day()
    url = address(_("Where one learns more of it"), required=False)
