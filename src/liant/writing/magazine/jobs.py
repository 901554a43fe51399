"""The press runs in the background, in a process of its own."""

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import task
from liant.kit.press import CannotSet
from liant.tenancy.context import tenant
from liant.writing.magazine import actions, queries
from liant.writing.magazine.layout import lay_out
from liant.writing.magazine.printing import set_issue


@task("magazine.set", _("Set an issue of the magazine"), lock="magazine.set")
def set_it(organisation_id: int, issue_id: int) -> None:
    """One at a time: the press takes memory."""
    with tenant(organisation_id):
        issue = queries.one_issue(issue_id)
        if issue is None:
            return
        laid_out = lay_out(issue)
    try:
        made = set_issue(laid_out)
    except CannotSet as error:
        with tenant(organisation_id):
            actions.note_failed(issue, str(error))
        return
    with tenant(organisation_id):
        actions.note_set(issue, made, laid_out.notes)
