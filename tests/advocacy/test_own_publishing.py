"""Nothing leaves by an account of one's own but what its expert asked for, once, at the moment that they chose; what came of it is theirs."""

from datetime import timedelta

import pytest
from django.db import connection

from liant.advocacy import actions as programme
from liant.advocacy import queries, sharing, taking_part
from liant.advocacy.models import Share
from liant.advocacy.own_accounts import actions, counting, sending
from liant.advocacy.own_accounts.models import Posting
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from tests.advocacy.own import BASE, ROOM, WORDS, connect, drive, own, page

pytestmark = pytest.mark.django_db


def test_nothing_leaves_before_they_say_so_and_then_once(connected, nadia, share, pds, work_off):
    work_off()
    assert pds.texts() == []
    ready = page(connected, f"ready/{share.pk}/", ROOM)
    assert "Publier maintenant sur mon compte" in ready
    assert "https://bsky.app/intent/compose" in ready, "the network's own window stays beside it"
    first = connected.post(f"{BASE}publish/{share.pk}/", {"when": "now"})
    assert "Cela part." in connected.get(first["Location"]).content.decode()
    second = connected.post(f"{BASE}publish/{share.pk}/", {"when": "now"})
    assert second["Location"].endswith("/outcomes/"), "said twice, it is one act"
    work_off()
    [posting] = own(nadia, Posting)
    assert (posting.state, posting.share.state, posting.share.how) == ("sent", "done", "account")
    [text] = pds.texts()
    assert text.startswith(WORDS)
    assert text.endswith(pds.records.popitem()[1]["embed"]["external"]["uri"]), "with its short link"
    assert "Il y est." in connected.get(first["Location"]).content.decode()
    assert posting.share.url in page(connected, "outcomes/", ROOM)
    assert "Pourquoi le pain tient mieux" not in page(connected, "", ROOM), "and it leaves the short list"


def test_it_may_leave_at_a_moment_of_their_choice_and_be_taken_back_until_then(connected, nadia, share, pds):
    moment = clock.now().astimezone(nadia.user.zone) + timedelta(days=2)
    typed = moment.strftime("%Y-%m-%dT%H:%M")
    asked = connected.post(f"{BASE}publish/{share.pk}/", {"when": "later", "leaves_at": typed})
    shown = connected.get(asked["Location"]).content.decode()
    assert "Départ le" in shown
    assert "Reprendre" in shown
    [posting] = own(nadia, Posting)
    assert drive(nadia, posting).state == "queued", "not before"
    connected.post(f"{BASE}posting/{posting.pk}/back/")
    assert drive(nadia, posting, posting.leaves_at).state == "cancelled"
    assert pds.texts() == []
    assert own(nadia, Share)[0].state == "begun"
    assert WORDS in page(connected, f"ready/{share.pk}/", ROOM)


@pytest.mark.parametrize("typed", ["2020-01-01T09:00", "2999-01-01T09:00", "", "demain"])
def test_a_moment_that_cannot_be_is_refused(connected, nadia, share, typed):
    connected.post(f"{BASE}publish/{share.pk}/", {"when": "later", "leaves_at": typed})
    assert own(nadia, Posting) == []
    assert own(nadia, Share)[0].state == "begun"


def test_what_is_on_its_way_is_not_also_said_to_be_done(connected, nadia, share):
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk, leaves_at=clock.now() + timedelta(hours=1))
        for to in ("done", "dropped"):
            with pytest.raises(LifecycleError):
                sharing.settle(actor=nadia, share_id=share.pk, to=to)


def test_nothing_leaves_past_the_moment_that_they_chose(connected, nadia, share, pds):
    """The machine was off; the network did not answer: its expert decides again."""
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    assert drive(nadia, posting, posting.leaves_at + timedelta(minutes=11)).state == "cancelled"
    assert "Le moment que vous aviez choisi est passé" in page(connected, f"ready/{share.pk}/", ROOM)
    assert "Non publié" in page(connected, "", ROOM), "and it is said where they come first"
    pds.network.refuse(429, {"error": "RateLimitExceeded"}, headers={"retry-after": "60"}, of="putRecord")
    with tenant(nadia.organisation_id):
        again = actions.publish(actor=nadia, share_id=share.pk)
    waiting = drive(nadia, again)
    assert (waiting.state, waiting.share.state) == ("queued", "leaving"), "a minute is waited for"
    pds.network.refuse(429, {"error": "RateLimitExceeded"}, headers={"retry-after": "7200"}, of="putRecord")
    assert drive(nadia, again, clock.now() + timedelta(seconds=61)).state == "cancelled", "two hours are not"
    assert pds.texts() == []


def test_what_the_house_took_back_does_not_leave(connected, nadia, alice, share, offers, pds):
    moment = clock.now() + timedelta(hours=1)
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk, leaves_at=moment)
        programme.end_offer(actor=alice, offer=offers.offered)
    assert drive(nadia, posting, moment).state == "cancelled"
    assert pds.texts() == []


def test_nothing_leaves_for_whoever_is_no_member_any_more(connected, nadia, share, pds):
    from liant.accounts.models import Member

    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
        Member.objects.filter(pk=nadia.pk).update(is_active=False)
    assert drive(nadia, posting).state == "cancelled"
    assert pds.texts() == []


def test_an_account_that_is_no_longer_accepted_says_to_connect_it_again(connected, nadia, share, pds):
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    pds.is_known = False
    assert drive(nadia, posting).state == "cancelled"
    assert "À relier de nouveau" in page(connected)
    assert "n’accepte plus le compte" in page(connected, "", ROOM)
    with tenant(nadia.organisation_id), pytest.raises(actions.CannotPublish, match="account"):
        actions.publish(actor=nadia, share_id=share.pk)
    pds.is_known = True
    connect(connected, pds)
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    assert drive(nadia, posting).state == "sent"
    assert len(pds.texts()) == 1


@pytest.mark.parametrize("is_taken", [True, False])
def test_when_no_answer_came_one_looks_before_anything_is_sent_again(connected, nadia, share, pds, is_taken):
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    pds.network.refuse(None, of="putRecord", is_taken=is_taken)
    assert drive(nadia, posting).state == "unknown"
    found = drive(nadia, posting)
    if not is_taken:
        assert found.state == "queued", "proven absent, it may leave again"
        found = drive(nadia, posting)
    assert (found.state, len(pds.texts())) == ("sent", 1)


def test_words_that_do_not_say_where_one_speaks_from_do_not_leave(connected, nadia, share):
    with tenant(nadia.organisation_id), queries.own(nadia):
        Share.objects.filter(pk=share.pk).update(text="Le levain a froid.")  # begun when the house asked for less
        with pytest.raises(actions.CannotPublish, match="words"):
            actions.publish(actor=nadia, share_id=share.pk)
    connected.post(f"{BASE}publish/{share.pk}/", {"when": "now"})
    assert own(nadia, Posting) == []


def test_a_lost_job_loses_nothing(connected, nadia, share, pds, work_off):
    from liant.advocacy.own_accounts.jobs import sweep

    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    with clock.at(clock.now() + timedelta(minutes=2)):
        sweep(0)
        work_off()
    assert len(pds.texts()) == 1


def test_what_came_of_it_is_counted_for_its_expert_alone(connected, nadia, share, pds, work_off):
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk)
    work_off()
    [posting] = own(nadia, Posting)
    counting.count(sending.sealed(posting))
    shown = page(connected, "outcomes/", ROOM)
    assert "Là-bas\u00a0: 2 réponses, 5 «\u00a0j’aime\u00a0», repartagé une fois." in shown
    pds.counts = {"replyCount": 3, "likeCount": 5}
    counting.count(sending.sealed(posting))
    [posting] = own(nadia, Posting)
    assert (posting.replies, posting.likes, posting.reposts) == (3, 5, None), "what nobody tells is not nought"


def test_nothing_is_counted_for_who_does_not_want_it(connected, nadia, share, pds, work_off):
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk)
    work_off()
    with tenant(nadia.organisation_id):
        taking_part.agree(actor=nadia, agreed={"suggest": "Oui."})
    [posting] = own(nadia, Posting)
    counting.count(sending.sealed(posting))
    assert own(nadia, Posting)[0].replies is None
    assert pds.network.asked_for("getPosts") == []
