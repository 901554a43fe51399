"""Each night, ties are measured anew where colleagues agreed to it; once in four weeks, their shape."""

from django.utils.translation import gettext_lazy as _

from liant.bonds.measuring import measure_all
from liant.bonds.shaping import publish_due
from liant.jobs.queue import app, defer, task
from liant.tenancy.before_tenant import organisations_with_ties
from liant.tenancy.context import tenant

MEASURE = "bonds.measure"


@app.periodic(cron="41 2 * * *")
@task("bonds.round", _("See in which houses ties are to be measured"), queueing_lock="bonds.round")
def go_round(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_with_ties():
        defer(MEASURE, once=f"{MEASURE}:{organisation_id}", organisation_id=organisation_id)


@task(MEASURE, _("Measure ties, each for their own eyes"))
def measure_ties(organisation_id: int) -> None:
    with tenant(organisation_id):
        measure_all()
        publish_due()
