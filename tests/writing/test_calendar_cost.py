"""A month costs what it shows, whatever the other months hold: five thousand versions elsewhere are not read."""

import os
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing.calendar import queries
from liant.writing.calendar.moments import weeks_of_month
from liant.writing.models import Piece, Version

pytestmark = pytest.mark.django_db
CALENDAR = "/o/fournils/writing/calendar/"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def fill(organisation, many, begins, step, state="published"):
    """Versions, one every `step`."""
    with tenant(organisation.id):
        start = Piece.objects.count()
        pieces = Piece.objects.bulk_create(
            Piece(organisation_id=organisation.id, title=f"Titre {number}", slug=f"titre-{start + number}")
            for number in range(many)
        )
        moments = [begins + number * step for number in range(many)]
        Version.objects.bulk_create(
            Version(organisation_id=organisation.id, piece=piece, network="journal", language="fr", body="Il est deux heures.",
                    state=state, planned_at=at, published_at=at if state == "published" else None)
            for piece, at in zip(pieces, moments, strict=True)
        )  # fmt: skip


@pytest.fixture
def five_thousand(organisation):
    """One every five hours until October, and sixty in November."""
    fill(organisation, 5000, datetime(2023, 12, 1, tzinfo=UTC), timedelta(hours=5))
    fill(organisation, 60, NOW + timedelta(hours=1), timedelta(hours=2), state="draft")
    database = os.environ["LIANT_TEST_OWNER_URL"].rsplit("/", 1)[0] + f"/{connection.settings_dict['NAME']}"
    with psycopg.connect(database, autocommit=True) as owner:  # statistics are the owner's to make
        owner.execute("analyze writing_version")
        owner.execute("analyze writing_piece")


def asked_by(client, address):
    with (
        clock.at(NOW),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        assert client.get(CALENDAR + address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("address", ["?on=2026-11-24", "?view=week&on=2026-11-24", "?view=list&on=2026-11-24"])
def test_no_query_per_row_and_none_that_counts_the_whole(client_of, make_member, organisation, address):
    client = client_of(make_member("Léa", "communicator"))
    client.get(CALENDAR + address)
    fill(organisation, 3, NOW + timedelta(days=2), timedelta(hours=2), state="draft")
    few = asked_by(client, address)
    fill(organisation, 60, NOW + timedelta(days=2), timedelta(hours=2), state="draft")
    many = asked_by(client, address)
    told = {sql.split(" WHERE ")[0] for sql in many} - {sql.split(" WHERE ")[0] for sql in few}
    assert len(many) == len(few), told


@pytest.mark.django_db(transaction=True)
def test_a_month_is_read_by_its_indexes(five_thousand, organisation):
    days = [day for week in weeks_of_month(NOW.date()) for day in week]
    with tenant(organisation.id), CaptureQueriesContext(connection) as asked:
        found = queries.entries(days[0], days[-1], queries.Filters(), 4)
    assert 20 <= len(found) <= 4 * len(days)
    to_come, left = (query["sql"] for query in asked.captured_queries if "row_number" in query["sql"].lower())
    for sql, index in ((to_come, "version_planned"), (left, "version_left")):
        with tenant(organisation.id), connection.cursor() as cursor:
            cursor.execute(f"explain (analyze, costs off, timing off) {sql}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert index in plan, plan
        assert "Seq Scan on writing_version" not in plan, plan


def test_a_day_with_hundreds_is_bounded(client_of, make_member, organisation):
    fill(organisation, 400, NOW + timedelta(hours=1), timedelta(seconds=60), state="draft")
    client = client_of(make_member("Léa", "communicator"))
    with clock.at(NOW):
        page = client.get(f"{CALENDAR}?view=week&on=2026-11-24").content.decode()
        rest = client.get(f"{CALENDAR}?view=list&on=2026-11-23").content.decode()
    assert page.count('class="cal-entry') == 10
    assert "et 390 de plus" in page
    assert rest.count('class="cal-entry') == queries.PAGE
    assert "after=" in rest
