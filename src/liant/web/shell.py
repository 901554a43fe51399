"""What surrounds every page: rooms, organisation, person, theme, language.

The shell knows no room: higher floors register theirs in `AppConfig.ready`, and set on the request what only they know
(`organisation`, `member`, `rooms`, `organisations`). Whatever is absent has a quiet default.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypedDict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

Words = str | Promise
THEMES = ("light", "dark")
THEME_COOKIE = "liant_theme"
KEYS_COOKIE = "liant_keys"  # "off": no single keys
BOTTOM_BAR_ROOMS = 4  # on a phone; the fifth place leads to all the others


def _always(member: Any) -> bool:
    return member is not None


def _nobody(_request: HttpRequest) -> int:
    return 0


def _never(_member: Any) -> bool:
    return False


@dataclass(frozen=True)
class Room:
    """A place in the navigation. `is_shown` is asked with the member; `waiting` counts people who wait, and only people.

    `place`: "rooms" (the list), "foot" (settings and the like, below), "person" (the menu under one's own name).
    """

    key: str
    label: Words
    icon: str
    url_name: str
    order: int = 50
    is_shown: Callable[[Any], bool] = _always
    waiting: Callable[[HttpRequest], int] = _nobody
    place: Literal["rooms", "foot", "person"] = "rooms"
    is_on_phone: bool = True  # may stand in the bottom bar of a phone
    is_main: Callable[[Any], bool] = _never  # what this member mostly comes for: in that bar before the others
    go: str = ""  # the letter that, after G, leads here


@dataclass(frozen=True)
class RoomLink:
    """A room as the templates read it."""

    key: str
    url: str
    label: Words
    icon: str
    is_current: bool = False
    waiting_count: int = 0
    is_on_phone: bool = True
    go: str = ""
    is_main: bool = False


_rooms: dict[str, Room] = {}
_language_hooks: list[Callable[[HttpRequest, str], None]] = []
_search: dict[str, str] = {}
_share: dict[str, str] = {}


class Banner(TypedDict):
    template: str
    context: dict[str, Any]


_banners: list[Callable[[HttpRequest], Banner | None]] = []


def register_room(room: Room) -> None:
    """Called by a room's `AppConfig.ready`. The same key again replaces the former room."""
    _rooms[room.key] = room


def registered(place: str = "rooms") -> list[Room]:
    """All the rooms of a place, also those switched off, in order."""
    return sorted((room for room in _rooms.values() if room.place == place), key=lambda room: (room.order, room.key))


def register_banner(banner: Callable[[HttpRequest], Banner | None]) -> None:
    """What everyone in the house has to see on every page while it lasts; None most of the time. Asked once a page, so it
    reads little."""
    if banner not in _banners:
        _banners.append(banner)


def register_search(url_name: str) -> None:
    """The page that answers the search box, with `?q=`."""
    _search["url_name"] = url_name


def register_share_target(url_name: str) -> None:
    """Where the installed app posts what is shared with it: title, text, url, picture."""
    _share["url_name"] = url_name


def share_target_url() -> str:
    return reverse(_share["url_name"]) if _share else ""


def on_language(hook: Callable[[HttpRequest, str], None]) -> None:
    """`hook(request, language)` is called when someone chooses a language, to remember it with their account."""
    _language_hooks.append(hook)


def language_chosen(request: HttpRequest, language: str) -> None:
    for hook in _language_hooks:
        hook(request, language)


def organisation_url(request: HttpRequest, url_name: str) -> str:
    """The address of a page, inside the request's organisation when the page belongs to one; "" where there is none."""
    organisation = getattr(request, "organisation", None)
    for kwargs in ({"organisation_slug": getattr(organisation, "slug", None)}, {}):
        if kwargs and not all(kwargs.values()):
            continue
        try:
            return reverse(url_name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def links(request: HttpRequest, place: str) -> list[RoomLink]:
    """The rooms this member may enter, in order."""
    member = getattr(request, "member", None)
    found = []
    for room in sorted(_rooms.values(), key=lambda room: (room.order, room.key)):
        if room.place != place:
            continue
        url = organisation_url(request, room.url_name)
        if url and room.is_shown(member):
            found.append((room, url))
    current = _current([url for _, url in found], request.path)
    return [
        RoomLink(room.key, url, room.label, room.icon, url == current, room.waiting(request), room.is_on_phone, room.go,
                 room.is_main(member))
        for room, url in found
    ]  # fmt: skip


def _current(urls: Sequence[str], path: str) -> str | None:
    """The room one is in: the longest address the path starts with, so that "today" doesn't shine everywhere."""
    under = [url for url in urls if path == url or (path.startswith(url) and url.endswith("/"))]
    best = max(under, key=len, default=None)
    is_root_of_others = best is not None and any(url != best and url.startswith(best) for url in urls)
    return best if best == path or not is_root_of_others else None


def _home_of(slug: str) -> str:
    for room in sorted(_rooms.values(), key=lambda room: (room.order, room.key)):
        if room.place == "rooms":
            try:
                return reverse(room.url_name, kwargs={"organisation_slug": slug})
            except NoReverseMatch:
                continue
    return "/"


class Shell:
    """Read by the templates as `shell`; each part is computed when a template asks for it."""

    def __init__(self, request: HttpRequest):
        self.request = request

    @cached_property
    def rooms(self) -> list[Any]:
        given = getattr(self.request, "rooms", None)
        return links(self.request, "rooms") if given is None else list(given)

    @cached_property
    def banners(self) -> list[Banner]:
        if getattr(self.request, "member", None) is None:
            return []
        return [found for banner in _banners if (found := banner(self.request)) is not None]

    @property
    def bottom(self) -> list[Any]:
        """In their order; where there are too many, what the member mostly comes for stays."""
        fitting = [room for room in self.rooms if getattr(room, "is_on_phone", True)]
        kept = sorted(fitting, key=lambda room: not getattr(room, "is_main", False))[:BOTTOM_BAR_ROOMS]
        return [room for room in fitting if room in kept]

    @property
    def other_rooms(self) -> list[Any]:
        """On a phone, those that have no place in the bottom bar."""
        shown = {room.url for room in self.bottom}
        return [room for room in self.rooms if room.url not in shown]

    @property
    def foot(self) -> list[RoomLink]:
        return links(self.request, "foot")

    @property
    def person_links(self) -> list[RoomLink]:
        return links(self.request, "person")

    @property
    def organisation(self) -> Any:
        return getattr(self.request, "organisation", None)

    @property
    def organisation_detail(self) -> str:
        """The small line under the organisation's name: its own words, or its kind."""
        organisation = self.organisation
        own_text = getattr(organisation, "own_text", None)
        if own_text and (words := own_text("tagline", self.language)):
            return str(words)
        if kind := getattr(organisation, "get_kind_display", None):
            return str(kind())
        return str(getattr(organisation, "kind_label", ""))

    @cached_property
    def organisations(self) -> list[dict[str, Any]]:
        """Those one may go to, when there are several."""
        given = list(getattr(self.request, "organisations", None) or [])
        here = getattr(self.organisation, "slug", None)
        return [
            {
                "name": organisation.name,
                "url": getattr(organisation, "url", "") or _home_of(organisation.slug),
                "is_current": organisation.slug == here,
            }
            for organisation in given
        ]

    @property
    def person_name(self) -> str:
        for source in (getattr(self.request, "member", None), getattr(self.request, "user", None)):
            if source is not None and getattr(source, "is_authenticated", True):
                return str(getattr(source, "name", "") or source)
        return ""

    @property
    def home_url(self) -> str:
        rooms = self.rooms
        return rooms[0].url if rooms else "/"

    @property
    def search_url(self) -> str:
        return organisation_url(self.request, _search["url_name"]) if _search else ""

    @property
    def theme(self) -> str:
        """ "light", "dark", or "" when the system decides."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @property
    def are_keys_off(self) -> bool:
        """Single keys get in the way of whoever speaks to their computer: anyone can switch them off."""
        return self.request.COOKIES.get(KEYS_COOKIE) == "off"

    @property
    def frame(self) -> str:
        """What a page for everyone extends: with the rooms around for who is in a house, plain for the others."""
        return "base.html" if getattr(self.request, "member", None) else "base_plain.html"

    @property
    def themes(self) -> list[tuple[str, Words]]:
        return [("", _("As the device")), ("light", pgettext_lazy("light", "Day")), ("dark", _("Night"))]

    @property
    def languages(self) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    @property
    def language(self) -> str:
        return (get_language() or "en").split("-")[0]


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"shell": Shell(request)}


def refused(request: HttpRequest, verb: str) -> HttpResponse:
    """The page that says "this is not open to you", inside the shell: who belongs keeps their way around."""
    return TemplateResponse(request, "403.html", {"asked": verb}, status=403).render()
