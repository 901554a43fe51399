"""Background work that needs a look: late, failed, or left by a worker that is gone. Lists are bounded.

An organisation sees its own, by the organisation's id among a job's arguments; the operator of the installation also
sees those that belong to none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from liant.jobs.words import WORDS
from liant.kit import clock
from liant.tenancy.context import current_organisation_id

MOST = 50
LATE = timedelta(minutes=5)
GONE = timedelta(seconds=30)  # without a heartbeat, a worker is gone
KINDS = ("failed", "dead", "late")
EVENTS = {"failed": "failed", "dead": "started", "late": "deferred"}  # what tells since when


@dataclass(frozen=True)
class Trouble:
    """A piece of background work that needs a look. `since`: when it failed, began, or should have begun."""

    id: int
    task_name: str
    kind: str
    attempts: int
    since: datetime | None
    is_installations: bool  # belongs to no organisation

    @property
    def words(self) -> Any:
        return WORDS.get(self.task_name, self.task_name)


def troubles(is_operator: bool) -> dict[str, list[Trouble]]:
    """Each kind of trouble, `MOST` of each at most."""
    return {kind: list(_troubles(kind, is_operator)) for kind in KINDS}


def trouble_of(job_id: int, is_operator: bool) -> Trouble | None:
    """This piece of work, when it needs a look and belongs to whoever asks."""
    return next((t for kind in KINDS for t in _troubles(kind, is_operator, job_id)), None)


def worker_seen_at() -> datetime | None:
    """The last heartbeat of any worker; None when there is none at all."""
    return ProcrastinateWorker.objects.aggregate(seen=Max("last_heartbeat"))["seen"]


def is_worker_there() -> bool:
    seen = worker_seen_at()
    return seen is not None and seen > clock.now() - GONE


def _troubles(kind: str, is_operator: bool, job_id: int | None = None) -> Iterator[Trouble]:
    whose = Q(args__organisation_id=current_organisation_id())
    found = _of_kind(kind, whose | Q(args__organisation_id__isnull=True) if is_operator else whose)
    if job_id is not None:
        found = found.filter(id=job_id)
    for job in found.order_by("id" if kind == "late" else "-id")[:MOST]:
        since = job.scheduled_at if kind == "late" and job.scheduled_at else job.noted_at
        yield Trouble(job.id, job.task_name, kind, job.attempts, since, "organisation_id" not in job.args)


def _of_kind(kind: str, whose: Q) -> QuerySet[Any]:
    now = clock.now()
    noted = ProcrastinateEvent.objects.filter(job_id=OuterRef("id"), type=EVENTS[kind]).order_by("-at").values("at")[:1]
    jobs = ProcrastinateJob.objects.filter(whose).annotate(noted_at=Subquery(noted))
    if kind == "failed":
        return jobs.filter(status="failed")
    if kind == "dead":
        return jobs.filter(Q(worker=None) | Q(worker__last_heartbeat__lt=now - GONE), status="doing")
    # among those to be done at once, the oldest tell: a full queue is not read to its end
    at_once = ProcrastinateJob.objects.filter(whose, status="todo", scheduled_at=None).order_by("id")
    oldest = Q(id__in=at_once.values("id")[:MOST], noted_at__lt=now - LATE)
    return jobs.filter(Q(scheduled_at__lt=now - LATE) | oldest, status="todo")
