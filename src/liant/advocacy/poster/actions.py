"""A poster is an invitation: what has to be done before the first one has to be done before it is put up."""

from collections.abc import Mapping

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import actions as advocacy
from liant.advocacy import between
from liant.advocacy.models import Programme
from liant.advocacy.poster import rules
from liant.advocacy.poster.models import Poster
from liant.audit.actions import record
from liant.kit import clock


def put_up(*, actor: Member, lines: Mapping[str, str], contact: str) -> Poster:
    """What the poster says; with a code, if there is none. One that hangs somewhere keeps its code. Raises between.NotReady."""
    check(actor, "advocacy.lead")
    between.check_invitation()
    with transaction.atomic():
        programme = _programme(actor)
        found = Poster.objects.first() or Poster()
        found.lines, found.contact, found.changed_at = dict(lines), contact.strip(), clock.now()
        found.save()
        if not programme.join_code:
            _set_code(programme, rules.new_code())
            record(actor, "poster.put_up", programme)
        else:
            record(actor, "poster.change", programme)
    return found


def renew(*, actor: Member) -> None:
    """Another code; posters with the one before lead nowhere from now on. Raises between.NotReady."""
    check(actor, "advocacy.lead")
    between.check_invitation()
    with transaction.atomic():
        programme = _programme(actor)
        _set_code(programme, rules.new_code())
        record(actor, "poster.renew", programme)


def end(*, actor: Member) -> None:
    """Posters lead nowhere from now on. What they said is kept for the next one."""
    check(actor, "advocacy.lead")
    with transaction.atomic():
        programme = Programme.objects.select_for_update().first()
        if programme is not None and programme.join_code:
            _set_code(programme, "")
            record(actor, "poster.end", programme)


def _programme(actor: Member) -> Programme:
    return Programme.objects.select_for_update().first() or advocacy.arrange(actor=actor, name=actor.organisation.name)


def _set_code(programme: Programme, code: str) -> None:
    programme.join_code = code
    programme.save(update_fields=["join_code"])
