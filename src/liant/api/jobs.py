"""Answers kept for requests that may come again go when nobody will ask any more."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.tokens.actions import forget_answers
from liant.jobs.queue import app, task
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant


@app.periodic(cron="37 3 * * *")
@task("api.tidy", _("Forget old answers to programmes"), queueing_lock="api.tidy")
def tidy(timestamp: int) -> None:
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            forget_answers()
