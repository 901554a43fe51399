"""The worker's part: tells whoever looks after a page that it is to be read again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liant.community.handbook import actions
from liant.jobs.queue import app, task
from liant.kit import clock
from liant.tenancy.before_tenant import organisations_with_a_page_due
from liant.tenancy.context import tenant


@app.periodic(cron="20 6 * * *")
@task("handbook.look", _("See which pages of handbooks are to be read again"), queueing_lock="handbook.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    today = timezone.localdate(clock.now())
    for organisation_id in organisations_with_a_page_due(today):
        with tenant(organisation_id):
            actions.tell_owners(day=today)
