"""Who opens the journal and says what it is called: whoever answers for what the house publishes."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS

register("journal.read", READERS)
register("journal.arrange", {Role.OWNER, Role.COMMUNICATOR})

verbs.register(
    {
        "journal.arrange": _("changed the journal"),
        "journal.open": _("opened the journal to everyone"),
        "journal.close": _("closed the journal"),
    }
)
