"""Names that say nothing are refused; a room uses the same few file names, so that a rule is found from its kind."""

import ast
import re

from tests.architecture.house import ROOT, SOURCE, WITH_MODELS, named, source_files, told, tree_of
from tests.architecture.own_files import OF_ITS_OWN

SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "service", "services", "misc", "manager"}
ROOM_FILES = {
    "__init__", "actions", "apps", "events", "forms", "jobs", "models", "pages", "policy", "queries", "rooms", "rules",
    "states", "urls", "views",
}  # fmt: skip
ROOM_FOLDERS = {"locale", "management", "migrations", "static", "templates", "templatetags", "__pycache__"}


def test_no_name_says_nothing():
    there = [path for folder in ("src", "tests", "scripts", "benchmarks") for path in (ROOT / folder).rglob("*")]
    faults = [
        named(path)
        for path in there
        if path.stem in SAY_NOTHING and "node_modules" not in path.parts and "vendor" not in path.parts
    ]
    assert not faults, told(faults, "Name a file after what is in it:")


def test_rooms_use_the_same_few_file_names():
    faults = []
    for room in WITH_MODELS:
        allowed = ROOM_FILES | OF_ITS_OWN.get(room, {}).keys()
        faults += [named(path) for path in (SOURCE / room).glob("*.py") if path.stem not in allowed]
        faults += [named(path) for path in (SOURCE / room).iterdir() if path.is_dir() and is_no_place(path, allowed)]
    assert not faults, told(faults, "Use a name of docs/house.md, or say here what thing of its own the file is about:")


def is_no_place(path, allowed):
    return path.name not in ROOM_FOLDERS | allowed and not (path / "apps.py").exists()


def test_templates_stand_in_the_folder_of_their_room():
    """Two rooms never shadow each other's pages."""
    faults = []
    for room in (*WITH_MODELS, "flows", "insights"):
        folder = SOURCE / room / "templates"
        faults += [named(path) for path in folder.glob("*") if path.name != room.split("/")[-1]]
    assert not faults, told(faults, "Templates stand in templates/<room>/:")


def test_every_module_says_what_is_in_it():
    """Except where the name of the file says all: urls, apps, forms, policy, events and empty files."""
    plain = {
        "urls",
        "public_urls",
        "apps",
        "forms",
        "policy",
        "events",
        "queries",
        "__init__",
        "__main__",
        "asgi",
        "manage",
    }
    faults = [
        named(path)
        for path in source_files()
        if path.stem not in plain
        and not {"migrations", "management", "templatetags"} & set(path.parts)
        and path.read_text().strip()
        and not ast.get_docstring(tree_of(path))
    ]
    assert not faults, told(faults, "A module begins by saying what is in it and why:")


OTHER_QUESTIONS = {
    "intent_is_corrected": "stands beside the other fields of the intent",
    "needs_a_person": "what it says on the page",
}


def fields(path):
    for node in ast.walk(tree_of(path)):
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            yield from ((target.id, call.func.attr) for target in node.targets if isinstance(target, ast.Name))


def test_fields_are_named_by_what_they_hold():
    """Times end in _at (or say since and until), durations in _seconds, booleans start with is_, has_ or can_."""
    faults = []
    for path in source_files():
        if path.name != "models.py":
            continue
        for name, kind in fields(path):
            if kind == "DateTimeField" and not re.search(r"^at$|^since$|_at$|_since$|_until$", name):
                faults.append(f"{named(path)}: {name} is a time")
            if kind == "BooleanField" and not re.match(r"(is|has|can)_", name) and name not in OTHER_QUESTIONS:
                faults.append(f"{named(path)}: {name} is true or false")
            if kind == "DurationField" and not name.endswith("_seconds"):
                faults.append(f"{named(path)}: {name} is a duration")
    assert not faults, told(faults, "Times end in _at, durations in _seconds, booleans start with is_, has_ or can_:")


def test_kinds_are_compared_inside_connectors_alone():
    """Screens read what a connector declares; nothing outside asks for its name."""
    faults = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        if "connectors" not in path.parts and "demonstration" not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Compare) and compares_a_kind(node)
    ]
    assert not faults, told(faults, "No `kind ==` with the name of a network outside connectors:")


def compares_a_kind(node):
    from liant.connectors.registry import CONNECTORS

    sides = [node.left, *node.comparators]
    named_kind = any(isinstance(side, ast.Attribute) and side.attr == "kind" for side in sides)
    return named_kind and any(isinstance(side, ast.Constant) and side.value in CONNECTORS for side in sides)


def test_no_folder_of_tests_hides_a_module():
    """tests/people/ would hide tests/people.py, for some orders of the tests and not for others."""
    faults = [named(path) for path in (ROOT / "tests").rglob("*.py") if path.with_suffix("").is_dir()]
    assert not faults, told(faults, "Folders that hide a module of the same name:")
