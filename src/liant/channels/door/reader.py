"""Reading what came through a door: asked by a job at once, and by a loop of its own, so that no queue holds it up.

A reader may be killed at any moment: the request is still there, and its items are stored once.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta

from django.db import DataError, Error, close_old_connections, connection

from liant.channels import annexes
from liant.channels.actions import remember
from liant.channels.door.actions import claim, give_up, postpone, settle
from liant.channels.door.models import Arrival
from liant.connectors.contract import ConnectorError, Temporary
from liant.connectors.receiving import Request
from liant.jobs.loops import Stop
from liant.kit import clock
from liant.tenancy.before_tenant import waiting_arrivals
from liant.tenancy.context import tenant

log = logging.getLogger(__name__)
AT_ONCE, PAUSE_SECONDS = 4, 1.0
MOST_ATTEMPTS = 20
LONGEST_WAIT = timedelta(hours=1)


def read(organisation_id: int, arrival_id: int) -> None:
    """One request, unless somebody else reads it. Its connector is asked outside any transaction."""
    with tenant(organisation_id):
        arrival = claim(arrival_id=arrival_id)
        if arrival is None:
            return
        if arrival.attempts > MOST_ATTEMPTS:  # whoever reads it dies of it
            give_up(arrival=arrival, problem="What came could not be read, however often it was tried.")
            return
        channel = arrival.channel
        account = annexes.furnished(channel)

    def on_remember(values: dict) -> None:
        with tenant(organisation_id):
            remember(channel.id, values)

    account.on_remember = on_remember
    try:
        page = channel.connector.read(account, request_of(arrival), clock.now())  # type: ignore[attr-defined]
    except ConnectorError as error:
        with tenant(organisation_id):
            note_failure(arrival, error)
        return
    except Exception as error:
        log.exception("Arrival %s could not be read.", arrival_id)
        with tenant(organisation_id):
            give_up(arrival=arrival, problem=f"What came could not be read ({type(error).__name__}).")
        return
    try:
        with tenant(organisation_id):
            settle(arrival=arrival, page=page)
    except DataError:
        log.warning("Arrival %s does not fit.", arrival_id, exc_info=True)
        with tenant(organisation_id):
            give_up(arrival=arrival, problem="What came is too long to be stored.")


def request_of(arrival: Arrival) -> Request:
    return Request(
        method=arrival.method,
        headers=arrival.headers,
        body=bytes(arrival.body),
        query=arrival.query,
        path=arrival.path,
        remote=arrival.remote,
        sender=arrival.sender_id,
    )


def note_failure(arrival: Arrival, error: ConnectorError) -> None:
    """A blip is tried again, less and less often; all else waits for a person."""
    if not isinstance(error, Temporary) or arrival.attempts >= MOST_ATTEMPTS:
        give_up(arrival=arrival, problem=str(error))
        return
    wait = min(timedelta(seconds=10 * 2 ** min(arrival.attempts, 10)), LONGEST_WAIT)
    if error.retry_after_seconds:
        wait = max(wait, timedelta(seconds=error.retry_after_seconds))
    postpone(arrival=arrival, problem=str(error), until=clock.now() + wait)


def run(stop: Stop) -> None:
    """Until asked to stop: what waits and is due, whatever else the worker has to do."""
    busy: dict[int, Future[None]] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="door") as pool:
        while not stop.wait(PAUSE_SECONDS):
            busy = {key: future for key, future in busy.items() if not future.done()}
            for organisation_id, arrival_id in due_now():
                if arrival_id not in busy and len(busy) < AT_ONCE:
                    busy[arrival_id] = pool.submit(read_safely, organisation_id, arrival_id)


def due_now() -> list[tuple[int, int]]:
    close_old_connections()
    try:
        return waiting_arrivals(clock.now())
    except Error:  # the database is restarting
        connection.close()
        return []


def read_safely(organisation_id: int, arrival_id: int) -> None:
    try:
        read(organisation_id, arrival_id)
    except Error:
        log.warning("Arrival %s will be read later.", arrival_id, exc_info=True)
    finally:
        connection.close()
