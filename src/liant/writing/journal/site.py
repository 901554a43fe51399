"""The journal of one house as its readers see it, in one language: what it is called, and the address of everything in it.

Addresses are absolute, on the journal's own domain where it has one: so feeds, cards and links say the same everywhere.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from liant.tenancy.models import Organisation
from liant.writing.journal.models import Journal
from liant.writing.models import Piece


@dataclass(frozen=True)
class Site:
    house: Organisation
    journal: Journal
    language: str

    @cached_property
    def root_path(self) -> str:
        return reverse("house-journal:home", args=[self.house.slug])

    @cached_property
    def root(self) -> str:
        """Where the journal begins, with a slash at its end."""
        own = self.journal.own_address.rstrip("/")
        return f"{own}/" if own else settings.BASE_URL + self.root_path

    def at(self, page: str, **gaps: Any) -> str:
        """The absolute address of a page, by the name it has in `public_urls`."""
        path = reverse(f"house-journal:{page}", kwargs={"slug": self.house.slug, **gaps})
        return self.root + path.removeprefix(self.root_path)

    @property
    def is_main(self) -> bool:
        return self.language == self.journal.main_language

    def listed(self, page: str, **gaps: Any) -> str:
        """A list or feed, which there is one of for each language."""
        return self.at(page, **gaps) if self.is_main else self.at(f"in-{page}", language=self.language, **gaps)

    def of_piece(self, piece: Piece, language: str) -> str:
        if language == self.journal.main_language:
            return self.at("piece", piece_slug=piece.slug)
        return self.at("piece-in", piece_slug=piece.slug, language=language)

    def in_language(self, language: str) -> "Site":
        return Site(self.house, self.journal, language)

    @property
    def home(self) -> str:
        return self.listed("home")

    @property
    def about(self) -> str:
        return self.listed("about")

    @property
    def rules(self) -> str:
        return self.listed("rules")

    @property
    def search(self) -> str:
        return self.listed("search")

    @property
    def name(self) -> str:
        return self.journal.text("name", self.language) or self.house.name

    @property
    def description(self) -> str:
        return self.journal.text("description", self.language) or self.house.own_text("tagline", self.language)

    @property
    def picture(self) -> str:
        return self.at("picture") if self.journal.picture_width else ""
