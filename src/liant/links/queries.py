from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Sum

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.kit import clock
from liant.links.door import PATH
from liant.links.models import Arrangement, Conversion, Follow, Link, Sharer, Target
from liant.links.rules import PERSON
from liant.tenancy.context import own_rows

PAGE = 25
LATELY = timedelta(days=28)
FEWEST = 5  # what is shared is told of no fewer people; the database holds it too

Totals = Mapping[str, int]  # kind of visitor → how often


def arrangement() -> Arrangement:
    """As the house wants it; where nothing was said yet, a quiet one that is not kept."""
    return Arrangement.objects.first() or Arrangement()


def root() -> str:
    """What every short address of the house begins with."""
    own = arrangement().own_address.rstrip("/")
    return f"{own}/" if own else settings.BASE_URL + PATH


def roots() -> list[str]:
    """What addresses of short links begin with: none of them may lead to another."""
    return list({root(), settings.BASE_URL + PATH})


def short_address(link: Link, begins: str = "") -> str:
    return (begins or root()) + link.code


def house_links(before: tuple[datetime, int] | None = None, *, is_over: bool = False) -> list[Link]:
    """Those that the house made, newest first, one more than a page. What members share is not among them."""
    found = Link.objects.filter(purpose=Link.Purpose.HOUSE, ended_at__isnull=not is_over).select_related("target")
    if before:
        made_at, link_id = before
        found = found.filter(made_at__lte=made_at).exclude(made_at=made_at, id__gte=link_id)
    return list(found.order_by("-made_at", "-id")[: PAGE + 1])


def house_link(link_id: int) -> Link:
    """Raises Link.DoesNotExist, also for what a member shares."""
    return Link.objects.select_related("target").get(id=link_id, purpose=Link.Purpose.HOUSE)


def links_about(kind: str, thing_id: int) -> list[Link]:
    """What the house made for one thing, newest first."""
    found = Link.objects.filter(purpose=Link.Purpose.HOUSE, about_kind=kind, about_id=thing_id)
    return list(found.order_by("-made_at", "-id")[:PAGE])


def dead_targets() -> list[Target]:
    """Addresses that do not answer any more and to which links still lead; whoever made those."""
    used = Link.objects.filter(target=OuterRef("pk"), ended_at=None)
    return list(Target.objects.filter(Exists(used), dead_since__isnull=False).order_by("dead_since", "id")[:PAGE])


def totals(links: Iterable[Link], since: datetime | None = None) -> dict[int, dict[str, int]]:
    """link id → how often it was followed, by kind of visitor."""
    found = Follow.objects.filter(link__in=[link.pk for link in links])
    found = found.filter(at__gte=since) if since else found
    told: dict[int, dict[str, int]] = {}
    for link_id, kind, count in found.values_list("link", "kind").annotate(count=Sum("count")):
        told.setdefault(link_id, {})[kind] = count
    return told


def by_hour(links: Collection[Link], since: datetime) -> dict[datetime, dict[str, int]]:
    """The beginning of each hour in which something was followed → how often, by kind."""
    found = Follow.objects.filter(link__in=[link.pk for link in links], at__gte=since)
    told: dict[datetime, dict[str, int]] = {}
    for at, kind, count in found.values_list("at", "kind").annotate(count=Sum("count")).order_by("at"):
        told.setdefault(at, {})[kind] = count
    return told


def followed_about(kind: str, thing_ids: Collection[int], first: datetime, past: datetime) -> dict[int, int]:
    """thing → how often people followed the links that the house made for it."""
    found = Follow.objects.filter(
        link__purpose=Link.Purpose.HOUSE, link__about_kind=kind, link__about_id__in=thing_ids, kind=PERSON,
        at__gte=first, at__lt=past,
    )  # fmt: skip
    return dict(found.values_list("link__about_id").annotate(count=Sum("count")))


def conversions(links: Iterable[Link]) -> list[tuple[str, int]]:
    """What these led to, in the words of whoever called back, the most first."""
    found = Conversion.objects.filter(link__in=[link.pk for link in links])
    return list(found.values_list("what").annotate(count=Count("id")).order_by("-count", "what"))


# what members share


def own_links(member: Member, *, most: int = 100) -> list[Link]:
    """What this member shared, newest first; for that member's own eyes."""
    with own_rows(member.pk):
        ids = list(Sharer.objects.filter(member=member).order_by("-link").values_list("link", flat=True)[:most])
    return list(Link.objects.filter(id__in=ids).select_related("target").order_by("-made_at", "-id"))


def is_own(member: Member, link: Link) -> bool:
    with own_rows(member.pk):
        return Sharer.objects.filter(member=member, link=link).exists()


def shared_totals(kind: str, thing_ids: Sequence[int], first: datetime | None = None,
                  past: datetime | None = None) -> dict[int, tuple[int, int]]:  # fmt: skip
    """thing → (how many links were made to share it, how often people followed them), where five members or more shared it:
    what fewer did is told to nobody, nor is any sum from which it could be taken."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "select about_id, shares, people from liant_shared_totals(%s, %s, %s, %s, %s)",
            [kind, list(thing_ids), first or now - timedelta(days=36_500), past or now + timedelta(days=1), FEWEST],
        )
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def house_links_to(target: Target) -> list[Link]:
    found = Link.objects.filter(target=target, purpose=Link.Purpose.HOUSE, ended_at=None)
    return list(found.order_by("-made_at", "-id")[:PAGE])


# who is told when an address is dead


def keepers_of(target: Target) -> list[Member]:
    """Whoever made a link of the house that leads there; where nobody did, or has left, those who arrange links."""
    used = Link.objects.filter(target=target, ended_at=None).exclude(keeper=None)
    found = list(Member.objects.filter(is_active=True, id__in=used.values("keeper")))
    return found or [one for one in Member.objects.filter(is_active=True) if may(one, "links.arrange")]
