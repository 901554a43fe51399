"""One question between SurveyJS's JSON and the columns of an XLSForm: its type, its texts, its choices, its constraint."""

from collections.abc import Mapping, Sequence
from typing import Any

from liant.engines.questionnaire.formats.keeping import Object

LANGUAGES = {
    "default": "",
    "fr": "Français (fr)",
    "en": "English (en)",
    "de": "Deutsch (de)",
    "es": "Español (es)",
    "nl": "Nederlands (nl)",
}
_CODES = {name: code for code, name in LANGUAGES.items()}
# kind → type of XLSForm, its appearance
_TYPES = {
    "comment": ("text", "multiline"), "radiogroup": ("select_one", ""), "dropdown": ("select_one", "minimal"),
    "checkbox": ("select_multiple", ""), "ranking": ("rank", ""), "boolean": ("select_one", "horizontal"),
    "rating": ("select_one", "likert"), "file": ("file", ""), "expression": ("calculate", ""),
}  # fmt: skip
_TYPED = {"number": "decimal", "range": "decimal", "date": "date", "time": "time", "datetime-local": "dateTime"}
_READ = {
    "decimal": "number",
    "integer": "number",
    "range": "number",
    "date": "date",
    "time": "time",
    "dateTime": "datetime-local",
    "datetime": "datetime-local",
}
_SELECTS = {"select_one", "select_multiple", "rank", "select one", "select multiple"}
TRUE_FALSE = [("true", "true"), ("false", "false")]

Row = dict[str, str]


def put_text(row: Row, column: str, value: Any) -> None:
    """A text in its columns, one for each language."""
    for code, words in ({"default": value} if isinstance(value, str) else value or {}).items():
        if words.strip():
            name = LANGUAGES.get(code, f"{code} ({code})")
            row[f"{column}::{name}" if name else column] = words


def take_text(row: Mapping[str, str], column: str) -> Any:
    """The text in its columns, as SurveyJS keeps it; None where there is none."""
    found = {}
    for name, words in row.items():
        if name == column and words:
            found["default"] = words
        elif name.startswith(f"{column}::") and words:
            said = name.removeprefix(f"{column}::").strip()
            found[_CODES.get(said) or _code(said)] = words
    return found["default"] if list(found) == ["default"] else found or None


def _code(said: str) -> str:
    """The code in "Français (fr)", else the words themselves."""
    return said[said.rfind("(") + 1 : -1].strip() if said.endswith(")") and "(" in said else said


def type_of(element: Mapping[str, Any], list_name: str) -> tuple[str, str]:
    """The type and the appearance of a question."""
    kind = element["type"]
    if kind == "text":
        return _TYPED.get(element.get("inputType", "text"), "text"), ""
    name, appearance = _TYPES[kind]
    return (f"{name} {list_name}" if name in _SELECTS else name), appearance


def choices_of(element: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What can be chosen, with its words: the choices sheet of a question."""
    kind = element["type"]
    if kind == "boolean":
        return [("true", element.get("labelTrue", "true")), ("false", element.get("labelFalse", "false"))]
    if kind == "rating":
        return _scale(element)
    found = [_choice(one) for one in element.get("choices", element.get("columns", []))]
    if element.get("showOtherItem"):
        found.append(("other", element.get("otherText", "Other")))
    if element.get("showNoneItem"):
        found.append(("none", element.get("noneText", "None")))
    return found


def _choice(one: Any) -> tuple[str, Any]:
    value = one["value"] if isinstance(one, dict) else one
    name = str(value).lower() if isinstance(value, bool) else str(value)
    said = one.get("text") if isinstance(one, dict) else None
    return "_".join(name.split()) or "_", said or name


def _scale(element: Mapping[str, Any]) -> list[tuple[str, Any]]:
    if element.get("rateValues"):
        return [_choice(one) for one in element["rateValues"]]
    least, most, step = element.get("rateMin", 1), element.get("rateMax", 5), element.get("rateStep", 1)
    points = [round(least + at * step, 9) for at in range(int((most - least) / step + 1e-9) + 1)]
    found: list[tuple[str, Any]] = [(f"{point:g}", f"{point:g}") for point in points]
    for at, key in ((0, "minRateDescription"), (-1, "maxRateDescription")):
        if element.get(key):
            found[at] = (found[at][0], element[key])
    return found


def element_of(row: Mapping[str, str], choices: Sequence[Mapping[str, str]]) -> Object | None:
    """The JSON of a question from its columns, without conditions; None for a type that we can't ask."""
    kind, _, _ = row["type"].partition(" ")
    if row["type"].startswith(("select one", "select multiple")):
        kind = "_".join(row["type"].split()[:2])
    found: Object = {"type": "", "name": row["name"]}
    if kind in {"select_one", "select_multiple", "rank"}:
        found |= _chosen(row, kind, choices)
    elif kind in _READ:
        found |= {"type": "text", "inputType": _READ[kind]}
        if kind == "integer":
            found["step"] = 1
    elif kind == "text":
        found["type"] = "comment" if "multiline" in row.get("appearance", "") else "text"
    elif kind in {"file", "image", "audio", "video"}:
        found["type"] = "file"
        if kind != "file":
            found["acceptedTypes"] = f"{kind}/*"
    elif kind in {"note", "calculate"}:
        found["type"] = "html" if kind == "note" else "expression"
    else:
        return None
    return _said(found, row)


def _said(found: Object, row: Mapping[str, str]) -> Object:
    label, hint = take_text(row, "label"), take_text(row, "hint")
    if label is not None:
        found["html" if found["type"] == "html" else "title"] = label
    if hint is not None and found["type"] != "html":
        found["description"] = hint
    if row.get("required", "").lower() in {"yes", "true", "true()"}:
        found["isRequired"] = True
        if (said := take_text(row, "required_message")) is not None:
            found["requiredErrorText"] = said
    if row.get("read_only", row.get("readonly", "")).lower() in {"yes", "true", "true()"}:
        found["readOnly"] = True
    if row.get("default"):
        found["defaultValue"] = row["default"]
    return found


def _chosen(row: Mapping[str, str], kind: str, choices: Sequence[Mapping[str, str]]) -> Object:
    names = [one["name"] for one in choices]
    if kind == "select_one" and "likert" in row.get("appearance", ""):
        return _rated(choices)
    if kind == "select_one" and sorted(names) == ["false", "true"]:
        return _truth(choices)
    found: Object = {"type": {"select_one": "radiogroup", "select_multiple": "checkbox", "rank": "ranking"}[kind]}
    if kind == "select_one" and "minimal" in row.get("appearance", ""):
        found["type"] = "dropdown"
    is_numbered = all(name.lstrip("-").isdecimal() and str(int(name)) == name for name in names)
    own = [one for one in choices if kind == "rank" or one["name"] not in {"other", "none"}]
    found["choices"] = [choice_json(one, is_numbered=is_numbered) for one in own]
    for name in ("other", "none"):
        if kind != "rank" and name in names:
            found[f"show{name.title()}Item"] = True
            words = take_text(choices[names.index(name)], "label")
            if words not in (None, name.title()):
                found[f"{name}Text"] = words
    if "or_other" in row["type"]:
        found["showOtherItem"] = True
    return found


def _truth(choices: Sequence[Mapping[str, str]]) -> Object:
    found: Object = {"type": "boolean"}
    for one in choices:
        said = take_text(one, "label")
        if said not in (None, one["name"]):
            found[f"label{one['name'].title()}"] = said
    return found


def choice_json(one: Mapping[str, str], *, is_numbered: bool) -> Any:
    """A choice as SurveyJS keeps it."""
    value: Any = int(one["name"]) if is_numbered else one["name"]
    said = take_text(one, "label")
    return value if said in (None, one["name"]) else {"value": value, "text": said}


def _rated(choices: Sequence[Mapping[str, str]]) -> Object:
    names = [one["name"] for one in choices]
    found: Object = {"type": "rating"}
    is_numbered = all(name.lstrip("-").isdecimal() and str(int(name)) == name for name in names)
    numbers = [int(name) for name in names] if is_numbered else []
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return {**found, "rateValues": [choice_json(one, is_numbered=is_numbered) for one in choices]}
    for key, value, usual in (("rateMin", numbers[0], 1), ("rateMax", numbers[-1], 5)):
        if value != usual:
            found[key] = value
    said = [take_text(one, "label") for one in choices]
    if any(words not in (None, name) for words, name in zip(said[1:-1], names[1:-1], strict=True)):
        return {"type": "rating", "rateValues": [choice_json(one, is_numbered=True) for one in choices]}
    for key, at in (("minRateDescription", 0), ("maxRateDescription", -1)):
        if said[at] not in (None, names[at]):
            found[key] = said[at]
    return found
