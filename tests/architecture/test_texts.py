"""Every text is in both languages, and templates are fit for a strict policy, a screen reader and a French reader."""

import importlib.util
import io
import sys
from contextlib import redirect_stdout

import pytest

from tests.architecture.house import ROOT


def script(name: str):
    specification = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / f"scripts/{name}.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


def test_french_is_complete():
    messages = script("messages")
    said = io.StringIO()
    with redirect_stdout(said):
        code = messages.check(messages.apps([]))
    assert code == 0, "scripts/messages.py --check says:\n" + said.getvalue()


def test_templates_are_fit_for_everyone():
    templates = script("check_templates")
    said = io.StringIO()
    with redirect_stdout(said):
        code = templates.main()
    assert not code, "scripts/check_templates.py says:\n" + said.getvalue()


@pytest.mark.parametrize(("english", "french"), [
    ("README.md", "README.fr.md"),
    ("docs/running.md", "docs/fr/exploitation.md"),
    ("docs/channels.md", "docs/fr/canaux.md"),
    ("docs/privacy.md", "docs/fr/vie-privee.md"),
    ("docs/questionnaires.md", "docs/fr/questionnaires.md"),
    ("docs/ties.md", "docs/fr/liens.md"),
])  # fmt: skip
def test_twin_pages_have_the_same_number_of_sections(english, french):
    def headings(path):
        return [len(line.split()[0]) for line in (ROOT / path).read_text().splitlines() if line.startswith("#")]

    assert headings(english) == headings(french)


def test_french_pages_keep_french_spacing():
    """No-break spaces before : ; ? ! and inside « », outside code."""
    import re

    faults = []
    for path in [ROOT / "README.fr.md", *(ROOT / "docs/fr").glob("*.md")]:
        text = re.sub(
            r"```.*?```|`[^`\n]*`|\]\([^)]*\)|https?://\S+|^\|[-| :]+\|$",
            "",
            path.read_text(),
            flags=re.DOTALL | re.MULTILINE,
        )
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(r"[\w»)] ?[;?!](\s|$)|[\w»)] ?:(\s|$)|« ?\w|\w ?»", line) and re.search(
                r"(?<!\u202f)(?<!\u00a0)[;?!](\s|$)|(?<!\u00a0):(\s|$)|«(?!\u00a0)|(?<!\u00a0)»", line
            ):
                faults.append(f"{path.name}:{number}: {line.strip()[:80]}")
    assert not faults, "French pages with ordinary spaces:\n" + "\n".join(faults)
