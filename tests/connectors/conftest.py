"""Items of every connector, for the rules that hold for all of them."""

import json
from datetime import UTC, datetime

import pytest

from liant.connectors import contract, registry

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


@pytest.fixture
def items_of_all_connectors(tmp_path):
    (tmp_path / "inbox.jsonl").write_text(json.dumps({"text": "Merci", "author": "Ana"}))
    account = contract.Account(settings={"path": str(tmp_path / "inbox.jsonl"), "folder": str(tmp_path)})
    found = {kind: list(registry.get(kind).fetch(account, None, NOW).items) for kind in ("files", "console")}
    assert all(found.values())
    return found
