"""The loop that listens: asks which channels are due and collects them, a few at a time."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.db import Error, close_old_connections, connection

from liant.channels.collection import collect
from liant.channels.models import Channel
from liant.connectors.contract import ConnectorError
from liant.jobs.loops import Stop
from liant.kit import clock
from liant.tenancy.before_tenant import due_channels, organisation_ids
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

log = logging.getLogger(__name__)
AT_ONCE, MOST_LISTENING = 16, 10
PAUSE_SECONDS = 0.5


def run(stop: Stop) -> None:
    """Until asked to stop. A channel that fails in an unforeseen way is left until its claim ends, and named."""
    busy: dict[tuple[int, int], Future[None]] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="collect") as pool:
        while not stop.wait(PAUSE_SECONDS):
            busy = {key: future for key, future in busy.items() if not future.done()}
            for key in due_now():
                if key not in busy and len(busy) < AT_ONCE:
                    stays = len(busy) < MOST_LISTENING  # some hands stay free for the channels that are polled
                    busy[key] = pool.submit(collect_safely, *key, stays=stays)


def due_now() -> list[tuple[int, int]]:
    close_old_connections()
    try:
        return due_channels(clock.now())
    except Error:  # the database is restarting
        connection.close()
        return []


def collect_safely(organisation_id: int, channel_id: int, *, stays: bool) -> None:
    try:
        collect(organisation_id, channel_id, stays=stays)
    except (Error, ConnectorError, OSError):
        log.warning("Channel %s will be heard later.", channel_id, exc_info=True)
    except Exception:
        log.exception("Channel %s could not be collected.", channel_id)
    finally:
        connection.close()


def one_pass(names: list[str]) -> dict[str, int]:
    """Collect every due channel once, or those named, whatever their hour; "organisation/channel" → new items."""
    found = {}
    for organisation_id in organisation_ids():
        with tenant(organisation_id):
            slug = Organisation.objects.get().slug
            channels = Channel.objects.filter(state="well")
            channels = channels.filter(name__in=names) if names else channels.filter(next_due_at__lte=clock.now())
            chosen = [(channel.id, channel.name) for channel in channels]
        for channel_id, name in chosen:
            found[f"{slug}/{name}"] = collect(organisation_id, channel_id)
    return found
