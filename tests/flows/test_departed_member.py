"""A membership ends, whoever ends it → nobody knows any more which links were theirs."""

import json

import pytest
from django.db import connection

from liant.accounts.actions import close_membership
from liant.flows.departed_member import forget_links
from liant.flows.events import MemberDeactivated
from liant.links.actions import share
from liant.links.models import Link, Sharer
from liant.tenancy.context import own_rows


@pytest.fixture
def as_queued(db):
    def events():
        with connection.cursor() as cursor:
            cursor.execute(
                "select args ->> 'event' from procrastinate_jobs where args ->> 'event_type' = 'MemberDeactivated'"
            )
            return [json.loads(row[0]) for row in cursor.fetchall()]

    return events


def test_the_links_of_someone_who_left_lead_on_and_are_nobodys(house, alice, bob, as_queued):
    link = share(actor=bob, url="https://fournils.test/galettes")
    close_membership(actor=alice, member=bob)
    assert as_queued() == [{"member_id": bob.id}]
    forget_links(MemberDeactivated(member_id=bob.id))
    with own_rows(bob.id):
        assert not Sharer.objects.filter(member=bob).exists()
    assert Link.objects.get(id=link.id).ended_at is None


def test_whoever_came_back_meanwhile_keeps_theirs(house, bob):
    share(actor=bob, url="https://fournils.test/galettes")
    forget_links(MemberDeactivated(member_id=bob.id))
    with own_rows(bob.id):
        assert Sharer.objects.filter(member=bob).count() == 1


def test_what_an_expert_did_goes_with_their_membership(organisation, alice, bob):
    from liant.advocacy import actions, queries, taking_part
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        actions.arrange(actor=alice, name="Les voix du fournil")
        actions.move(actor=alice, to="open")
        taking_part.join(actor=bob, agreed={"suggest": "Oui."})
        assert taking_part.forget_departed(member=bob) is False, "not while they are there"
        close_membership(actor=alice, member=bob)
        forget_links(MemberDeactivated(member_id=bob.id))
        with queries.own(bob) as expert:
            assert expert is None
