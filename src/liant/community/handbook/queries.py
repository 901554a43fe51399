from datetime import date

from django.db import connection
from django.db.models import Count, Q

from liant.accounts.models import Member
from liant.community.handbook.models import Opinion, Page, Revision

MOST_PAGES = 2000
MOST_FOUND = 30
MOST_REVISIONS = 100
FEWEST_OPINIONS = 5  # below, one could be guessed
MONTHS = 12


def pages() -> list[Page]:
    """All of the handbook, without its words."""
    return list(Page.objects.filter(away_at=None).defer("body").order_by("title", "pk")[:MOST_PAGES])


def pages_away() -> list[Page]:
    return list(Page.objects.filter(away_at__isnull=False).defer("body").order_by("-away_at")[:MOST_FOUND])


def one_page(page_id: int) -> Page | None:
    return Page.objects.select_related("owner", "parent").filter(pk=page_id).first()


def pages_under(page: Page) -> list[Page]:
    return list(page.pages.filter(away_at=None).defer("body"))


def way_to(page: Page) -> list[Page]:
    """The pages above it, from the first."""
    found: list[Page] = []
    above = page.parent
    while above is not None and above not in found and len(found) < 20:
        found.insert(0, above)
        above = above.parent
    return found


def search(words: str) -> list[Page]:
    """Pages that hold these words, the nearest first; accents and case aside."""
    with connection.cursor() as cursor:
        cursor.execute("select page_id from liant_search_handbook(%s, %s)", [words.replace("\x00", ""), MOST_FOUND])
        ids = [row[0] for row in cursor.fetchall()]
    found = Page.objects.filter(away_at=None).in_bulk(ids)
    return [found[key] for key in ids if key in found]


def revisions_of(page: Page) -> list[Revision]:
    return list(page.revisions.select_related("author").defer("body")[:MOST_REVISIONS])


def one_revision(page: Page, number: int) -> Revision | None:
    return page.revisions.select_related("author").filter(number=number).first()


def due(day: date) -> list[Page]:
    """Those to be read again by this day, the longest due first."""
    found = Page.objects.filter(away_at=None, review_on__lte=day).select_related("owner").defer("body")
    return list(found.order_by("review_on", "pk")[:MOST_PAGES])


def due_for(member: Member, day: date) -> list[Page]:
    return [one for one in due(day) if one.owner_id == member.pk]


def opinions(page: Page, since: date) -> tuple[int, int] | None:
    """(useful, not useful) of the past months; None while fewer than five people said so."""
    found = Opinion.objects.filter(page=page, month__gte=since).aggregate(
        useful=Count("pk", filter=Q(is_useful=True)), useless=Count("pk", filter=Q(is_useful=False))
    )
    return (found["useful"], found["useless"]) if sum(found.values()) >= FEWEST_OPINIONS else None


def words_about(page: Page, since: date) -> list[str]:
    """What was said with it, in the order of the alphabet, so that none can be dated; from five on."""
    found = Opinion.objects.filter(page=page, month__gte=since).exclude(words="")
    return sorted(found.values_list("words", flat=True)[:200])
