"""What one could do, done: a kind word, half an hour, an introduction; told once, and refused without anybody learning of it."""

from datetime import timedelta

import pytest
from django.core import mail

from liant.accounts.actions import change_organisation
from liant.accounts.permissions import NotAllowed
from liant.bonds import actions, measuring
from liant.bonds.models import Asked, Hint
from liant.bonds.queries import asked_of, hints_of, own
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed
from tests.people import member_of

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/ties/"


@pytest.fixture
def rose(organisation):
    return member_of(organisation, "Rose", "recruiter")


@pytest.fixture
def inside(organisation, settings):
    settings.EMAIL_HOST = "mail.test"
    with tenant(organisation.id):
        yield organisation


def hint(member, other, kind, via=None):
    with own(member):
        return Hint.objects.create(member=member, other=other, kind=kind, via=via)


def asked(member):
    with own(member):
        return list(asked_of(member))


@pytest.fixture
def know(inside, alice, bob, rose):
    """Bob would like to know Rose; Alice could introduce them, and both of these said that they may be asked."""
    for member in (alice, rose):
        actions.choose(actor=member, introduces=True)
    return hint(bob, rose, Hint.Kind.KNOW, via=alice)


def told(organisation, work_off):
    work_off()
    sent, mail.outbox[:] = list(mail.outbox), []
    return sent


def test_thanking_leads_to_a_kind_word_of_ones_own(inside, alice, bob, client_of):
    agreed(bob)
    hint(bob, alice, Hint.Kind.THANK)
    assert "between-us/write" not in client_of(bob).get(ROOM).content.decode(), "the house has no such room"
    change_organisation(actor=alice, organisation=inside, rooms=[])
    page = client_of(bob).get(ROOM).content.decode()
    where = f"/o/fournils/between-us/write/?kind=news&amp;to={alice.pk}"
    assert where in page
    form = client_of(bob).get(where.replace("&amp;", "&")).content.decode()
    assert ">@Alice </textarea>" in form.replace("\n", ""), "to whom, and not a word more"
    assert (
        "@"
        not in client_of(bob).get("/o/fournils/between-us/write/?to=x99").content.decode().split("<textarea")[1][:80]
    )


def test_half_an_hour_is_asked_once_in_ones_own_words(inside, alice, bob, client_of, work_off):
    alice.user.language = "en"
    alice.user.save()
    found = hint(bob, alice, Hint.Kind.MEET)
    client = client_of(bob)
    where = f"{ROOM}hints/{found.pk}/ask/"
    assert "Alice" in client.get(where).content.decode()
    assert client.post(where, {"words": " "}).status_code == 422
    assert client.post(where, {"words": "Un café jeudi ?"}).status_code == 302
    assert client.post(where, {"words": "Encore ?"}).status_code == 404, "once"
    [letter] = told(inside, work_off)
    assert letter.to == ["alice@fournils.test"]
    assert letter.reply_to == ["bob@fournils.test"]
    assert "Bob would like half an hour with you" in letter.subject
    assert "Un café jeudi ?" in letter.body
    [(name, file, kind)] = letter.attachments
    assert (name, kind) == ("meeting.ics", "text/calendar")
    assert "SUMMARY:Half an hour with Bob" in file
    assert told(inside, work_off) == []
    [row] = asked(alice)
    page = client_of(alice).get(ROOM).content.decode()
    assert "Un café jeudi ?" in page
    assert "bob@fournils.test" in page
    with own(bob):
        assert hints_of(bob) == []
    assert client_of(bob).post(f"{ROOM}asked/{row.pk}/aside/").status_code == 404, "it is not his"
    assert client_of(alice).post(f"{ROOM}asked/{row.pk}/aside/").status_code == 302
    assert asked(alice) == []


def test_who_hid_somebody_is_not_asked_by_them_and_nobody_learns_of_it(inside, alice, bob, work_off):
    actions.hide(actor=alice, other=bob)
    found = hint(bob, alice, Hint.Kind.MEET)
    assert actions.ask(actor=bob, hint_id=found.pk, words="Un café ?")
    assert told(inside, work_off) == []
    assert asked(alice) == []


def test_a_few_are_asked_a_day_and_no_more(inside, bob, client_of):
    others = [member_of(inside, f"Collègue {at}", "employee") for at in range(4)]
    hints = [hint(bob, one, Hint.Kind.MEET) for one in others]
    for one in hints[:3]:
        assert actions.ask(actor=bob, hint_id=one.pk, words="Un café ?")
    with pytest.raises(actions.TooMany):
        actions.ask(actor=bob, hint_id=hints[3].pk, words="Un café ?")
    answer = client_of(bob).post(f"{ROOM}hints/{hints[3].pk}/ask/", {"words": "Gardé ici"})
    assert answer.status_code == 422
    assert "Gardé ici" in answer.content.decode()
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert actions.ask(actor=bob, hint_id=hints[3].pk, words="Un café ?")


def test_nobody_asks_by_the_hint_of_another_nor_by_a_thank_you(inside, alice, bob, chloe, client_of):
    found, thanks = hint(bob, alice, Hint.Kind.MEET), hint(bob, chloe, Hint.Kind.THANK)
    assert not actions.ask(actor=chloe, hint_id=found.pk, words="Moi aussi ?")
    assert not actions.ask(actor=bob, hint_id=thanks.pk, words="Merci ?")
    assert not actions.ask(actor=bob, hint_id=found.pk, words="Présente-nous", to_be_introduced=True)
    assert client_of(chloe).get(f"{ROOM}hints/{found.pk}/ask/").status_code == 404
    assert not Asked.objects.exists(), "seen by nobody but whose own it is"


def test_whoever_may_not_is_refused(inside, alice, bob, know, monkeypatch):
    from liant.accounts import permissions

    bob.roles = []
    for act in (
        lambda: actions.ask(actor=bob, hint_id=know.pk, words="Un café ?"),
        lambda: actions.introduce(actor=bob, asked_id=1),
        lambda: actions.let_be(actor=bob, asked_id=1),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert permissions.may(alice, "bonds.see_own")


def test_an_introduction_is_one_click_of_whoever_was_asked(inside, alice, bob, rose, know, client_of, work_off):
    where = f"{ROOM}hints/{know.pk}/introduction/"
    assert client_of(bob).get(where).status_code == 200
    assert client_of(bob).post(where, {"words": "Elle connaît le levain."}).status_code == 302
    [letter] = told(inside, work_off)
    assert letter.to == ["alice@fournils.test"]
    assert "Elle connaît le levain." in letter.body
    [row] = asked(alice)
    assert asked(rose) == [], "she knows nothing of it"
    client = client_of(alice)
    assert client_of(rose).post(f"{ROOM}asked/{row.pk}/introduce/").status_code == 404
    assert told(inside, work_off) == [], "she was not asked to introduce anybody"
    assert client.post(f"{ROOM}asked/{row.pk}/introduce/").status_code == 302
    letters = {one.to[0]: one for one in told(inside, work_off)}
    assert letters.keys() == {"bob@fournils.test", "rose@fournils.test"}
    assert letters["rose@fournils.test"].reply_to == ["bob@fournils.test"]
    assert "rose@fournils.test" in letters["bob@fournils.test"].body
    assert "levain" not in letters["rose@fournils.test"].body, "these words were for Alice"
    assert client.post(f"{ROOM}asked/{row.pk}/introduce/").status_code == 404
    assert told(inside, work_off) == [], "once"
    assert "rose@fournils.test" in client_of(bob).get(ROOM).content.decode()


def test_who_is_introduced_no_more_is_left_in_peace(inside, alice, bob, rose, know, client_of, work_off):
    assert actions.ask(actor=bob, hint_id=know.pk, words="Présente-nous ?", to_be_introduced=True)
    told(inside, work_off)
    actions.choose(actor=rose, introduces=False)
    [row] = asked(alice)
    with pytest.raises(actions.NotWanted):
        actions.introduce(actor=alice, asked_id=row.pk)
    page = client_of(alice).post(f"{ROOM}asked/{row.pk}/introduce/", follow=True).content.decode()
    assert "Rien n’a été dit à personne" in page
    assert told(inside, work_off) == []
    again = hint(bob, rose, Hint.Kind.MEET, via=alice)
    assert client_of(bob).get(f"{ROOM}hints/{again.pk}/introduction/").status_code == 404


def test_where_one_hid_the_other_neither_receives_an_address(inside, alice, bob, rose, know, work_off):
    assert actions.ask(actor=bob, hint_id=know.pk, words="Présente-nous ?", to_be_introduced=True)
    actions.hide(actor=rose, other=bob)
    told(inside, work_off)
    [row] = asked(alice)
    assert actions.introduce(actor=alice, asked_id=row.pk)
    assert told(inside, work_off) == []
    assert asked(bob) == asked(rose) == []


def test_refusing_tells_nobody_anything(inside, alice, bob, rose, know, work_off):
    actions.ask(actor=bob, hint_id=know.pk, words="Présente-nous ?", to_be_introduced=True)
    told(inside, work_off)
    [row] = asked(alice)
    assert actions.let_be(actor=alice, asked_id=row.pk)
    assert told(inside, work_off) == []
    assert asked(rose) == asked(bob) == []


def test_what_was_asked_goes_with_whoever_leaves_on_every_side(inside, organisation, alice, bob, rose, know, work_off):
    actions.ask(actor=bob, hint_id=know.pk, words="Présente-nous ?", to_be_introduced=True)
    found = hint(bob, rose, Hint.Kind.MEET)
    actions.ask(actor=bob, hint_id=found.pk, words="Un café ?")
    measuring.forget(member_id=bob.pk)
    assert asked(alice) == asked(rose) == []
