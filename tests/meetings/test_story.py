"""From the wish to meet to the tie: they join, are drawn, receive one mail with a file for the calendar, say that they met, and the
ledger knows it if both agreed to that."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from liant.bonds.measuring import measure_all
from liant.bonds.queries import own, ties_of
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.meetings import jobs, queries, taking_part
from liant.meetings.models import Partner, Rotation, Round
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed, turned
from tests.meetings.furniture import a_rotation, everyone_joins
from tests.people import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailing(settings):
    settings.EMAIL_HOST = "mail.test"


@pytest.fixture
def rotation(organisation, alice, bob):
    with tenant(organisation.id):
        found = a_rotation(alice)
        everyone_joins(found, alice, bob)
        Rotation.objects.update(next_at=clock.now() - timedelta(minutes=1))
    return found


def link_after(body, words):
    return re.search(rf"{words}.*?(/meetings/\S+)", body)[1]


def test_they_join_are_drawn_meet_and_are_closer(organisation, alice, bob, rotation, mailing, mailoutbox, work_off):
    with tenant(organisation.id):
        agreed(alice, bob, chloe := member_of(organisation, "Chloe", "employee"))
        turned(chloe, bob, "message", 3, 9)
    jobs.look(0)
    work_off()
    [first, second] = sorted(mailoutbox, key=lambda one: one.to)
    assert (first.to, second.to) == (["alice@fournils.test"], ["bob@fournils.test"])
    assert first.subject == "Les Trois Fournils\u00a0: cette semaine, vous voyez Bob"
    assert "bob@fournils.test" in first.body
    assert "Qu’avez-vous appris ces jours-ci" in first.body
    for one in mailoutbox:
        name, content, kind = one.attachments[0]
        assert (name, kind) == ("meeting.ics", "text/calendar")
        [event] = Calendar.from_ical(content).events
        assert event["SUMMARY"] == f"Un moment avec {'Bob' if one is first else 'Alice'}"
        assert event.end - event.start in (timedelta(minutes=30), timedelta(days=1))
    with tenant(organisation.id):
        assert not Interaction.objects.filter(kind="met").exists()
    visitor = Client()
    answer = link_after(first.body, "Un clic")
    assert "Vous êtes-vous vus" in visitor.get(answer).content.decode()
    assert "Merci" in visitor.post(answer, {"said": "met"}).content.decode()
    work_off()
    with tenant(organisation.id):
        assert not Interaction.objects.filter(kind="met").exists(), "one of them said so"
    visitor.post(link_after(second.body, "Un clic"), {"said": "met"})
    work_off()
    with tenant(organisation.id):
        met = Interaction.objects.get(kind="met")
        assert {met.source.name, met.target.name} == {"Alice", "Bob"}
        assert (met.purpose, met.visibility, met.consent, met.through_kind) == (
            "belonging",
            "parties",
            "given",
            "meetings.round",
        )
        measure_all()
        with own(bob):
            assert "Alice" in {one.other.name for one in ties_of(bob)}


def test_without_both_having_agreed_to_it_the_ledger_learns_nothing(organisation, alice, bob, rotation, work_off):
    jobs.look(0)
    work_off()
    with tenant(organisation.id):
        agreed(alice)
        round_ = Round.objects.get()
        for one in (alice, bob):
            assert taking_part.say(actor=one, round_id=round_.pk, has_met=True)
    work_off()
    with tenant(organisation.id):
        assert not Interaction.objects.exists()


def test_looking_at_a_link_of_a_mail_says_and_stops_nothing(
    organisation, alice, bob, rotation, mailing, mailoutbox, work_off
):
    jobs.look(0)
    work_off()
    first = min(mailoutbox, key=lambda one: one.to)
    stop = first.extra_headers["List-Unsubscribe"].strip("<>")
    assert first.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"(/meetings/stop/\S+)", stop)[1]
    visitor = Client()
    visitor.get(path)
    visitor.get(link_after(first.body, "Un clic"))
    with tenant(organisation.id), queries.own(alice):
        assert Partner.objects.get().said == ""
        assert queries.participations(alice)
    assert "Vous ne participez plus" in visitor.post(path).content.decode()
    with tenant(organisation.id):
        with queries.own(alice):
            assert not queries.participations(alice)
        with queries.own(bob):
            assert not Partner.objects.exists(), "whom she met is erased on both sides"
            assert queries.participations(bob)
    assert visitor.get(path[:-5] + "/").status_code == 404


def test_whoever_said_nothing_is_asked_once(organisation, alice, bob, rotation, mailing, mailoutbox, work_off):
    jobs.look(0)
    work_off()
    mailoutbox.clear()
    with tenant(organisation.id):
        round_ = Round.objects.get()
        taking_part.say(actor=alice, round_id=round_.pk, has_met=False)
        Round.objects.update(remind_at=clock.now() - timedelta(minutes=1))
    for _ in range(2):
        jobs.look(0)
        work_off()
    [letter] = mailoutbox
    assert letter.to == ["bob@fournils.test"]
    assert "on ne vous le demande qu’une fois" in letter.body.lower()


def test_a_worker_that_died_before_the_draw_draws_what_was_stored(organisation, alice, rotation, work_off):
    from liant.meetings import drawing

    with tenant(organisation.id):
        stored = drawing.prepare(rotation_id=rotation.pk)
        seed, digest = stored.seed, stored.digest
        assert drawing.prepare(rotation_id=rotation.pk).pk == stored.pk
        Round.objects.update(stored_at=clock.now() - timedelta(minutes=11))
    jobs.look(0)
    work_off()
    with tenant(organisation.id):
        round_ = Round.objects.get()
        assert (round_.seed, round_.digest) == (seed, digest)
        assert round_.people == 2
        assert drawing.is_drawn_again(round_)
