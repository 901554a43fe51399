"""Rules are followed after the act that set them off, in a job of their own: a rule that fails holds up nobody."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.inbox.automation.deeds import carry_out, look_for_waits
from liant.inbox.automation.rules import WAITED
from liant.jobs.queue import SOON, app, defer, task
from liant.tenancy.before_tenant import organisations_whose_rules_wait
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

RUN = "automation.run"


@task(RUN, _("Follow the rules of the inbox"), retry=RetryStrategy(max_attempts=10, linear_wait=5))
def run(organisation_id: int, conversation_id: int, what: str, occasion: str, label_id: int | None = None) -> None:
    with tenant(organisation_id):
        carry_out(conversation_id=conversation_id, what=what, occasion=occasion, label_id=label_id)


@app.periodic(cron="*/5 * * * *")
@task("automation.look", _("See who has waited long enough for a rule"), queueing_lock="automation.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_whose_rules_wait():
        with tenant(organisation_id):
            for conversation_id, since in look_for_waits(Organisation.objects.get()):
                follow_soon(organisation_id, conversation_id, WAITED, f"{WAITED}:{since.isoformat()}")


def follow_soon(
    organisation_id: int, conversation_id: int, what: str, occasion: str, label_id: int | None = None
) -> None:
    """One after the other for one conversation, in the order in which things happened to it."""
    defer(
        RUN,
        lock=f"rules:{conversation_id}",
        priority=SOON,
        organisation_id=organisation_id,
        conversation_id=conversation_id,
        what=what,
        occasion=occasion,
        label_id=label_id,
    )
