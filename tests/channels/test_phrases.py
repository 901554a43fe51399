"""Whatever a connector says to a person is said in the reader's language."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from liant.channels.phrases import PHRASES, in_words
from liant.connectors.registry import FOR_DEVELOPMENT

CONNECTORS = Path(__file__).resolve().parents[2] / "src/liant/connectors"
SAID_BY = {
    "Temporary",
    "RateLimited",
    "AuthLost",
    "Rejected",
    "Misconfigured",
    "OutcomeUnknown",
    "NotSigned",
    "Unusable",
}
ANSWERS = {"check", "remarks", "_fault"}  # what these return is said to a person


def sentences() -> list[str]:
    """Each sentence that the connectors raise, return from `check`, or give as the reason of a gap; places filled."""
    found = []
    for path in sorted(CONNECTORS.rglob("*.py")):
        if path.parent.name in FOR_DEVELOPMENT:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID_BY and node.args:
                found.append(filled(node.args[0]))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Gap" and len(node.args) > 2:
                found.append(filled(node.args[2]))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "refused" and len(node.args) > 1:
                found.append(filled(node.args[1]))
            elif isinstance(node, ast.Call):
                found += [filled(word.value) for word in node.keywords if word.arg in {"told", "refusal"}]
            elif isinstance(node, ast.FunctionDef) and node.name in ANSWERS:
                found += [filled(step.value) for step in ast.walk(node) if isinstance(step, ast.Return) and step.value]
    return sorted({sentence for sentence in found if sentence not in {"", "None"}})


def filled(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else place(part) for part in node.values)
    return ""


def place(part: ast.AST) -> str:
    """A reason that may be absent brings its colon along; an end that may be absent stays away."""
    name = getattr(getattr(part, "value", None), "id", "")
    return {"said": ": 7", "since": "", "audience": ""}.get(name, "7")


def test_there_are_sentences_to_look_at():
    assert len(sentences()) > 30


@pytest.mark.parametrize("sentence", sentences())
def test_a_connectors_sentence_is_said_in_french(sentence):
    with translation.override("fr"):
        assert in_words(sentence) != sentence


@pytest.mark.parametrize("phrase", PHRASES)
def test_each_phrase_has_its_french(phrase):
    with translation.override("fr"):
        assert translation.gettext(phrase) != phrase


def test_an_unknown_sentence_is_shown_as_it_was_said():
    with translation.override("fr"):
        assert in_words("Nobody foresaw this.") == "Nobody foresaw this."


def test_a_reason_inside_is_said_in_french_too():
    with translation.override("fr"):
        said = in_words("line 3, column “Avis”: there is no text.")
    assert said == "ligne 3, colonne «\u00a0Avis\u00a0»\u00a0: il n’y a pas de texte."
