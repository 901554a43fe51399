"""Naming the handles of people who work here, so that what they say in public is left alone."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.people.actions import person_of_member
from liant.people.models import Handle


def note_own_handle(*, actor: Member, kind: str, key: str) -> Handle:
    """A member tells their own account: it is theirs to tell, and serves only to leave their posts out."""
    check(actor, "people.own_handle")
    with transaction.atomic():
        handle, _ = Handle.objects.update_or_create(
            kind=kind,
            key=key.strip().lower(),
            defaults={"person": person_of_member(actor), "shown": key.strip(), "source": "told by the person"},
        )
        record(actor, "people.note_own_handle", handle.person)
    return handle
