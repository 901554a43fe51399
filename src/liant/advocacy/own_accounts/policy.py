"""Whoever leads the programme enters the application of the house. Accounts are each expert's own, as all that they do there: the
database shows them to nobody else."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.permissions import register
from liant.advocacy.policy import LEADING
from liant.audit import verbs

register("own_accounts.prepare", LEADING)

verbs.register(
    {
        "own_accounts.save_application": _(
            "entered the application on %(network)s with which experts may connect accounts"
        ),
        "own_accounts.remove_application": _(
            "removed the application on %(network)s with which experts could connect accounts"
        ),
    }
)
