"""The demonstration, loaded once and copied for each file; and its owner, signed in, in a real browser."""

import json
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser_suite.inside import OWNER, PASSWORD
from tests.database import TEMPLATE, create_copy, drop
from tests.installation import ROOT, Installation

AXE = ROOT / "node_modules/axe-core/axe.min.js"


class House(Installation):
    """The demonstration; `urls`, `conversations` and `link` once it is arranged."""

    told: dict[str, Any]

    def arrange(self) -> None:
        command = [sys.executable, "-m", "tests.browser_suite.inside", "arrange", "{}"]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        self.told = json.loads(done.stdout.strip().splitlines()[-1])


def place(postgres: Any, name: str, template: str) -> House:
    create_copy(postgres.owner, name, template)
    folder = Path(tempfile.mkdtemp(prefix="liant-house-", dir="/var/tmp"))
    app, owner = (url.rsplit("/", 1)[0] + f"/{name}" for url in (postgres.app, postgres.owner))
    return House(app, owner, folder)


@pytest.fixture(scope="session")
def demonstration_template(postgres: Any) -> Iterator[str]:
    """A database with the demonstration in it."""
    house = place(postgres, "liant_demonstration", TEMPLATE)
    command = [sys.executable, "-m", "liant.config.manage", "load_demonstration"]
    done = subprocess.run(command, env=house.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    yield "liant_demonstration"
    shutil.rmtree(house.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def house(postgres: Any, demonstration_template: str) -> Iterator[House]:
    """The demonstration with its web server; whatever is done to it stays within this file."""
    name = f"liant_{uuid.uuid4().hex[:12]}"
    found = place(postgres, name, demonstration_template)
    try:
        found.arrange()
        found.web()
        yield found
    finally:
        print(found.log("web")[-3000:])
        found.stop()
        drop(postgres.owner, name)
        shutil.rmtree(found.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def sign_in(chromium: Any, house: House) -> Iterator[Callable[..., Any]]:
    """`sign_in(java_script_enabled=False)`: a page on which the owner has just signed in with their password."""
    contexts: list[Any] = []

    def enter(**options: Any) -> Any:
        values = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, "base_url": house.address} | options
        contexts.append(chromium.new_context(**values, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.complaints = complaints_of(page)
        page.goto("/account/login/?next=/me/")
        page.fill("input[name=login]", OWNER)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/me/")
        return page

    yield enter
    for context in contexts:
        context.close()


def complaints_of(page: Any) -> list[str]:
    """What the console complains of, refusals of the strict policy included."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def speak(page: Any, language: str) -> None:
    """Change the language of the person who has signed in, as the menu does."""
    button = page.locator(f"button[name=language][value={language}]").first
    button.evaluate("button => button.form.requestSubmit(button)")
    page.wait_for_selector(f"html[lang={language}]")
