"""What an open page is told after its line was cut: exactly what it missed, and otherwise to read everything again."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.jobs import live
from liant.jobs.live import MOST_BEHIND, REMEMBERED, Hub

HOUSE = 1


class Switchboard(Hub):
    """A hub to which the test speaks instead of PostgreSQL."""

    def __init__(self):
        super().__init__()
        self.begin()

    def keep_running(self, name, work):
        pass


def told(stream):
    """(name, topic, thing) of each message that the stream holds."""
    found = []
    while not stream.queue.empty():
        lines = dict(line.split(": ", 1) for line in stream.queue.get_nowait().strip().splitlines())
        said = json.loads(lines["data"])
        found.append((lines.get("id", ""), said["topic"], said["id"]))
    return found


def topics(stream):
    return [topic for _, topic, _ in told(stream)]


@pytest.fixture
def hub():
    return Switchboard()


def opened(hub, **values):
    """A page that was asked for just now, unless it says otherwise."""
    return hub.open(HOUSE, **{"since": float("inf")} | values)


def test_a_page_made_just_now_is_told_nothing(hub):
    assert told(opened(hub)) == []


def test_a_page_made_before_the_last_change_reads_everything(hub):
    hub.tell(HOUSE, "conversation", "7")
    assert topics(opened(hub, since=0.0)) == [""]


def test_a_cut_page_is_given_what_it_missed_whatever_the_time(hub):
    stream = opened(hub)
    hub.tell(HOUSE, "conversation", "7")
    [(heard, _, _)] = told(stream)
    hub.close(HOUSE, stream)
    hub.tell(HOUSE, "conversation", "8")
    hub.tell(HOUSE, "delivery", "3")
    assert [what for _, *what in told(hub.open(HOUSE, since=0.0, last_heard=heard))] == [
        ["conversation", "8"],
        ["delivery", "3"],
    ]


def test_a_page_that_missed_nothing_reads_nothing_again(hub):
    stream = opened(hub)
    hub.tell(HOUSE, "conversation", "7")
    [(heard, _, _)] = told(stream)
    assert told(hub.open(HOUSE, since=0.0, last_heard=heard)) == []


def test_a_page_that_was_away_for_too_long_reads_everything(hub):
    stream = opened(hub)
    hub.tell(HOUSE, "conversation", "0")
    [(heard, _, _)] = told(stream)
    hub.close(HOUSE, stream)
    for number in range(REMEMBERED + 1):
        hub.tell(HOUSE, "conversation", str(number))
    assert topics(hub.open(HOUSE, last_heard=heard)) == [""]


def test_after_a_stretch_without_ears_everyone_reads_everything(hub):
    stream = opened(hub)
    hub.tell(HOUSE, "conversation", "7")
    [(heard, _, _)] = told(stream)
    hub.begin()  # PostgreSQL came back: what happened meanwhile was not heard
    assert topics(stream) == [""]
    assert topics(hub.open(HOUSE, last_heard=heard)) == [""]


@pytest.mark.parametrize("heard", ["x", "-", "abc-1", "-3", "9999999999"])
def test_an_unknown_name_means_everything(hub, heard):
    assert topics(hub.open(HOUSE, last_heard=heard)) == [""]


def test_a_stream_that_is_too_far_behind_reads_everything_once(hub):
    stream = opened(hub)
    for number in range(MOST_BEHIND + 1):
        hub.tell(HOUSE, "conversation", str(number))
    assert topics(stream) == [""]


def test_what_concerns_one_thing_is_told_to_the_pages_that_show_it(hub):
    there, elsewhere = opened(hub, here="7"), opened(hub, here="8")
    hub.tell(HOUSE, "presence", "7", is_local=True)
    assert topics(there) == ["presence"]
    assert topics(elsewhere) == []


def test_another_house_hears_nothing(hub):
    stream = hub.open(2, since=float("inf"))
    hub.tell(HOUSE, "conversation", "7")
    assert told(stream) == []


@given(st.lists(st.sampled_from(["change", "cut", "return", "deaf"]), max_size=200))
def test_whatever_happens_to_the_line_no_change_is_missed(steps):
    """A page that applies what it is told always ends up with every change: by name, or by reading everything."""
    hub, known, last, heard = Switchboard(), set(), 0, ""
    stream = opened(hub)

    def listen():
        nonlocal heard
        for name, topic, thing in told(stream):
            heard = name or heard
            known.update(range(1, last + 1) if topic == "" else {int(thing)})

    for step in [*steps, "return"]:
        if step == "change":
            last += 1
            hub.tell(HOUSE, "conversation", str(last))
        elif step == "deaf":
            last += 1  # it happened while nobody listened
            hub.begin()
        elif step == "cut" and stream:
            listen()
            hub.close(HOUSE, stream)
            stream = None
        elif step == "return" and stream is None:
            stream = hub.open(HOUSE, since=0.0, last_heard=heard)
        if stream:
            listen()
    assert known == set(range(1, last + 1))


def test_streams_are_closed_with_their_page(hub, monkeypatch):
    monkeypatch.setattr(live, "hub", hub)

    async def open_and_close():
        answers = live._messages(HOUSE, "", float("inf"), "")
        assert await anext(answers) == "retry: 3000\n\n"
        assert live.hub.count() == 1
        await answers.aclose()
        assert live.hub.count() == 0

    asyncio.run(open_and_close())
