"""Rooms publish what happened; flows react. An event becomes a job in the transaction that published it, so that it is
delivered exactly when the act itself happened, also after a crash."""

import dataclasses
import importlib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.jobs.queue import NORMAL, defer, task
from liant.tenancy.context import current_organisation_id, tenant


@dataclasses.dataclass(frozen=True)
class Event:
    """Something that happened, in the past tense. Fields are ids and small values, nothing private."""


@dataclasses.dataclass(frozen=True)
class Subscription:
    handler: str  # "module:function", called inside the organisation's transaction
    priority: int


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
            lock=f"{subscription.handler}:{organisation_id}",
            priority=subscription.priority,
            organisation_id=organisation_id,
            handler=subscription.handler,
            event_type=name,
            event=dataclasses.asdict(event),
        )


@task("events.deliver", _("Pass on what happened"), retry=RetryStrategy(max_attempts=100, linear_wait=10))
def deliver(organisation_id: int, handler: str, event_type: str, event: dict[str, Any]) -> None:
    module, function = handler.split(":")
    with tenant(organisation_id):
        getattr(importlib.import_module(module), function)(_types[event_type](**event))
