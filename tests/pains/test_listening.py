"""What made people leave other tools: listening that stopped without a word, and one source that held up the others."""

import json
from datetime import timedelta

import pytest

from liant.channels import collector
from liant.channels.collection import note_failure
from liant.connectors.contract import IncomingItem, Page, RateLimited, Temporary
from liant.insights.alerts import actions
from liant.insights.alerts.jobs import look
from liant.kit import clock
from liant.tenancy.before_tenant import due_channels
from liant.tenancy.context import tenant
from tests.channels.conftest import letters, make_channel  # noqa: F401
from tests.channels.letters import Letters
from tests.insights.alerts.test_alerts import receiver  # noqa: F401

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_zammad_2013_a_channel_that_is_not_heard_for_hours_is_told(
    organisation, alice, make_channel, receiver, work_off  # noqa: F811
):  # fmt: skip
    """There: fetching stopped for hours, and nobody was told. Here: it is tried again by itself, and told once."""
    began = clock.now()
    with tenant(organisation.id):
        actions.set_place(actor=alice, place=None, name="Nuit", address=receiver.address, kinds=["silent_channel"],
                          told_since=began)  # fmt: skip
    channel = make_channel(last_heard_at=began)
    for hours in (0.1, 1, 2.9, 3.1, 5, 9):
        with clock.at(began + hours * HOUR), tenant(organisation.id):
            note_failure(channel, Temporary("The post office was too busy (503)."))
        with clock.at(began + hours * HOUR + HOUR / 60):
            look(0)
            work_off()
        assert len(receiver.told) == (hours > 3), hours
    assert receiver.told[0]["title"] == "Post n’est plus entendu depuis plusieurs heures"
    assert f"/channels/{channel.id}/" in json.dumps(receiver.told[0])


class Busy(Letters):
    """A source that asks to wait for an hour, and another that answers."""

    def fetch(self, account, cursor, now):
        if account.settings["box"] == "busy":
            raise RateLimited("The post office asks to wait before the next request.", 3600)
        said = IncomingItem(key="k", kind="post", text="Trois Fournils", published_at=now, author=None, raw={})
        return Page(items=[said], cursor={})


def test_sfm_320_649_a_source_that_asks_to_wait_holds_up_no_other(
    organisation, make_channel, letters, monkeypatch  # noqa: F811
):  # fmt: skip
    """There: a search that had met its limit slept, never ended, and held up the other harvests. Here: it is left until the
    hour that was named, and the others go on."""
    from liant.connectors import registry

    monkeypatch.setitem(registry.CONNECTORS, "letters", f"{__name__}:Busy")
    registry.get.cache_clear()
    now = clock.now()
    busy = make_channel("Occupée", settings={"box": "busy"}, next_due_at=now - HOUR)
    make_channel("Libre", settings={"box": "free"}, next_due_at=now - HOUR)
    with clock.at(now):
        assert collector.one_pass([]) == {"fournils/Libre": 1, "fournils/Occupée": 0}
    assert (organisation.id, busy.id) not in due_channels(now + HOUR - timedelta(seconds=1))
    assert (organisation.id, busy.id) in due_channels(now + HOUR + timedelta(seconds=1))
    with tenant(organisation.id):
        busy.refresh_from_db()
        assert (busy.state, busy.last_problem[:15]) == ("well", "The post office")
