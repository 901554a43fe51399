"""Bluesky against a whole network on this machine: heard, answered once, found again, never twice."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from liant.connectors import registry
from liant.connectors.contract import Account, AuthLost, Draft, Json, OutcomeUnknown, Rejected
from tests.counterparts.cutting_proxy import CuttingProxy
from tests.counterparts.processes import wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.usefixtures("private_addresses")]
bluesky = registry.get("bluesky")


def now():
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def us(atproto_network):
    return atproto_network.create_account("fournils")


@pytest.fixture(scope="module")
def ana(atproto_network):
    return atproto_network.create_account("ana")


def collect(account: Account, cursor: Json | None = None):
    """One whole pass: items by key, and the cursor, as stored between pages."""
    items, pages = {}, 0
    while True:
        page = bluesky.fetch(account, cursor, now())
        cursor = json.loads(json.dumps(page.cursor))
        items |= {item.key: item for item in page.items}
        pages += 1
        assert pages < 60, "the pass does not end"
        if not page.has_more:
            return items, cursor


def heard(account, key, seconds=20):
    """The item once it comes in; the network needs a moment to announce it."""
    found = {}

    def is_there():
        found.update(collect(account)[0])
        return key in found

    wait_until(is_there, seconds, f"The item {key}")
    return found[key]


def answers_to(person, uri):
    thread = person.call("GET", "app.bsky.feed.getPostThread", params={"uri": uri, "depth": 5})["thread"]
    return [reply["post"]["record"]["text"] for reply in thread.get("replies", ())]


def records_of(person, collection="app.bsky.feed.post"):
    params = {"repo": person.did, "collection": collection, "limit": 100}
    return person.call("GET", "com.atproto.repo.listRecords", params=params)["records"]


def test_the_connection_says_whose_it_is(us):
    assert bluesky.check(us.account()).startswith("Connected as @fournils.test")


def test_a_wrong_password_is_an_access_that_is_lost(us):
    account = us.account()
    account.secret = {"password": "wrong"}
    with pytest.raises(AuthLost, match="does not accept this name"):
        bluesky.check(account)


def test_one_session_is_opened_and_kept(us):
    account, kept = us.account(), []
    account.on_remember = kept.append
    bluesky.check(account)
    bluesky.check(account)
    assert len(kept) == 1
    later = Account(settings=account.settings, secret={"password": "not needed"}, remembered=kept[0])
    assert bluesky.check(later).startswith("Connected")


def test_an_expired_session_is_renewed(us):
    account, kept = us.account(), []
    bluesky.check(account)
    account.on_remember = kept.append
    account.remembered["access"] = account.remembered["refresh"]  # the server refuses it as it does an old one
    assert bluesky.check(account).startswith("Connected")
    assert len(kept) == 1
    account.remembered |= {"access": "x.y.z", "refresh": "x.y.z"}
    assert bluesky.check(account).startswith("Connected")


def test_mentions_replies_quotes_and_gestures_are_heard(us, ana, atproto_network):
    ours = us.post("Le pain de seigle sort à neuf heures")
    atproto_network.wait_for_post(ours["uri"])
    mention = ana.mention(us, "bonjour, avez-vous du seigle ?")
    reply = ana.post("Merci !", reply={"root": ours, "parent": ours})
    quote = ana.post("À lire", embed={"$type": "app.bsky.embed.record", "record": ours})
    moment = now().isoformat()
    like = ana.write("app.bsky.feed.like", {"subject": ours, "createdAt": moment})
    repost = ana.write("app.bsky.feed.repost", {"subject": ours, "createdAt": moment})
    follow = ana.write("app.bsky.graph.follow", {"subject": us.did, "createdAt": moment})
    account = us.account()
    expected = {mention["uri"], reply["uri"], quote["uri"], like["uri"], repost["uri"], follow["uri"], ours["uri"]}
    found = {}
    wait_until(lambda: found.update(collect(account)[0]) or expected <= found.keys(), 20, "What was said")
    kinds = {
        name: found[uri["uri"]].kind
        for name, uri in locals().items()
        if isinstance(uri, dict) and uri.get("uri") in found
    }
    assert kinds == {
        "mention": "mention",
        "reply": "reply",
        "quote": "quote",
        "like": "like",
        "repost": "repost",
        "follow": "follow",
        "ours": "post",
    }
    answer = found[reply["uri"]]
    assert (answer.is_addressed, answer.is_ours, answer.parent_key, answer.thread_key) == (
        True,
        False,
        ours["uri"],
        ours["uri"],
    )
    assert [above.text for above in answer.context] == ["Le pain de seigle sort à neuf heures"]
    assert answer.context[0].is_ours
    assert found[quote["uri"]].context[0].key == ours["uri"]
    assert (answer.author.handle, answer.author.key, answer.author.followers) == ("@ana.test", ana.did, 0)
    assert found[ours["uri"]].is_ours
    assert found[like["uri"]].parent_key == ours["uri"]
    assert found[mention["uri"]].language == "fr"


def test_saved_searches_find_who_names_us_without_mentioning(us, ana, atproto_network):
    post = ana.post("Les Trois Fournils ont rouvert, quel bonheur")
    item = heard(us.account(searches="Trois Fournils\nboulangerie"), post["uri"])
    assert (item.kind, item.is_addressed) == ("post", False)


def test_walks_lose_nothing_and_end(us, ana, atproto_network, monkeypatch):
    from liant.connectors.bluesky import reading

    monkeypatch.setattr(reading, "PAGE_SIZE", 3)
    account = us.account()
    posts = [ana.mention(us, f"numéro {number}")["uri"] for number in range(10)]
    for uri in posts:
        atproto_network.wait_for_post(uri)
    found = {}
    wait_until(lambda: found.update(collect(account)[0]) or set(posts) <= found.keys(), 20, "All ten mentions")
    _, cursor = collect(account)
    late = ana.mention(us, "encore un")
    atproto_network.wait_for_post(late["uri"])
    monkeypatch.setattr(reading, "OVERLAP", timedelta(0))
    wait_until(lambda: late["uri"] in collect(account, cursor)[0], 20, "The late mention")
    page = bluesky.fetch(account, None, now())
    cursor = page.cursor
    cursor["walk"]["cursor"] = None  # as if it were stopped and begun again in the middle of a pass
    items, _ = collect(account, cursor)
    assert set(posts) <= items.keys()


def test_an_answer_is_given_once(us, ana, atproto_network):
    account = us.account()
    question = ana.mention(us, "à quelle heure ouvrez-vous ?")
    item = heard(account, question["uri"])
    draft = Draft(
        kind="reply",
        text="Bonjour @ana.test, à 7 h. https://fournils.example/été #pain",
        target=item.reply_to,
        language="fr",
    )
    frozen = bluesky.prepare(account, draft, "delivery-17", now())
    assert bluesky.find(account, frozen) is None
    first = bluesky.send(account, frozen)
    assert bluesky.send(account, frozen) == first
    assert bluesky.find(account, frozen).remote_key == first.remote_key
    wait_until(lambda: answers_to(ana, question["uri"]), 20, "The answer in the thread")
    assert answers_to(ana, question["uri"]) == [draft.text]
    back = heard(account, first.remote_key)
    assert (back.is_ours, back.parent_key, back.is_addressed) == (True, question["uri"], False)
    facets = next(r["value"]["facets"] for r in records_of(us) if r["uri"] == first.remote_key)
    text = draft.text.encode()
    covered = [text[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode() for f in facets]
    assert covered == ["@ana.test", "https://fournils.example/été", "#pain"]


def test_twenty_workers_at_once_send_it_once(us):
    account = us.account()
    bluesky.check(account)
    frozen = bluesky.prepare(account, Draft(kind="post", text="une fois"), "delivery-parallel", now())
    receipts = []
    threads = [
        threading.Thread(target=lambda: receipts.append(bluesky.send(account, frozen).remote_key)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 20
    assert len(set(receipts)) == 1
    assert sum(record["value"]["text"] == "une fois" for record in records_of(us)) == 1


def test_likes_and_reposts_are_made_once(us, ana, atproto_network):
    account = us.account()
    post = ana.post("Bonjour à tous")
    target = {"uri": post["uri"], "cid": post["cid"]}
    for kind, collection in (("like", "app.bsky.feed.like"), ("repost", "app.bsky.feed.repost")):
        frozen = bluesky.prepare(account, Draft(kind=kind, text="", target=target), f"delivery-{kind}", now())
        bluesky.send(account, frozen)
        bluesky.send(account, frozen)
        about = [r for r in records_of(us, collection) if r["value"]["subject"]["uri"] == post["uri"]]
        assert len(about) == 1
        assert bluesky.find(account, frozen)


def test_another_content_at_the_same_place_changes_nothing(us):
    account = us.account()
    frozen = bluesky.prepare(account, Draft(kind="post", text="le premier"), "delivery-swap", now())
    bluesky.send(account, frozen)
    other = json.loads(json.dumps(frozen))
    other["record"]["text"] = "le second"
    with pytest.raises(Rejected, match="Another message stands"):
        bluesky.send(account, other)
    assert [r["value"]["text"] for r in records_of(us) if r["uri"].endswith(frozen["rkey"])] == ["le premier"]


def test_what_the_network_refuses_is_told_in_its_words(us):
    account = us.account()
    frozen = bluesky.prepare(account, Draft(kind="post", text="bonjour"), "delivery-refused", now())
    frozen["record"]["text"] = "x" * 4000
    with pytest.raises(Rejected, match="refuses it") as caught:
        bluesky.send(account, frozen)
    assert "text" in str(caught.value)
    assert bluesky.find(account, frozen) is None


@pytest.mark.parametrize(("cut", "is_there"), [("cut_after_request", True), ("swallow_request", False)])
def test_a_line_cut_at_the_worst_moment_leaves_it_unknown_then_found_or_absent(us, cut, is_there):
    host, _, port = us.network.pds.removeprefix("http://").partition(":")
    with CuttingProxy("127.0.0.1" if host == "localhost" else host, int(port)) as proxy:
        account = us.account(server=proxy.url)
        frozen = bluesky.prepare(account, Draft(kind="post", text=f"coupé {cut}"), f"delivery-{cut}", now())
        bluesky.check(account)
        getattr(proxy, cut)(marker=b"putRecord")
        with pytest.raises(OutcomeUnknown):
            bluesky.send(account, frozen)
        assert proxy.cuts == 1
        found = bluesky.find(account, frozen)
        assert (found is not None) == is_there
        receipt = bluesky.send(account, frozen)
        assert found is None or found.remote_key == receipt.remote_key
        assert sum(record["value"]["text"] == f"coupé {cut}" for record in records_of(us)) == 1


def listen(account, cursor, seconds, into):
    for page in bluesky.listen(account, cursor, seconds):
        into.append(page)


def test_the_stream_brings_what_concerns_us_at_once(us, ana, atproto_network):
    account, pages = us.account(searches="brioche"), []
    thread = threading.Thread(target=listen, args=(account, None, 8, pages))
    thread.start()
    time.sleep(1)
    mention, searched = ana.mention(us, "en direct"), ana.post("Une BRIOCHÉ au beurre")
    ana.post("rien à voir")
    gone = ana.mention(us, "effacé aussitôt")
    ana.call(
        "POST",
        "com.atproto.repo.deleteRecord",
        json={"repo": ana.did, "collection": "app.bsky.feed.post", "rkey": gone["uri"].rpartition("/")[2]},
    )
    thread.join()
    keys = [item.key for page in pages for item in page.items]
    assert keys[:2] == [mention["uri"], searched["uri"]]
    assert set(keys) <= {mention["uri"], searched["uri"], gone["uri"]}
    assert gone["uri"] in [key for page in pages for key in page.withdrawn]
    first = next(item for page in pages for item in page.items)
    assert (first.kind, first.author.handle) == ("mention", "@ana.test")
    assert not [gap for page in pages for gap in page.gaps]
    missed = ana.mention(us, "pendant que personne n’écoutait")
    again = []
    listen(account, pages[-1].cursor, 3, again)
    assert [item.key for page in again for item in page.items] == [missed["uri"]]


def test_a_stream_that_began_anew_is_a_gap(us, ana):
    pages = []
    listen(us.account(), {"seq": 10_000_000, "at": "2026-01-01T00:00:00+00:00"}, 2, pages)
    [gap] = [gap for page in pages for gap in page.gaps]
    assert gap.from_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert "began anew" in gap.reason
