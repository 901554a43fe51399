"""The queue: procrastinate, with jobs in PostgreSQL, deferred inside the transaction of the act that wants them."""

from contextlib import nullcontext
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from liant.jobs.words import WORDS

SOON, NORMAL = 10, 0  # priorities: what a person waits for goes first

__all__ = ["NORMAL", "SOON", "app", "defer", "task", "worker_app"]


def worker_app() -> Any:
    """The same tasks on a connection of the worker's own.

    Replacing the connector of `app` itself, as the library's command does, would let what jobs defer leave their
    transaction: an event would be delivered before what it tells of is there.
    """
    return app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]


def task(name: str, words: Any, **options: Any) -> Any:
    """A task; `words` tells people what it does, on the page of jobs. Its arguments are ids only."""
    WORDS[name] = words
    return app.task(name=name, **options)


def defer(name: str, *, lock: str | None = None, once: str | None = None, priority: int = NORMAL,
          after_seconds: float | None = None, **ids: Any) -> None:  # fmt: skip
    """Put a job in the queue. `lock`: jobs with the same lock run one after the other. `once`: not queued again
    while one with this name waits."""
    from procrastinate.exceptions import AlreadyEnqueued  # known once the queue is set up

    options: dict[str, Any] = {"lock": lock, "queueing_lock": once, "priority": priority}
    if after_seconds is not None:
        options["schedule_in"] = {"seconds": round(after_seconds)}
    try:
        # refused by the database when it waits already: only this is undone, not the act around it
        with transaction.atomic() if once else nullcontext():
            app.configure_task(name, **options).defer(**ids)
    except AlreadyEnqueued:
        return
