"""Naming the handles of people who work here, so that what they say in public is left alone."""

import re

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import NotAllowed, check
from liant.audit.actions import record
from liant.jobs.events import publish
from liant.people.actions import person_of_member
from liant.people.events import OwnHandleTold
from liant.people.models import Handle


def note_own_handle(*, actor: Member, kind: str, key: str, shown: str = "") -> Handle:
    """A member tells their own account: it is theirs to tell, and serves only to leave their posts out. `shown`: the
    name that people read, where the network knows it under another key."""
    check(actor, "people.own_handle")
    key = key.strip().lower()
    with transaction.atomic():
        former_person_id = Handle.objects.filter(kind=kind, key=key).values_list("person_id", flat=True).first()
        handle, _ = Handle.objects.update_or_create(
            kind=kind,
            key=key,
            defaults={
                "person": person_of_member(actor),
                "shown": (shown or key).strip(),
                "source": "told by the person",
            },
        )
        record(actor, "people.note_own_handle", handle.person)
        publish(OwnHandleTold(handle_id=handle.id, former_person_id=former_person_id))
    return handle


def forget_own_handle(*, actor: Member, handle: Handle) -> None:
    """What a member told, the member may take back; what it says in public is heard again from then on."""
    check(actor, "people.own_handle")
    if handle.person.member_id != actor.id:
        raise NotAllowed("people.own_handle")
    with transaction.atomic():
        record(actor, "people.forget_own_handle", handle.person)
        handle.delete()


def own_handles(member: Member) -> list[Handle]:
    """The accounts that this member told: shown to nobody else."""
    return list(Handle.objects.filter(person__member=member).order_by("kind", "key"))


def key_of(kind: str, typed: str) -> str:
    """The key under which an account is known, when it was met before under this name; else the name itself."""
    name = typed.strip().lstrip("@").lower()
    known = (
        Handle.objects.filter(kind=kind, shown__iregex=rf"^@?{re.escape(name)}$").values_list("key", flat=True).first()
    )
    return known or name
