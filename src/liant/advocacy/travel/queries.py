"""A member's own steps, inside their own rows; and for the nightly count, which reads them one member after the other."""

from liant.accounts.models import Member
from liant.advocacy.between import Step as Told
from liant.advocacy.models import Share
from liant.advocacy.travel.models import Step


def share_of(member: Member, share_id: int) -> Share | None:
    """One that they did, of something that is still offered."""
    found = Share.objects.filter(member=member, id=share_id, state="done", offer__ended_at=None).exclude(offer=None)
    return found.select_related("offer").first()


def steps_of(member: Member) -> list[Told]:
    """Each thing that they shared, once, whatever the number of networks: when first, and what it came from before that."""
    steps = {one.offer_id: one for one in Step.objects.filter(member=member)}
    first: dict[int, Told] = {}
    done = Share.objects.filter(member=member, state="done").exclude(offer=None).order_by("done_at", "id")
    for offer_id, at in done.values_list("offer_id", "done_at"):
        if offer_id in first or at is None:
            continue
        step = steps.get(offer_id)
        came = step.came_from if step and step.came_at and step.came_at <= at else ""
        first[offer_id] = Told(at, step.token if step else "", came)
    return list(first.values())
