"""What came of a share, in one of an expert's communities: noted there too, by their own act, and forgotten with it."""

import pytest

from liant.advocacy import actions, sharing, taking_part
from liant.advocacy.models import Outcome
from liant.advocacy.queries import own
from liant.bonds import actions as ties
from liant.bonds.queries import noted_outside
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed

pytestmark = pytest.mark.django_db
PAGE = "/o/fournils/share/outcomes/"


@pytest.fixture
def expert(organisation, alice, bob):
    with tenant(organisation.id):
        actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": "Je travaille ici."})
        actions.move(actor=alice, to="open")
        taking_part.join(actor=bob, agreed={"suggest": "Oui."})
        yield bob


def noted(member):
    with own(member):
        return [(one.community.name, one.kind) for one in noted_outside(member).select_related("community")]


def test_what_came_of_a_share_in_a_community_is_noted_there_and_forgotten_with_it(expert, client_of):
    agreed(expert)
    forum = ties.belong(actor=expert, name="Forum du levain")
    client = client_of(expert)
    assert "Forum du levain" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"kind": "met", "who": "Une boulangère", "place": forum.pk}).status_code == 302
    assert noted(expert) == [("Forum du levain", "met")]
    assert client.post(PAGE, {"kind": "reply"}).status_code == 302
    assert len(noted(expert)) == 1, "only where one says so"
    with own(expert):
        told = Outcome.objects.get(kind="met")
    sharing.forget_outcome(actor=expert, outcome_id=told.pk)
    assert noted(expert) == []
    assert not Interaction.objects.exists()


def test_who_named_none_or_has_not_agreed_is_not_asked_where(expert, client_of, bob, chloe):
    client = client_of(expert)
    forum = ties.belong(actor=expert, name="Forum du levain")
    assert 'name="place"' not in client.get(PAGE).content.decode(), "he has not agreed"
    sharing.note_outcome(actor=expert, kind="met", place=forum.pk)
    assert noted(expert) == []
    agreed(expert)
    ties.know(actor=expert, communities=[], shown=[forum.pk])
    assert 'name="place"' not in client.get(PAGE).content.decode(), "he named none"
    other = ties.belong(actor=chloe, name="Chorale")
    assert client.post(PAGE, {"kind": "met", "place": other.pk}).status_code == 302
    assert noted(expert) == []
