"""The records we write: lengths as people count them, facets by bytes, keys that a delivery always gets again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.bluesky import records
from liant.connectors.contract import Draft, Rejected

NOW = datetime(2026, 3, 31, 10, 0, 0, 123456, tzinfo=UTC)


def covered(text, people=None):
    data = text.encode()
    found = records.facets(text, people)
    return [(data[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(), *f["features"][0].values()) for f in found]


LINK, TAG, MENTION = (f"app.bsky.richtext.facet#{kind}" for kind in ("link", "tag", "mention"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir https://a.example/é?x=1.", [("https://a.example/é?x=1", LINK, "https://a.example/é?x=1")]),
        ("(https://a.example/b_(c))", [("https://a.example/b_(c)", LINK, "https://a.example/b_(c)")]),
        ("👨‍👩‍👧 fournils.fr !", [("fournils.fr", LINK, "https://fournils.fr")]),
        ("« https://a.example »", [("https://a.example", LINK, "https://a.example")]),
        ("écrire à ana@fournils.fr", []),
        ("le #pain, #seigle! a#b #1 #", [("#pain", TAG, "pain"), ("#seigle", TAG, "seigle")]),
        ("bonjour @Ana.test et @inconnu.test", [("@Ana.test", MENTION, "did:plc:ana")]),
        ("rien.du tout", []),
    ],
)
def test_facets_cover_the_right_bytes(text, found):
    assert covered(text, {"ana.test": "did:plc:ana"}) == found


@given(st.text(max_size=80), st.text(max_size=20))
def test_facets_never_cut_a_character(before, after):
    text = f"{before} https://a.example/é {after} #été"
    data = text.encode()
    for facet in records.facets(text):
        data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()


@given(st.text(min_size=1), st.integers(946_684_800, 4_102_444_800))
def test_keys_are_proper_and_stable(key, seconds):
    moment = datetime.fromtimestamp(seconds, UTC)
    made = records.record_key(key, moment)
    assert len(made) == 13
    assert set(made) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert made[0] in "234567abcdefghij"
    assert records.record_key(key, moment) == made


def test_keys_sort_by_time_and_differ():
    later = records.record_key("a", NOW + timedelta(seconds=1))
    keys = {records.record_key(f"delivery {n}", NOW) for n in range(5000)}
    assert len(keys) == 5000
    assert all(key < records.record_key("x", NOW + timedelta(seconds=2)) for key in keys)
    assert later > records.record_key("a", NOW)


def test_an_answer_points_at_the_root_and_the_parent():
    target = {
        "uri": "at://did:plc:b/app.bsky.feed.post/2",
        "cid": "c2",
        "root": {"uri": "at://did:plc:a/app.bsky.feed.post/1", "cid": "c1"},
    }
    frozen = records.freeze(Draft(kind="reply", text=" Merci ", target=target, language="fr"), "k", NOW)
    assert frozen["record"] == {
        "$type": "app.bsky.feed.post",
        "createdAt": "2026-03-31T10:00:00.123Z",
        "text": "Merci",
        "langs": ["fr"],
        "reply": {
            "root": {"uri": "at://did:plc:a/app.bsky.feed.post/1", "cid": "c1"},
            "parent": {"uri": "at://did:plc:b/app.bsky.feed.post/2", "cid": "c2"},
        },
    }


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(kind="post", text="x" * 301), "301 characters"),
        (Draft(kind="post", text="👨‍👩‍👧‍👦" * 200), "bytes long"),
        (Draft(kind="post", text="  "), "nothing written"),
        (Draft(kind="reply", text="a", target={}), "not known well enough"),
        (Draft(kind="like", text="", target={"uri": "at://x"}), "not known well enough"),
        (Draft(kind="mail", text="a"), "knows no"),
    ],
)
def test_what_the_network_would_refuse_is_refused_before(draft, reason):
    with pytest.raises(Rejected, match=reason):
        records.freeze(draft, "k", NOW)


def test_families_are_one_character_each():
    assert records.freeze(Draft(kind="post", text="👨‍👩‍👧" * 100), "k", NOW)
