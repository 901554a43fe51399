"""Each Monday before dawn: what comes before what is looked for where colleagues agreed, once every four weeks."""

from django.utils.translation import gettext_lazy as _

from liant.bonds.direction.publishing import find
from liant.jobs.queue import app, defer, task
from liant.tenancy.before_tenant import organisations_with_ties
from liant.tenancy.context import tenant

FIND = "direction.find"


@app.periodic(cron="11 4 * * 1")
@task("direction.round", _("See in which houses to look for what comes first"), queueing_lock="direction.round")
def go_round(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_with_ties():
        defer(FIND, once=f"{FIND}:{organisation_id}", organisation_id=organisation_id)


@task(FIND, _("Look for what comes first, sharing or the tie, of everyone together"))
def look(organisation_id: int) -> None:
    with tenant(organisation_id):
        find()
