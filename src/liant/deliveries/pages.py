"""What the templates of deliveries are given."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.channels.phrases import in_words
from liant.connectors.media import in_frozen
from liant.deliveries import queries
from liant.deliveries.forms import HoldForm
from liant.deliveries.models import Delivery, Hold
from liant.deliveries.states import DELIVERY
from liant.jobs.queries import is_worker_there
from liant.web.pieces import STATES, Tab

KINDS: dict[str, str | Promise] = {
    "reply": _("answer"),
    "post": _("post"),
    "like": _("like"),
    "repost": _("shared again"),
    "mail": _("mail"),
    "edit": _("correction"),
    "delete": _("deletion"),
}
FILTERS = ("unknown", "rejected", "held", "queued", "sending", "sent", "cancelled")
WHAT_NOW: dict[str, str | Promise] = {
    "draft": _("It has not been asked to leave yet."),
    "approved": _("It is ready and leaves when its moment comes."),
    "queued": _("It leaves by itself. Until then you can take it back."),
    "held": _("It stays here until nothing holds it back any more."),
    "sending": _("It is leaving now; in a moment this page says whether it arrived."),
    "sent": _("It has arrived."),
    "rejected": _("Mend the cause first. Then send it again: the same words leave, once."),
    "looking": _("The message left, the server did not confirm. Liant looks whether it is there; nothing is sent again "
                 "before that is known."),
    "unknown": _("The message left, the server did not confirm. Nothing will be sent again without you. Look where it "
                 "should be, then say what you found."),
    "cancelled": _("It was taken back before it left. Nobody saw it."),
}  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A delivery as the list shows it: without its words where they are for others to read."""

    delivery: Delivery
    is_open: bool

    @property
    def kind(self) -> str | Promise:
        return KINDS.get(self.delivery.kind, self.delivery.kind)

    @property
    def problem(self) -> str:
        return problem_of(self.delivery) if self.is_open else ""


@dataclass(frozen=True)
class Held:
    """A hold, in words, and whether this reader may lift it."""

    hold: Hold
    reason: str
    may_lift: bool


def list_page(request: HttpRequest) -> dict[str, Any]:
    state = request.GET.get("state", "")
    state = state if state in DELIVERY.states else ""
    before = request.GET.get("before", "")
    shown = queries.deliveries_shown_to(
        member(request), state, int(before) if before.isdigit() and len(before) < 19 else None
    )
    base = f"?state={state}" if state else "?"
    return {
        "rows": [Listed(row, row.id in shown.open_ids) for row in shown.rows],
        "state": state,
        "filters": [Tab(request.path, _("all"), not state), *filter_tabs(request.path, state)],
        "next_url": f"{base}&before={shown.before_id}" if shown.before_id else "",
        "first_url": (base if state else request.path) if before else "",
        "needing_count": queries.needing_a_person(member(request)),
        "is_worker_there": is_worker_there(),
    }


def filter_tabs(path: str, state: str) -> list[Tab]:
    return [Tab(f"{path}?state={key}", STATES[key].label, key == state) for key in FILTERS]


def delivery_page(request: HttpRequest, delivery: Delivery, is_open: bool, hold_form: Any = None) -> dict[str, Any]:
    reader = member(request)
    holds = queries.holds_on(delivery)
    return {
        "delivery": delivery,
        "is_open": is_open,
        "kind": KINDS.get(delivery.kind, delivery.kind),
        "problem": problem_of(delivery),
        "what_now": WHAT_NOW["looking" if is_being_looked_for(delivery) else delivery.state],
        "asks_person": delivery.state == "unknown" and delivery.needs_a_person,
        "media": in_frozen(delivery.frozen),
        "holds": [Held(hold, in_words(hold.reason), queries.may_lift(reader, hold)) for hold in holds],
        "may_settle": is_open and may(reader, "deliveries.settle"),
        "may_cancel": DELIVERY.allows(delivery.state, "cancelled"),
        "hold_form": hold_form or HoldForm(),
        "audit": entries_about(delivery, limit=30),
    }


def is_being_looked_for(delivery: Delivery) -> bool:
    return delivery.state == "unknown" and not delivery.needs_a_person


def problem_of(delivery: Delivery) -> str:
    return in_words(delivery.problem) if delivery.state not in ("sent", "cancelled") else ""
