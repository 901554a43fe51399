"""A definition changed, piece by piece: what the builder does. Pure: each takes a definition and gives a new one; the engine
reads the result before it is kept."""

import copy
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Definition = dict[str, Any]
ElementOf = dict[str, Any]
LANGUAGES = ("fr", "en")
WITH_CHOICES = ("radiogroup", "dropdown", "checkbox", "ranking")
KINDS = (
    "radiogroup",
    "checkbox",
    "rating",
    "matrix",
    "comment",
    "text",
    "boolean",
    "ranking",
    "dropdown",
    "file",
    "html",
)
NAME = re.compile(r"[^a-z0-9]+")
SIMPLE = re.compile(
    r"^\{(?P<name>[^{}]+)\} (?P<how>=|<>|>=|<=|notempty|empty|contains)(?: (?P<value>'[^']*'|[-\d.]+|true|false))?$"
)


class Missing(Exception):
    """No such page or question: somebody took it out meanwhile."""


def elements(definition: Mapping[str, Any]) -> Iterator[tuple[list[ElementOf], int, ElementOf]]:
    """Every element with the list that holds it and its place there, those in panels included."""

    def inside(held: list[ElementOf]) -> Iterator[tuple[list[ElementOf], int, ElementOf]]:
        for at, one in enumerate(held):
            yield held, at, one
            if one.get("type") == "panel":
                yield from inside(one.setdefault("elements", []))

    for page in definition["pages"]:
        yield from inside(page.setdefault("elements", []))


def found(definition: Definition, name: str) -> tuple[list[ElementOf], int, ElementOf]:
    for held, at, one in elements(definition):
        if one.get("name") == name:
            return held, at, one
    raise Missing(name)


def page_of(definition: Definition, name: str) -> tuple[int, dict[str, Any]]:
    for at, page in enumerate(definition["pages"]):
        if page["name"] == name:
            return at, page
    raise Missing(name)


def added(definition: Mapping[str, Any], page: str, element: ElementOf) -> Definition:
    made = copy.deepcopy(dict(definition))
    page_of(made, page)[1].setdefault("elements", []).append(element)
    return made


def changed(definition: Mapping[str, Any], name: str, element: ElementOf) -> Definition:
    made = copy.deepcopy(dict(definition))
    held, at, _before = found(made, name)
    held[at] = element
    return made


def removed(definition: Mapping[str, Any], name: str) -> Definition:
    made = copy.deepcopy(dict(definition))
    held, at, _before = found(made, name)
    del held[at]
    return made


def moved(definition: Mapping[str, Any], name: str, step: int) -> Definition:
    """One place up (-1) or down (1); from the edge of a page to the page before or after."""
    made = copy.deepcopy(dict(definition))
    held, at, one = found(made, name)
    if 0 <= at + step < len(held):
        held[at], held[at + step] = held[at + step], held[at]
        return made
    pages = made["pages"]
    own = next((n for n, page in enumerate(pages) if page.get("elements") is held), None)
    if own is None or not 0 <= own + step < len(pages):
        return made
    del held[at]
    other = pages[own + step].setdefault("elements", [])
    other.insert(len(other) if step < 0 else 0, one)
    return made


def with_page(definition: Mapping[str, Any], title: Mapping[str, str]) -> Definition:
    made = copy.deepcopy(dict(definition))
    taken = {page["name"] for page in made["pages"]}
    name = next(f"page{n}" for n in range(1, len(taken) + 2) if f"page{n}" not in taken)
    made["pages"].append({"name": name, **({"title": text_of(title)} if any(title.values()) else {}), "elements": []})
    return made


def page_changed(
    definition: Mapping[str, Any], name: str, title: Mapping[str, str], words: Mapping[str, str]
) -> Definition:
    made = copy.deepcopy(dict(definition))
    _at, page = page_of(made, name)
    for key, said in (("title", title), ("description", words)):
        if any(said.values()):
            page[key] = text_of(said, page.get(key))
        else:
            page.pop(key, None)
    return made


def page_moved(definition: Mapping[str, Any], name: str, step: int) -> Definition:
    made = copy.deepcopy(dict(definition))
    at, _page = page_of(made, name)
    pages = made["pages"]
    if 0 <= at + step < len(pages):
        pages[at], pages[at + step] = pages[at + step], pages[at]
    return made


def without_page(definition: Mapping[str, Any], name: str) -> Definition:
    made = copy.deepcopy(dict(definition))
    at, _page = page_of(made, name)
    del made["pages"][at]
    return made


def titled(
    definition: Mapping[str, Any], title: Mapping[str, str], about: Mapping[str, str], thanks: Mapping[str, str]
) -> Definition:
    made = copy.deepcopy(dict(definition))
    for key, said in (("title", title), ("description", about), ("completedHtml", thanks)):
        if any(said.values()):
            made[key] = text_of(said, made.get(key))
        else:
            made.pop(key, None)
    return made


def taken_over(definition: Mapping[str, Any], other: Mapping[str, Any], names: Sequence[str], page: str, *,
               other_key: str = "") -> Definition:  # fmt: skip
    """Questions of another questionnaire, with what they measure: a dimension that is not there yet comes along. They keep
    their name in the bank, or get the one they had by being the other's (`other_key`), so that their trend goes on."""
    made = copy.deepcopy(dict(definition))
    held = page_of(made, page)[1].setdefault("elements", [])
    taken = {one.get("name") for _held, _at, one in elements(made)}
    wanted = wanted_of(other, names)
    for one in wanted:
        one.pop("visibleIf", None)  # what it depended on may not be here
        keep_bank_names(one, other_key)
        one["name"] = free_name(one["name"], taken)
        taken.add(one["name"])
        held.append(one)
    bring_dimensions(made, other, wanted)
    return made


def wanted_of(other: Mapping[str, Any], names: Sequence[str]) -> list[ElementOf]:
    """The questions of these names; `matrix.row` asks for that row of a matrix alone."""
    found = []
    for _held, _at, one in elements(copy.deepcopy(dict(other))):
        name = one.get("name")
        rows = [row for row in one.get("rows", ()) if f"{name}.{row_value(row)}" in names]
        if name in names:
            found.append(one)
        elif rows:
            found.append(one | {"rows": rows})
    return found


def row_value(row: Any) -> Any:
    return row["value"] if isinstance(row, Mapping) else row


def bank_key(questionnaire_key: str, name: str, bank: str | None) -> str:
    """By what a question is found again: its name in the bank; without one, its own within its questionnaire."""
    return bank or f"{questionnaire_key}.{name}"


def keep_bank_names(element: ElementOf, other_key: str) -> None:
    """Before it takes another name."""
    if not other_key or element.get("type") in ("html", "panel"):
        return
    notes = element.setdefault("x-liant", {})
    if element.get("type") != "matrix":
        notes["bank"] = bank_key(other_key, element["name"], notes.get("bank"))
        return
    rows = [row if isinstance(row, dict) else {"value": row} for row in element.get("rows", ())]
    for row in rows:
        own = row.setdefault("x-liant", {})
        for name in ("reversed", "weight"):  # a row with notes of its own no longer takes these from its matrix
            if name in notes:
                own.setdefault(name, notes[name])
        own["bank"] = bank_key(other_key, f"{element['name']}.{row['value']}", own.get("bank"))
    element["rows"] = rows


def bring_dimensions(made: Definition, other: Mapping[str, Any], wanted: Iterable[ElementOf]) -> None:
    theirs = other.get("x-liant", {}).get("scoring")
    needed = {name for one in wanted for name in dimensions_in(one)}
    if not theirs or not needed:
        return
    own = made.setdefault("x-liant", {})
    scoring = own.setdefault(
        "scoring", {**{k: v for k, v in theirs.items() if k not in ("dimensions", "verdicts")}, "dimensions": []}
    )
    known = {one["id"] for one in scoring["dimensions"]}
    scoring["dimensions"] += [copy.deepcopy(one) for one in theirs["dimensions"] if one["id"] in needed - known]


def dimensions_in(element: Mapping[str, Any]) -> set[str]:
    found = {element.get("x-liant", {}).get("dimension")}
    found |= {row.get("x-liant", {}).get("dimension") for row in element.get("rows", ()) if isinstance(row, Mapping)}
    return {name for name in found if name}


def free_name(wanted: str, taken: Iterable[Any]) -> str:
    """A name for answers: short, plain, and nobody else's."""
    plain = unicodedata.normalize("NFKD", wanted.lower()).encode("ascii", "ignore").decode()
    base = NAME.sub("_", plain).strip("_")[:40] or "question"
    known = set(taken)
    return (
        base
        if base not in known
        else next(f"{base}_{n}" for n in range(2, len(known) + 3) if f"{base}_{n}" not in known)
    )


def names_in(definition: Mapping[str, Any]) -> list[str]:
    return [one["name"] for _held, _at, one in elements(copy.deepcopy(dict(definition))) if one.get("name")]


def text_of(said: Mapping[str, str], before: Any = None) -> dict[str, str]:
    """A text in both languages; other languages that were there stay."""
    kept = dict(before) if isinstance(before, Mapping) else {}
    french, english = said.get("fr", "").strip(), said.get("en", "").strip()
    kept["default"] = english or french
    for language, words in (("fr", french), ("en", english)):
        was_said = kept.pop(language, None) is not None
        if words and (words != kept["default"] or was_said):
            kept[language] = words
    return kept


def said_in(text: Any, language: str) -> str:
    """The words in a language, for a form: the default ones stand for English."""
    if isinstance(text, str):
        return text
    if not isinstance(text, Mapping):
        return ""
    return str(text.get(language) or text.get("default") or next(iter(text.values()), ""))


def choices_as_lines(choices: Iterable[Any]) -> str:
    """`value = français | English`, one a line."""
    lines = []
    for one in choices:
        value = one.get("value") if isinstance(one, Mapping) else one
        text = one.get("text", str(value)) if isinstance(one, Mapping) else str(one)
        french, english = said_in(text, "fr"), said_in(text, "en")
        lines.append(f"{spelled(value)} = {french}" + (f" | {english}" if english != french else ""))
    return "\n".join(lines)


def choices_from_lines(lines: str, before: Iterable[Any]) -> list[dict[str, Any]]:
    """The choices that were typed. One that was there keeps its value and what it counts; a new one gets a value."""
    known = {spelled(one["value"] if isinstance(one, Mapping) else one): one for one in before}
    found: list[dict[str, Any]] = []
    for line in lines.splitlines():
        if not line.strip():
            continue
        value, equals, words = line.partition("=")
        value, words = (value.strip(), words) if equals else ("", line)
        french, _bar, english = (part.strip() for part in words.partition("|"))
        taken = {spelled(one["value"]) for one in found}
        value = value or free_name(english or french, taken)
        old = known.get(value)
        made = dict(old) if isinstance(old, Mapping) else {"value": number_or_word(value)}
        made["text"] = text_of({"fr": french, "en": english or french}, made.get("text"))
        found.append(made)
    return found


def spelled(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def number_or_word(value: str) -> Any:
    return int(value) if value.isdecimal() and len(value) < 9 else value


def condition_of(expression: str) -> tuple[str, str, str] | None:
    """(question, how, value) of a condition that the form can show; None for one that it can't."""
    read = SIMPLE.match(expression.strip())
    if read is None:
        return None
    value = read["value"] or ""
    return read["name"], read["how"], value.strip("'")


def as_condition(name: str, how: str, value: str) -> str:
    if how in ("empty", "notempty"):
        return f"{{{name}}} {how}"
    is_bare = re.fullmatch(r"-?\d+(\.\d+)?|true|false", value) is not None
    return f"{{{name}}} {how} {value if is_bare else repr_of(value)}"


def repr_of(value: str) -> str:
    return "'" + value.replace("'", "’") + "'"
