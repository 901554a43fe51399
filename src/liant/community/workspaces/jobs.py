"""The worker's part: reads the workspaces that are due."""

from django.utils.translation import gettext_lazy as _

from liant.community.workspaces import actions
from liant.community.workspaces.asking import Refused, known_in, look
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.kit.http import HttpError
from liant.kit.secrets import CannotUnseal
from liant.tenancy.before_tenant import workspaces_due
from liant.tenancy.context import tenant

READ = "workspaces.read"


@app.periodic(cron="*/10 * * * *")
@task("workspaces.look", _("See which workspaces of colleagues are to be read"), queueing_lock="workspaces.look")
def look_around(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, workspace_id in workspaces_due(clock.now()):
        defer(READ, once=f"{READ}:{workspace_id}", organisation_id=organisation_id, workspace_id=workspace_id)


@task(READ, _("Read who turned to whom in a workspace of colleagues"))
def read(organisation_id: int, workspace_id: int) -> None:
    with tenant(organisation_id):
        workspace = actions.claim(workspace_id=workspace_id)
        known = known_in(workspace.kind) if workspace else {}
    if workspace is None:
        return
    try:
        cursor, found = look(workspace, known)
    except (Refused, HttpError, CannotUnseal) as error:
        with tenant(organisation_id):
            actions.note_problem(workspace=workspace, problem=str(error))
        return
    with tenant(organisation_id):
        actions.keep_reading(workspace=workspace, cursor=cursor, acts=found.acts.values())
