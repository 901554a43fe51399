"""Folders that the system user `liant` may reach: pytest's own are closed to all but root."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of data that does not exist yet, and English sentences."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in (
        "DATABASE_URL",
        "DATABASE_OWNER_URL",
        "LIANT_DATA",
        "LIANT_SECRET_KEY",
        "LIANT_BASE_URL",
        "LIANT_ROLE",
    ):
        monkeypatch.delenv(name, raising=False)
    place = Path(tempfile.mkdtemp(prefix="liant-test-", dir="/var/tmp"))
    place.chmod(0o755)
    yield place / "data"
    shutil.rmtree(place, ignore_errors=True)
