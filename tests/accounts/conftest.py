"""A mail server that takes everything, and what stands in a mail."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _compiled_texts() -> None:
    """The French of these pages, as the programme reads it."""
    from django.utils.translation import trans_real

    script = Path(__file__).resolve().parents[2] / "scripts/messages.py"
    subprocess.run([sys.executable, script, "compile", "accounts"], check=True)
    trans_real._translations.clear()


@pytest.fixture(autouse=True)
def _quick_passwords(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def mail_leaves(settings) -> None:
    """As if an SMTP server were configured: mails land in `mailoutbox`."""
    settings.EMAIL_HOST = "mail.fournils.test"


@pytest.fixture
def link_in() -> Callable[..., str]:
    """The path of the first link in a mail's text."""

    def find(mail) -> str:
        found = re.search(r"https?://[^/\s]+(/\S+)", mail.body)
        assert found, mail.body
        return found[1]

    return find


@pytest.fixture
def settings_page(organisation) -> Callable[..., str]:
    def address(path: str = "") -> str:
        return f"/o/{organisation.slug}/settings/{path}"

    return address
