"""Variables in a text, such as `{{first_name}}`: found, filled, and what is left of them told with its line. The same in a
saved reply and in a letter."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

VARIABLE = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}")
NAME = re.compile(r"^[^\W\d]\w{0,39}$")
# what French writers call them → the name they are kept under
ALSO_CALLED = {"prenom": "first_name", "prénom": "first_name", "nom": "name", "canal": "channel", "objet": "subject"}


@dataclass(frozen=True)
class Left:
    """A variable still in the text; `name` is empty for braces that belong to none."""

    name: str
    line: int


def called(name: str) -> str:
    name = name.strip().lower()
    return ALSO_CALLED.get(name, name)


def variables_in(text: str) -> list[str]:
    """Their names, each once, in order."""
    return list(dict.fromkeys(called(name) for name in VARIABLE.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each variable replaced by its value; one without a value stays as it is, and can't be sent so. What a value
    holds is never read as a variable."""
    return VARIABLE.sub(lambda found: values.get(called(found[1])) or found[0], text)


def left_in(text: str) -> list[Left]:
    """What is not filled, line by line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        found += [Left(name, number) for name in VARIABLE.findall(line)]
        found += [Left("", number)] * bool(BRACES.search(VARIABLE.sub("", line)))
    return found


def unknown_in(text: str, known: Iterable[str]) -> list[str]:
    """Names that nothing fills."""
    known = set(known)
    return [name for name in variables_in(text) if name not in known]
