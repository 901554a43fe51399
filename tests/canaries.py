"""A published address with a message in every state: for tests that look at everything."""

from datetime import timedelta
from typing import Any

from liant.inbox.canary.actions import save_address
from liant.inbox.canary.models import Canary
from liant.inbox.canary.states import CANARY
from liant.kit import clock


def furnish_canaries(actor: Any, channel: Any) -> dict[str, Any]:
    """Inside the organisation: one that nobody reads, one that is paused."""
    for place, state in enumerate(CANARY.states):
        address = save_address(actor=actor, address=None, name=f"Boîte {state}", kind="mail", fields="", channel=channel,
                               target=f"{state}@fournils.test", every_days=7)  # fmt: skip
        address.is_on, address.next_at = bool(place), clock.now() + timedelta(days=7)
        if state in ("bounced", "unanswered"):
            address.failing_since, address.missed = clock.now(), 2
        address.save()
        Canary.objects.create(address=address, round_at=clock.now(), code=f"lu-{state}", state=state, sent_at=clock.now(),
                              outcome="The form answered with error 500.", machine_at=clock.now())  # fmt: skip
    return {"published": address}
