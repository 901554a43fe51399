"""Organisations are kept apart twice. These tests read the database's own catalogue, so that a new table can't slip by."""

from contextlib import nullcontext

import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from liant.tenancy import checks
from liant.tenancy.before_tenant import DEFINER_FUNCTIONS, TENANTLESS_TABLES
from liant.tenancy.context import own_rows, tenant
from liant.tenancy.models import Organisation
from tests.people import member_of

pytestmark = pytest.mark.django_db


MEMBERS_OWN = {
    "links_sharer",
    *(f"advocacy_{name}" for name in ("expert", "consent", "suggestion", "share", "outcome", "device")),
    *(f"animation_{name}" for name in ("presence", "asked")),
    *(f"bonds_{name}" for name in ("tie", "hidden", "hint", "choice", "mark", "outside", "asked")),
    *(f"meetings_{name}" for name in ("participant", "partner", "hearing", "notice")),
    *(f"buddies_{name}" for name in ("willing", "welcome")),
    *(f"own_accounts_{name}" for name in ("ownaccount", "posting")),
    *(f"expertise_{name}" for name in ("card", "chosen", "talk")),
    "travel_step",
    "experiment_spotlight",
    "chat_place",
    *(f"board_{name}" for name in ("vote", "place")),
}  # each row is one member's own business


def test_what_is_a_members_own_is_held_by_a_policy_of_its_own():
    assert set(checks.members_own_tables()) == MEMBERS_OWN


def tenant_models():
    return [model for model in apps.get_models() if any(f.name == "organisation" for f in model._meta.local_fields)]


def test_every_table_has_a_policy_or_a_reason_not_to():
    assert checks.tables_without_policy() == []
    assert set(TENANTLESS_TABLES) <= set(checks.tables()), "a table in the list no longer exists"


def test_no_foreign_key_crosses_organisations():
    assert checks.crossing_keys() == []


def test_every_function_that_sees_across_organisations_is_listed():
    assert sorted(checks.definer_functions()) == sorted(DEFINER_FUNCTIONS)


def test_the_application_role_cannot_bypass(postgres):
    assert checks.role_problems() == []


@pytest.mark.parametrize(
    "statement",
    [
        "alter table inbox_message disable row level security",
        "drop policy tenant on inbox_message",
        "set role liant_owner",
        "create table sneaky (id int)",
        "set row_security = off; select count(*) from inbox_message",
    ],
)
def test_the_application_role_is_refused(statement):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_no_row_of_any_private_table_is_seen_without_an_organisation(organisation, alice, furnished):
    for table in sorted(set(checks.tables()) - set(TENANTLESS_TABLES)):
        with connection.cursor() as cursor:
            cursor.execute(f'select count(*) from "{table}"')
            assert cursor.fetchone()[0] == 0, table


def test_no_row_of_one_organisation_is_seen_from_another(furnished, organisation, other_organisation, alice, bob):
    empty = []
    for model in tenant_models():
        table = model._meta.db_table
        who = bob if table == "links_sharer" else alice
        whose = own_rows(who.id) if table in MEMBERS_OWN else nullcontext()  # seen by nobody else, in their house too
        with tenant(organisation.id), whose, connection.cursor() as cursor:
            cursor.execute(f'select count(*) from "{table}"')
            ours = cursor.fetchone()[0]
        with tenant(other_organisation.id), connection.cursor() as cursor:
            cursor.execute(f'select count(*) from "{table}" where organisation_id = %s', [organisation.id])
            assert cursor.fetchone()[0] == 0, table
        if not ours:
            empty.append(table)
    assert not empty, "the fixture puts no row in these tables"


def test_a_row_cannot_be_written_for_another_organisation(organisation, other_organisation, alice):
    from liant.accounts.models import Team

    with tenant(organisation.id), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Team.objects.create(organisation_id=other_organisation.id, name="Intruders")


def test_a_row_cannot_point_at_another_organisations_row(organisation, other_organisation, alice, dan):
    from liant.accounts.models import Team, TeamMember

    with tenant(organisation.id), connection.cursor() as cursor:
        team = Team.objects.create(name="Clients")
        cursor.execute("set constraints all immediate")
        with pytest.raises(Error, match="same_organisation"), transaction.atomic():
            TeamMember.objects.create(team=team, member_id=dan.id)


def test_an_error_inside_restores_what_was_seen_before(organisation, other_organisation):
    with tenant(organisation.id):
        with pytest.raises(ZeroDivisionError), tenant(other_organisation.id):
            1 / 0  # noqa: B018
        assert Organisation.objects.get().slug == "fournils"
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from tenancy_organisation")
            assert cursor.fetchone()[0] == 1
    assert not Organisation.objects.exists()


def test_the_log_is_append_only(organisation, alice):
    from liant.audit.models import Entry

    with tenant(organisation.id), pytest.raises(Error, match="append-only"), transaction.atomic():
        Entry.objects.update(actor_name="someone else")
    with tenant(organisation.id), pytest.raises(Error, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()


@pytest.fixture
def furnished(organisation, alice, bob):
    """At least one row in every private table of the organisation."""
    from liant.channels.access.models import Access, Confirmation, Notice
    from liant.deliveries.models import Medium
    from tests.furniture import furnish_fully

    things = furnish_fully(organisation, alice, bob)
    with tenant(organisation.id):
        channel = things["channel"]
        Access.objects.create(channel=channel, kind=channel.kind, remote_key="page 1", agreed_by=alice)
        Notice.objects.create(channel=channel, member=alice, kind="lost", key="lost")
        Confirmation.objects.create(channel=channel, member=alice)
        Medium.objects.create(sha256="0" * 64, media_type="image/png", size_bytes=4, content=b"\x89PNG")
    return things


def test_members_of_two_organisations_choose(organisation, other_organisation, dan):
    from liant.accounts.models import Member, User
    from liant.tenancy.before_tenant import organisation_ids_of

    user = User.objects.get(email="alice@fournils.test")
    with tenant(other_organisation.id):
        Member.objects.create(user=user, name="Alice", roles=["auditor"])
    assert organisation_ids_of(user.id) == [organisation.id, other_organisation.id]
    assert member_of(other_organisation, "Alice").roles == ["auditor"]
