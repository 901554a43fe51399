"""Each night, what has closed is counted."""

from django.utils.translation import gettext_lazy as _

from liant.advocacy.breath.publishing import publish_due
from liant.jobs.queue import app, defer, task
from liant.tenancy.before_tenant import organisations_with_a_programme
from liant.tenancy.context import tenant

COUNT = "breath.count"


@app.periodic(cron="23 3 * * *")
@task("breath.round", _("See which programmes are to be counted"), queueing_lock="breath.round")
def go_round(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_with_a_programme():
        defer(COUNT, once=f"{COUNT}:{organisation_id}", organisation_id=organisation_id)


@task(COUNT, _("Count how a programme goes, without names"))
def count(organisation_id: int) -> None:
    with tenant(organisation_id):
        publish_due()
