"""What the writing room offers to the smaller rooms within it: places on its pages, what the house wants of a piece, what
the lint is told, where a version goes, who counts its readers and what it brought in, what belongs in the archive. They import
this room; it never imports them: each comes here in its `AppConfig.ready`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.tenancy.models import Organisation
from liant.writing.models import Piece, Version

BESIDE, UNDER, LIST, WHERE = "beside", "under", "list", "where"


class Section(TypedDict):
    template: str
    context: dict


@dataclass(frozen=True)
class Agreement:
    """One step: whoever holds this role, or this member; an empty role is whoever may approve at all."""

    name: str = ""
    role: str = ""
    member_id: int | None = None
    may_author_agree: bool = True


@dataclass(frozen=True)
class HouseRules:
    """What the policy asks for one piece. Without a policy: whoever may write writes, one agreement of whoever may agree."""

    writer_roles: frozenset[str] = frozenset()  # empty: as the permission says
    steps: Sequence[Agreement] = (Agreement(),)
    has_policy: bool = False


@dataclass(frozen=True)
class Carried:
    """What became of a version that was given to whoever carries it. `is_there`: it can be read now, at `url`; otherwise it
    is on its way, and whoever carries it calls `moves.mark_published` when it is there."""

    is_there: bool
    url: str = ""


@dataclass(frozen=True)
class PublicPage:
    """A page of the house that everyone may read now, for the foot of its journal; `path` is absolute on this site."""

    label: Any
    path: str


class CannotLeave(Exception):
    """Said by a carrier, in words for whoever wrote it: mend this first. What it wrote meanwhile is undone."""


Carrier = Callable[[Version], Carried]  # in the transaction of the moment, after the gates were asked
AddressOf = Callable[[Piece, str], str]  # a piece and a language → where it is, or will be, read at home; "" if nowhere
PublicPageOf = Callable[[str], PublicPage | None]  # the house's short name → its page, or None while nothing is shown
IsTelling = Callable[[int], bool]  # a piece's id → whether those who hear of it before its copies leave are being told
InvitationOf = Callable[[str, Piece], PublicPage | None]  # the house's short name, a piece → where its reader may go on
SectionOf = Callable[[Any, Piece | None, Version | None], Section | None]  # asked with the request
RulesOf = Callable[[Piece], HouseRules | None]
ContextOf = Callable[[Piece, Version], Mapping[str, Any]]

_sections: dict[str, list[SectionOf]] = {}
_rules: list[RulesOf] = []
_contexts: list[ContextOf] = []
_carriers: dict[str, Carrier] = {}
_homes: list[AddressOf] = []
_readers: list["Reader"] = []
_returns: dict[str, "Return"] = {}
_annexes: dict[str, "Annex"] = {}
_public_pages: list[PublicPageOf] = []
_tellings: list[IsTelling] = []
_invitations: list[InvitationOf] = []


@dataclass(frozen=True)
class RoomTab:
    """A page of a smaller room among the tabs at the head of *Écrire*."""

    url_name: str
    label: Any
    needs: str
    order: int = 50
    kwargs: Mapping[str, Any] = field(default_factory=dict)


_tabs: dict[str, RoomTab] = {}


def register_section(place: str, section: SectionOf) -> None:
    """`section(request, piece, version)` → a template and its context, or None where there is nothing to show.

    Places: `beside` the editor, under the remarks; `under` the text, across the page (the week of the calendar); `where`
    in the line of a version, about where it goes; `list` above the list of pieces (piece and version are None).
    """
    found = _sections.setdefault(place, [])
    if section not in found:
        found.append(section)


def register_house_rules(rules: RulesOf) -> None:
    """`rules(piece)` → what the policy wants of it, or None; the first that answers is followed."""
    if rules not in _rules:
        _rules.append(rules)


def register_lint_context(context: ContextOf) -> None:
    """`context(piece, version)` → values of `liant.engines.lint.Context` by name, such as {"is_crisis": True}."""
    if context not in _contexts:
        _contexts.append(context)


def register_carrier(network: str, carrier: Carrier) -> None:
    """Who publishes what is meant for this network, when its moment has come and nothing stands against it; what nobody
    carries leaves through its channel, as a delivery."""
    _carriers[network] = carrier


def register_home(address: AddressOf) -> None:
    """Where a piece is read at home, so that every copy can lead there."""
    if address not in _homes:
        _homes.append(address)


Reader = Callable[
    [HttpRequest, Piece | None, str], None
]  # a public page was read: of this piece, or of none; its language


@dataclass(frozen=True)
class Return:
    """One thing that pieces bring in: comments, subscriptions. `count`: ids of pieces, and the first and the last day (both
    included, where the house is) → how many each brought; what is not told is none."""

    key: str
    label: Any  # "comments of readers"
    source: Any  # where the number comes from, in a sentence
    count: Callable[[Sequence[int], date, date], Mapping[int, int]]
    order: int = 50


def between(first: date, last: date) -> tuple[datetime, datetime]:
    """The moments at which the first of these days begins and the last one ends, where the house is."""
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)


def register_reader(reader: Reader) -> None:
    """Who counts that a page at home was read; called at each reading, so it must cost next to nothing."""
    if reader not in _readers:
        _readers.append(reader)


def tell_read(request: HttpRequest, piece: Piece | None, language: str) -> None:
    """A page that everyone may read was asked for. Called by its view, within the organisation."""
    for reader in _readers:
        reader(request, piece, language)


def register_return(one: Return) -> None:
    _returns[one.key] = one


def returns() -> list[Return]:
    return sorted(_returns.values(), key=lambda one: (one.order, one.key))


@dataclass(frozen=True)
class Annex:
    """What a smaller room keeps beside the pieces and wants in the archive: the name of its file, its rows in order. Of
    colleagues' acts the day, and no name."""

    name: str
    rows: Callable[[], Iterable[dict[str, Any]]]


def register_annex(annex: Annex) -> None:
    _annexes[annex.name] = annex


def annexes() -> list[Annex]:
    return sorted(_annexes.values(), key=lambda annex: annex.name)


def register_public_page(page: PublicPageOf) -> None:
    """A page of this smaller room that everyone may read, as long as it may be read."""
    if page not in _public_pages:
        _public_pages.append(page)


def register_telling(is_telling: IsTelling) -> None:
    """Who tells others of a piece at home before its copies leave. The copies wait while it says so, so it must end."""
    if is_telling not in _tellings:
        _tellings.append(is_telling)


def register_invitation(invitation: InvitationOf) -> None:
    """A page to which whoever read a piece at home is invited, under it."""
    if invitation not in _invitations:
        _invitations.append(invitation)


def register_tab(tab: RoomTab) -> None:
    _tabs[tab.url_name] = tab


def tabs() -> list[RoomTab]:
    return sorted(_tabs.values(), key=lambda tab: (tab.order, tab.url_name))


def sections(place: str, request: Any, piece: Piece | None = None, version: Version | None = None) -> list[Section]:
    return [shown for section in _sections.get(place, ()) if (shown := section(request, piece, version)) is not None]


def house_rules(piece: Piece) -> HouseRules:
    return next((found for rules in _rules if (found := rules(piece)) is not None), HouseRules())


def lint_context(piece: Piece, version: Version) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for context in _contexts:
        told |= context(piece, version)
    return told


def carrier_of(network: str) -> Carrier | None:
    return _carriers.get(network)


def home_address(piece: Piece, language: str) -> str:
    return next((found for address in _homes if (found := address(piece, language))), "")


def public_pages(slug: str) -> list[PublicPage]:
    return [found for page in _public_pages if (found := page(slug)) is not None]


def are_others_being_told(piece_id: int) -> bool:
    return any(is_telling(piece_id) for is_telling in _tellings)


def invitations(slug: str, piece: Piece) -> list[PublicPage]:
    return [found for invitation in _invitations if (found := invitation(slug, piece)) is not None]


def may_agree(member: Member, role: str, member_id: int | None) -> bool:
    """Whether a step that names a role, or a member, is for this one. The owner stands in for a role nobody holds."""
    if member_id is not None:
        return member.id == member_id
    return not role or member.has_role(role, Role.OWNER)
