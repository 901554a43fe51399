"""Whom one would rather not meet, and who is kept apart, are named: no page lists everybody of a house of thousands."""

import pytest

from liant.meetings import queries
from liant.tenancy.context import tenant
from tests.meetings.furniture import a_rotation, everyone_joins
from tests.people import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(organisation):
    with tenant(organisation.id):
        yield organisation


@pytest.fixture
def rose(organisation):
    return member_of(organisation, "Rose", "recruiter")


def test_a_colleague_is_named_by_address_or_whole_name_and_nobody_is_listed(inside, alice, bob, chloe, rose, client_of):
    rotation = a_rotation(alice)
    everyone_joins(rotation, rose)
    client, prefix = client_of(rose), f"r{rotation.pk}"
    assert "Chloe" not in client.get("/o/fournils/meetings/").content.decode()
    where = f"/o/fournils/meetings/{rotation.pk}/apart/"

    def apart():
        with queries.own(rose):
            return queries.participations(rose)[rotation.pk].apart

    client.post(where, {f"{prefix}-another": "CHLOE@fournils.test"})
    assert apart() == [chloe.pk]
    assert "Chloe" in client.get("/o/fournils/meetings/").content.decode()
    client.post(where, {f"{prefix}-others": [chloe.pk], f"{prefix}-another": " bob "})
    assert apart() == sorted([bob.pk, chloe.pk])
    client.post(where, {f"{prefix}-others": [chloe.pk, bob.pk], f"{prefix}-another": "Personne"})
    assert apart() == sorted([bob.pk, chloe.pk]), "nobody is called so"
    client.post(where, {f"{prefix}-others": [bob.pk]})
    assert apart() == [bob.pk]
    twin = member_of(inside, "Bob bis", "employee")
    twin.name = "Bob"
    twin.save()
    leader = client_of(alice)
    for one, other, status in (("Bob", "Chloe", 422), ("bob@fournils.test", "bob@fournils.test", 422), ("", "Chloe", 422),
                               ("bob@fournils.test", "Chloe", 302)):  # fmt: skip
        answer = leader.post("/o/fournils/meetings/apart/add/", {"one": one, "other": other})
        assert answer.status_code == status, (one, other)
    page = leader.get("/o/fournils/meetings/rotations/").content.decode()
    assert "<option" not in page.split('id="content"')[1].split("</main>")[0]
