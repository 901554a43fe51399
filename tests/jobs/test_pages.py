"""Background work that needs a look: told in words, each organisation its own, started again or given up."""

import json
from datetime import timedelta

import pytest

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/work/"


@pytest.fixture
def make_job(organisation):
    """`make_job("failed")`: a row of the queue, of the organisation unless told otherwise."""
    from django.db import connection

    def make(status, where=organisation, task="deliveries.send", scheduled_at=None, lock=None, worker=None):
        args = {"organisation_id": where.id} if where else {}
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at, "
                "queueing_lock, worker_id) values ('default', %s, 0, %s, 'todo', %s, %s, %s) returning id",
                [task, json.dumps(args), scheduled_at, lock, worker],
            )
            job_id = cursor.fetchone()[0]
            for step in {"failed": ["doing", "failed"], "doing": ["doing"]}.get(status, []):
                cursor.execute("update procrastinate_jobs set status = %s where id = %s", [step, job_id])
        return job_id

    return make


@pytest.fixture
def beat():
    """A worker whose heart beat so many seconds ago; its id."""
    from django.db import connection

    def make(seconds=0):
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into procrastinate_workers (last_heartbeat) values (%s) returning id",
                [clock.now() - timedelta(seconds=seconds)],
            )
            return cursor.fetchone()[0]

    return make


def status_of(job_id) -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job_id])
        return cursor.fetchone()[0]


def text_of(client) -> str:
    page = client.get(HERE)
    assert page.status_code == 200
    return page.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_when_all_is_well_it_says_so(client_of, alice, beat):
    beat()
    assert "Tout va bien." in text_of(client_of(alice))


def test_without_a_worker_the_page_says_that_nothing_is_lost(client_of, alice, beat):
    assert "Aucun ouvrier n’a été vu." in text_of(client_of(alice))
    beat(seconds=600)
    page = text_of(client_of(alice))
    assert "Personne ne fait le travail de fond." in page
    assert "Rien n’est perdu" in page


def test_each_trouble_is_told_by_what_it_does(client_of, alice, make_member, make_job, beat):
    beat()
    make_job("failed")
    make_job("doing", worker=beat(seconds=600), task="events.deliver")
    make_job("todo", scheduled_at=clock.now() - timedelta(hours=1), task="jobs.tidy")
    page = text_of(client_of(alice))
    for words in ("Envoyer ce qui a été écrit", "Faire savoir ce qui s’est passé", "Oublier le travail de fond terminé",
                  "N’a pas marché", "Laissé en route", "En retard"):  # fmt: skip
        assert words in page
    assert "deliveries.send" not in page
    english = text_of(client_of(make_member("Gina", "owner", language="en")))
    assert "Send what was written" in english
    assert "Left half-way" in english


def test_work_that_goes_well_is_not_listed(client_of, alice, make_job, beat):
    make_job("doing", worker=beat())
    make_job("todo")
    make_job("todo", scheduled_at=clock.now() + timedelta(hours=1))
    assert "Tout va bien." in text_of(client_of(alice))


def test_work_deferred_for_at_once_becomes_late(client_of, alice, make_job, beat):
    from django.db import connection

    beat()
    job_id = make_job("todo")
    with connection.cursor() as cursor:
        cursor.execute(
            "update procrastinate_events set at = %s where job_id = %s", [clock.now() - timedelta(hours=1), job_id]
        )
    assert "Envoyer ce qui a été écrit" in text_of(client_of(alice))


def test_an_organisation_sees_only_its_own(client_of, alice, dan, other_organisation, make_job):
    theirs, nobodys = make_job("failed", where=other_organisation), make_job("failed", where=None)
    for job_id in (theirs, nobodys):
        assert f"/work/{job_id}/" not in text_of(client_of(alice))
        for act in ("retry", "cancel"):
            assert client_of(alice).post(f"{HERE}{job_id}/{act}/").status_code == 404
        assert status_of(job_id) == "failed"


def test_the_operator_also_sees_what_belongs_to_nobody(client_of, alice, other_organisation, make_job):
    from liant.accounts.models import User

    theirs, nobodys = make_job("failed", where=other_organisation), make_job("failed", where=None)
    User.objects.filter(id=alice.user_id).update(is_operator=True)
    page = text_of(client_of(alice))
    assert f"/work/{nobodys}/" in page
    assert "de l’installation" in page
    assert f"/work/{theirs}/" not in page
    client_of(alice).post(f"{HERE}{nobodys}/retry/")
    assert status_of(nobodys) == "todo"


@pytest.mark.parametrize(
    ("status", "act", "after"),
    [
        ("failed", "retry", "todo"),
        ("failed", "cancel", "cancelled"),
        ("doing", "retry", "todo"),
        ("doing", "cancel", "cancelled"),
        ("todo", "retry", "todo"),
        ("todo", "cancel", "cancelled"),
    ],
)
def test_starting_again_and_giving_up_are_noted(client_of, alice, organisation, make_job, beat, status, act, after):
    from liant.audit.models import Entry

    job_id = make_job(
        status, scheduled_at=clock.now() - timedelta(hours=1), worker=beat(600) if status == "doing" else None
    )
    assert client_of(alice).post(f"{HERE}{job_id}/{act}/").status_code == 302
    assert status_of(job_id) == after
    with tenant(organisation.id):
        (entry,) = Entry.objects.filter(thing_id=job_id)
        assert entry.verb == f"jobs.{act}_job"
    assert "Tout va bien." in text_of(client_of(alice)) or "Rien d’autre" in text_of(client_of(alice))


def test_the_same_work_does_not_wait_twice(client_of, alice, make_job):
    failed = make_job("failed", lock="once")
    make_job("todo", lock="once")
    answer = client_of(alice).post(f"{HERE}{failed}/retry/", follow=True)
    assert "attend déjà" in answer.content.decode()
    assert status_of(failed) == "failed"


def test_the_auditor_reads_and_does_not_act(client_of, make_member, make_job):
    job_id = make_job("failed")
    nora = make_member("Nora", "auditor")
    assert "/retry/" not in text_of(client_of(nora))
    assert client_of(nora).post(f"{HERE}{job_id}/retry/").status_code == 403


def test_who_answers_does_not_enter(client_of, bob, dan, organisation, make_job):
    job_id = make_job("failed")
    assert client_of(bob).get(HERE).status_code == 403
    assert client_of(bob).post(f"{HERE}{job_id}/cancel/").status_code == 403
    assert client_of(dan).get(HERE).status_code == 404
