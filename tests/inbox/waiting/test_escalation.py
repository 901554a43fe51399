"""Nobody is forgotten: whoever should know is told, each step once, in the inbox and by mail."""

import pytest

from liant.accounts.actions import create_team, set_team
from liant.inbox import actions
from liant.inbox.arrivals import note_answered
from liant.inbox.models import Message
from liant.inbox.waiting.actions import promise
from liant.inbox.waiting.models import Notice
from liant.inbox.waiting.queries import who_waits
from liant.kit import clock
from tests.furniture import said
from tests.inbox.waiting.conftest import DAY, HOUR, TUESDAY, take_in, the_conversation, the_wait, tick, writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def tess(make_member):
    return make_member("Tess", "team_manager")


def steps():
    return [(notice.member.name, notice.step) for notice in Notice.objects.select_related("member").order_by("id")]


def test_whoever_took_it_then_the_managers_then_the_owners_each_once(channel, alice, bob, tess):
    writes(channel)
    actions.assign(actor=alice, conversation=the_conversation(), to=bob)
    for moment in (
        TUESDAY + 5 * HOUR,
        TUESDAY + 23 * HOUR,
        TUESDAY + DAY,
        TUESDAY + DAY,
        TUESDAY + 2 * DAY,
        TUESDAY + 9 * DAY,
    ):
        with clock.at(moment):
            tick()
    assert steps() == [("Bob", "soon"), ("Tess", "late"), ("Alice", "very_late")]
    assert Message.objects.filter(direction="note").count() == 2
    wait = the_wait()
    assert wait.warned_at
    assert wait.escalated_at
    assert wait.raised_at
    assert wait.next_step_at is None


def test_the_manager_of_the_team_that_promised_is_told_and_no_other(channel, alice, tess, make_member):
    gina = make_member("Gina", "team_manager")
    team = create_team(actor=alice, name="Clients")
    set_team(actor=alice, team=team, members=[gina])
    promise(actor=alice, hat="customer", intent="", amount=1, unit="hours", team=team)
    writes(channel)
    with clock.at(TUESDAY + 2 * HOUR):
        tick()
    assert ("Gina", "late") in steps()
    assert ("Tess", "late") not in steps()


def test_where_nobody_manages_the_owner_is_told(channel, alice):
    writes(channel)
    with clock.at(TUESDAY + DAY):
        tick()
    assert steps() == [("Alice", "late")]


def test_whoever_was_answered_in_time_is_no_news(channel, alice):
    writes(channel)
    note_answered(the_conversation(), TUESDAY + HOUR)
    with clock.at(TUESDAY + 9 * DAY):
        tick()
    assert not Notice.objects.exists()


def test_after_a_week_without_a_worker_there_is_one_step_not_three(channel, alice, tess):
    writes(channel)
    with clock.at(TUESDAY + 9 * DAY):
        from liant.inbox.waiting.jobs import look

        look(0)
    assert steps() == [("Tess", "late")]


def test_the_mail_tells_the_bare_fact_to_whoever_may_not_read(channel, alice, tess, settings, mailoutbox, work_off):
    settings.EMAIL_HOST = "smtp.test"
    writes(channel, text="Le pain était brûlé.")
    with clock.at(TUESDAY + DAY):
        tick()
        work_off()
    [to_manager] = mailoutbox
    assert to_manager.to == ["tess@fournils.test"]
    assert "Quelqu’un (client) attend" in to_manager.body
    assert "Karima" not in to_manager.body
    assert "brûlé" not in to_manager.body
    with clock.at(TUESDAY + 2 * DAY):
        tick()
        work_off()
        work_off()
    to_owner = mailoutbox[1]
    assert "Karima Benali (client) attend depuis" in to_owner.body
    assert "SLA" not in to_owner.body
    assert len(mailoutbox) == 2, "each is told once"
    assert to_owner.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_mail_that_could_not_leave_is_tried_again(channel, alice, settings, mailoutbox, monkeypatch):
    from django.core.mail import EmailMessage

    from liant.inbox.waiting.jobs import mail

    settings.EMAIL_HOST = "smtp.test"
    writes(channel)
    with clock.at(TUESDAY + DAY):
        tick()
        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", lambda self: (_ for _ in ()).throw(ConnectionError("no")))
            with pytest.raises(ConnectionError):
                mail(alice.organisation_id, alice.id)
        mail(alice.organisation_id, alice.id)
        mail(alice.organisation_id, alice.id)
    assert len(mailoutbox) == 1


def test_who_waits_is_grouped_by_how_late_it_is(channel, alice, rose, tess):
    writes(channel, "late", at=TUESDAY - 5 * DAY)
    writes(channel, "soon", at=TUESDAY - HOUR)
    take_in(channel, said("later", "Ma candidature.", thread_key="later", published_at=TUESDAY), intent="candidate")
    assert [group.lateness for group in who_waits(alice).groups] == ["late", "soon", "later"]
    assert who_waits(alice).first.conversation.thread_key == "late"
    to_rose = who_waits(rose)
    assert [group.lateness for group in to_rose.groups] == ["later"]
    assert [(one.hat, one.is_late) for one in to_rose.hidden] == [("customer", True)]
    assert not who_waits(tess).groups
    assert {one.hat for one in who_waits(tess).hidden} == {"customer", "candidate"}


def test_the_page_says_it_in_words(channel, alice, tess, client_of, organisation):
    writes(channel, at=TUESDAY - 5 * DAY)
    address = f"/o/{organisation.slug}/waits/"
    page = client_of(alice).get(address).content.decode()
    assert "Plus longtemps que promis" in page
    assert "Commencez par Karima" in page
    to_tess = client_of(tess).get(address)
    assert to_tess.status_code == 200
    assert "Karima" not in to_tess.content.decode()
