"""What is there follows what becomes of its piece, where its network lets it."""

import pytest

from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.writing import moves
from liant.writing.actions import write
from liant.writing.publishing import actions, leaving, queries
from liant.writing.publishing.models import Departure
from tests.writing.publishing.house import MINUTE, later, planned, state_of

pytestmark = pytest.mark.django_db


def test_new_words_before_it_leaves_take_it_back(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
        version = piece.versions.get()
        write(actor=alice, version=version, seen_edition=version.edition, body="Autre chose.")
        moment()
    assert outbox() == []
    assert Departure.objects.get().state == "stopped"
    assert state_of(piece) == {"console": "draft"}


def test_a_correction_follows_to_where_it_can(house, alice, console, quiet, outbox, moment):
    piece = planned(alice, networks=[("console", console), ("null", quiet)], thread=["La suite."])
    with later(2 * MINUTE):
        moment()
        for version in piece.versions.all():
            write(actor=alice, version=version, seen_edition=version.edition, body="Il est trois heures.")
        moment()
    post, more, edit = outbox()
    assert (edit["kind"], edit["text"], edit["target"]) == ("edit", "Il est trois heures.", {"key": post["key"]})
    assert more["text"] == "La suite."
    [behind] = queries.behind()
    assert behind.version.network == "null"
    actions.leave_as_it_is(actor=alice, departure=behind)
    assert queries.behind() == []


def test_a_thread_that_became_longer_goes_on_and_a_shorter_one_is_cut(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)], thread=["Un.", "Deux."])
    with later(2 * MINUTE):
        moment()
        version = piece.versions.get()
        write(actor=alice, version=version, seen_edition=version.edition, thread=["Un."])
        moment()
        version.refresh_from_db()
        write(actor=alice, version=version, seen_edition=version.edition, thread=["Un.", "Trois."])
        moment()
    kinds = [(one["kind"], one["text"]) for one in outbox()[3:]]
    assert kinds == [("delete", ""), ("reply", "Trois.")]


def test_withdrawn_it_is_taken_away_the_last_part_first(house, alice, console, quiet, outbox, moment):
    piece = planned(alice, networks=[("console", console), ("null", quiet)], thread=["La suite."])
    with later(2 * MINUTE):
        moment()
        moves.withdraw(actor=alice, piece=piece)
        moment()
    first, second, *gone = outbox()
    assert [one["target"]["key"] for one in gone] == [second["key"], first["key"]]
    states = dict(Departure.objects.values_list("version__network", "state"))
    assert states == {"console": "gone", "null": "left"}
    [left] = queries.waiting("left")
    actions.say_gone(actor=alice, departure=left)
    assert queries.waiting("left") == []


@pytest.mark.parametrize("has_arrived", [True, False])
def test_withdrawn_while_it_leaves(house, alice, console, outbox, moment, has_arrived):
    """The worker died between sending and noting: there, it is taken away again; not there, it does not leave any more."""
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
        Delivery.objects.update(state="sending", attempts=1, sending_started_at=clock.now())
        if has_arrived:
            console.connector.send(console.account(), Delivery.objects.get().frozen)
        moves.withdraw(actor=alice, piece=piece)
        assert Departure.objects.get().state == "going"
        moment()
        moment()
    assert [one["kind"] for one in outbox()] == (["post", "delete"] if has_arrived else [])
    assert Departure.objects.get().state == "gone"


def test_posted_again_as_corrected(house, alice, console, outbox, moment, monkeypatch):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        moment()
        departure = Departure.objects.get()
        actions.replace(actor=alice, departure=departure)
        moment()
    assert [one["kind"] for one in outbox()] == ["post", "delete", "post"]
    assert sorted(Departure.objects.values_list("state", flat=True)) == ["gone", "there"]
    assert state_of(piece) == {"console": "published"}


def test_a_correction_said_under_what_cannot_be_changed(house, alice, console, outbox, moment):
    planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        moment()
        actions.say_under(actor=alice, departure=Departure.objects.get(), text="Trois heures, et non deux.")
        moment()
    post, note = outbox()
    assert (note["kind"], note["target"]) == ("reply", {"key": post["key"]})
