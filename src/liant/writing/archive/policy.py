"""Who may take all that was written out of the house: its owner, and whoever communicates. Whoever may write reads what each
channel would take with it."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS

register("archive.read", READERS)
register("archive.make", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "archive.make": _("had an archive made of all that was written"),
        "archive.take": _("took the archive out"),
    }
)
