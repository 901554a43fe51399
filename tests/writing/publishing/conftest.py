"""A house that publishes: its journal, an account that takes all, one that takes a post alone, and the worker's looks."""

import json

import pytest

from liant.channels.actions import connect_channel
from liant.tenancy.context import tenant
from liant.writing import offers
from liant.writing.publishing import jobs
from tests.writing.publishing.house import address


@pytest.fixture
def console(organisation, alice, tmp_path):
    """An account that takes threads, corrections and deletions, and keeps what it is given in a file."""
    with tenant(organisation.id):
        return connect_channel(actor=alice, kind="console", name="Console", settings={"folder": str(tmp_path)},
                               secret={}, default_hat="customer")  # fmt: skip


@pytest.fixture
def quiet(organisation, alice):
    """An account that takes a post, and nothing back."""
    with tenant(organisation.id):
        return connect_channel(actor=alice, kind="null", name="Rien", settings={}, secret={}, default_hat="customer")


@pytest.fixture
def home(monkeypatch):
    """A journal that publishes at once; where it was read in which order is told by the rows."""
    monkeypatch.setitem(offers._carriers, "journal", lambda version: offers.Carried(True, address(version.piece)))
    monkeypatch.setattr(offers, "_homes", [lambda piece, _language: address(piece)])


@pytest.fixture
def outbox(tmp_path):
    def read():
        path = tmp_path / "outbox.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    return read


@pytest.fixture
def moment(work_off):
    """The worker looks, and does what waits."""

    def pass_by():
        jobs.look(0)
        work_off()

    return pass_by
