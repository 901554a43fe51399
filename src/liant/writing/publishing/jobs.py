"""The worker's part: each few seconds, what is due; and a mail to whoever wrote what waits for a person."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.jobs.queue import SOON, app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import pieces_due
from liant.tenancy.context import tenant
from liant.writing.publishing import leaving
from liant.writing.publishing.actions import note_told, note_untold
from liant.writing.publishing.leaving import TELL
from liant.writing.publishing.mails import mail_about

LEAVE = "publishing.leave"


@app.periodic(cron="* * * * * */3")  # the seconds stand last
@task("publishing.look", _("Look for pieces whose moment has come"), queueing_lock="publishing.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, piece_id in pieces_due(clock.now()):
        defer(LEAVE, once=f"publish:{piece_id}", priority=SOON, organisation_id=organisation_id, piece_id=piece_id)


@task(LEAVE, _("Publish a piece at its moment"), retry=5)
def leave(organisation_id: int, piece_id: int) -> None:
    leaving.leave_due(organisation_id, piece_id)


@task(
    TELL,
    _("Tell whoever wrote a piece that it waits for them"),
    retry=RetryStrategy(max_attempts=8, exponential_wait=5),
)
def tell(organisation_id: int, piece_id: int) -> None:
    """No transaction is open while the mail server is spoken to; what could not be told is told at the next try."""
    with tenant(organisation_id):
        found = note_told(piece_id=piece_id)
        mail = mail_about(found) if found else None
    if mail is None:
        return
    try:
        mail.send()
    except Exception:
        with tenant(organisation_id):
            note_untold(departure_ids=[one.pk for one in found])
        raise
