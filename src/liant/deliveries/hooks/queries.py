from dataclasses import dataclass

from liant.deliveries.hooks.models import Dispatch, Endpoint

PAGE = 30
MOST_ENDPOINTS = 100


@dataclass(frozen=True)
class Page:
    """`before_id`: where the next page begins, if there is one."""

    rows: list[Dispatch]
    before_id: int | None


def is_anyone_told() -> bool:
    """Does any programme listen? Asked once before many facts are announced."""
    return Endpoint.objects.exclude(state="gone").exists()


def endpoints() -> list[Endpoint]:
    return list(Endpoint.objects.all()[:MOST_ENDPOINTS])


def endpoint_of(endpoint_id: int) -> Endpoint:
    """Raises Endpoint.DoesNotExist."""
    return Endpoint.objects.select_related("made_by").get(id=endpoint_id)


def dispatch_of(dispatch_id: int) -> Dispatch:
    """Raises Dispatch.DoesNotExist."""
    return Dispatch.objects.select_related("announcement", "endpoint").get(id=dispatch_id)


def dispatches_to(endpoint: Endpoint, state: str = "", before_id: int | None = None) -> Page:
    """What was announced to it, newest first."""
    found = endpoint.dispatches.filter(state=state) if state else endpoint.dispatches.all()
    return page(found, before_id)


def given_up(before_id: int | None = None) -> Page:
    """What could not be told to anyone, in the whole organisation."""
    return page(Dispatch.objects.filter(state="given_up"), before_id)


def page(found, before_id: int | None) -> Page:
    found = found.select_related("announcement", "endpoint").order_by("-id")
    rows = list((found.filter(id__lt=before_id) if before_id else found)[: PAGE + 1])
    return Page(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)
