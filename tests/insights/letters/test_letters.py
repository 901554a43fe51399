"""Letters to members: only what they chose, at their hour, in their language; nothing when nothing happened; out in one click.
And praise comes to those whom it concerns, whoever reads the inbox."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.actions import create_team, set_team
from liant.accounts.permissions import NotAllowed
from liant.inbox.actions import put_label
from liant.inbox.models import Conversation
from liant.insights.letters import actions
from liant.insights.letters.jobs import look, send
from liant.insights.letters.models import Circle, Letter, Subscription
from liant.insights.letters.queries import praise_for
from liant.insights.letters.rules import split_words
from liant.kit import clock
from liant.kit.quiet import next_moment
from tests.furniture import a_channel, heard, said
from tests.inbox.waiting.conftest import TUESDAY
from tests.insights.figures.conftest import DAY, mention

pytestmark = pytest.mark.django_db
ZONES = st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"]).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, ZONES, st.integers(0, 23), st.one_of(st.none(), st.integers(0, 6)))
def test_the_next_letter_is_later_and_at_that_hour(after, zone, hour, weekday):
    found = next_moment(after, zone, hour, weekday)
    assert after < found
    assert found - after <= timedelta(days=8, hours=3)
    assert weekday in (None, found.weekday())
    assert found.hour == hour


@given(st.text(max_size=300))
def test_words_are_few_short_and_each_once(text):
    words = split_words(text)
    assert len(words) == len(set(words)) <= 20
    assert all(0 < len(word) <= 60 and '"' not in word for word in words)


@pytest.fixture
def channel(house, alice, settings):
    settings.EMAIL_HOST = "mail.test"
    with clock.at(TUESDAY - 30 * DAY):
        found = a_channel(alice, kind="null", name="Avis")
    with clock.at(TUESDAY):
        yield found


@pytest.fixture
def public(channel, monkeypatch):
    """A channel where everyone reads what is said."""
    from dataclasses import replace

    from liant.connectors import registry

    connector = registry.get("null")
    monkeypatch.setattr(connector, "capabilities", replace(connector.capabilities, is_public=True))
    return channel


def letters_at(moment, work_off):
    with clock.at(moment):
        look(0)
        return work_off()


def test_the_daily_letter_comes_at_ones_own_hour_and_in_ones_own_language(channel, alice, mailoutbox, work_off):
    with clock.at(TUESDAY):
        actions.choose(actor=alice, letter=Letter.DAILY, is_on=True, hour=8)
    mention(channel, "a", "complaint", at=TUESDAY + timedelta(hours=3))
    letters_at(TUESDAY + timedelta(hours=20), work_off)
    assert not mailoutbox, "seven in the morning has not come"
    letters_at(datetime(2026, 11, 18, 7, 5, tzinfo=UTC), work_off)  # five past eight in Paris
    [letter] = mailoutbox
    assert letter.subject == "Les Trois Fournils, aujourd’hui"
    assert "Mentions entendues : 1" in letter.body.replace("\u00a0", " ")
    letters_at(datetime(2026, 11, 18, 9, 0, tzinfo=UTC), work_off)
    assert len(mailoutbox) == 1, "once"


def test_when_nothing_happened_nothing_is_sent(channel, chloe, mailoutbox, work_off):
    actions.choose(actor=chloe, letter=Letter.WEEKLY, is_on=True, hour=8, weekday=2)
    letters_at(TUESDAY + 2 * DAY, work_off)
    assert not mailoutbox
    row = Subscription.objects.get()
    assert row.next_at > TUESDAY + 2 * DAY


def test_nobody_receives_what_they_did_not_choose(channel, alice, bob, mailoutbox, work_off):
    mention(channel, "a", "praise")
    actions.choose(actor=alice, letter=Letter.DAILY, is_on=False)
    letters_at(TUESDAY + 2 * DAY, work_off)
    assert not mailoutbox


def test_a_letter_that_could_not_leave_is_tried_again(channel, alice, mailoutbox, work_off, monkeypatch):
    from django.core.mail import EmailMessage

    actions.choose(actor=alice, letter=Letter.DAILY, is_on=True, hour=8)
    mention(channel, "a", "complaint")
    row = Subscription.objects.get()
    with clock.at(TUESDAY + DAY):
        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", lambda self: (_ for _ in ()).throw(ConnectionError("no")))
            with pytest.raises(ConnectionError):
                send(alice.organisation_id, row.id)
        send(alice.organisation_id, row.id)
        send(alice.organisation_id, row.id)
    assert len(mailoutbox) == 1


def test_one_click_ends_it_without_signing_in(channel, alice, client, mailoutbox, work_off):
    actions.choose(actor=alice, letter=Letter.DAILY, is_on=True, hour=8)
    mention(channel, "a", "complaint")
    letters_at(TUESDAY + DAY, work_off)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = headers["List-Unsubscribe"].strip("<>").partition("/letters/")[2]
    assert client.get(f"/letters/{link}").status_code == 200
    assert Subscription.objects.get().is_on, "looking stops nothing"
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(f"/letters/{link}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.get().is_on
    letters_at(TUESDAY + 3 * DAY, work_off)
    assert len(mailoutbox) == 1


def test_a_link_that_was_not_signed_here_stops_nothing(channel, alice, client):
    actions.choose(actor=alice, letter=Letter.DAILY, is_on=True)
    assert client.post("/letters/stop/abc:def:ghi/").status_code == 404
    assert Subscription.objects.get().is_on


def test_whoever_left_the_house_receives_nothing(channel, alice, bob, mailoutbox, work_off):
    from liant.accounts.actions import close_membership

    actions.choose(actor=bob, letter=Letter.DAILY, is_on=True)
    mention(channel, "a", "complaint")
    close_membership(actor=alice, member=bob)
    letters_at(TUESDAY + 2 * DAY, work_off)
    assert not mailoutbox


def praise(channel, key, text, **values):
    from liant.channels.models import Item
    from liant.engines.triage import CONDUCTS, INTENTS, Reading
    from liant.listening.actions import note_mentions

    heard(channel, said(key, text, published_at=TUESDAY, **values))
    shares = {name: float(name == "praise") for name in INTENTS}
    reading = Reading("fr", "praise", shares, 0.8, dict.fromkeys(CONDUCTS, 0.0), ())
    return note_mentions(heard=[(Item.objects.get(key=key), [], reading)])[0]


@pytest.fixture
def bakers(house, alice, chloe):
    team = create_team(actor=alice, name="La Gare")
    set_team(actor=alice, team=team, members=[chloe])
    return team


def test_praise_comes_to_the_baker_word_for_word_with_where_it_was_said(
    public, alice, chloe, bakers, mailoutbox, work_off
):
    actions.set_circle(actor=alice, circle=None, name="La Gare", team=bakers, words=["parvis", "Gare"], labels=[])
    actions.choose(actor=chloe, letter=Letter.KIND_WORDS, is_on=True, hour=8, weekday=2)
    praise(public, "a", "La dame de la gare connaît tous les prénoms.", url="https://reseau.example/1")
    praise(public, "b", "La boutique des Halles est charmante.")
    letters_at(TUESDAY + DAY, work_off)
    [letter] = mailoutbox
    assert letter.to == ["chloe@fournils.test"]
    assert "La dame de la gare connaît tous les prénoms." in letter.body
    assert "https://reseau.example/1" in letter.body
    assert "Halles" not in letter.body


def test_ones_own_name_is_ones_own_choice(public, chloe):
    praise(public, "a", "Merci à Chloé pour la brioche !")
    assert not praise_for(chloe, [], TUESDAY - DAY, TUESDAY + DAY)
    assert len(praise_for(chloe, ["chloe"], TUESDAY - DAY, TUESDAY + DAY)) == 1


def test_a_label_tells_whom_praise_concerns(public, alice, chloe, bakers, work_off):
    actions.set_circle(actor=alice, circle=None, name="Fournil", team=bakers, words=[], labels=["four"])
    heard(public, said("a", "Quelle merveille, bravo aux Trois Fournils !", published_at=TUESDAY))
    work_off()
    assert not praise_for(chloe, [], TUESDAY - DAY, TUESDAY + DAY)
    put_label(actor=alice, conversation=Conversation.objects.get(), name="four")
    assert len(praise_for(chloe, [], TUESDAY - DAY, TUESDAY + DAY)) == 1


def test_what_was_said_in_private_is_told_only_to_who_may_read_it(public, alice, chloe, bakers):
    actions.set_circle(actor=alice, circle=None, name="Tout", team=bakers, words=[], labels=[])
    praise(public, "a", "Rien que pour vous : merci.", is_private=True)
    assert not praise_for(chloe, [], TUESDAY - DAY, TUESDAY + DAY)
    set_team(actor=alice, team=bakers, members=[chloe, alice])
    assert len(praise_for(alice, [], TUESDAY - DAY, TUESDAY + DAY)) == 1


def test_what_its_author_took_back_is_not_told(public, alice, chloe, bakers):
    actions.set_circle(actor=alice, circle=None, name="Tout", team=bakers, words=[], labels=[])
    praise(public, "a", "Bravo à tous.")
    heard(public, withdrawn=["a"])
    assert not praise_for(chloe, [], TUESDAY - DAY, TUESDAY + DAY)


def test_only_some_say_whom_praise_concerns(house, bob, bakers):
    with pytest.raises(NotAllowed):
        actions.set_circle(actor=bob, circle=None, name="x", team=bakers, words=[], labels=[])
    assert not Circle.objects.exists()


def test_the_pages_keep_what_is_chosen(house, alice, chloe, bakers, client_of):
    client = client_of(chloe)
    values = {
        "kind_words-is_on": "on",
        "kind_words-weekday": "4",
        "kind_words-hour": "18",
        "kind_words-words": "Chloé\nLa Gare",
    }
    assert client.post("/o/fournils/insights/letters/kind_words/choose/", values).status_code == 302
    row = Subscription.objects.get(member=chloe)
    assert (row.is_on, row.weekday, row.hour, row.words) == (True, 4, 18, ["Chloé", "La Gare"])
    assert "Chloé\nLa Gare" in client.get("/o/fournils/insights/letters/").content.decode().replace("\r", "")
    assert client.get("/o/fournils/insights/circles/").status_code == 403
    owner = client_of(alice)
    sent = {"name": "La Gare", "team": bakers.id, "words": "gare, parvis"}
    assert owner.post("/o/fournils/insights/circles/", sent).status_code == 302
    assert owner.post("/o/fournils/insights/circles/", sent).status_code == 422, "a name stands for one"
    circle = Circle.objects.get()
    assert circle.words == ["gare", "parvis"]
    assert owner.post(f"/o/fournils/insights/circles/{circle.id}/remove/").status_code == 302
    assert not Circle.objects.exists()
