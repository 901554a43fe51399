"""The worker's part: draws each rotation on its day, asks once whether they met, and tells each one what is theirs to know. A job names
an organisation and nobody of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.meetings import drawing, notices, sending
from liant.tenancy.before_tenant import houses_with_meetings_to_tell, rotations_due
from liant.tenancy.context import tenant

DRAW, REMIND = "meetings.draw", "meetings.remind"
BY_WORD = {"draw": (DRAW, "rotation_id"), "remind": (REMIND, "round_id")}


@app.periodic(cron="*/5 * * * *")
@task(
    "meetings.look",
    _("See which rotations are to draw, whom to remind and whom to tell"),
    queueing_lock="meetings.look",
)
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, thing_id, what in rotations_due(clock.now()):
        name, gap = BY_WORD[what]
        ids: dict[str, Any] = {"organisation_id": organisation_id, gap: thing_id}
        defer(name, once=f"{name}:{thing_id}", **ids)
    for organisation_id in houses_with_meetings_to_tell(clock.now()):
        defer(notices.TELL, once=f"{notices.TELL}:{organisation_id}", organisation_id=organisation_id)


@task(DRAW, _("Draw who meets whom"))
def draw(organisation_id: int, rotation_id: int) -> None:
    """What the draw rests on is committed before anybody is drawn."""
    with tenant(organisation_id):
        waiting = drawing.prepare(rotation_id=rotation_id)
    if waiting is not None:
        with tenant(organisation_id):
            drawing.draw(round_id=waiting.pk)


@task(REMIND, _("Ask once whether they met"))
def remind(organisation_id: int, round_id: int) -> None:
    with tenant(organisation_id):
        notices.remind(round_id=round_id)


@task(notices.TELL, _("Tell colleagues whom they meet, as they chose"))
def tell(organisation_id: int) -> None:
    sending.drive(organisation_id)
