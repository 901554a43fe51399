"""Who is quoted did not speak to us: the payload keeps where the quoted post is, and not what it says."""

from liant.connectors.bluesky.items import without_others

QUOTED = {
    "$type": "app.bsky.embed.record#viewRecord",
    "uri": "at://did:plc:chloe/app.bsky.feed.post/1",
    "cid": "bafy",
    "author": {"handle": "chloe.test"},
    "value": {"text": "Mots de Chloé"},
}


def test_a_quoted_post_is_only_pointed_at():
    view = {"uri": "at://x", "embed": {"$type": "app.bsky.embed.record#view", "record": QUOTED}}
    kept = without_others(view)
    assert "Chloé" not in str(kept)
    assert "chloe.test" not in str(kept)
    assert kept["embed"]["record"]["uri"] == QUOTED["uri"]
    assert view["embed"]["record"] is QUOTED, "what came is left as it was"


def test_a_quote_beside_pictures_is_only_pointed_at():
    view = {
        "embed": {"$type": "app.bsky.embed.recordWithMedia#view", "record": {"record": QUOTED}, "media": {"images": []}}
    }
    kept = without_others(view)
    assert "Chloé" not in str(kept)
    assert kept["embed"]["media"] == {"images": []}
    assert kept["embed"]["record"]["record"]["uri"] == QUOTED["uri"]


def test_without_a_quote_nothing_changes():
    view = {"uri": "at://x", "embed": {"$type": "app.bsky.embed.images#view", "images": []}}
    assert without_others(view) is view
