"""Both versions of Jetstream over a real connection, to a small server that plays back events by their rules; and the
gaps that each leaves, said or not."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from liant.connectors import registry
from liant.connectors.bluesky import jetstream
from liant.connectors.bluesky.interest import Interest
from liant.connectors.contract import Gap, Misconfigured, Temporary
from tests.counterparts import jetstream_server
from tests.counterparts.jetstream_server import V1, V2

pytestmark = pytest.mark.usefixtures("private_addresses")
RECORDED = Path(__file__).resolve().parents[4] / "shared" / "data" / "bluesky_jetstream" / "expected_v1.jsonl"
US, ANA = "did:plc:ususususususususususususu", "did:plc:anaanaanaanaanaanaanaana"
BEGAN = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)
SECOND = 1_000_000


def us_time(seconds: float) -> int:
    return int((BEGAN + timedelta(seconds=seconds)).timestamp()) * SECOND


def mention(text: str) -> dict:
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": US}
    facet = {"index": {"byteStart": 0, "byteEnd": 3}, "features": [feature]}
    return {"text": text, "createdAt": "2026-03-31T10:00:00Z", "facets": [facet]}


@pytest.fixture
def server():
    with jetstream_server.start() as running:
        yield running


def heard(address, cursor=None, seconds=0.6):
    """(keys of items, all pages, the cursor as stored)."""
    pages = list(jetstream.listen(address, Interest(US), cursor, seconds))
    return [item.key.rpartition("/")[2] for page in pages for item in page.items], pages, pages[-1].cursor


def gaps(pages) -> list[Gap]:
    return [gap for page in pages for gap in page.gaps]


def tell_a_story(server):
    server.post(ANA, "a", mention("@us bonjour"), time_us=us_time(0))
    server.post(ANA, "b", {"text": "rien", "createdAt": "2026-03-31T10:00:00Z"}, time_us=us_time(1))
    server.happen(ANA, "identity", {"did": ANA, "handle": "ana.example"}, time_us=us_time(2))
    server.post(ANA, "c", mention("@us effacé aussitôt"), time_us=us_time(3))
    server.post(ANA, "c", {}, time_us=us_time(4), operation="delete")
    server.happen("did:plc:gone", "account", {"active": False, "status": "deleted"}, time_us=us_time(5))
    server.happen("did:plc:away", "account", {"active": False, "status": "deactivated"}, time_us=us_time(6))


@pytest.mark.parametrize(("speaks", "path"), [((2,), V2), ((1,), V1), ((1, 2), V2)])
def test_what_concerns_us_comes_over_either_version(server, speaks, path):
    server.speaks = speaks
    tell_a_story(server)
    start = {"at": (BEGAN - timedelta(seconds=5)).isoformat()}
    keys, pages, cursor = heard(server.url, start)
    assert keys == ["a"]
    assert [key.rpartition("/")[2] for page in pages for key in page.withdrawn] == ["c"]
    assert [did for page in pages for did in page.withdrawn_authors] == ["did:plc:gone"]
    assert server.asked[-1][0] == path
    assert cursor["jetstream"]["version"] == (2 if path == V2 else 1)
    assert cursor["jetstream"]["time_us"] == us_time(6)
    assert not [note for page in pages for note in page.unreadable]


def test_the_version_named_by_the_address_is_spoken(server):
    heard(f"{server.url}/subscribe")
    assert [path for path, _ in server.asked] == [V1]
    server.speaks = (1,)
    with pytest.raises(Temporary, match="refuses the stream"):
        heard(server.url + V2)


@pytest.mark.parametrize("version", [1, 2])
def test_it_goes_on_where_it_stopped_and_the_last_event_comes_again(server, version):
    server.speaks = (version,)
    tell_a_story(server)
    _, _, cursor = heard(server.url, {"at": (BEGAN - timedelta(seconds=5)).isoformat()})
    server.post(ANA, "d", mention("@us encore"), time_us=us_time(7))
    keys, pages, after = heard(server.url, cursor)
    assert (keys, gaps(pages)) == (["d"], [])
    asked = int(server.asked[-1][1]["cursor"][0])
    assert asked == (us_time(6) if version == 1 else server.events[-2].seq)
    assert heard(server.url, after)[0] == ["d"], "the last one comes again; its key tells that it is known"


def test_on_another_server_numbers_mean_nothing_and_time_is_rewound(server):
    tell_a_story(server)
    _, _, cursor = heard(server.url, {"at": (BEGAN - timedelta(seconds=5)).isoformat()})
    with jetstream_server.start(floor=900) as other:
        other.post(ANA, "e", mention("@us d’ailleurs"), time_us=us_time(2))
        other.post(ANA, "f", mention("@us plus tard"), time_us=us_time(9))
        keys, pages, after = heard(other.url, cursor)
        assert keys == ["e", "f"]
        assert int(other.asked[-1][1]["cursor"][0]) == us_time(6) - jetstream.REWIND_MICROSECONDS
        assert after["jetstream"]["seq"] == 902
        assert [gap.reason for gap in gaps(pages)] == [jetstream.NO_LONGER_HELD], "it began later than what was asked"


def test_version_1_moves_an_old_cursor_forward_in_silence_and_it_is_a_gap_all_the_same(server):
    server.speaks = (1,)
    tell_a_story(server)
    _, _, cursor = heard(server.url, {"at": (BEGAN - timedelta(seconds=5)).isoformat()})
    server.floor = server.events[-1].seq + 1
    server.post(ANA, "d", mention("@us deux jours après"), time_us=us_time(2 * 86_400))
    keys, pages, _ = heard(server.url, cursor)
    assert keys == ["d"]
    assert gaps(pages) == [Gap(BEGAN + timedelta(seconds=6), BEGAN + timedelta(days=2), jetstream.NO_LONGER_HELD)]


def test_version_2_says_that_a_number_is_too_old_and_it_is_a_gap(server):
    """What the server still holds is heard all the same: it is asked again by time, which it moves forward."""
    tell_a_story(server)
    _, _, cursor = heard(server.url, {"at": (BEGAN - timedelta(seconds=5)).isoformat()})
    for n in range(50):
        server.happen(ANA, "identity", {"did": ANA, "handle": "ana.example"}, time_us=us_time(3600 + n))
    server.post(ANA, "d", mention("@us deux jours après"), time_us=us_time(2 * 86_400))
    server.floor = server.events[-1].seq
    keys, pages, after = heard(server.url, cursor)
    assert keys == ["d"]
    assert gaps(pages) == [Gap(BEGAN + timedelta(seconds=6), BEGAN + timedelta(days=2), jetstream.NO_LONGER_HELD)]
    asked = [int(asked["cursor"][0]) for _, asked in server.asked[-2:]]
    assert asked[0] < jetstream_server.TIME <= asked[1], "by its number, then by its time"
    assert after["jetstream"]["seq"] == server.floor


def test_where_the_time_is_too_old_as_well_it_goes_on_live(server):
    tell_a_story(server)
    _, _, cursor = heard(server.url, {"at": (BEGAN - timedelta(seconds=5)).isoformat()})
    server.floor, server.refuses_old_times = server.events[-1].seq + 50, True
    keys, pages, after = heard(server.url, cursor)
    [gap] = gaps(pages)
    assert (keys, gap.from_at, gap.reason) == ([], BEGAN + timedelta(seconds=6), jetstream.NO_LONGER_HELD)
    assert [("cursor" in asked) for _, asked in server.asked[-3:]] == [True, True, False], "from there on, live"
    assert after["jetstream"]["seq"] is None


def test_version_2_says_that_a_time_is_too_old_and_it_is_a_gap(server):
    tell_a_story(server)
    long_ago = BEGAN - timedelta(days=9)
    keys, pages, _ = heard(server.url, {"at": long_ago.isoformat()})
    assert keys == ["a"]
    assert gaps(pages) == [Gap(long_ago, BEGAN, jetstream.NO_LONGER_HELD)]


def test_a_number_that_the_server_has_not_reached_is_a_gap_once_it_speaks(server):
    tell_a_story(server)
    place = {"address": server.url.replace("http", "ws"), "version": 2, "seq": 10_000, "time_us": us_time(0)}
    batch = jetstream.Batch(Interest(US), {"jetstream": place}, place["address"])
    assert batch.ask(2) == 10_000
    batch.add('{"$type": "message", "payload": {"$type": "x#info", "name": "FutureCursor"}}')
    batch.add(server.events[-1].v2)
    assert gaps([batch.page(None)]) == [Gap(BEGAN, BEGAN + timedelta(seconds=6), jetstream.BEGAN_ANEW)]
    assert batch.seq == server.events[-1].seq


def test_a_reader_that_is_too_slow_is_told_and_goes_on_where_it_was(server):
    tell_a_story(server)
    server.ends_with = "ConsumerTooSlow"
    pages: list = []
    start = {"at": (BEGAN - timedelta(seconds=5)).isoformat()}
    with pytest.raises(Temporary, match="ConsumerTooSlow"):
        pages.extend(jetstream.listen(server.url, Interest(US), start, 5))
    assert [item.key.rpartition("/")[2] for page in pages for item in page.items] == ["a"]
    server.ends_with = ""
    server.post(ANA, "d", mention("@us encore"), time_us=us_time(7))
    keys, after, _ = heard(server.url, pages[-1].cursor)
    assert (keys, gaps(after)) == (["d"], [])


def test_broken_frames_are_named_and_the_rest_is_heard():
    batch = jetstream.Batch(Interest(US), None)
    frames = [
        b"{",
        b"[]",
        b'{"did":1}',
        b'{"$type":"message","payload":{"$type":"x#commit","seq":1,"did":"d","time":"?"}}',
    ]
    for frame in frames:
        batch.add(frame)
    assert len(batch.page(None).unreadable) == len(frames)


def test_nobody_there_is_told_and_a_wrong_address_too(server):
    with pytest.raises(Misconfigured) as caught:
        heard("ftp://127.0.0.1/")
    assert caught.value.field == "jetstream"
    with pytest.raises(Temporary):
        heard("http://127.0.0.1:1")


def test_the_channel_listens_when_a_stream_is_named():
    bluesky = registry.get("bluesky")
    assert not bluesky.capabilities_for({}).can_listen
    assert bluesky.capabilities_for({"jetstream": "https://jetstream.example"}).can_listen


def test_from_a_jetstream_back_to_a_server_of_its_own_is_a_gap():
    from liant.connectors.bluesky import firehose

    cursor = {"jetstream": {"address": "x", "seq": 4}, "at": BEGAN.isoformat()}
    batch = firehose.Batch(Interest(US), cursor)
    assert (batch.seq, batch.at) == (None, BEGAN)


@pytest.mark.full
@pytest.mark.parametrize("version", [1, 2])
def test_what_was_recorded_comes_over_the_line_as_it_was(server, version):
    """Events of a real day, played again; they hold the words of people who were not asked, and stay beside the checkout."""
    if not RECORDED.exists():
        pytest.skip("the recording is not on this machine")
    server.speaks = (version,)
    lines = [json.loads(line) for line in RECORDED.read_text().splitlines()]
    for line in lines:
        server.happen(line["did"], line["kind"], line[line["kind"]], time_us=line["time_us"])
    posts = [line for line in lines if line.get("commit", {}).get("collection") == "app.bsky.feed.post"]
    answers = [line for line in posts if "reply" in line["commit"].get("record", {})]
    spoken_to = answers[0]["commit"]["record"]["reply"]["parent"]["uri"].split("/")[2]
    start = {"at": datetime.fromtimestamp(lines[0]["time_us"] / 1e6, UTC).isoformat()}
    pages = list(jetstream.listen(server.url, Interest(spoken_to), start, 1.5))
    assert any(item.is_addressed for page in pages for item in page.items)
    assert not [note for page in pages for note in page.unreadable]
    assert pages[-1].cursor["jetstream"]["time_us"] == max(line["time_us"] for line in lines)
