"""Who opens the journal and says what it is called: whoever answers for what the house publishes; who
shows or refuses what readers say: whoever writes, and whoever answers people."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.accounts.roles import Role
from liant.audit import verbs
from liant.writing.policy import READERS, WRITERS

register("journal.read", READERS | {Role.CARE_AGENT})
register("journal.arrange", {Role.OWNER, Role.COMMUNICATOR})

register("journal.moderate", WRITERS | {Role.CARE_AGENT, Role.TEAM_MANAGER, Role.GUARDIAN})

verbs.register(
    {
        "journal.show": _("showed a reader’s comment"),
        "journal.refuse": _("refused a reader’s comment: %(rule)s"),
        "journal.answer": _("answered a reader’s comment"),
        "journal.show_mention": _("showed what another site says of a page"),
        "journal.refuse_mention": _("did not show what another site says of a page"),
        "journal.describe_recording": _("described the recording %(name)s"),
        "journal.arrange": _("changed the journal"),
        "journal.open": _("opened the journal to everyone"),
        "journal.close": _("closed the journal"),
    }
)
