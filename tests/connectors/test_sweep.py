"""Once a day, networks that tell nobody of what was deleted are asked for the comments heard last."""

import json
from datetime import timedelta

import pytest

from liant.connectors import sweep
from liant.connectors.contract import IncomingItem, Temporary
from liant.connectors.sweep import Heard, Plan
from tests.connectors.reading import NOW


def comment(key, **values):
    return IncomingItem(
        **{"key": key, "kind": "comment", "text": key, "published_at": NOW, "author": None, "raw": {}} | values
    )


class Network:
    """Some comments; those that are no longer there; which were asked for."""

    def __init__(self, *items):
        self.items, self.gone, self.called = list(items), set(), []

    def plan(self):
        return Plan(first=[{"part": "all"}], ask=self.ask, days_back=30, gone=self.look)

    def ask(self, question, since, memo):
        told, self.items = self.items, []
        return Heard(items=told)

    def look(self, keys):
        self.called.append(list(keys))
        return [key for key in keys if key in self.gone]


def a_pass(network, cursor, now):
    pages = []
    while True:
        page = sweep.step(cursor, now, network.plan())
        cursor = json.loads(json.dumps(page.cursor))
        pages.append(page)
        if not page.has_more:
            return cursor, [key for one in pages for key in one.withdrawn], [x for one in pages for x in one.unreadable]


def test_what_is_there_no_more_is_withdrawn_once_a_day_and_once():
    network = Network(*(comment(f"c{n}") for n in range(25)))
    cursor, _, _ = a_pass(network, None, NOW)
    network.gone = {"c3", "c24"}
    cursor, withdrawn, _ = a_pass(network, cursor, NOW + timedelta(hours=1))
    assert (withdrawn, network.called) == ([], []), "it was begun to be counted an hour ago"
    cursor, withdrawn, _ = a_pass(network, cursor, NOW + timedelta(hours=25))
    assert withdrawn == ["c3", "c24"]
    assert [len(keys) for keys in network.called] == [10, 10, 5]
    network.called.clear()
    cursor, withdrawn, _ = a_pass(network, cursor, NOW + timedelta(hours=26))
    assert (withdrawn, network.called) == ([], [])
    cursor, withdrawn, _ = a_pass(network, cursor, NOW + timedelta(hours=51))
    assert withdrawn == []
    assert "c3" not in [key for keys in network.called for key in keys]


def test_only_the_comments_of_others_heard_last_are_asked_for():
    network = Network(comment("ours", is_ours=True), comment("tag", kind="mention"), comment("theirs", kind="reply"),
                      *(comment(f"c{n}") for n in range(150)))  # fmt: skip
    cursor, _, _ = a_pass(network, None, NOW)
    assert cursor["known"] == [f"c{n}" for n in range(50, 150)]


def test_an_account_that_may_look_no_longer_takes_nothing_away():
    network = Network(*(comment(f"c{n}") for n in range(4)))
    cursor, _, _ = a_pass(network, None, NOW)
    network.gone = {"c0", "c1", "c2"}
    cursor, withdrawn, unreadable = a_pass(network, cursor, NOW + timedelta(days=2))
    assert (withdrawn, unreadable) == ([], [sweep.TOO_MANY_GONE])
    assert len(cursor["known"]) == 4


def test_a_look_that_fails_is_taken_up_where_it_stopped():
    network = Network(comment("a"), comment("b"))
    cursor, _, _ = a_pass(network, None, NOW)
    network.gone = {"a"}
    later = NOW + timedelta(days=2)
    page = sweep.step(cursor, later, network.plan())
    cursor = json.loads(json.dumps(page.cursor))
    look, network.look = network.look, lambda keys: (_ for _ in ()).throw(Temporary("busy"))
    with pytest.raises(Temporary):
        sweep.step(cursor, later, network.plan())
    network.look = look
    _, withdrawn, _ = a_pass(network, cursor, later)
    assert withdrawn == ["a"]
