"""No list and no search reads a whole table: every statement of every page of the inbox is explained, as the application's
role, under the policies, in an organisation of 20,000 conversations; of a million messages too, with times, in the long run."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from benchmarks import _inbox_rows as rows
from django.db import connection
from django.test import Client

from liant.tenancy.context import tenant
from tests.database import create_copy
from tests.people import member_of

# those that grow with what people say; all others stay short
GROWING = {
    "inbox_conversation",
    "inbox_message",
    "inbox_conversationlabel",
    "channels_item",
    "deliveries_delivery",
    "people_person",
    "people_hat",
    "people_handle",
    "audit_entry",
}
SIZES = [
    pytest.param((20_000, 2), id="20,000 conversations"),
    pytest.param((100_000, 10), id="a million messages", marks=pytest.mark.full),
]
READERS = {"Alice": "owner", "Bob": "care_agent", "Rose": "recruiter", "Hugo": "press_officer"}
YEAR_OLD = "2026-01-01T12:00:00%2B00:00~7"
LISTS = [
    "",
    "?view=thanks",
    "?view=mine",
    "?view=all",
    f"?view=waiting&after={YEAR_OLD}",
    f"?view=all&after={YEAR_OLD}",
    "?view=all&state=open",
    "?view=all&state=snoozed",
    "?view=all&hat=customer",
    "?view=all&hat=expert",
    "?view=all&intent=complaint",
    "?view=all&intent=abuse",
    "?view=all&channel=1",
    "?view=all&language=en",
    "?view=all&assignee=me",
    "?view=all&assignee=nobody",
    "?view=all&assignee=3",
    "?view=all&label=1",
    "?view=all&label=20",
    "?view=all&hat=candidate&intent=press",
    "77/",
    "19999/",
]
WORDS = [
    rows.RARE_WORD,
    rows.COMMON_WORD,
    "merci",
    "livraison en retard",
    '"pain commande" OR colis',
    "rose",
    "nowhere",
]


@dataclass
class Filled:
    """A database of its own, and the statements that a page runs in it."""

    owner_url: str
    organisation: Any = None
    clients: dict[str, Client] = field(default_factory=dict)

    def statements(self, reader: str, path: str) -> list[tuple[str, Any]]:
        found = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            found.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            answer = self.clients[reader].get(f"/o/fournils/inbox/{path}")
        assert answer.status_code in {200, 404}, answer.status_code  # 404: not for this reader
        return [
            (sql, params)
            for sql, params in found
            if "set_config" not in sql and re.match(r"\W*(select|with)", sql, re.IGNORECASE)
        ]

    def explain(self, statements: list[tuple[str, Any]], how: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        """Each statement with its plan; `how="analyze,"` runs it."""
        with tenant(self.organisation.id), connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(f"explain ({how} format json) {sql}", params)
                plan = cursor.fetchone()[0]
                yield sql, (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]


@pytest.fixture(scope="module", params=SIZES)
def filled(request, postgres, django_db_setup, django_db_blocker) -> Iterator[Filled]:
    """Django speaks to a database of its own for the time of this file: planners know only what is committed."""
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import User
    from liant.config.settings import database

    conversations, messages = request.param
    name = f"liant_indexes_{conversations}"
    app_url, owner_url = (url.rsplit("/", 1)[0] + f"/{name}" for url in (postgres.app, postgres.owner))
    create_copy(postgres.owner, name)
    before = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict |= {key: database(app_url)[key] for key in ("NAME", "USER", "PASSWORD")}
        try:
            alice = User.objects.create_user(email="alice@fournils.test", name="Alice")
            house = found_organisation(
                actor=alice, name="Les Trois Fournils", kind="shop", slug="fournils", rooms=["inbox"]
            )
            found = Filled(owner_url, house)
            for reader, role in READERS.items():
                client = found.clients[reader] = Client()
                client.force_login(User.objects.get(id=member_of(house, reader, role).user_id))
            with psycopg.connect(owner_url) as owner:
                rows.furnish(owner, house.id)
                rows.fill(owner, house.id, conversations, messages)
            yield found
        finally:
            connection.close()
            connection.settings_dict |= before
            with psycopg.connect(postgres.owner, autocommit=True) as owner:
                owner.execute(f"drop database if exists {name} with (force)")


def whole_tables(plan: dict[str, Any]) -> Iterator[str]:
    """Tables of the growing kind that this plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in GROWING:
        yield plan["Relation Name"]
    for part in plan.get("Plans", []):
        yield from whole_tables(part)


def indexes(plan: dict[str, Any]) -> Iterator[str]:
    if "Index Name" in plan:
        yield plan["Index Name"]
    for part in plan.get("Plans", []):
        yield from indexes(part)


def most_rows(plan: dict[str, Any]) -> int:
    """The most rows that any node of a plan that was run has handled, over all its loops."""
    own = plan["Actual Loops"] * (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0))
    return max([int(own), *(most_rows(part) for part in plan.get("Plans", []))])


@pytest.mark.parametrize("reader", READERS)
def test_chatwoot_12874_7120_pages_read_along_indexes_at_any_size(filled, reader):
    for path in LISTS:
        start = time.perf_counter()
        statements = filled.statements(reader, path)
        print(f"{reader:6} {path:45} {len(statements):3} statements {1000 * (time.perf_counter() - start):7.1f} ms")
        for sql, plan in filled.explain(statements):
            assert not list(whole_tables(plan)), (path, sql, plan)


def test_the_list_stands_in_the_order_of_an_index(filled):
    """No list is sorted whole: the first rows come out of an index in their order, for one hat or for all."""
    for reader, path, index in [
        ("Alice", "", "conversation_waiting"),
        ("Alice", "?view=all", "conversation_all"),
        ("Alice", "?view=all&assignee=nobody", "conversation_nobodys"),
        ("Alice", "?view=all&state=open", "conversation_newest"),
        ("Alice", "?view=all&hat=expert", "conversation_hat"),
        ("Alice", "?view=all&intent=abuse", "conversation_intent"),
        ("Hugo", "", "conversation_waiting_hat"),
        ("Hugo", "", "conversation_waiting_mine"),
        ("Hugo", "?view=all", "conversation_hat"),
    ]:
        used = {name for _, plan in filled.explain(filled.statements(reader, path)) for name in indexes(plan)}
        assert index in used, (reader, path, used)


@pytest.mark.parametrize("reader", ["Alice", "Hugo"])
def test_chatwoot_13536_7941_a_page_handles_few_rows_however_many_there_are(filled, reader):
    for path in ("", "?view=all", "?view=thanks", f"?view=all&after={YEAR_OLD}", "?view=all&hat=journalist", "77/"):
        for sql, plan in filled.explain(filled.statements(reader, path), "analyze,"):
            assert most_rows(plan) < 2_000, (path, sql, plan)


MOST_BLOCKS = 12_000  # of 8 kB, of all tables and indexes together; a million messages take some ninety thousand


@pytest.mark.parametrize("words", WORDS)
def test_chatwoot_5161_a_search_reads_few_pages_however_many_there_are(filled, words):
    """Its statements stand inside a function, where no plan is seen: what they read is counted instead."""
    with psycopg.connect(filled.owner_url) as owner:
        owner.execute("select set_config('liant.organisation', %s, false)", [str(filled.organisation.id)])
        asked = "explain (analyze, buffers, format json) select count(*) from liant_search_messages(%s, 200)"
        plan = owner.execute(asked, [words]).fetchone()[0][0]["Plan"]
        assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < MOST_BLOCKS, (words, plan)


def test_the_rare_word_is_found_where_it_was_said(filled):
    with psycopg.connect(filled.owner_url) as owner:
        owner.execute("select set_config('liant.organisation', %s, false)", [str(filled.organisation.id)])
        found = owner.execute(
            "select count(distinct conversation_id) from liant_search_messages(%s, 200)", [rows.RARE_WORD]
        )
        assert found.fetchone()[0] == rows.HOLDERS
