"""Published at its moment, once, home first; what could not leave in time asks."""

import pytest

from liant.channels.actions import connect_channel, resume_channel
from liant.deliveries.models import Delivery, Hold
from liant.kit import clock
from liant.writing import moves, offers
from liant.writing.models import Version
from liant.writing.publishing import actions, jobs, leaving, queries
from liant.writing.publishing.models import Departure
from tests.writing.publishing.house import HOUR, MINUTE, address, later, planned, state_of

pytestmark = pytest.mark.django_db


def test_home_first_then_the_copy_with_its_link_home_once(house, alice, console, home, outbox, moment):
    piece = planned(alice, networks=[("console", console), ("journal", None)])
    moment()
    assert outbox() == [], "not before its moment"
    with later(2 * MINUTE):
        moment()
        moment()
    assert state_of(piece) == {"console": "published", "journal": "published"}
    [copy] = outbox()
    assert copy["text"].endswith(f"\n{address(piece)}")
    journal, posted = (piece.versions.get(network=name) for name in ("journal", "console"))
    assert journal.departures.get().pk < posted.departures.get().pk, "home comes first"
    assert journal.published_url == address(piece)


def test_a_copy_waits_while_the_journal_is_on_its_way(house, alice, console, outbox, moment, monkeypatch):
    monkeypatch.setitem(offers._carriers, "journal", lambda _version: offers.Carried(False))
    piece = planned(alice, networks=[("journal", None), ("console", console)])
    with later(2 * MINUTE):
        moment()
        assert outbox() == []
        journal = piece.versions.get(network="journal")
        moves.mark_published(actor=None, version=journal, at=clock.now(), url="https://a.example/x")
        moment()
        assert len(outbox()) == 1
        assert journal.departures.get().state == "there"


def test_a_link_of_its_own_is_kept(house, alice, console, home, outbox, moment):
    planned(alice, networks=[("journal", None), ("console", console)], link="https://gazette.example/pain")
    with later(2 * MINUTE):
        moment()
    assert outbox()[0]["text"].endswith("https://gazette.example/pain")


def test_a_thread_is_said_part_by_part_under_the_one_above(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)], thread=["Puis le four chauffe.", "À six heures, on ouvre."])
    with later(2 * MINUTE):
        moment()
    first, second, third = outbox()
    assert [one["text"] for one in (second, third)] == ["Puis le four chauffe.", "À six heures, on ouvre."]
    assert second["target"] == {"key": first["key"]}
    assert third["target"] == {"key": second["key"]}
    assert state_of(piece) == {"console": "published"}


def test_pictures_leave_with_what_is_to_be_seen(house, alice, console, outbox, moment):
    from tests.writing.publishing.house import png

    piece = planned(alice, networks=[("console", console)], picture=png(), description="Samir, de la farine aux mains")
    with later(2 * MINUTE):
        moment()
    assert [one["description"] for one in outbox()[0]["media"]] == ["Samir, de la farine aux mains"]
    assert piece.media.count() == 1


def test_what_missed_its_moment_asks_and_never_leaves_by_itself(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(HOUR):
        moment()
        moment()
        assert outbox() == []
        [asked] = queries.asking()
        assert asked.state == "halted"
        assert "machine" in asked.reason
    with later(2 * HOUR):
        actions.publish_now(actor=alice, departure=asked)
        moment()
        assert len(outbox()) == 1
        asked.refresh_from_db()
        assert (asked.state, state_of(piece)) == ("answered", {"console": "published"})


def test_missed_it_can_be_planned_anew_or_taken_off(house, alice, console, outbox, moment):
    one = planned(alice, title="Un", networks=[("console", console)])
    other = planned(alice, title="Deux", networks=[("console", console)])
    with later(HOUR):
        moment()
        by_piece = {asked.version.piece_id: asked for asked in queries.asking()}
        actions.plan_anew(actor=alice, departure=by_piece[one.pk], at=clock.now() + HOUR)
        actions.take_off(actor=alice, departure=by_piece[other.pk])
        assert queries.asking() == []
        with pytest.raises(actions.DecidedMeanwhile):
            actions.publish_now(actor=alice, departure=by_piece[one.pk])
    with later(2 * HOUR + MINUTE):
        moment()
    assert [sent["text"] for sent in outbox()] == [one.versions.get().body]
    assert state_of(other) == {"console": "approved"}


def test_queued_in_time_and_sent_too_late_it_asks(house, alice, console, outbox, moment):
    """The worker died with it in its hands, and came back after the week-end."""
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
    with later(3 * HOUR):
        moment()
        assert Delivery.objects.get().state == "held"
        assert Hold.objects.get().room == "publishing"
        [asked] = queries.asking()
        assert asked.state == "late"
        actions.publish_now(actor=alice, departure=asked)
        moment()
    assert len(outbox()) == 1
    assert state_of(piece) == {"console": "published"}


def test_late_and_planned_anew_it_leaves_once_at_the_new_moment(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
    with later(3 * HOUR):
        moment()
        actions.plan_anew(actor=alice, departure=queries.asking()[0], at=clock.now() + HOUR)
        moment()
        assert outbox() == []
    with later(4 * HOUR + MINUTE):
        moment()
    assert len(outbox()) == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["cancelled", "sent"]


def test_refused_by_the_network_the_person_mends_and_sends_again(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
        delivery = Delivery.objects.get()
        Delivery.objects.update(state="rejected", problem="The server refuses it: no.")
        leaving.note_settled(delivery=Delivery.objects.get(), state="rejected")
        [refused] = queries.waiting("refused")
        assert "no." in refused.reason
    with later(3 * HOUR):
        actions.publish_now(actor=alice, departure=refused)
        moment()
    assert [one["key"] for one in outbox()] == [delivery.frozen["key"]]
    assert state_of(piece) == {"console": "published"}


def test_an_account_that_is_cut_off_keeps_it_and_it_asks_once_it_is_well(
    house, alice, console, outbox, moment, tmp_path
):
    planned(alice, networks=[("console", console)])
    folder, console.settings = console.settings, {"folder": str(tmp_path / "gone")}
    console.save()
    with later(2 * MINUTE):
        moment()
        assert Delivery.objects.get().state == "held"
    with later(3 * HOUR):
        console.refresh_from_db()
        console.settings = folder
        console.save()
        resume_channel(actor=alice, channel=console)
        moment()
        assert outbox() == []
        [asked] = queries.asking()
        actions.publish_now(actor=alice, departure=asked)
        moment()
    assert len(outbox()) == 1


def test_what_the_network_would_refuse_is_told_before_it_leaves(house, alice, organisation, moment):
    bluesky = connect_channel(actor=alice, kind="bluesky", name="Bluesky", settings={"handle": "us.example"},
                              secret={"password": "x"}, default_hat="customer")  # fmt: skip
    piece = planned(alice, networks=[("bluesky", bluesky)])
    Version.objects.filter(piece=piece).update(body="é" * 301)  # as if the network took less than it did
    with later(2 * MINUTE):
        moment()
        [refused] = queries.waiting("refused")
        assert "300" in refused.reason
        Version.objects.filter(piece=piece).update(body="Plus court.")
        actions.publish_now(actor=alice, departure=refused)
        assert Delivery.objects.get().text == "Plus court."


def test_each_moment_is_one_departure_however_often_it_is_looked_at(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        for _ in range(5):
            jobs.look(0)
            leaving.leave_due(house.id, piece.pk)
        moment()
    assert Departure.objects.count() == 1
    assert len(outbox()) == 1
