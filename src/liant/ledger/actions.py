"""Adding to the ledger; nothing else is done to it, but forgetting somebody who no longer agrees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility, community_key
from liant.ledger.models import Community, Interaction
from liant.people.models import Person
from liant.tenancy.context import current_organisation_id


def note(*, key: str, kind: InteractionKind, source: Person, target: Person, at: datetime, through: Any,
         purpose: Purpose, visibility: Visibility, consent: Consent) -> Interaction | None:  # fmt: skip
    """Note an interaction between two persons, once; None when it was noted before or is towards oneself."""
    if source.pk == target.pk or Interaction.objects.filter(key=key).exists():
        return None
    return Interaction.objects.create(
        key=key,
        kind=kind,
        source=source,
        target=target,
        at=at,
        through_kind=through._meta.label_lower,
        through_id=through.pk,
        purpose=purpose,
        visibility=visibility,
        consent=consent,
    )


@dataclass(frozen=True)
class Noted:
    """An interaction between two persons, by their numbers, as `note_all` takes many."""

    key: str
    kind: InteractionKind
    source_id: int
    target_id: int
    at: datetime


def note_all(
    rows: Iterable[Noted], *, through: Any, purpose: Purpose, visibility: Visibility, consent: Consent
) -> None:
    """Note many that came through one thing; those noted before, and those towards oneself, are passed over."""
    organisation_id = current_organisation_id()
    if organisation_id is None:
        raise ValueError("no organisation: nothing is noted outside of one")
    made = [
        Interaction(
            organisation_id=organisation_id, key=row.key, kind=row.kind, source_id=row.source_id, target_id=row.target_id,
            at=row.at, through_kind=through._meta.label_lower, through_id=through.pk, purpose=purpose, visibility=visibility,
            consent=consent,
        )
        for row in rows
        if row.source_id != row.target_id
    ]  # fmt: skip
    Interaction.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)


@dataclass(frozen=True)
class Towards:
    """An interaction of a person's with a community, by their numbers."""

    key: str
    kind: InteractionKind
    source_id: int
    community_id: int
    at: datetime


def note_outside(rows: Iterable[Towards], *, through: Any) -> None:
    """Note what people of the house had to do with communities outside; within the own rows of whose it is, by their own act or their
    consent. Those noted before are passed over."""
    organisation_id = current_organisation_id()
    if organisation_id is None:
        raise ValueError("no organisation: nothing is noted outside of one")
    made = [
        Interaction(
            organisation_id=organisation_id, key=row.key, kind=row.kind, source_id=row.source_id,
            community_id=row.community_id, at=row.at, through_kind=through._meta.label_lower, through_id=through.pk,
            purpose=Purpose.OUTSIDE, visibility=Visibility.OWN, consent=Consent.GIVEN,
        )
        for row in rows
    ]  # fmt: skip
    Interaction.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)


def forget_outside(*, person: Person, community: Community | None = None, key: str | None = None) -> None:
    """What this person had to do with communities outside is gone: with all of them, with one, or one act. By a function of the
    owner, as below."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_forget_outside(%s, %s, %s)", [person.pk, community.pk if community else None, key])


def add_community(*, name: str, url: str = "") -> Community:
    """A community outside the house, once by its name, whatever its capitals."""
    return Community.objects.get_or_create(key=community_key(name), defaults={"name": name, "url": url})[0]


def merge_communities(*, kept: Community, gone: Community) -> None:
    """All that was said and noted of one is said of the other. By a function of the owner, since it lies in rows that each member
    alone can see."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_merge_communities(%s, %s)", [kept.pk, gone.pk])


def forget_belonging(*, person: Person) -> None:
    """What passed between this person and colleagues is gone, sharing with it, from whomever it came. The application may only add to
    the ledger: a function of its owner removes these rows, in this organisation."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_forget_belonging(%s)", [person.pk])


def forget_sharing(*, person: Person) -> None:
    """The same of sharing alone."""
    with connection.cursor() as cursor:
        cursor.execute("select liant_forget_sharing(%s)", [person.pk])


def forget_attended(*, person: Person | None, meeting: Any | None = None) -> None:
    """That this person attended a meeting of the programme with others is gone, or all of them; without a person, that anybody
    attended this one. By a function of the owner, as above."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select liant_forget_attended(%s, %s)", [person.pk if person else None, meeting.pk if meeting else None]
        )
