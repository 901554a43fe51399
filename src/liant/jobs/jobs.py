"""What keeps the queue itself healthy."""

import logging
from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from liant.jobs.queue import app, task
from liant.kit import clock

log = logging.getLogger(__name__)
STALLED_SECONDS = 8


@app.periodic(cron="* * * * * */3")  # the seconds stand last
@task("jobs.recover", _("Take back the work of a worker that died"), pass_context=True, queueing_lock="jobs.recover")
async def recover(context, timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    """A killed worker's job stays *doing* for ever unless somebody takes it back; heartbeats tell who is dead."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # the same work waits already: left as *doing*, this one would keep it waiting, and stop us at each turn
            await manager.finish_job(job, Status.ABORTED, delete_job=False)
            log.warning("Job %s of a worker that died is given up: the same work is queued already.", job.id)
        else:
            log.warning("Job %s of a worker that died is queued again.", job.id)


@app.periodic(cron="17 * * * *")
@task("jobs.tidy", _("Forget finished background work"), pass_context=True, queueing_lock="jobs.tidy")
async def tidy(context, timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    await context.app.job_manager.delete_old_jobs(nb_hours=24)


def is_late(scheduled_at, status: str) -> bool:
    return status == "todo" and scheduled_at is not None and scheduled_at < clock.now() - timedelta(minutes=5)
