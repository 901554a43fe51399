"""A crisis comes between: what is released leaves, what is not stays, nothing fires late."""

import pytest

from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.writing.crisis import actions as crisis_actions
from liant.writing.crisis import queries as crisis_queries
from liant.writing.crisis import releases
from liant.writing.publishing import leaving
from tests.writing.publishing.house import HOUR, MINUTE, later, planned, state_of

pytestmark = pytest.mark.django_db


def a_crisis(alice, **values):
    return crisis_actions.switch_on(
        actor=alice, reason="Malaises après un gâteau", review_at=clock.now() + 9 * HOUR, **values
    )


def test_crisis_between_queueing_and_sending_stops_it_until_released(house, alice, console, home, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
        crisis = a_crisis(alice)
        moment()
        assert outbox() == []
        assert Delivery.objects.get().state == "held"
    with later(5 * HOUR):
        version = piece.versions.get()
        releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Relu")
        moment()
    assert len(outbox()) == 1, "released, it leaves, however long it was held"
    assert state_of(piece) == {"console": "published"}


def test_crisis_before_the_moment_holds_home_and_copy_and_nothing_fires_late(
    house, alice, console, home, outbox, moment
):
    piece = planned(alice, networks=[("journal", None), ("console", console)])
    left = planned(alice, title="Jamais relâché", networks=[("console", console)])
    crisis = a_crisis(alice)
    with later(2 * MINUTE):
        moment()
        assert state_of(piece) == {"journal": "scheduled", "console": "scheduled"}
        crisis_actions.switch_off(actor=alice, crisis=crisis, word="Les analyses sont bonnes")
    with later(3 * HOUR):
        moment()
        assert outbox() == []
        crisis = crisis_queries.one_crisis(crisis.pk)
        for version in piece.versions.order_by("network"):
            releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Vrai")
        moment()
        moment()
    assert state_of(piece) == {"journal": "published", "console": "published"}
    assert len(outbox()) == 1
    assert state_of(left) == {"console": "scheduled"}


def test_released_before_its_moment_it_leaves_at_its_moment(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)], after=HOUR)
    crisis, version = a_crisis(alice), piece.versions.get()
    releases.release(actor=alice, crisis=crisis, version=version, seen_edition=version.edition, reason="Relu")
    moment()
    assert outbox() == []
    with later(HOUR + MINUTE):
        moment()
    assert len(outbox()) == 1


def test_planned_anew_during_a_crisis_it_leaves_once_after_it(house, alice, console, outbox, moment):
    piece = planned(alice, networks=[("console", console)])
    with later(2 * MINUTE):
        leaving.leave_due(house.id, piece.pk)
        crisis = a_crisis(alice)
        moment()
        at = clock.now() + 24 * HOUR
        releases.plan_anew(actor=alice, crisis=crisis, version=piece.versions.get(), at=at, reason="Après")
        crisis_actions.switch_off(actor=alice, crisis=crisis, word="Fini")
        moment()
        assert outbox() == []
    with later(24 * HOUR + 3 * MINUTE):
        moment()
    assert len(outbox()) == 1
