from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs

register("jobs.see", {Role.OWNER, Role.COMMUNICATOR, Role.AUDITOR})
register("jobs.change", {Role.OWNER, Role.COMMUNICATOR})
register("jobs.live", EVERYONE)

verbs.register(
    {
        "jobs.retry_job": _("started again a piece of background work"),
        "jobs.cancel_job": _("cancelled a piece of background work"),
    }
)
