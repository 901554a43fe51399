"""Mastodon against a server that others wrote from its documentation: heard, answered once, found again, never twice."""

import io
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from liant.connectors import registry
from liant.connectors.contract import (
    Account,
    Attachment,
    AuthLost,
    Draft,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Temporary,
)
from liant.kit import clock
from tests.counterparts.cutting_proxy import CuttingProxy
from tests.counterparts.processes import wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.usefixtures("private_addresses")]
mastodon = registry.get("mastodon")


def now():
    return datetime.now(UTC)


@pytest.fixture
def us(mastodon_server):
    return mastodon_server.person("fournils")


@pytest.fixture
def ana(mastodon_server):
    return mastodon_server.person("ana")


def collect(account, cursor=None, at=None):
    """One whole pass: the pages, and the cursor as it is stored between them."""
    pages = []
    while True:
        page = mastodon.fetch(account, cursor, at or now())
        cursor = json.loads(json.dumps(page.cursor))
        pages.append(page)
        assert len(pages) < 80, "the pass does not end"
        if not page.has_more:
            return pages, cursor


def items_of(pages):
    return {item.key: item for page in pages for item in page.items}


def picture() -> Attachment:
    stream = io.BytesIO()
    Image.new("RGB", (6, 4), "brown").save(stream, "JPEG")
    return Attachment("four.jpg", "image/jpeg", content=stream.getvalue(), description="Le four", width=6, height=4)


def media_of(frozen, *attachments):
    return {named["sha256"]: attachment.content for named, attachment in zip(frozen["media"], attachments, strict=True)}


def test_the_connection_says_whose_it_is(us, mastodon_server):
    assert mastodon.check(us.account()).startswith(f"Connected as @fournils@{mastodon_server.host}")


def test_a_wrong_token_is_an_access_that_is_lost(us):
    account = us.account()
    for secret in ({"token": "wrong"}, {}):
        account.secret = secret
        with pytest.raises(AuthLost):
            mastodon.check(account)


def test_who_we_are_is_asked_once(us):
    account, kept = us.account(), []
    account.on_remember = kept.append
    collect(account)
    collect(account)
    assert len(kept) == 1
    assert kept[0]["own_id"]


def test_mentions_replies_and_gestures_are_heard(us, ana, mastodon_server):
    ours = us.say("Le pain de seigle sort à neuf heures")
    mention = ana.say("@fournils bonjour, avez-vous du <seigle> ? https://a.example/menu", language="fr")
    reply = ana.say("@fournils merci !", in_reply_to_id=ours.id, spoiler_text="pain")
    whisper = ana.say("@fournils entre nous", visibility="direct")
    ana.client.status_favourite(ours.id)
    ana.client.status_reblog(ours.id)
    ana.client.account_follow(us.client.account_verify_credentials().id)
    found = items_of(collect(us.account())[0])
    heard = found[mastodon_server.key(mention)]
    assert (heard.kind, heard.is_addressed, heard.is_private, heard.language) == ("mention", True, False, "fr")
    assert heard.text == "@fournils bonjour, avez-vous du <seigle> ? https://a.example/menu"
    assert heard.author.handle == f"@ana@{mastodon_server.host}"
    answered = found[mastodon_server.key(reply)]
    assert (answered.kind, answered.parent_key, answered.title) == ("reply", mastodon_server.key(ours), "pain")
    assert answered.thread_key == mastodon_server.key(ours)
    assert [above.text for above in answered.context] == ["Le pain de seigle sort à neuf heures"]
    assert found[mastodon_server.key(whisper)].is_private
    assert found[mastodon_server.key(ours)].is_ours
    gestures = {item.kind: item.parent_key for item in found.values() if not item.text}
    assert gestures == {"like": mastodon_server.key(ours), "repost": mastodon_server.key(ours), "follow": None}


def test_hashtags_and_searches_bring_what_was_not_said_to_us(us, ana, mastodon_server):
    tagged, named = ana.say("Belle fournée #Pain"), ana.say("Les Trois Fournils ont rouvert")
    found = items_of(collect(us.account(hashtags="#pain", searches="Trois Fournils"))[0])
    for status in (tagged, named):
        assert not found[mastodon_server.key(status)].is_addressed
    assert found[mastodon_server.key(tagged)].tags == ("pain",)


def test_paging_upwards_loses_nothing_however_long_nobody_listened(us, ana, mastodon_server, monkeypatch):
    from liant.connectors.mastodon import reading

    monkeypatch.setattr(reading, "PAGE_SIZE", 4)
    first = [mastodon_server.key(ana.say(f"@fournils avant {n}")) for n in range(9)]
    pages, cursor = collect(us.account())
    assert set(first) <= items_of(pages).keys()
    later = [mastodon_server.key(ana.say(f"@fournils pendant {n}")) for n in range(11)]
    pages, cursor = collect(us.account(), cursor)
    assert items_of(pages).keys() == set(later), "what was read is not read again, what came is"
    assert not [gap for page in pages for gap in page.gaps]
    assert not items_of(collect(us.account(), cursor)[0])


def test_the_first_reading_goes_back_as_far_as_asked(us, ana, mastodon_server):
    ana.say("@fournils hier")
    account = us.account(days_back=2)
    with clock.at(now()):
        assert not items_of(collect(account, at=now() + timedelta(days=10))[0])
        assert items_of(collect(account)[0])


def test_what_came_while_nobody_listened_is_heard_however_long_that_was(us, ana, mastodon_server):
    account = us.account(days_back=2)
    _, cursor = collect(account)
    said = mastodon_server.key(ana.say("@fournils pendant la longue panne"))
    with clock.at(now()):
        assert said in items_of(collect(account, cursor, at=now() + timedelta(days=10))[0])


def test_edits_and_deletions_are_honoured_though_nobody_listened(us, ana, mastodon_server):
    kept, edited, gone = (ana.say(f"@fournils {word}") for word in ("gardé", "changé", "effacé"))
    _, cursor = collect(us.account())
    ana.client.status_update(edited.id, "@fournils changé depuis")
    ana.client.status_delete(gone.id)
    pages, cursor = collect(us.account(), cursor, at=now() + timedelta(minutes=11))
    assert [item.text for page in pages for item in page.edited] == ["@fournils changé depuis"]
    assert [key for page in pages for key in page.withdrawn] == [mastodon_server.key(gone)]
    pages, _ = collect(us.account(), cursor, at=now() + timedelta(minutes=22))
    assert not [page for page in pages if page.edited or page.withdrawn]
    assert kept


def test_a_server_that_began_anew_is_a_gap(us, ana, mastodon_server):
    mention = ana.say("@fournils après")
    _, cursor = collect(us.account())
    cursor["since"]["notifications"] = "9" * 19
    pages, cursor = collect(us.account(), cursor)
    assert [gap.reason for page in pages for gap in page.gaps] == [
        "The server’s numbers began anew; what was said in between may be missing."
    ]
    assert mastodon_server.key(mention) in items_of(pages)
    assert cursor["since"]["notifications"] != "9" * 19


def test_a_refused_search_is_told_and_left_alone_for_a_while(us, ana, mastodon_server):
    mastodon_server.misbehave("/api/v2/search", status=422, body={"error": "Search is not available"}, times=None)
    account = us.account(searches="pain")
    pages, cursor = collect(account)
    assert [note for page in pages for note in page.unreadable] == [
        "The search “pain” could not be made: The server refuses it: Search is not available."
    ]
    pages, _ = collect(account, cursor, at=now() + timedelta(minutes=30))
    assert not [note for page in pages for note in page.unreadable]


def test_limits_and_failures_are_told_apart(us, mastodon_server):
    account = us.account()
    mastodon.check(account)
    reset = (now() + timedelta(seconds=120)).isoformat().replace("+00:00", "Z")
    cases = [
        ({"status": 429, "headers": {"X-RateLimit-Reset": reset}}, RateLimited),
        ({"status": 503}, Temporary),
        ({"status": 401, "body": {"error": "The access token was revoked"}}, AuthLost),
        ({"status": 403, "body": {"error": "This action is outside the authorized scopes"}}, AuthLost),
    ]
    for effect, error in cases:
        mastodon_server.misbehave("verify_credentials", **effect)
        with pytest.raises(error) as caught:
            mastodon.check(account)
        if error is RateLimited:
            assert 60 < caught.value.retry_after_seconds <= 120


def draft_for(item, text, **more):
    return Draft(kind="reply", text=text, target=item.reply_to, **more)


def heard_from(ana, us, text="@fournils à quelle heure ouvrez-vous ?", **options):
    status = ana.say(text, **options)
    return status, items_of(collect(us.account())[0])[ana.server.key(status)]


def test_an_answer_is_given_once_with_name_warning_language_and_picture(us, ana, mastodon_server):
    status, item = heard_from(ana, us, spoiler_text="horaires", visibility="unlisted", language="fr")
    account = us.account()
    draft = draft_for(item, "Bonjour, à 7 h.", attachments=(picture(),))
    frozen = mastodon.prepare(account, draft, "reply:17", now())
    media = media_of(frozen, picture())
    assert mastodon.find(account, frozen) is None
    first = mastodon.send(account, frozen, media)
    assert mastodon.send(account, frozen, media) == first == mastodon.find(account, frozen)
    [said] = us.statuses()
    assert str(said.in_reply_to_id) == str(status.id)
    assert (said.visibility, said.spoiler_text, said.language) == ("unlisted", "horaires", "fr")
    assert us.client.status_source(said.id).text == "@ana Bonjour, à 7 h."
    assert [one.description for one in said.media_attachments] == ["Le four"]
    assert items_of(collect(account)[0])[first.remote_key].is_ours
    assert any(one.type == "mention" for one in ana.client.notifications())


def test_an_hour_later_the_key_is_forgotten_and_it_is_said_once_all_the_same(us, ana, mastodon_server):
    _, item = heard_from(ana, us)
    account = us.account()
    frozen = mastodon.prepare(account, draft_for(item, "Bonjour, à 7 h."), "reply:18", now())
    first = mastodon.send(account, frozen)
    mastodon_server.forget_keys()
    assert mastodon.find(account, frozen) == first
    with clock.at(now() + timedelta(hours=2)):
        assert mastodon.send(account, frozen) == first
    assert len(us.statuses()) == 1


def test_the_same_words_said_before_are_not_taken_for_it(us, ana):
    _, item = heard_from(ana, us)
    account = us.account()
    earlier = mastodon.prepare(account, draft_for(item, "Merci."), "reply:1", now())
    mastodon.send(account, earlier)
    later = mastodon.prepare(account, draft_for(item, "Merci."), "reply:2", now() + timedelta(minutes=30))
    assert mastodon.find(account, later) is None
    other = mastodon.prepare(account, Draft(kind="post", text="Merci."), "post:2", now())
    assert mastodon.find(account, other) is None


def test_likes_and_boosts_are_made_once_and_found(us, ana):
    status, item = heard_from(ana, us)
    account = us.account()
    for kind in ("like", "repost"):
        frozen = mastodon.prepare(account, Draft(kind=kind, text="", target=item.reply_to), f"{kind}:1", now())
        assert mastodon.find(account, frozen) is None
        assert mastodon.send(account, frozen) == mastodon.send(account, frozen) == mastodon.find(account, frozen)
    shown = ana.client.status(status.id)
    assert (shown.favourites_count, shown.reblogs_count) == (1, 1)


def test_what_the_network_refuses_is_told_in_its_words(us, ana, mastodon_server):
    account = us.account(max_length=5000)
    frozen = mastodon.prepare(account, Draft(kind="post", text="x" * 600), "post:1", now())
    mastodon_server.misbehave(
        "/api/v1/statuses$", status=422, body={"error": "Validation failed: Text character limit of 500 exceeded"}
    )
    with pytest.raises(Rejected, match="character limit of 500"):
        mastodon.send(account, frozen)
    assert not us.statuses()


@pytest.mark.parametrize(("cut", "is_there"), [("cut_after_request", True), ("swallow_request", False)])
def test_a_line_cut_at_the_worst_moment_leaves_it_unknown_then_found_or_absent(us, cut, is_there, mastodon_server):
    with CuttingProxy("127.0.0.1", mastodon_server.port) as proxy:
        account = us.account(server=proxy.url)
        frozen = mastodon.prepare(account, Draft(kind="post", text=f"coupé {cut}"), f"post:{cut}", now())
        mastodon.check(account)
        getattr(proxy, cut)(marker=b"POST /api/v1/statuses")
        with pytest.raises(OutcomeUnknown):
            mastodon.send(account, frozen)
        wait_until(lambda: len(us.statuses()) == is_there, 10, "What was cut arrived, or not")
        found = mastodon.find(account, frozen)
        assert (found is not None) == is_there
        receipt = mastodon.send(account, frozen)
        assert found is None or found.remote_key == receipt.remote_key
        assert len(us.statuses()) == 1


def test_a_server_that_fails_while_taking_it_leaves_it_unknown(us, mastodon_server):
    account = us.account()
    frozen = mastodon.prepare(account, Draft(kind="post", text="bonjour"), "post:5", now())
    mastodon_server.misbehave("/api/v1/statuses$", status=502)
    with pytest.raises(OutcomeUnknown):
        mastodon.send(account, frozen)


def test_a_picture_that_could_not_be_taken_in_makes_nothing_unknown(us, mastodon_server):
    account = us.account()
    draft = Draft(kind="post", text="Le four", attachments=(picture(),))
    frozen = mastodon.prepare(account, draft, "post:6", now())
    mastodon_server.misbehave("/api/v2/media", status=503)
    with pytest.raises(Temporary):
        mastodon.send(account, frozen, media_of(frozen, picture()))
    with pytest.raises(Rejected, match=r"four.jpg is not here"):
        mastodon.send(account, frozen)
    assert not us.statuses()


def listening(account, seconds):
    pages: list = []
    thread = threading.Thread(target=lambda: pages.extend(mastodon.listen(account, None, seconds)))
    thread.start()
    return thread, pages


def test_the_stream_brings_what_concerns_us_at_once(us, ana, mastodon_server):
    account = us.account(hashtags="pain")
    mastodon.check(account)
    thread, pages = listening(account, 5)
    bus = mastodon_server.app.state.event_bus
    wait_until(lambda: len(bus._subscribers) == 2, 5, "Two streams are open")
    mention, tagged = ana.say("@fournils en direct"), ana.say("du #pain frais")
    ana.say("rien à voir")
    gone = ana.say("effacé, ce #pain")
    ana.client.status_update(tagged.id, "du #pain rassis")
    ana.client.status_delete(gone.id)
    thread.join()
    key = mastodon_server.key
    found = items_of(pages)
    assert found[key(mention)].is_addressed
    assert set(found) <= {key(mention), key(tagged), key(gone)}
    assert key(tagged) in found
    assert key(gone) in [withdrawn for page in pages for withdrawn in page.withdrawn]
    assert [item.text for page in pages for item in page.edited] == ["du #pain rassis"]
    assert not [note for page in pages for note in page.unreadable]


def test_a_stream_that_breaks_off_is_told_and_what_was_missed_is_read(us, ana, mastodon_server):
    _, cursor = collect(us.account())
    with CuttingProxy("127.0.0.1", mastodon_server.port) as proxy:
        account = us.account(server=proxy.url)
        mastodon.check(account)
        proxy.cut_after_request(marker=b"GET /api/v1/streaming")
        with pytest.raises(Temporary, match=r"broke off|cannot be reached"):
            list(mastodon.listen(account, None, 10))
    missed = ana.say("@fournils pendant la coupure")
    pages, _ = collect(us.account(), cursor)
    assert set(items_of(pages)) == {mastodon_server.key(missed)}
    assert not [gap for page in pages for gap in page.gaps]


def test_a_server_that_does_not_stream_is_heard_all_the_same(us, mastodon_server):
    mastodon_server.misbehave("/api/v1/streaming", status=404, times=None)
    thread, pages = listening(us.account(), 1)
    thread.join()
    assert [page.items for page in pages] == [[]]


def test_another_server_is_read_from_its_beginning(us, ana, mastodon_server):
    mention = ana.say("@fournils bonjour")
    _, cursor = collect(us.account())
    cursor["us"] = "1@elsewhere.example"
    assert mastodon_server.key(mention) in items_of(collect(us.account(), cursor)[0])


def test_settings_that_are_wrong_are_told():
    from liant.connectors.contract import Misconfigured

    with pytest.raises(Misconfigured) as caught:
        mastodon.check(Account(settings={}, secret={"token": "x"}))
    assert caught.value.field == "server"
