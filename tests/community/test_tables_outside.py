"""A table tells what colleagues had to do with communities outside: kept for each alone, of those they had named, and nothing else."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.bonds import actions as ties
from liant.bonds.queries import noted_outside, own
from liant.community import choosing
from liant.community.workspaces import tables
from liant.community.workspaces.models import Turn
from liant.community.workspaces.reading import Found
from liant.kit import clock
from liant.ledger.actions import add_community
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.community.test_workspaces import BEFORE, upload

KNOWN = {"bob@fournils.test": 2, "alice@fournils.test": 1}
COMMUNITIES = {"forum du levain": 7}
HEAD = "source,target,community,kind,at\n"
TABLE = f"""{HEAD}bob@fournils.test,,Forum  du LEVAIN,comment,2026-11-20T08:00:00Z
bob@fournils.test,alice@fournils.test,,met,2026-11-20
bob@fournils.test,,Forum du levain,comment,2026-11-20T08:00:00Z
stranger@fournils.test,,Forum du levain,comment,2026-11-21
""".encode()


def read(content):
    found = Found("table", KNOWN, COMMUNITIES)
    tables.read(io.BytesIO(content), found)
    return found


def outward(found):
    return [(one.kind, one.member, one.community, one.at.isoformat()) for one in found.outward.values()]


def test_the_other_side_of_a_row_may_be_a_community():
    import pyarrow as pa
    import pyarrow.parquet

    found = read(TABLE)
    assert not found.problems
    assert outward(found) == [("comment", 2, 7, "2026-11-20T08:00:00+00:00")], "once, and nothing of who is not known"
    assert [(one.kind, one.member, one.to) for one in found.acts.values()] == [("met", 2, 1)]
    written = io.BytesIO()
    rows = {
        "source": ["bob@fournils.test"],
        "community": ["forum du levain"],
        "kind": ["comment"],
        "at": ["2026-11-20T08:00:00Z"],
    }
    pyarrow.parquet.write_table(pa.table(rows), written)
    assert read(written.getvalue()).outward == found.outward, "a table of communities alone needs no other target"


@pytest.mark.parametrize(("row", "wanted"), [
    ("bob@fournils.test,alice@fournils.test,Forum du levain,met,2026-11-20", ("two_sides", "community")),
    ("bob@fournils.test,,Chorale,met,2026-11-20", ("no_community", "community")),
    ("bob@fournils.test,,,met,2026-11-20", ("target", "")),
    ("bob@fournils.test,,Forum du levain,hug,2026-11-20", ("no_kind", "kind")),
    ("bob@fournils.test,,Forum du levain,met,soon", ("no_moment", "at")),
    (",,Forum du levain,met,2026-11-20", ("source", "")),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_column(row, wanted):
    [problem] = read(f"{HEAD}{row}\n".encode()).problems
    assert (problem.number, problem.what, problem.column) == (2, *wanted)


def test_a_table_with_neither_side_is_refused():
    assert [(one.number, one.what) for one in read(b"source,kind,at\n").problems] == [(1, "target")]


@given(st.binary(max_size=300))
def test_no_such_file_breaks_its_reader(content):
    read(TABLE[: len(content) * 2] + content)


@pytest.mark.django_db
def test_it_counts_for_whom_it_is_of_since_they_agreed_and_named_it(organisation, alice, bob, client_of):
    with clock.at(BEFORE), tenant(organisation.id):
        forum = add_community(name="Forum du levain")
        choosing.agree(actor=bob)
    client = client_of(alice)

    def brought_in():
        assert upload(client, "table", TABLE).status_code == 302
        with tenant(organisation.id), own(bob):
            return [(one.community_id, one.kind, one.through_kind) for one in noted_outside(bob)]

    assert brought_in() == [], "he did not agree to tables"
    with clock.at(BEFORE), tenant(organisation.id):
        choosing.agree(actor=bob, with_letters=True)
    assert brought_in() == [], "he named no community"
    with tenant(organisation.id):
        ties.know(actor=bob, communities=[forum.pk], shown=[])
    assert brought_in() == [], "he named it after it happened"
    with clock.at(BEFORE), tenant(organisation.id):
        ties.know(actor=bob, communities=[], shown=[forum.pk])
        ties.know(actor=bob, communities=[forum.pk], shown=[])
    assert brought_in() == [(forum.pk, "comment", "workspaces.reading")]
    with tenant(organisation.id):
        assert not Interaction.objects.exists(), "outside of his own rows"
        assert not Turn.objects.exists()
        with own(alice):
            assert not Interaction.objects.filter(community__isnull=False).exists(), (
                "whoever brought it in reads nothing of it"
            )


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [
    ("fr", "ligne 2, colonne « community » : nomme une communauté qui n’est pas sur la liste"),
    ("en", "line 2, column “community”: names a community that is not on the list"),
])  # fmt: skip
def test_a_community_that_nobody_named_is_refused_in_words(organisation, alice, client_of, language, said):
    type(alice.user).objects.filter(pk=alice.user_id).update(language=language)
    answer = upload(client_of(alice), "table", f"{HEAD}bob@fournils.test,,Chorale,met,2026-11-20\n".encode())
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("\xa0", " ").replace("\u202f", " ")
