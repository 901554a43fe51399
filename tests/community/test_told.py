"""One is told what one chose, how and when one chose it: on the page, by mail outside one's quiet hours, gathered in a digest,
by a feed whose address is its key."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liant.accounts.actions import change_organisation
from liant.community import actions, choosing, moderation, notices
from liant.community.jobs import digest, look, mail
from liant.community.mails import stop_token
from liant.community.models import Choice, Feed, Notice
from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/between-us/"
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def mail_leaves(settings):
    settings.EMAIL_HOST = "mail.test"


def told(member):
    return [one.kind for one in Notice.objects.filter(member=member, seen_at=None).order_by("pk")]


def test_each_one_is_told_what_they_chose_and_nothing_of_their_own(house, alice, bob, chloe):
    choosing.choose(actor=bob, posts="page", answers="off")
    post = actions.write_post(actor=bob, kind="news", title="Un", text="Deux")
    actions.write_comment(actor=chloe, post=post, text="Trois")
    actions.write_post(actor=alice, kind="news", title="Un", text="Pour @Bob")
    actions.write_post(actor=alice, kind="news", title="Deux", text="Pour tous")
    assert told(bob) == ["mention", "post"]
    assert told(alice) == []


def test_opening_a_post_is_having_seen_it(house, alice, bob, client_of):
    post = actions.write_post(actor=alice, kind="news", title="Un", text="@Bob")
    client = client_of(bob)
    assert "Alice vous a nommé" in client.get(f"{ROOM}for-me/").content.decode()
    client.get(f"{ROOM}posts/{post.pk}/")
    assert "Alice vous a nommé" not in client.get(f"{ROOM}for-me/").content.decode()
    other = actions.write_post(actor=alice, kind="news", title="Un", text="@Bob")
    found = Notice.objects.get(member=bob, post=other)
    assert client_of(alice).post(f"{ROOM}for-me/{found.pk}/seen/").status_code == 404
    client.post(f"{ROOM}for-me/{found.pk}/seen/")
    assert told(bob) == []


def test_what_waits_is_one_mail_in_ones_language_and_without_the_words(organisation, alice, bob, mailoutbox):
    bob.user.language = "en"
    bob.user.save()
    with tenant(organisation.id):
        actions.write_post(actor=alice, kind="news", title="Le four", text="@Bob, un secret")
        actions.write_post(actor=alice, kind="news", title="La clé", text="@Bob encore")
    mail(organisation.id, bob.pk)
    mail(organisation.id, bob.pk)
    [letter] = mailoutbox
    assert letter.to == ["bob@fournils.test"]
    assert "Alice named you: “Le four”" in letter.body
    assert "Good day Bob," in letter.body
    assert "un secret" not in letter.body
    assert "/o/fournils/between-us/posts/" in letter.body


def test_a_guardian_is_mailed_the_way_to_what_was_pointed_out(organisation, alice, bob, mailoutbox):
    with tenant(organisation.id):
        post = actions.write_post(actor=bob, kind="news", title="Un", text="Deux")
        moderation.flag(actor=bob, post=post, comment=None, reason="Faux")
    mail(organisation.id, alice.pk)
    assert "/o/fournils/between-us/guard/" in mailoutbox[0].body
    assert "Bob" not in mailoutbox[0].body


def test_what_was_seen_or_withdrawn_meanwhile_is_not_mailed(organisation, alice, bob, mailoutbox):
    with tenant(organisation.id):
        seen = actions.write_post(actor=alice, kind="news", title="Un", text="@Bob")
        gone = actions.write_post(actor=alice, kind="news", title="Deux", text="@Bob")
        notices.see_those_of(member=bob, post=seen)
        actions.withdraw_post(actor=alice, post=gone)
    mail(organisation.id, bob.pk)
    assert mailoutbox == []


def test_in_quiet_hours_the_mail_waits_until_they_end(organisation, alice, bob, mailoutbox):
    with clock.at(MONDAY.replace(hour=22)):
        with tenant(organisation.id):
            choosing.choose(actor=bob, quiet_from=20, quiet_until=7)
            actions.write_post(actor=alice, kind="news", title="Un", text="@Bob")
        mail(organisation.id, bob.pk)
    assert mailoutbox == []
    with clock.at(MONDAY + timedelta(days=1)):
        mail(organisation.id, bob.pk)
    assert len(mailoutbox) == 1


def test_a_mail_that_could_not_leave_waits(organisation, alice, bob, monkeypatch, mailoutbox):
    from django.core.mail import EmailMessage

    with tenant(organisation.id):
        actions.write_post(actor=alice, kind="news", title="Un", text="@Bob")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", refuse)
        with pytest.raises(ConnectionRefusedError):
            mail(organisation.id, bob.pk)
    mail(organisation.id, bob.pk)
    assert len(mailoutbox) == 1


def refuse(*_args, **_options):
    raise ConnectionRefusedError


def test_the_digest_leaves_at_its_hour_in_ones_zone_once(organisation, alice, chloe, mailoutbox, work_off):
    chloe.user.time_zone, chloe.user.language = "America/Martinique", "en"
    chloe.user.save()
    with clock.at(MONDAY), tenant(organisation.id):
        row = choosing.choose(actor=chloe, digest="weekly", weekday=4, hour=8)
        assert row.next_at == datetime(2026, 11, 27, 8, 0, tzinfo=ZoneInfo("America/Martinique"))
        actions.write_post(actor=alice, kind="question", title="Où est la clé ?", text="Je la cherche.")
        actions.write_post(actor=alice, kind="made", title="Une vitrine", text="En papier.")
        actions.write_post(actor=chloe, kind="news", title="La mienne", text="Je la connais.")
    with clock.at(row.next_at - timedelta(minutes=1)):
        digest(organisation.id, row.pk)
    assert mailoutbox == []
    with clock.at(row.next_at + timedelta(minutes=1)):
        look(0)
        work_off()
        digest(organisation.id, row.pk)
    [letter] = mailoutbox
    for words in ("Questions without an answer", "Alice: Où est la clé ?", "Made this week", "Alice: Une vitrine"):
        assert words in letter.body
    assert "La mienne" not in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_when_nothing_was_written_no_digest_leaves(organisation, chloe, mailoutbox):
    with clock.at(MONDAY), tenant(organisation.id):
        row = choosing.choose(actor=chloe, digest="daily", hour=8)
    with clock.at(row.next_at + timedelta(minutes=1)):
        digest(organisation.id, row.pk)
    assert mailoutbox == []
    with tenant(organisation.id):
        assert Choice.objects.get().next_at > row.next_at


def test_the_link_in_the_digest_stops_it_and_nothing_else(organisation, chloe, client):
    with tenant(organisation.id):
        row = choosing.choose(actor=chloe, digest="daily", mentions="page")
    url = f"/between-us/stop/{stop_token(row)}/"
    assert client.get(url).status_code == 200
    with tenant(organisation.id):
        assert Choice.objects.get().digest == "daily"
    client.post(url)
    with tenant(organisation.id):
        row = Choice.objects.get()
        assert (row.digest, row.mentions) == ("never", "page")
    assert client.post("/between-us/stop/forged/").status_code == 404


def test_the_feed_is_ones_own_and_the_address_before_leads_nowhere(organisation, alice, chloe, client, client_of):
    with tenant(organisation.id):
        actions.write_post(actor=alice, kind="news", title="Le <four>", text="**Il** chauffe.")
    page = client_of(chloe).post(f"{ROOM}mine/feed/").content.decode()
    first = next(part for part in page.split('"') if "/between-us/feeds/" in part)
    found = client.get(first)
    assert found["Content-Type"].startswith("application/rss+xml")
    assert "<title>Le &lt;four&gt;</title>" in found.content.decode()
    with tenant(organisation.id):
        assert first.split("/")[-1].removesuffix(".rss") not in Feed.objects.get().token_hash
    client_of(chloe).post(f"{ROOM}mine/feed/")
    assert client.get(first).status_code == 404
    assert client.get("/between-us/feeds/nobody.rss").status_code == 404
    client_of(chloe).post(f"{ROOM}mine/feed/", {"close": "1"})
    with tenant(organisation.id):
        assert not Feed.objects.exists()


def test_the_feed_of_whoever_left_is_closed(organisation, chloe, client, as_owner):
    with tenant(organisation.id):
        _feed, token = choosing.make_feed(actor=chloe)
        assert client.get(f"/between-us/feeds/{token}.rss").status_code == 200
        type(chloe).objects.filter(pk=chloe.pk).update(is_active=False)
    assert client.get(f"/between-us/feeds/{token}.rss").status_code == 404


def test_quiet_hours_begin_and_end(house, bob, client_of):
    client = client_of(bob)
    values = {"mentions": "mail", "answers": "page", "reactions": "page", "posts": "off", "pages": "mail",
              "digest": "never", "weekday": 4, "hour": 8}  # fmt: skip
    assert client.post(f"{ROOM}mine/", {**values, "quiet_from": 20}).status_code == 422
    assert client.post(f"{ROOM}mine/", {**values, "quiet_from": 20, "quiet_until": 7}).status_code == 302
    assert Choice.objects.get().quiet_until == 7


def test_whoever_answers_people_finds_it_on_the_inboxs_page_too(house, alice, bob, client_of):
    change_organisation(actor=alice, organisation=house, rooms=["inbox", "community"])
    actions.write_post(actor=alice, kind="news", title="Le four", text="@Bob")
    assert "Alice vous a nommé" in client_of(bob).get("/o/fournils/inbox/reminders/").content.decode()
    client_of(bob).post(f"{ROOM}for-me/seen/")
    assert "Alice vous a nommé" not in client_of(bob).get("/o/fournils/inbox/reminders/").content.decode()
