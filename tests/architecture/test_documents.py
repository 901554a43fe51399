"""What the documentation lists is what there is: settings, channels, events, background work, commands."""

import ast
import re

import pytest

from liant.connectors import registry
from tests.architecture.house import DOCS, SOURCE, named, source_files, told, tree_of

READERS = {"text", "boolean", "number", "words"}


def variables_read():
    """Names of environment variables that the code reads, with the file."""
    for path in source_files():
        for node in ast.walk(tree_of(path)):
            for constant in constants_of(node):
                if re.fullmatch(r"(LIANT|DATABASE)_[A-Z_]+", constant):
                    yield constant, named(path)


def constants_of(node):
    """The words in env.text("X"), os.environ.get("X"), os.environ["X"]."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = ast.unparse(node.func.value)
        if (owner == "env" and node.func.attr in READERS) or owner == "os.environ":
            inner = [part for argument in node.args for part in ast.walk(argument)]
            return [part.value for part in inner if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if (
        isinstance(node, ast.Subscript)
        and ast.unparse(node.value) == "os.environ"
        and isinstance(node.slice, ast.Constant)
    ):
        return [str(node.slice.value)]
    return []


def first_cells(page: str) -> set[str]:
    """`NAME` at the beginning of the rows of a page's tables."""
    return set(re.findall(r"^\| `([^`]+)`", (DOCS / page).read_text(), re.MULTILINE))


def test_every_setting_is_documented():
    documented = first_cells("settings.md")
    faults = {f"{name} ({path})" for name, path in variables_read() if name not in documented}
    assert not faults, told(list(faults), "Settings that docs/settings.md leaves out:")


def test_every_documented_setting_is_read():
    unknown = first_cells("settings.md") - {name for name, _ in variables_read()}
    assert not unknown, told(list(unknown), "Settings that nothing reads:")


def section(page: str, kind: str) -> str:
    """What a page says under the heading that ends with (`kind`)."""
    found = re.search(rf"^## .*\(`{kind}`\)\n(.*?)(?=^## |\Z)", (DOCS / page).read_text(), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("kind", registry.all_kinds())
@pytest.mark.parametrize(("page", "language"), [("channels.md", "en"), ("fr/canaux.md", "fr")])
def test_every_channel_is_documented_with_its_settings(kind, page, language):
    text = section(page, kind).casefold()
    assert text, f"docs/{page} says nothing of {kind}"
    missing = [
        field.label[language] for field in registry.get(kind).settings if field.label[language].casefold() not in text
    ]
    assert not missing, told(missing, f"docs/{page}, {kind}, leaves out:")


def test_no_page_documents_a_channel_that_does_not_exist():
    for page in ("channels.md", "fr/canaux.md"):
        kinds = set(re.findall(r"^## .*\(`(\w+)`\)$", (DOCS / page).read_text(), re.MULTILINE))
        assert kinds <= set(registry.all_kinds()), page


def events():
    """Every event class, wherever it is declared."""
    for path in source_files():
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Event") for base in node.bases):
                module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
                if module.endswith(".events"):
                    yield node.name


def test_every_event_is_documented_with_what_follows():
    from liant.jobs.events import subscriptions

    page = (DOCS / "events.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| .*? \| (.*?) \|$", page, re.MULTILINE))
    missing = set(events()) - rows.keys()
    assert not missing, told(list(missing), "Events that docs/events.md leaves out:")
    for name, found in subscriptions().items():
        for subscription in found:
            handler = subscription.handler.rpartition(".")[2].replace(":", ".")
            assert f"`{handler}`" in rows[name], f"docs/events.md, {name}: {handler}"


def test_every_task_is_documented():
    from procrastinate.contrib.django import app

    ours = {name for name in app.tasks if not name.startswith(("builtin:", "procrastinate."))}
    missing = ours - first_cells("events.md")
    assert not missing, told(list(missing), "Background work that docs/events.md leaves out:")


def test_every_loop_is_documented():
    from liant.jobs.loops import registered

    missing = set(registered()) - first_cells("events.md")
    assert not missing, told(list(missing), "Loops that docs/events.md leaves out:")


def test_nothing_is_documented_that_does_not_happen():
    from procrastinate.contrib.django import app

    from liant.jobs.loops import registered

    known = set(events()) | set(app.tasks) | set(registered())
    unknown = first_cells("events.md") - known
    assert not unknown, told(list(unknown), "docs/events.md names what is not there:")


def test_links_between_pages_lead_somewhere():
    pages = [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
    faults = [
        f"{named(page)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]
    assert not faults, told(faults, "Links that lead nowhere:")


def test_decisions_are_numbered_in_order():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def glossary_pairs() -> set[tuple[str, str]]:
    rows = re.findall(r"^\| ([^|`]+) \| ([^|`]+) \|", (DOCS / "glossary.md").read_text(), re.MULTILINE)
    return {(english, french) for english, french in rows}


def choices():
    from liant.accounts.roles import Role
    from liant.inbox.models import Intent
    from liant.ledger.kinds import InteractionKind
    from liant.people.hats import HatKind

    for kind in (Role, HatKind, Intent, InteractionKind):
        yield from kind


def test_the_glossary_has_the_words_of_the_pages():
    from django.utils.translation import override

    pairs, faults = glossary_pairs(), []
    for choice in choices():
        with override("en"):
            english = str(choice.label)
        with override("fr"):
            french = str(choice.label)
        if (english, french) not in pairs:
            faults.append(f"{english} / {french}")
    assert not faults, told(faults, "docs/glossary.md says otherwise, or says nothing:")


def test_the_glossary_has_every_state():
    from liant.channels.states import CHANNEL
    from liant.deliveries.states import DELIVERY
    from liant.inbox.states import CONVERSATION
    from liant.writing.newsletter.states import ENVELOPE, ISSUE, SUBSCRIPTION
    from liant.writing.states import PIECE, VERSION

    told_there = set(re.findall(r"\| `(\w+)` \|", (DOCS / "glossary.md").read_text()))
    assert told_there == {
        state
        for life in (CHANNEL, DELIVERY, CONVERSATION, PIECE, VERSION, ISSUE, ENVELOPE, SUBSCRIPTION)
        for state in life.states
    }
