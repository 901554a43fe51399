"""Every change to endpoints, and what is announced to them. What the worker does is in `sending`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries.hooks.kinds import TEST, kind_of
from liant.deliveries.hooks.models import Announcement, Dispatch, Endpoint
from liant.deliveries.hooks.rules import FORMER_SECRET_LASTS, body_of, new_message_id, new_secret
from liant.deliveries.hooks.states import DISPATCH, ENDPOINT
from liant.jobs import live
from liant.jobs.queue import SOON, defer
from liant.kit import clock, secrets
from liant.tenancy.models import Organisation

DRAIN = "hooks.drain"
MOST_AT_ONCE = 1000


def announce(
    *, kind: str, key: str, data: Mapping[str, Any], happened_at: datetime | None = None
) -> Announcement | None:
    """Tell whoever listens to this kind, in the transaction of the fact: both are there, or neither.

    `key` names the fact within its kind ("17"): announced twice, it is one announcement. `data`: ids and plain facts.
    """
    kind_of(kind)
    listening = list(Endpoint.objects.filter(kinds__contains=[kind]).exclude(state="gone"))
    return _announce(kind, f"{kind}:{key}", data, happened_at or clock.now(), listening) if listening else None


def _announce(kind: str, key: str, data: Mapping[str, Any], at: datetime, to: Sequence[Endpoint]) -> Announcement:
    with transaction.atomic():
        announcement, is_new = Announcement.objects.get_or_create(
            key=key,
            defaults={
                "message_id": new_message_id(),
                "kind": kind,
                "body": body_of(kind, Organisation.objects.get().slug, at, data),
                "happened_at": at,
            },
        )
        if is_new:
            Dispatch.objects.bulk_create(
                Dispatch(organisation_id=one.organisation_id, announcement=announcement, endpoint=one) for one in to
            )
            for endpoint in to:
                defer_drain(endpoint)
    return announcement


def defer_drain(endpoint: Endpoint) -> None:
    """One at a time for each endpoint: a slow one takes one place among the jobs, and no more."""
    if endpoint.state == "on":
        defer(
            DRAIN,
            lock=f"hooks:{endpoint.id}",
            priority=SOON,
            organisation_id=endpoint.organisation_id,
            endpoint_id=endpoint.id,
        )


def make_endpoint(*, actor: Member, name: str, url: str, kinds: Sequence[str]) -> tuple[Endpoint, str]:
    """Returns the endpoint, and the secret by which its receiver knows us: shown once."""
    check(actor, "hooks.change")
    secret = new_secret()
    with transaction.atomic():
        endpoint = Endpoint.objects.create(
            name=name.strip(),
            url=url,
            kinds=sorted(set(kinds)),
            made_by=actor,
            secret=secrets.seal_json({"now": secret}),
        )
        record(actor, "hooks.make", endpoint, name=endpoint.name)
    return endpoint, secret


def change_endpoint(*, actor: Member, endpoint: Endpoint, name: str, url: str, kinds: Sequence[str]) -> None:
    check(actor, "hooks.change")
    with transaction.atomic():
        endpoint = locked(endpoint.id)
        endpoint.name, endpoint.url, endpoint.kinds = name.strip(), url, sorted(set(kinds))
        endpoint.rests_until = None
        endpoint.save(update_fields=["name", "url", "kinds", "rests_until"])
        record(actor, "hooks.change", endpoint, name=endpoint.name)


def rotate_secret(*, actor: Member, endpoint: Endpoint) -> str:
    """A new secret; the former one goes on signing beside it for a day, so that nothing is refused meanwhile."""
    check(actor, "hooks.change")
    secret = new_secret()
    with transaction.atomic():
        endpoint = locked(endpoint.id)
        former = secrets.unseal_json(endpoint.secret)["now"]
        endpoint.secret = secrets.seal_json({"now": secret, "before": former})
        endpoint.former_secret_until = clock.now() + FORMER_SECRET_LASTS
        endpoint.save(update_fields=["secret", "former_secret_until"])
        record(actor, "hooks.rotate", endpoint, name=endpoint.name)
    return secret


def pause_endpoint(*, actor: Member, endpoint: Endpoint) -> None:
    """What happens meanwhile waits for it."""
    check(actor, "hooks.change")
    with transaction.atomic():
        endpoint = locked(endpoint.id)
        move(endpoint, "paused")
        record(actor, "hooks.pause", endpoint, name=endpoint.name)


def resume_endpoint(*, actor: Member, endpoint: Endpoint) -> None:
    """What waited leaves now."""
    check(actor, "hooks.change")
    with transaction.atomic():
        endpoint = locked(endpoint.id)
        endpoint.failures, endpoint.failing_since, endpoint.rests_until = 0, None, None
        move(endpoint, "on")
        endpoint.dispatches.filter(state="queued").update(next_attempt_at=clock.now())
        defer_drain(endpoint)
        record(actor, "hooks.resume", endpoint, name=endpoint.name)


def remove_endpoint(*, actor: Member, endpoint: Endpoint) -> None:
    """With all that was on its way there."""
    check(actor, "hooks.change")
    with transaction.atomic():
        record(actor, "hooks.remove", endpoint, name=endpoint.name)
        endpoint.delete()


def send_test(*, actor: Member, endpoint: Endpoint) -> None:
    """An announcement for this endpoint alone; it goes the way of all others."""
    check(actor, "hooks.change")
    with transaction.atomic():
        _announce(TEST.key, f"{TEST.key}:{new_message_id()}", {"endpoint_id": endpoint.id}, clock.now(), [endpoint])
        record(actor, "hooks.test", endpoint, name=endpoint.name)


def send_again(*, actor: Member, dispatch: Dispatch) -> None:
    """The same words under the same id: a receiver that has it already knows."""
    check(actor, "hooks.change")
    with transaction.atomic():
        dispatch = Dispatch.objects.select_for_update().select_related("endpoint").get(id=dispatch.id)
        DISPATCH.check(dispatch.state, "queued")
        _queue_again(Dispatch.objects.filter(id=dispatch.id))
        defer_drain(dispatch.endpoint)
        record(actor, "hooks.send_again", dispatch.endpoint, name=dispatch.endpoint.name)


def send_all_again(*, actor: Member, endpoint: Endpoint) -> int:
    """Whatever was given up; how many at this time."""
    check(actor, "hooks.change")
    with transaction.atomic():
        given_up = endpoint.dispatches.filter(state="given_up").order_by("id").values("id")[:MOST_AT_ONCE]
        count = _queue_again(Dispatch.objects.filter(id__in=given_up))
        if count:
            defer_drain(endpoint)
            record(actor, "hooks.send_again", endpoint, name=endpoint.name)
    return count


def _queue_again(dispatches: Any) -> int:
    live.notify("hooks")
    return dispatches.update(state="queued", attempts=0, next_attempt_at=clock.now(), settled_at=None)


def forget_old(*, arrived_before: datetime, any_before: datetime) -> None:
    """What arrived is remembered for a month, anything else for three."""
    waiting = Dispatch.objects.exclude(state="arrived").values("announcement_id")
    Announcement.objects.filter(announced_at__lt=arrived_before).exclude(id__in=waiting).delete()
    Announcement.objects.filter(announced_at__lt=any_before).delete()


def locked(endpoint_id: int) -> Endpoint:
    return Endpoint.objects.select_for_update().get(id=endpoint_id)


def move(endpoint: Endpoint, state: str) -> None:
    ENDPOINT.check(endpoint.state, state)
    endpoint.state = state
    endpoint.save()
    live.notify("hooks")
