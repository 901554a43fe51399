"""What the templates of webhooks are given."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.accounts.settings_pages import tabs
from liant.audit.queries import entries_about
from liant.channels.phrases import in_words as problem_in_words
from liant.deliveries.hooks import queries
from liant.deliveries.hooks.forms import in_words
from liant.deliveries.hooks.kinds import UnknownKind, kind_of
from liant.deliveries.hooks.models import Dispatch, Endpoint
from liant.deliveries.hooks.states import DISPATCH
from liant.web.pieces import STATES, Tab

Words = str | Promise
WHAT_NOW: dict[str, Words] = {
    "on": "",
    "paused": _("Nothing is sent there. What happens meanwhile waits, and leaves when you resume."),
    "stopped": _("Nothing has arrived there for five days: Liant stopped trying. What happens meanwhile waits, and leaves "
                 "when you resume."),
    "gone": _("It answered that it is gone for good (410). Nothing is kept for it until you resume."),
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A dispatch as lists show it."""

    dispatch: Dispatch

    @property
    def what(self) -> Words:
        try:
            return kind_of(self.dispatch.announcement.kind).label
        except UnknownKind:
            return self.dispatch.announcement.kind

    @property
    def problem(self) -> str:
        return problem_in_words(self.dispatch.problem)


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"tabs": tabs(request, "hooks:list"), "may_change": may(member(request), "hooks.change")}


def list_page(request: HttpRequest) -> dict[str, Any]:
    rows = [(endpoint, in_words(endpoint.kinds)) for endpoint in queries.endpoints()]
    return frame(request) | {"endpoints": rows, "has_given_up": bool(queries.given_up().rows)}


def endpoint_page(request: HttpRequest, endpoint: Endpoint) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in DISPATCH.states else ""
    found = queries.dispatches_to(endpoint, state, before_of(request))
    keys = [(key, STATES[key].label) for key in ("queued", "arrived", "given_up")]
    return (
        frame(request)
        | paged(request, found, f"?state={state}" if state else "?")
        | {
            "endpoint": endpoint,
            "hears": in_words(endpoint.kinds),
            "what_now": WHAT_NOW[endpoint.state],
            "problem": problem_in_words(endpoint.last_problem),
            "state": state,
            "filters": [Tab(request.path, _("all"), not state)]
            + [Tab(f"{request.path}?state={key}", label, key == state) for key, label in keys],
            "audit": entries_about(endpoint, limit=20),
        }
    )


def undelivered_page(request: HttpRequest) -> dict[str, Any]:
    found = queries.given_up(before_of(request))
    endpoints = {row.endpoint_id: row.endpoint for row in found.rows}
    return frame(request) | paged(request, found, "?") | {"endpoints": list(endpoints.values())}


def paged(request: HttpRequest, found: queries.Page, base: str) -> dict[str, Any]:
    return {
        "rows": [Listed(row) for row in found.rows],
        "next_url": f"{base}&before={found.before_id}" if found.before_id else "",
        "first_url": base if base != "?" else request.path if before_of(request) else "",
    }


def dispatch_page(request: HttpRequest, dispatch: Dispatch) -> dict[str, Any]:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    back_url = reverse("hooks:endpoint", args=[slug, dispatch.endpoint_id])
    return frame(request) | {"row": Listed(dispatch), "dispatch": dispatch, "back_url": back_url}


def before_of(request: HttpRequest) -> int | None:
    before = request.GET.get("before", "")
    return int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
