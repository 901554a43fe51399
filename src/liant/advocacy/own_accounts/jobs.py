"""The worker's part. A job carries a sealed address and nobody's number (ADR 39); what a crash left without a job is found in each
member's own rows, in turn."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.advocacy import queries as room
from liant.advocacy.own_accounts import counting, queries, sending
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import houses_with_late_postings
from liant.tenancy.context import tenant


@task(sending.PUBLISH, _("Publish what somebody asked to publish on their own account"), retry=10)
def publish(envelope: str) -> None:
    sending.drive(envelope)


@task(sending.COUNT, _("Count, for one person alone, what came of what they published"))
def count(envelope: str) -> None:
    counting.count(envelope)


@app.periodic(cron="* * * * * */30")  # the seconds stand last
@task("own_accounts.sweep", _("Look for what was left behind on its way to somebody’s own account"),
      queueing_lock="own_accounts.sweep")  # fmt: skip
def sweep(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in houses_with_late_postings(clock.now()):
        defer("own_accounts.sweep_in", once=f"own_accounts.sweep_in:{organisation_id}", organisation_id=organisation_id)


@task(
    "own_accounts.sweep_in", _("Take up in one organisation what was left behind on its way to somebody’s own account")
)
def sweep_in(organisation_id: int) -> None:
    """A lost job loses nothing."""
    with tenant(organisation_id):
        member_ids = list(Member.objects.order_by("id").values_list("id", flat=True))
    for member_id in member_ids:
        with tenant(organisation_id):
            member = Member.objects.filter(pk=member_id).first()
            if member is None:
                continue
            with room.own(member):
                for one in queries.left_behind(member):
                    sending.defer_posting(one, is_found=True)
