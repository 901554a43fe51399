"""Rooms publish what happened; flows react. An event becomes a job in the transaction that published it, so that it is
delivered exactly when the act itself happened, also after a crash."""

import dataclasses
import importlib
import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.jobs.queue import NORMAL, defer, task
from liant.tenancy.context import current_organisation_id, tenant


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense. Fields are ids and small values, nothing private.

    `together` names a field, a list: of events that wait for one handler and differ in it alone, the first brings the
    values of those behind it along, and they are done with it.
    """

    together: ClassVar[str] = ""


@dataclasses.dataclass(frozen=True)
class Subscription:
    handler: str  # "module:function", called inside the organisation's transaction
    priority: int


MOST_TOGETHER = 20
# whoever holds the lock is the only one to fetch these; what failed waits for its own next try
TAKE_ALONG = """
    with taken as (
        select id from procrastinate_jobs
        where status = 'todo' and lock = %s and task_name = 'events.deliver' and attempts = 0
            and args ->> 'event_type' = %s and (args -> 'event') - %s = %s::jsonb
        order by id limit %s for update skip locked
    )
    update procrastinate_jobs job set status = 'succeeded' from taken where job.id = taken.id
    returning job.id, (job.args -> 'event')::text
"""

_subscriptions: dict[str, list[Subscription]] = {}
_types: dict[str, type[Event]] = {}


def subscribe(event_type: type[Event], handler: Callable[[Any], None], priority: int = NORMAL) -> None:
    """Declared by flows when they are loaded."""
    name = event_type.__name__
    _types[name] = event_type
    subscription = Subscription(f"{handler.__module__}:{handler.__name__}", priority)
    if subscription not in _subscriptions.setdefault(name, []):
        _subscriptions[name].append(subscription)


def subscriptions() -> dict[str, list[Subscription]]:
    return {name: list(found) for name, found in _subscriptions.items()}


def publish(event: Event) -> None:
    """Call inside the transaction of the act. Events of one organisation reach one handler in order."""
    organisation_id = current_organisation_id()
    name = type(event).__name__
    for subscription in _subscriptions.get(name, []):
        defer(
            "events.deliver",
            lock=lock_of(subscription.handler, organisation_id),
            priority=subscription.priority,
            organisation_id=organisation_id,
            handler=subscription.handler,
            event_type=name,
            event=dataclasses.asdict(event),
        )


def lock_of(handler: str, organisation_id: int | None) -> str:
    return f"{handler}:{organisation_id}"


@task("events.deliver", _("Pass on what happened"), retry=RetryStrategy(max_attempts=100, linear_wait=10))
def deliver(organisation_id: int, handler: str, event_type: str, event: dict[str, Any]) -> None:
    module, function = handler.split(":")
    kind = _types[event_type]
    with tenant(organisation_id):
        if kind.together:
            event = gathered(event, kind.together, event_type, lock_of(handler, organisation_id))
        getattr(importlib.import_module(module), function)(kind(**event))


def gathered(event: dict[str, Any], field: str, event_type: str, lock: str) -> dict[str, Any]:
    """The event, with what those bring that wait behind it. They are done when this transaction is, or wait again."""
    others = json.dumps({name: value for name, value in event.items() if name != field})
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ALONG, [lock, event_type, field, others, MOST_TOGETHER])
        taken = [json.loads(brought) for _, brought in sorted(cursor.fetchall())]
    return {**event, field: [*event[field], *(value for brought in taken for value in brought[field])]}
