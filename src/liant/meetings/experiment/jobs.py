"""The worker's part: the power before, the draw once a plan is frozen, and the one look on the day that was set."""

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.meetings.experiment import actions
from liant.meetings.experiment.actions import ANALYSE, DRAW, WEIGH
from liant.tenancy.before_tenant import experiments_due
from liant.tenancy.context import tenant


@app.periodic(cron="11 5 * * *")
@task("experiment.look", _("See which experiments are to be drawn or looked at"), queueing_lock="experiment.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, plan_id, what in experiments_due(clock.now()):
        name = DRAW if what == "draw" else ANALYSE
        defer(name, once=f"{name}:{plan_id}", organisation_id=organisation_id, plan_id=plan_id)


@task(WEIGH, _("Compute how likely an experiment is to see what it hopes for"))
def weigh(organisation_id: int, plan_id: int) -> None:
    with tenant(organisation_id):
        actions.weigh(plan_id=plan_id)


@task(DRAW, _("Draw the rounds of an experiment"))
def draw(organisation_id: int, plan_id: int) -> None:
    with tenant(organisation_id):
        actions.lay_out(plan_id=plan_id)


@task(ANALYSE, _("Look at an experiment"))
def analyse(organisation_id: int, plan_id: int) -> None:
    with tenant(organisation_id):
        actions.analyse(plan_id=plan_id)
