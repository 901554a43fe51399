"""What one has to do with communities outside: by one's own act, in rows that nobody else can read, taken back, hidden, taken away."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from liant.accounts.roles import MANAGERS
from liant.audit.models import Entry
from liant.bonds import actions, outside
from liant.bonds.models import Outside
from liant.bonds.queries import known_outside, noted_outside, own
from liant.kit import clock
from liant.ledger.actions import Towards, note_outside
from liant.ledger.kinds import InteractionKind
from liant.ledger.models import Community, Interaction
from liant.people.actions import person_of_member
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed
from tests.people import member_of

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/ties/"


@pytest.fixture
def inside(organisation):
    with tenant(organisation.id):
        yield organisation


@pytest.fixture
def club(inside, bob, chloe):
    """Bob is known in a chess club that he named, Chloe in none."""
    agreed(bob, chloe)
    return actions.belong(actor=bob, name="Le club d’échecs")


def noted(member):
    with own(member):
        return [(one.community.name, one.kind) for one in noted_outside(member).select_related("community")]


def test_one_names_a_community_and_notes_in_two_taps_what_happened(inside, bob, client_of):
    agreed(bob)
    client = client_of(bob)
    assert "Mes communautés" in client.get(f"{ROOM}outside/").content.decode()
    client.post(f"{ROOM}outside/named/", {"name": "  Le club  d’échecs "})
    with own(bob):
        [found] = known_outside(bob)
    assert found.community.name == "Le club d’échecs"
    assert client.post(f"{ROOM}outside/{found.community_id}/note/", {"what": "went"}).status_code == 302
    client.post(f"{ROOM}outside/{found.community_id}/note/", {"what": "went"})
    assert noted(bob) == [("Le club d’échecs", "attended")], "once a day"
    assert "J’y étais" in client.get(f"{ROOM}outside/").content.decode()
    with own(bob):
        row = noted_outside(bob).get()
    assert (row.purpose, row.visibility, row.consent) == ("outside", "own", "given")
    client.post(f"{ROOM}outside/noted/{row.pk}/back/")
    assert noted(bob) == []


def test_nothing_is_noted_without_agreeing_nor_where_one_named_nothing(inside, bob, chloe, client_of):
    club = actions.belong(actor=bob, name="Le club d’échecs")
    assert not actions.note_outside(actor=bob, community_id=club.pk, what="went"), "he has not agreed"
    agreed(bob, chloe)
    assert actions.note_outside(actor=bob, community_id=club.pk, what="went")
    assert not actions.note_outside(actor=chloe, community_id=club.pk, what="went"), "she named no such community"
    client = client_of(chloe)
    assert client.post(f"{ROOM}outside/{club.pk}/note/", {"what": "went"}).status_code == 404
    assert client.post(f"{ROOM}outside/{club.pk}/hide/").status_code == 404
    assert client.post(f"{ROOM}outside/{club.pk}/note/", {"what": "danced"}).status_code == 404
    assert client.post(f"{ROOM}outside/named/", {"name": " "}).status_code == 422
    with own(bob):
        row = noted_outside(bob).get()
    assert client.post(f"{ROOM}outside/noted/{row.pk}/back/").status_code == 404, "it is not hers"
    assert len(noted(bob)) == 1


def test_no_manager_learns_of_a_named_colleagues_communities(inside, club, bob, client_of):
    """Not by a page, a file or the log, and not by the database, whatever is asked of it outside of Bob's own rows."""
    actions.note_outside(actor=bob, community_id=club.pk, what="asked")
    assert not Interaction.objects.filter(community__isnull=False).exists()
    assert not Outside.objects.exists()
    assert not Entry.objects.filter(verb__startswith="bonds.").exists()
    for role in sorted(MANAGERS):
        leader = member_of(inside, f"Qui mène {role}", role)
        agreed(leader)
        with own(leader):
            assert not noted_outside(bob).exists()
            assert not Interaction.objects.filter(community=club).exists()
        client = client_of(leader)
        for path in ("", "own.csv", "outside/", "shape/", "shape/ties.csv", "shape/ties.graphml"):
            answer = client.get(ROOM + path)
            assert "Bob" not in answer.content.decode(), (role, path)
    assert len(noted(bob)) == 1


def test_nobody_writes_in_the_ledger_for_somebody_else(inside, club, bob, chloe):
    row = Towards("made-up", InteractionKind.COMMENT, person_of_member(bob).pk, club.pk, clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        note_outside([row], through=club)
    with own(chloe), pytest.raises(DatabaseError), transaction.atomic():
        note_outside([row], through=club)
    with own(bob):
        note_outside([row], through=club)
    with pytest.raises(DatabaseError), transaction.atomic(), own(bob), connection.cursor() as cursor:
        cursor.execute("delete from ledger_interaction where key = 'made-up'")


def test_what_one_ticks_no_more_is_erased_with_what_was_noted_of_it(inside, club, bob):
    other = actions.belong(actor=bob, name="Chorale")
    actions.note_outside(actor=bob, community_id=club.pk, what="wrote")
    actions.note_outside(actor=bob, community_id=other.pk, what="wrote")
    actions.know(actor=bob, communities=[other.pk], shown=[club.pk, other.pk])
    assert noted(bob) == [("Chorale", "comment")]
    assert Community.objects.filter(pk=club.pk).exists(), "the list is everyone's"


def test_hidden_it_counts_in_no_figure_and_comes_back(inside, club, bob, chloe):
    actions.note_outside(actor=bob, community_id=club.pk, what="went")
    later = clock.now() + timedelta(days=1)
    assert outside.known([bob.pk, chloe.pk], later) == {bob.pk: {club.pk}, chloe.pk: set()}
    assert actions.hide_outside(actor=bob, community_id=club.pk, is_hidden=True)
    assert outside.known([bob.pk], later) == {bob.pk: set()}, "neither what he named nor what he noted"
    assert len(noted(bob)) == 1
    actions.hide_outside(actor=bob, community_id=club.pk, is_hidden=False)
    assert outside.known([bob.pk], later) == {bob.pk: {club.pk}}


def test_it_is_taken_away_as_a_file_and_gone_when_one_leaves(inside, club, bob, client_of, organisation, work_off):
    actions.note_outside(actor=bob, community_id=club.pk, what="answered")
    rows = list(csv.DictReader(io.StringIO(client_of(bob).get(f"{ROOM}own.csv").content.decode())))
    assert {(row["what"], row["towards"], row["kind"]) for row in rows} == {
        ("outside", "Le club d’échecs", "known"), ("contact", "Le club d’échecs", "reply"),
    }  # fmt: skip
    actions.leave(actor=bob)
    work_off()
    with tenant(organisation.id), own(bob):
        assert not noted_outside(bob).exists()
        assert not known_outside(bob)
