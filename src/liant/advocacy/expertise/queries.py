"""What an expert wrote of their page, inside their own rows; and what everyone may read."""

from liant.accounts.models import Member
from liant.advocacy import between
from liant.advocacy.expertise.models import Card, Chosen, Page, Talk
from liant.advocacy.expertise.rules import MOST
from liant.advocacy.models import Share
from liant.tenancy.before_tenant import is_expert_page_standing

NEWEST = 40


def page_at(slug: str) -> Page | None:
    """One that may be read now: gone in the moment in which its expert works there no more."""
    found = Page.objects.select_related("organisation").filter(slug=slug).first()
    return found if found is not None and is_expert_page_standing(found.pk) else None


# what is a member's own: inside `advocacy.queries.own`


def card_of(member: Member) -> Card | None:
    return Card.objects.filter(member=member).first()


def page_of(card: Card) -> Page | None:
    return Page.objects.filter(card=card).first()


def chosen_by(member: Member) -> list[Chosen]:
    return list(Chosen.objects.filter(member=member)[:MOST])


def talks_of(member: Member) -> list[Talk]:
    return list(Talk.objects.filter(member=member)[:MOST])


def offered_to_show(member: Member) -> list[Chosen]:
    """What they wrote or shared and did not choose yet; none of it is kept, nor shown, before they do."""
    wrote = [
        Chosen(kind=Chosen.Kind.WROTE, title=one.title, url=one.url, language=one.language, on=one.on)
        for one in between.written_by(member)
    ]
    shares = Share.objects.filter(member=member, state="done").exclude(offer=None).exclude(offer__url="")
    shared = [
        # the address itself: their short link would tell whose it is
        Chosen(kind=Chosen.Kind.SHARED, title=one.title, url=one.offer.url, language=one.language, on=one.done_at.date())
        for one in shares.select_related("offer").order_by("-done_at", "-id")[:NEWEST]
        if one.offer and one.done_at
    ]  # fmt: skip
    known = set(Chosen.objects.filter(member=member).values_list("url", flat=True))
    found = {one.url: one for one in [*shared, *wrote] if one.url not in known}
    return sorted(found.values(), key=lambda one: one.on, reverse=True)[:NEWEST]
