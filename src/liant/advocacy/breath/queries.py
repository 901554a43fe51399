"""What pages and exports read: publications, and what people put up by themselves."""

from liant.accounts.models import Member
from liant.advocacy.breath.models import Example, Publication, Rates

PAGE = 20


def publications() -> list[Publication]:
    """The newest first."""
    return list(Publication.objects.all()[:40])


def rates() -> Rates:
    return Rates.objects.first() or Rates()


def examples(limit: int = PAGE) -> list[Example]:
    return list(Example.objects.select_related("member")[:limit])


def own_example(member: Member, example_id: int) -> Example | None:
    return Example.objects.filter(member=member, id=example_id).first()
