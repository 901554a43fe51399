"""What an expert's page says: to themselves while they write it, to everyone once it is public, and in the file they take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from liant.accounts.models import Member
from liant.advocacy.expertise import described, queries, rules
from liant.advocacy.expertise.models import Card, Chosen, Page, Talk
from liant.advocacy.models import Expert
from liant.advocacy.tabs import room_tabs
from liant.tenancy.models import Organisation

Json = dict[str, Any]
FEEDS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


def content_of(card: Card, chosen: Sequence[Chosen], talks: Sequence[Talk]) -> Json:
    """All that everyone would read, as plain values."""
    return {
        "name": card.name,
        "words": {code: words for code, words in sorted(card.words.items()) if words},
        "topics": list(card.topics),
        "links": list(card.links),
        "pieces": [
            {"kind": one.kind, "title": one.title, "url": one.url, "language": one.language, "on": one.on.isoformat()}
            for one in chosen
        ],
        "talks": [{"title": one.title, "place": one.place, "on": one.on.isoformat(), "url": one.url} for one in talks],
    }


@dataclass(frozen=True)
class Site:
    """One expert's page in one language, with its addresses. `root`: where it stands, "" within a file."""

    house: Organisation
    content: Mapping[str, Any]
    language: str
    root: str

    @property
    def languages(self) -> list[str]:
        return rules.languages_of(self.content, self.house.language) or [self.house.language]

    def in_language(self, language: str) -> str:
        return self.root if language == self.languages[0] else f"{self.root}{language}/"

    @property
    def url(self) -> str:
        return self.in_language(self.language)

    @property
    def words(self) -> str:
        return str(self.content["words"].get(self.language, ""))

    def feed(self, kind: str) -> str:
        return f"{self.root}feed.{kind}"


def address_of(house: Organisation, slug: str) -> str:
    return settings.BASE_URL + reverse("expertise-page", kwargs={"slug": house.slug, "page_slug": slug})


def site_of(page: Page, language: str = "") -> Site | None:
    """In the first of its languages, or the one that its address names; None where it has no words in that one."""
    site = Site(page.organisation, page.content, "", address_of(page.organisation, page.slug))
    if language and language not in site.languages[1:]:
        return None
    return Site(site.house, site.content, language or site.languages[0], site.root)


def shown(site: Site) -> Json:
    """What the template of the page is given."""
    names = dict(settings.LANGUAGES)
    others = [(code, names.get(code, code), site.in_language(code)) for code in site.languages]
    return {
        "site": site,
        "house": site.house,
        "lang": site.language,
        "content": site.content,
        "links": [(one, urlsplit(one).netloc) for one in site.content["links"]],
        "pieces": [dated(one) for one in site.content["pieces"]],
        "talks": [dated(one) for one in site.content["talks"]],
        "others": others if len(others) > 1 else [],
        "feeds": [(kind, media_type, site.feed(kind)) for kind, media_type in FEEDS.items()] if site.root else [],
        "described": described.of(site) if site.root else "",
    }


def dated(one: Json) -> Json:
    return one | {"on": date.fromisoformat(one["on"])}


@dataclass(frozen=True)
class Draft:
    """What an expert wrote of their page, beside what everyone reads of it."""

    card: Card
    content: Json
    page: Page | None

    @property
    def is_same(self) -> bool:
        card, page = self.card, self.page
        return page is not None and (page.content, page.slug, page.is_found) == (self.content, card.slug, card.is_found)

    @property
    def seen(self) -> str:
        """What a preview of it shows: the words, the address, whether search engines find it."""
        return rules.digest_of({"content": self.content, "slug": self.card.slug, "is_found": self.card.is_found})


def draft_of(member: Member) -> Draft | None:
    """Inside their own rows."""
    card = queries.card_of(member)
    if card is None:
        return None
    return Draft(card, content_of(card, queries.chosen_by(member), queries.talks_of(member)), queries.page_of(card))


def home_page(request: HttpRequest, expert: Expert, **shown_forms: Any) -> Json:
    """Where they write it, with where it stands."""
    reader, draft = expert.member, draft_of(expert.member)
    page = draft.page if draft else None
    return {
        "tabs": room_tabs(request, "expertise:home", is_expert=True),
        "card": draft.card if draft else None,
        "page": page,
        "address": address_of(page.organisation, page.slug) if page else "",
        "is_same": draft is not None and draft.is_same,
        "chosen": queries.chosen_by(reader),
        "talks": queries.talks_of(reader),
        "offered": queries.offered_to_show(reader),
        **shown_forms,
    }


def preview_page(expert: Expert, language: str) -> Json | None:
    """As everyone would read it; None while there is nothing."""
    draft = draft_of(expert.member)
    if draft is None:
        return None
    house = expert.organisation
    languages = rules.languages_of(draft.content, house.language) or [house.language]
    here = language if language in languages else languages[0]
    return shown(Site(house, draft.content, here, address_of(house, draft.card.slug))) | {
        "is_preview": True,
        "is_public": draft.page is not None,
        "is_same": draft.is_same,
        "card": draft.card,
        "seen": draft.seen,
        "languages_of_page": languages,
    }
