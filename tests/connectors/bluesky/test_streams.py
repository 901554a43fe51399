"""The two streams on recorded frames: raw frames of a relay, and the same moments as Jetstream served them.

The recording holds the words of people who were not asked: it stays outside the project, beside its checkout.
"""

import json
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from liant.connectors.bluesky import firehose
from liant.connectors.bluesky.interest import Interest
from liant.connectors.bluesky.jetstream import Batch

RECORDED = Path(__file__).resolve().parents[4] / "shared" / "data" / "bluesky_jetstream"
US = "did:plc:ususususususususususususu"
ANA = "did:plc:anaanaanaanaanaanaanaana"


def read_frames(frames, interest, cursor=None):
    """One page from frames of version 1, in the order of arrival."""
    batch = Batch(interest, cursor)
    batch.ask(1)
    for data in frames:
        batch.add(data)
    return batch.page(None)


def frame(collection, rkey, record=None, operation="create", did=ANA, time_us=1_783_175_888_000_000):
    commit = {"rev": "3m", "operation": operation, "collection": collection, "rkey": rkey}
    if record is not None:
        commit |= {"record": {"$type": collection, "createdAt": "2026-07-04T14:38:08.999Z", **record}, "cid": "bafyx"}
    return json.dumps({"did": did, "time_us": time_us, "kind": "commit", "commit": commit})


def post(rkey, text, **more):
    return frame("app.bsky.feed.post", rkey, {"text": text, **more})


def mention(did):
    return [
        {
            "index": {"byteStart": 0, "byteEnd": 3},
            "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
        }
    ]


def test_what_concerns_us_is_kept():
    ours = {"uri": f"at://{US}/app.bsky.feed.post/1", "cid": "c"}
    frames = [
        post("a", "@us bonjour", facets=mention(US)),
        post("b", "Merci", reply={"root": ours, "parent": ours}),
        post("c", "voyez", embed={"$type": "app.bsky.embed.record", "record": ours}),
        post("d", "La BRIOCHÉ du quai"),
        post("e", "rien"),
        post("f", "@autre", facets=mention("did:plc:autre")),
        frame("app.bsky.feed.like", "g", {"subject": ours}),
        frame("app.bsky.feed.like", "h", {"subject": {"uri": "at://did:plc:x/app.bsky.feed.post/1", "cid": "c"}}),
        frame("app.bsky.graph.follow", "i", {"subject": US}),
        frame("app.bsky.feed.repost", "j", {"subject": ours}),
        frame("fm.teal.alpha.actor.status", "k", {"text": "brioche"}),
    ]
    page = read_frames(frames, Interest(US, ('"brioche du"', "quai pain")))
    assert [(item.key[-1], item.kind, item.is_addressed) for item in page.items] == [
        ("a", "mention", True),
        ("b", "reply", True),
        ("c", "quote", True),
        ("d", "post", False),
        ("g", "like", False),
        ("i", "follow", False),
        ("j", "repost", False),
    ]
    assert page.items[0].published_at == datetime(2026, 7, 4, 14, 38, 8, 999000, tzinfo=UTC)


def test_what_is_deleted_is_withdrawn():
    deleted = json.dumps(
        {"did": ANA, "time_us": 1, "kind": "account", "account": {"active": False, "did": ANA, "status": "deleted"}}
    )
    frames = [post("a", "@us", facets=mention(US)), frame("app.bsky.feed.post", "a", operation="delete"), deleted]
    page = read_frames(frames, Interest(US))
    assert (list(page.items), page.withdrawn, page.withdrawn_authors) == (
        [],
        [f"at://{ANA}/app.bsky.feed.post/a"],
        [ANA],
    )


def test_a_cursor_moved_forward_in_silence_is_a_gap():
    early = {"jetstream": {"address": "", "time_us": 1_783_000_000_000_000}}
    page = read_frames([post("a", "x")], Interest(US), early)
    assert page.gaps[0].to_at == datetime.fromtimestamp(1_783_175_888, UTC)
    assert not read_frames([post("a", "x")], Interest(US), page.cursor).gaps
    assert not read_frames([], Interest(US), early).gaps


def test_broken_frames_are_named():
    page = read_frames([b"{", "[]", '{"did":1}', post("a", "@us", facets=mention(US))], Interest(US))
    assert (len(page.unreadable), len(page.items)) == (3, 1)


def test_broken_frames_of_the_firehose_are_named():
    batch = firehose.Batch(Interest(US), {"seq": 4})
    for data in (b"", b"\xa1", b"\x00" * 40, b"{}"):
        batch.add(data)
    assert len(batch.page(None).unreadable) == 4


def recorded_frames():
    import pyarrow

    if not RECORDED.exists():
        pytest.skip("the recording is not on this machine")
    raw = pyarrow.input_stream(str(RECORDED / "frames.bin.zst"), compression="zstd").read()
    place, frames = 0, []
    while place < len(raw):
        (size,) = struct.unpack("<I", raw[place : place + 4])
        frames.append(raw[place + 4 : place + 4 + size])
        place += 4 + size
    return frames


@pytest.mark.full
def test_both_streams_tell_the_same():
    """150 recorded frames of the relay and what Jetstream made of them give the same records, deletions and order."""
    from_frames = []
    for data in recorded_frames():
        event = firehose.decode(data)
        from_frames += [(change.uri, change.action, change.cid, change.record) for change in event.changes]
    from_jetstream = []
    for line in (RECORDED / "expected_v1.jsonl").read_text().splitlines():
        found = json.loads(line)
        commit = found.get("commit")
        if commit and commit["collection"] in firehose.reader.HEARD:
            uri = f"at://{found['did']}/{commit['collection']}/{commit['rkey']}"
            from_jetstream.append((uri, commit["operation"], commit.get("cid"), commit.get("record")))
    assert len(from_jetstream) == 147
    assert sorted(from_frames, key=lambda change: change[0]) == sorted(from_jetstream, key=lambda change: change[0])


@pytest.mark.full
def test_recorded_posts_become_items():
    """Seen with the eyes of each account that was answered, mentioned or liked, its items are addressed to it."""
    lines = (
        (RECORDED / "expected_v1.jsonl").read_text().splitlines() if RECORDED.exists() else pytest.skip("no recording")
    )
    found = [(line["did"], line.get("commit", {}).get("record", {})) for line in map(json.loads, lines)]
    answers = [(did, record["reply"]["parent"]["uri"].split("/")[2]) for did, record in found if "reply" in record]
    spoken_to = {other for did, other in answers if did != other}
    assert spoken_to
    for did in spoken_to:
        page = read_frames(lines, Interest(did))
        assert any(item.kind == "reply" and item.is_addressed for item in page.items)
        assert not page.unreadable
