"""Each one hears of whom they meet as they chose, by mail or in a place of their own by chat, once; in their quiet hours nothing."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction

from liant.accounts.chat.models import Place
from liant.kit import clock
from liant.meetings import jobs, notices, queries, rules, taking_part
from liant.meetings.models import Hearing, Notice, Partner, Rotation, Round
from liant.tenancy.context import tenant
from tests.installation import free_port
from tests.kit.push_service import push_service
from tests.meetings.furniture import a_rotation, drawn, everyone_joins

pytestmark = pytest.mark.django_db
HEAR = "/o/fournils/meetings/hearing/"


@pytest.fixture
def rotation(organisation, alice, bob, settings):
    settings.EMAIL_HOST = "mail.test"
    with tenant(organisation.id):
        found = a_rotation(alice)
        everyone_joins(found, alice, bob)
    return found


@pytest.fixture
def chat():
    with push_service() as (service, endpoint):
        service.place = endpoint.replace("http://", "json://")
        yield service


def said_to(service):
    return [json.loads(body) for _headers, body in service.taken]


def hears(organisation, member, *ways, address="", quiet=(None, None)):
    with tenant(organisation.id):
        taking_part.hear(actor=member, ways=ways, quiet_from=quiet[0], quiet_until=quiet[1], address=address)


def draw(organisation, rotation):
    with tenant(organisation.id):
        return drawn(rotation)


def tell(organisation, minutes=0):
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        jobs.tell(organisation.id)


def states(organisation, member):
    with tenant(organisation.id), queries.own(member):
        return sorted(Notice.objects.values_list("occasion", "way", "state"))


def test_whoever_chose_chat_is_told_there_and_the_other_by_mail(
    organisation, alice, bob, rotation, chat, mailoutbox, client_of, work_off
):
    client = client_of(bob)
    answer = client.post(HEAR, {"hearing-ways": ["chat"], "hearing-chat_address": chat.place})
    assert answer.status_code == 302
    page = client.get("/o/fournils/meetings/").content.decode()
    assert "JSON" in page
    assert chat.place not in page, "it is never shown whole again"
    draw(organisation, rotation)
    work_off()
    [said] = said_to(chat)
    assert said["title"] == "Cette semaine, vous voyez Alice"
    assert "Qu’avez-vous appris ces jours-ci" in said["message"]
    assert "/meetings/met/" in said["message"]
    assert said["message"].endswith("/o/fournils/meetings/"), "where the file for the calendar is"
    assert "alice@" not in said["message"]
    assert [one.to for one in mailoutbox] == [["alice@fournils.test"]]
    with tenant(organisation.id):
        Round.objects.update(remind_at=clock.now() - timedelta(minutes=1))
    for _ in range(2):
        jobs.look(0)
        work_off()
    assert [one["title"] for one in said_to(chat)][1:] == ["Avez-vous vu Alice\u202f?"]
    assert len(mailoutbox) == 2
    assert states(organisation, bob) == [("invitation", "chat", "sent"), ("reminder", "chat", "sent")]


def test_beside_mail_where_both_are_ticked_and_not_at_all_where_none_is(
    organisation, alice, bob, rotation, chat, mailoutbox
):
    hears(organisation, alice, "chat", "mail", address=chat.place)
    hears(organisation, bob)
    draw(organisation, rotation)
    tell(organisation)
    assert (len(said_to(chat)), [one.to for one in mailoutbox]) == (1, [["alice@fournils.test"]])
    assert states(organisation, bob) == []


def test_in_quiet_hours_it_waits_until_they_end(organisation, bob, rotation, mailoutbox):
    with tenant(organisation.id):
        hour = clock.now().astimezone(bob.user.zone).hour
    hears(organisation, bob, "mail", quiet=(hour, (hour + 2) % 24))
    draw(organisation, rotation)
    tell(organisation)
    assert [one.to for one in mailoutbox] == [["alice@fournils.test"]]
    tell(organisation, minutes=121)
    assert len(mailoutbox) == 2


def test_no_more_than_a_few_each_day(organisation, alice, bob, rotation, mailoutbox):
    with tenant(organisation.id):
        for number in range(rules.MOST_EACH_DAY):
            other = a_rotation(alice, title=f"Café {number}")
            everyone_joins(other, alice, bob)
            drawn(other)
        drawn(rotation)
    tell(organisation)
    assert len(mailoutbox) == 2 * rules.MOST_EACH_DAY
    tell(organisation, minutes=60)
    assert len(mailoutbox) == 2 * rules.MOST_EACH_DAY
    tell(organisation, minutes=24 * 60 + 1)
    assert len(mailoutbox) == 2 * rules.MOST_EACH_DAY + 2


@pytest.mark.parametrize(("status", "times", "becomes"), [(None, 1, "unknown"), (503, 2, "sent")])
def test_what_may_have_arrived_is_not_said_again_and_what_was_refused_is(
    organisation, bob, rotation, chat, status, times, becomes
):
    hears(organisation, bob, "chat", address=chat.place)
    chat.status = status
    draw(organisation, rotation)
    tell(organisation)
    chat.status = 201
    for minutes in (6, 30, 90):
        tell(organisation, minutes)
    assert len(chat.taken) == times
    assert states(organisation, bob) == [("invitation", "chat", becomes)]


def test_where_chat_takes_nothing_it_comes_by_mail(organisation, bob, rotation, mailoutbox):
    hears(organisation, bob, "chat", address=f"json://127.0.0.1:{free_port()}/x")
    draw(organisation, rotation)
    for tries in range(rules.MOST_TRIES):
        tell(organisation, minutes=tries * 241)
        assert len(mailoutbox) == 1, "hers"
    tell(organisation, minutes=rules.MOST_TRIES * 241)
    assert states(organisation, bob) == [("invitation", "chat", "refused"), ("invitation", "mail", "sent")]
    assert [one.to for one in mailoutbox][1:] == [["bob@fournils.test"]]


def test_what_was_in_a_dead_workers_hands_is_unknown_and_the_others_are_told(
    organisation, alice, bob, rotation, mailoutbox
):
    draw(organisation, rotation)
    with tenant(organisation.id):
        assert [one.member.pk for one in notices.claim([alice.pk])] == [alice.pk]
    tell(organisation)
    assert [one.to for one in mailoutbox] == [["bob@fournils.test"]]
    assert states(organisation, alice) == [("invitation", "mail", "unknown")]
    tell(organisation, minutes=600)
    assert len(mailoutbox) == 1


def test_a_draw_that_is_undone_tells_nobody_and_one_that_stands_tells_everyone(organisation, alice, bob, rotation):
    with tenant(organisation.id):
        with transaction.atomic():
            drawn(rotation)
            transaction.set_rollback(True)
        for one in (alice, bob):
            with queries.own(one):
                assert (Partner.objects.count(), Notice.objects.count()) == (0, 0)
        Rotation.objects.update(next_at=clock.now() - timedelta(minutes=1))
        drawn(rotation)
        for one in (alice, bob):
            with queries.own(one):
                assert (Partner.objects.count(), Notice.objects.count()) == (1, 1)
        assert not Notice.objects.exists(), "each row is one member's own"


def test_nothing_is_said_of_a_round_that_is_over_or_that_they_left(
    organisation, alice, bob, rotation, chat, mailoutbox
):
    hears(organisation, bob, "chat", address=chat.place)
    draw(organisation, rotation)
    with tenant(organisation.id):
        taking_part.leave(actor=bob, rotation=rotation)
        with queries.own(bob):
            assert not Notice.objects.exists(), "that they took part is told by no row"
            assert Hearing.objects.exists()
        Round.objects.update(closed_at=clock.now())
    tell(organisation)
    assert (mailoutbox, chat.taken) == ([], [])
    assert states(organisation, alice) == [("invitation", "mail", "dropped")]


def test_a_place_that_is_used_no_more_is_forgotten_and_goes_with_the_membership(organisation, bob, rotation, chat):
    hears(organisation, bob, "chat", address=chat.place)
    with tenant(organisation.id):
        assert not Place.objects.exists()
        with queries.own(bob):
            assert Place.objects.exists()
    hears(organisation, bob, "mail")
    with tenant(organisation.id), queries.own(bob):
        assert not Place.objects.exists()
    hears(organisation, bob, "chat", address=chat.place)
    with tenant(organisation.id):
        taking_part.forget(member_id=bob.pk)
        with queries.own(bob):
            assert not Hearing.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [
        {"hearing-ways": ["chat"]},
        {"hearing-ways": ["chat"], "hearing-chat_address": "file:///etc/passwd"},
        {"hearing-ways": ["mail"], "hearing-quiet_from": "19"},
        {"hearing-ways": ["mail"], "hearing-quiet_from": "8", "hearing-quiet_until": "8"},
        {"hearing-ways": ["pigeon"]},
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(organisation, bob, rotation, client_of, posted):
    assert client_of(bob).post(HEAR, posted).status_code == 422
    with tenant(organisation.id), queries.own(bob):
        assert not Hearing.objects.exists()


def test_no_job_names_anybody(organisation, rotation):
    draw(organisation, rotation)
    with connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = %s", [notices.TELL])
        told = [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()]
    assert told == [{"organisation_id": organisation.id}]


def test_a_server_of_mail_that_is_down_is_no_try_and_stops_the_run(
    organisation, alice, bob, rotation, settings, mailoutbox
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    draw(organisation, rotation)
    tell(organisation)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with tenant(organisation.id), queries.own(bob):
        assert Notice.objects.values_list("state", "tries").get() == ("waiting", 0)
    tell(organisation)
    assert mailoutbox == [], "not at once"
    tell(organisation, minutes=6)
    assert len(mailoutbox) == 2
    assert len({one.extra_headers["Message-ID"] for one in mailoutbox}) == 2
