"""What a worker that died had begun is taken up again by the next, and stands in nobody's way."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from liant.jobs.jobs import recover
from liant.jobs.queue import app

pytestmark = pytest.mark.django_db(transaction=True)


def begun(lock=None, worker=None):
    """A job that is being done, and never will be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, queueing_lock) "
            "values ('default', 'inbox.wake', '{}', 'todo', %s) returning id",
            [lock],
        )
        job = cursor.fetchone()[0]
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, job])
    return job


def waiting(lock):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status, queueing_lock) "
            "values ('default', 'inbox.wake', '{}', 'todo', %s)",
            [lock],
        )


def state_of(job):
    with connection.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job])
        return cursor.fetchone()[0]


def test_work_that_is_queued_again_already_does_not_keep_the_rest_from_being_taken_up():
    doubled, alone = begun("wake"), begun("another")
    waiting("wake")
    async_to_sync(recover.func)(SimpleNamespace(app=app), 0)
    assert (state_of(doubled), state_of(alone)) == ("aborted", "todo")


def test_what_a_living_worker_does_is_left_to_it():
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers default values returning id")
        job = begun(worker=cursor.fetchone()[0])
    async_to_sync(recover.func)(SimpleNamespace(app=app), 0)
    assert state_of(job) == "doing"
