"""Bringing in, from where colleagues speak already, who turned to whom: all of a file or nothing, and only what passed between two
who had both agreed by then."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.community.workspaces import between
from liant.community.workspaces.events import WorkspaceRead
from liant.community.workspaces.models import Reading, Turn, Workspace
from liant.community.workspaces.queries import consents
from liant.community.workspaces.reading import Act, Outward
from liant.jobs.events import publish
from liant.kit import clock
from liant.kit.secrets import seal_json

EACH = timedelta(hours=6)
AFTER_A_REFUSAL = timedelta(hours=24)


def bring_in(*, actor: Member, source: str, name: str, acts: Iterable[Act], outward: Iterable[Outward] = ()) -> Reading:
    """What passed between two who agreed; and what leads outside, of those who agreed, for whoever keeps it where it is theirs alone."""
    check(actor, "workspaces.bring_in")
    with transaction.atomic():
        reading = _keep(acts, source=source, name=name[:200], by=actor)
        agreed = consents(source)
        between.tell_outward(reading, [one for one in outward if one.member in agreed and agreed[one.member] <= one.at])
        record(actor, "workspaces.bring_in", reading, source=reading.get_source_display())
    return reading


def _keep(acts: Iterable[Act], **values: Any) -> Reading:
    agreed = consents(values["source"])
    reading = Reading.objects.create(at=clock.now(), **values)
    rows = [
        Turn(organisation_id=reading.organisation_id, reading=reading, key=act.key, kind=act.kind, member_id=act.member,
             to_id=act.to, at=act.at)
        for act in acts
        if all(one in agreed and agreed[one] <= act.at for one in (act.member, act.to))
    ]  # fmt: skip
    Turn.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    publish(WorkspaceRead(reading_id=reading.pk))
    return reading


def connect(*, actor: Member, kind: str, url: str, secret: dict[str, str]) -> Workspace:
    """`secret` was tried before. The same workspace again replaces its key."""
    check(actor, "workspaces.bring_in")
    with transaction.atomic():
        made, _is_new = Workspace.objects.update_or_create(
            kind=Workspace.Kind(kind), url=url.rstrip("/"),
            defaults={"secret": seal_json(secret), "connected_by": actor, "next_at": clock.now(), "problem": ""},
        )  # fmt: skip
        record(actor, "workspaces.connect", made, source=made.get_kind_display())
    return made


def disconnect(*, actor: Member, workspace: Workspace) -> None:
    """What was noted stays, while both agree; its key is gone."""
    check(actor, "workspaces.bring_in")
    with transaction.atomic():
        record(actor, "workspaces.disconnect", workspace, source=workspace.get_kind_display())
        workspace.delete()


def claim(*, workspace_id: int) -> Workspace | None:
    """Taken on, so that nobody else reads it meanwhile; None when it is not due any more."""
    with transaction.atomic():
        found = Workspace.objects.select_for_update().filter(pk=workspace_id, next_at__lte=clock.now()).first()
        if found is not None:
            Workspace.objects.filter(pk=found.pk).update(next_at=clock.now() + EACH)
    return found


def keep_reading(*, workspace: Workspace, cursor: str, acts: Iterable[Act]) -> None:
    """What was read and how far, in one transaction."""
    with transaction.atomic():
        acts = list(acts)
        if acts:
            _keep(acts, source=workspace.kind, workspace=workspace, by=None)
        Workspace.objects.filter(pk=workspace.pk).update(cursor=cursor, read_at=clock.now(), problem="")


def note_problem(*, workspace: Workspace, problem: str) -> None:
    Workspace.objects.filter(pk=workspace.pk).update(problem=problem[:300], next_at=clock.now() + AFTER_A_REFUSAL)


def forget(*, member_id: int) -> None:
    """Whoever no longer agrees is in none of it any more."""
    with transaction.atomic():
        Turn.objects.filter(member_id=member_id).delete()
        Turn.objects.filter(to_id=member_id).delete()
