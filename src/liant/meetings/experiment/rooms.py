"""Experiments among the pages of meetings; and the rounds that they drew beforehand, for the rotation that carries them out."""

from django.utils.translation import gettext_lazy as _

from liant.meetings import between
from liant.meetings.experiment import queries, rules, taking_part
from liant.meetings.experiment.models import Plan


def layout(rotation_id: int, number: int) -> between.LaidOut | None:
    """A pair of which one has left is told to nobody; it stays drawn all the same."""
    plan = (
        Plan.objects.select_related("rotation")
        .filter(rotation_id=rotation_id, stopped_at=None, has_meeting=True)
        .first()
    )
    drawn = queries.lot(plan) if plan else None
    if plan is None or drawn is None or number > plan.weeks:
        return None
    members, there = queries.members_by_code(drawn), set(queries.roster(plan))
    week = rules.weeks_of(list(members), plan.weeks, drawn.seed)[number - 1]
    tables = [sorted((members[one], members[other])) for one, other in week]
    people = sorted(member for member in members.values() if member in there)
    return between.LaidOut(people, [one for one in tables if there.issuperset(one)], drawn.seed)


def forget(member_id: int, rotation_id: int | None) -> None:
    taking_part.forget(member_id=member_id, rotation_id=rotation_id)


between.register_layout(layout)
between.register_forgetting(forget)
between.register_tab("experiment:list", 40, _("Does it change anything?"), "experiment.see")
between.register_tab("experiment:evidence", 50, _("The evidence so far"), "experiment.see")
