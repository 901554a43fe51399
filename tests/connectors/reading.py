"""Reading a recorded network to the end of a pass, as the collector does, one question at a time."""

import json
from datetime import UTC, datetime
from typing import Any

from liant.connectors.contract import Account
from liant.kit import clock

NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def one_pass(connector: Any, account: Account, cursor: Any = None, now: datetime = NOW) -> tuple[list[Any], Any]:
    """All pages of a pass, and the cursor at its end; the cursor is stored as JSON between two questions."""
    pages = []
    with clock.at(now):
        while True:
            page = connector.fetch(account, cursor, now)
            pages.append(page)
            cursor = json.loads(json.dumps(page.cursor))
            if not page.has_more:
                return pages, cursor


def items_of(pages: list[Any]) -> dict[str, Any]:
    return {item.key: item for page in pages for item in page.items}


def account(remembered: dict | None = None, **settings: Any) -> Account:
    """One that somebody agreed to."""
    return Account(
        settings={"client_id": "app", **settings},
        secret={"client_secret": "app-s3cret"},
        remembered={"access": "token-1", **(remembered or {})},
    )
