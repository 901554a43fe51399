"""Events reach their handler in order; those that bring more of the same are taken together, or not at all."""

import pytest
from django.db import connection

from liant.channels.events import ItemsCollected
from liant.jobs import events
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HANDLER = "tests.jobs.test_events:take"
told: list[ItemsCollected] = []


def take(event: ItemsCollected) -> None:
    told.append(event)


@pytest.fixture(autouse=True)
def handler(monkeypatch):
    told.clear()
    found = {"ItemsCollected": [events.Subscription(HANDLER, 0)]}
    monkeypatch.setattr(events, "_subscriptions", found)


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where task_name = 'events.deliver' order by id")
        return [row[0] for row in cursor.fetchall()]


def publish(organisation, channel_id: int, *item_ids: int) -> None:
    with tenant(organisation.id):
        events.publish(ItemsCollected(channel_id=channel_id, item_ids=list(item_ids)))


def test_what_waits_for_one_channel_is_taken_together_in_its_order(organisation, work_off):
    for number in range(5):
        publish(organisation, 1, number, number + 10)
    publish(organisation, 2, 99)
    assert work_off() == 2
    assert [(event.channel_id, event.item_ids) for event in told] == [
        (1, [0, 10, 1, 11, 2, 12, 3, 13, 4, 14]),
        (2, [99]),
    ]
    assert set(states()) == {"succeeded"}


def test_no_more_than_a_handful_are_taken_at_once(organisation, work_off):
    for number in range(events.MOST_TOGETHER + 5):
        publish(organisation, 1, number)
    assert work_off() == 2
    assert [len(event.item_ids) for event in told] == [events.MOST_TOGETHER + 1, 4]


def test_another_organisations_events_stay_where_they_are(organisation, other_organisation, work_off):
    publish(organisation, 1, 1)
    publish(other_organisation, 1, 2)
    assert work_off() == 2
    assert [event.item_ids for event in told] == [[1], [2]]


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_along_waits_again_when_the_handler_fails(organisation, monkeypatch):
    publish(organisation, 1, 405)
    monkeypatch.setattr("tests.jobs.test_events.take", fails)
    with pytest.raises(ValueError, match="cannot"):
        events.deliver.func(organisation.id, HANDLER, "ItemsCollected", {"channel_id": 1, "item_ids": [404]})
    assert states() == ["todo"]


def fails(event: ItemsCollected) -> None:
    assert event.item_ids == [404, 405]
    raise ValueError("This one cannot be taken.")
