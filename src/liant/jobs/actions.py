"""What a person does about background work: start it again, or give it up."""

from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.jobs.queries import Trouble
from liant.jobs.queue import app
from liant.kit import clock


class AlreadyWaiting(Exception):
    """The same piece of work is queued a second time: nothing needs to be started again."""


class MovedOn(Exception):
    """It has been done, or taken up, in the meantime."""


def retry_job(*, actor: Member, job: Trouble) -> None:
    """What failed, and what a worker that is gone left, is queued again; what is late is due now."""
    check(actor, "jobs.change")
    try:
        with transaction.atomic():
            if job.kind == "late":
                _only_if_changed(
                    "update procrastinate_jobs set scheduled_at = %s where id = %s and status = 'todo'", job
                )
            else:
                _still_stands(job)
                app.job_manager.retry_job_by_id(job.id, clock.now())
            record(actor, "jobs.retry_job", ProcrastinateJob(id=job.id), task=job.task_name)
    except UniqueViolation as error:
        raise AlreadyWaiting from error


def cancel_job(*, actor: Member, job: Trouble) -> None:
    """It is not done, and is no longer listed."""
    check(actor, "jobs.change")
    with transaction.atomic():
        _still_stands(job)
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set status = 'cancelled' where id = %s", [job.id])
        record(actor, "jobs.cancel_job", ProcrastinateJob(id=job.id), task=job.task_name)


def _only_if_changed(sql: str, job: Trouble) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [clock.now(), job.id])
        if not cursor.rowcount:
            raise MovedOn


def _still_stands(job: Trouble) -> None:
    """Lock the row, in the state in which it was found."""
    status = {"failed": "failed", "dead": "doing", "late": "todo"}[job.kind]
    with connection.cursor() as cursor:
        cursor.execute("select 1 from procrastinate_jobs where id = %s and status = %s for update", [job.id, status])
        if cursor.fetchone() is None:
            raise MovedOn
