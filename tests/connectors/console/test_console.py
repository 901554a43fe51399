"""The console remembers what it sent, once, and reads its inbox."""

import json
from datetime import UTC, datetime

import pytest

from liant.connectors import registry
from liant.connectors.contract import Account, Draft, Misconfigured

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def test_what_is_sent_twice_is_there_once(tmp_path, capsys):
    console, account = registry.get("console"), Account(settings={"folder": str(tmp_path)})
    frozen = console.prepare(account, Draft(kind="post", text="Bonjour"), "key-1", NOW)
    assert console.find(account, frozen) is None
    first = console.send(account, frozen)
    assert console.send(account, frozen) == first == console.find(account, frozen)
    assert len((tmp_path / "outbox.jsonl").read_text().splitlines()) == 1
    assert "Bonjour" in capsys.readouterr().err


def test_the_inbox_is_read(tmp_path):
    console, account = registry.get("console"), Account(settings={"folder": str(tmp_path)})
    assert list(console.fetch(account, None, NOW).items) == []
    (tmp_path / "inbox.jsonl").write_text(json.dumps({"id": "1", "text": "Merci"}))
    assert [item.text for item in console.fetch(account, None, NOW).items] == ["Merci"]


def test_a_missing_folder_is_told():
    with pytest.raises(Misconfigured, match="not there"):
        registry.get("console").check(Account(settings={"folder": "/nowhere"}))
