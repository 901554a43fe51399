"""An issue is begun, filled with pieces in an order, and set by a job. What changes it leaves what the press made, until it is
set again."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.jobs.queue import SOON, defer
from liant.kit import clock
from liant.writing.magazine import queries
from liant.writing.magazine.models import Entry, Issue, Proof, Sheet
from liant.writing.magazine.printing import Made
from liant.writing.models import Piece


def begin(*, actor: Member, **values: Any) -> Issue:
    """`values` are fields of Issue."""
    check(actor, "magazine.make")
    with transaction.atomic():
        issue = Issue.objects.create(**values)
        record(actor, "magazine.begin", issue)
    return issue


def change(*, actor: Member, issue: Issue, **values: Any) -> None:
    check(actor, "magazine.make")
    with transaction.atomic():
        for name, value in values.items():
            setattr(issue, name, value)
        issue.changed_at = clock.now()
        issue.save(update_fields=[*values, "changed_at"])
        record(actor, "magazine.change", issue)


def add(*, actor: Member, issue: Issue, pieces: Sequence[Piece]) -> None:
    """At the end, each once, with its first picture."""
    check(actor, "magazine.make")
    with transaction.atomic():
        Issue.objects.select_for_update().get(pk=issue.pk)
        last = issue.entries.aggregate(last=Max("place"))["last"] or 0
        for place, piece in enumerate(pieces, last + 1):
            pictures = [
                {"medium_id": one.pk, "caption": "", "credit": ""} for one in queries.pictures_to_choose(piece)[:1]
            ]
            Entry.objects.get_or_create(issue=issue, piece=piece, defaults={"place": place, "pictures": pictures})
        _changed(actor, issue)


def arrange(*, actor: Member, entry: Entry, **values: Any) -> None:
    """Its lead, its quote, its pictures."""
    check(actor, "magazine.make")
    with transaction.atomic():
        for name, value in values.items():
            setattr(entry, name, value)
        entry.save(update_fields=list(values))
        _changed(actor, entry.issue)


def move(*, actor: Member, entry: Entry, up: bool) -> None:
    """One place up or down; at the end it stays."""
    check(actor, "magazine.make")
    with transaction.atomic():
        Issue.objects.select_for_update().get(pk=entry.issue_id)
        entries = list(Entry.objects.filter(issue=entry.issue_id))
        at = next(place for place, one in enumerate(entries) if one.pk == entry.pk)
        to = max(0, min(len(entries) - 1, at + (-1 if up else 1)))
        entries.insert(to, entries.pop(at))
        for place, one in enumerate(entries, 1):
            one.place = place
        Entry.objects.bulk_update(entries, ["place"])
        _changed(actor, entry.issue)


def take_out(*, actor: Member, entry: Entry) -> None:
    check(actor, "magazine.make")
    with transaction.atomic():
        issue = entry.issue
        entry.delete()
        _changed(actor, issue)


def drop(*, actor: Member, issue: Issue) -> None:
    check(actor, "magazine.make")
    with transaction.atomic():
        record(actor, "magazine.drop", issue)
        issue.delete()


def ask_to_set(*, actor: Member, issue: Issue) -> None:
    """The press begins; asked for twice it runs once."""
    check(actor, "magazine.make")
    with transaction.atomic():
        record(actor, "magazine.set", issue)
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SETTING, asked_at=clock.now(), problem="")
        defer(
            "magazine.set",
            once=f"magazine.set:{issue.pk}",
            priority=SOON,
            organisation_id=issue.organisation_id,
            issue_id=issue.pk,
        )


def note_set(issue: Issue, made: Made, notes: list[list[Any]]) -> None:
    """In place of what was there; nobody did it: the press."""
    with transaction.atomic():
        Sheet.objects.filter(issue=issue).delete()
        sheet = Sheet.objects.create(
            issue=issue, made_at=clock.now(), pages=len(made.proofs), print_pdf=made.print_pdf, screen_pdf=made.screen_pdf,
            print_bytes=len(made.print_pdf), screen_bytes=len(made.screen_pdf), print_sha256=made.sha256,
        )  # fmt: skip
        Proof.objects.bulk_create(
            Proof(organisation_id=issue.organisation_id, sheet=sheet, number=number, picture=picture)
            for number, picture in enumerate(made.proofs, 1)
        )
        Issue.objects.filter(pk=issue.pk).update(state=Issue.State.SET, notes=notes, problem="")


def note_failed(issue: Issue, problem: str) -> None:
    Issue.objects.filter(pk=issue.pk).update(state=Issue.State.FAILED, problem=problem[:500])


def _changed(actor: Member, issue: Issue) -> None:
    Issue.objects.filter(pk=issue.pk).update(changed_at=clock.now())
    record(actor, "magazine.change", issue)
