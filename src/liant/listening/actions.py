"""Every change to saved queries and mentions."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Item
from liant.engines.query import Query, parse
from liant.engines.triage import Reading
from liant.jobs import live
from liant.kit import clock
from liant.listening.models import Correction, Mention, SavedQuery
from liant.listening.queries import mentions_of
from liant.listening.rules import failed_tests


class TestsFail(Exception):
    """The query does not say what its own sentences want; `failures` lists them."""

    def __init__(self, failures: list[tuple[str, str]]):
        super().__init__("The query fails its own sentences.")
        self.failures = failures


def save_query(*, actor: Member, query: SavedQuery | None, name: str, expr: str, must: Sequence[str] = (),
               must_not: Sequence[str] = (), is_on: bool = True) -> SavedQuery:  # fmt: skip
    """Raises QueryError where the expression is wrong, TestsFail where its own sentences say otherwise."""
    check(actor, "listening.change_queries")
    parse(expr)
    if failures := failed_tests(Query(name, expr), must, must_not):
        raise TestsFail(failures)
    with transaction.atomic():
        query = query or SavedQuery()
        query.name, query.expr, query.is_on = name.strip(), expr.strip(), is_on
        query.must, query.must_not = list(must), list(must_not)
        query.version = (query.version or 0) + 1 if query.pk else 1
        query.changed_by, query.changed_at = actor, clock.now()
        query.save()
        record(actor, "listening.save_query", query, name=query.name, expr=query.expr)
    return query


def delete_query(*, actor: Member, query: SavedQuery) -> None:
    """What it found stays; it is not listened for any more."""
    check(actor, "listening.change_queries")
    with transaction.atomic():
        record(actor, "listening.delete_query", query, name=query.name, expr=query.expr)
        query.delete()


def note_mentions(*, heard: Sequence[tuple[Item, Sequence[dict[str, Any]], Reading]]) -> list[Mention]:
    """One for each item, with what it matched and how it reads; once per item, however often it is heard."""
    known = mentions_of([item for item, _, _ in heard])
    new = {item.id: as_mention(item, matches, reading) for item, matches, reading in heard if item.id not in known}
    Mention.objects.bulk_create(new.values())
    live.notify_each("mention", [mention.id for mention in new.values()])
    return [known.get(item.id) or new[item.id] for item, _, _ in heard]


def as_mention(item: Item, matches: Sequence[dict[str, Any]], reading: Reading) -> Mention:
    values = reading.as_json()
    return Mention(
        organisation_id=item.organisation_id,
        item=item,
        published_at=item.published_at,
        matches=list(matches),
        query_names=[match["name"] for match in matches],
        language=values["language"] or item.language,
        intent=values["intent"],
        intents=values["intents"],
        sentiment=values["sentiment"],
        conduct=values["conduct"],
        reasons=values["reasons"],
    )


def correct(*, actor: Member, item: Item, intent: str, was: str) -> None:
    """Remember that a person read this differently."""
    with transaction.atomic():
        Correction.objects.update_or_create(
            item=item,
            defaults={"intent": intent, "was": was, "corrected_by": actor, "corrected_at": clock.now()},
        )
        Mention.objects.filter(item=item).update(intent=intent)
        record(actor, "listening.correct", item, intent=intent, was=was)
