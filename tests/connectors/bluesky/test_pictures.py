"""Pictures on a whole AT Protocol network: in the record with their words, once, also when they are sent again."""

import io
import threading
import time
from datetime import UTC, datetime

import httpx
import pytest
from PIL import Image

from liant.connectors import registry
from liant.connectors.bluesky import records
from liant.connectors.contract import Attachment, Draft, OutcomeUnknown, Rejected
from tests.counterparts.cutting_proxy import CuttingProxy

bluesky = registry.get("bluesky")
NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def picture(colour="brown", kind="JPEG", **values) -> Attachment:
    stream = io.BytesIO()
    Image.new("RGB", (6, 4), colour).save(stream, kind)
    known = {"description": "Le four, allumé", "width": 6, "height": 4} | values
    return Attachment(f"four.{kind.lower()}", f"image/{kind.lower()}", content=stream.getvalue(), **known)


def media_of(frozen, *attachments):
    return {named["sha256"]: attachment.content for named, attachment in zip(frozen["media"], attachments, strict=True)}


def test_the_record_names_its_pictures_before_they_are_sent():
    draft = Draft(kind="post", text="", attachments=(picture(), picture("red", width=None, description=None)))
    frozen = records.freeze(draft, "k", NOW)
    first, second = frozen["record"]["embed"]["images"]
    assert first["alt"] == "Le four, allumé"
    assert first["aspectRatio"] == {"width": 6, "height": 4}
    assert (second["alt"], "aspectRatio" in second) == ("", False)
    assert records.blob_link(b"") == "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"
    assert "content" not in str(frozen["media"])


@pytest.fixture(scope="module")
def us(atproto_network):
    return atproto_network.create_account("photographe")


def post_of(us, rkey):
    params = {"repo": us.did, "collection": "app.bsky.feed.post", "rkey": rkey}
    return us.call("GET", "com.atproto.repo.getRecord", params=params)["value"]


def count(us, text):
    params = {"repo": us.did, "collection": "app.bsky.feed.post", "limit": 100}
    listed = us.call("GET", "com.atproto.repo.listRecords", params=params)["records"]
    return sum(record["value"]["text"] == text for record in listed)


@pytest.mark.counterpart
@pytest.mark.usefixtures("private_addresses")
def test_pictures_stand_in_the_record_with_their_words(us):
    account, shown = us.account(), (picture(), picture("red", "PNG"), picture("blue", "WEBP"))
    draft = Draft(kind="post", text="Trois vues du four", language="fr", attachments=shown)
    frozen = bluesky.prepare(account, draft, "delivery-pictures", datetime.now(UTC))
    media = media_of(frozen, *shown)
    first = bluesky.send(account, frozen, media)
    assert bluesky.send(account, frozen, media) == first
    assert bluesky.find(account, frozen).remote_key == first.remote_key
    record = post_of(us, frozen["rkey"])
    assert record == frozen["record"]
    assert [image["alt"] for image in record["embed"]["images"]] == ["Le four, allumé"] * 3
    for image, attachment in zip(record["embed"]["images"], shown, strict=True):
        params = {"did": us.did, "cid": image["image"]["ref"]["$link"]}
        kept = httpx.get(f"{us.network.pds}/xrpc/com.atproto.sync.getBlob", params=params, timeout=20)
        assert kept.content == attachment.content
    assert count(us, "Trois vues du four") == 1


@pytest.mark.counterpart
@pytest.mark.usefixtures("private_addresses")
def test_a_line_cut_after_the_pictures_left_says_it_once(us):
    host, port = us.network.pds.removeprefix("http://").split(":")
    with CuttingProxy("127.0.0.1" if host == "localhost" else host, int(port)) as proxy:
        account = us.account(server=proxy.url)
        bluesky.check(account)
        draft = Draft(kind="post", text="coupé avec une image", attachments=(picture(),))
        frozen = bluesky.prepare(account, draft, "delivery-cut-picture", datetime.now(UTC))
        proxy.cut_after_request(marker=b"putRecord")
        with pytest.raises(OutcomeUnknown):
            bluesky.send(account, frozen, media_of(frozen, picture()))
        assert bluesky.find(account, frozen)
        bluesky.send(account, frozen, media_of(frozen, picture()))
    assert count(us, "coupé avec une image") == 1


@pytest.mark.counterpart
@pytest.mark.usefixtures("private_addresses")
def test_other_bytes_than_those_frozen_do_not_leave(us):
    account = us.account()
    draft = Draft(kind="post", text="pas celle-là", attachments=(picture(),))
    frozen = bluesky.prepare(account, draft, "delivery-other-bytes", datetime.now(UTC))
    for media in ({}, {frozen["media"][0]["sha256"]: b"something else"}):
        with pytest.raises(Rejected, match="is not here"):
            bluesky.send(account, frozen, media)
    assert count(us, "pas celle-là") == 0


@pytest.mark.counterpart
@pytest.mark.usefixtures("private_addresses")
def test_a_quote_with_pictures_is_heard_with_what_it_quotes(us, atproto_network):
    """Read from the stream: the reading service of this network does not show posts with pictures."""
    ours, ana = us.post("Le four est rallumé"), atproto_network.create_account("citante")
    atproto_network.wait_for_post(ours["uri"])
    sent = httpx.post(
        f"{atproto_network.pds}/xrpc/com.atproto.repo.uploadBlob",
        content=picture().content,
        headers={"authorization": f"Bearer {ana.token}", "content-type": "image/jpeg"},
        timeout=20,
    )
    media = {"$type": "app.bsky.embed.images", "images": [{"alt": "Le mien", "image": sent.json()["blob"]}]}
    quoting = {"$type": "app.bsky.embed.record", "record": ours}
    pages: list = []
    thread = threading.Thread(target=lambda: pages.extend(bluesky.listen(us.account(), None, 6)))
    thread.start()
    time.sleep(1)
    embed = {"$type": "app.bsky.embed.recordWithMedia", "record": quoting, "media": media}
    quote = ana.post("Enfin", embed=embed)
    thread.join()
    [item] = [item for page in pages for item in page.items if item.key == quote["uri"]]
    assert (item.kind, item.is_addressed) == ("quote", True)
    assert [above.text for above in item.context] == ["Le four est rallumé"]
    assert [attachment.description for attachment in item.attachments] == ["Le mien"]
