"""What is wrong with answers, question by question, said to whoever answers."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import re2

from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.expressions import Value, holds, is_empty
from liant.engines.questionnaire.expressions.comparing import as_number
from liant.engines.questionnaire.items import spell
from liant.engines.questionnaire.messages import MESSAGES
from liant.engines.questionnaire.nodes import COMMENT, NONE, OTHER, Choice, Page, Question, Validator
from liant.engines.questionnaire.settling import Settled, settle
from liant.engines.questionnaire.texts import Text
from liant.engines.questionnaire.whole import Questionnaire

_DAY = r"(\d{4})-(\d\d)-(\d\d)"
_HOUR = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?"
_SHAPES = {
    "date": re.compile(_DAY),
    "datetime-local": re.compile(f"{_DAY}T{_HOUR}"),
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "week": re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])"),
    "time": re.compile(_HOUR),
    "color": re.compile(r"#[0-9A-Fa-f]{6}"),
    "url": re.compile(r"https?://[^\s/?#]+([/?#]\S*)?"),
    "tel": re.compile(r"[+(\d][\d\s().+/-]{2,}"),
}
_MAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Problem:
    """One thing to mend; `text` is what the questionnaire itself says of it."""

    code: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    text: Text | None = None

    def message(self, lang: str = "fr") -> str:
        """What to do, in "fr" or "en"."""
        if self.text is not None:
            return self.text.in_language(lang)
        language = "fr" if lang.startswith("fr") else "en"
        params = self.params if language == "en" else {key: _in_french(one) for key, one in self.params.items()}
        return " ".join(MESSAGES[f"answer.{self.code}"][language]).format(**params)


def problems(
    questionnaire: Questionnaire, answers: Mapping[str, Value], page: Page | None = None, *, is_partial: bool = False
) -> dict[str, tuple[Problem, ...]]:
    """What is wrong, by the name of the question (`name.row` for a row), on one page or on all; empty where nothing is.

    What isn't shown is never wrong. `is_partial`: what is missing isn't wrong yet, as when someone saves to go on later.
    """
    settled = settle(questionnaire, answers)
    found: dict[str, tuple[Problem, ...]] = {}
    for question in questionnaire.questions() if page is None else page.questions():
        if question.name not in settled.open:
            continue
        for name, problem in _of_question(question, settled, is_partial=is_partial):
            found[name] = (*found.get(name, ()), problem)
    return found


def _of_question(question: Question, settled: Settled, *, is_partial: bool) -> Iterator[tuple[str, Problem]]:
    value = settled.values.get(question.name)
    if is_empty(value):
        if question.name in settled.required and not is_partial:
            yield question.name, Problem("required", text=question.required_text)
        elif question.kind == "matrix":
            yield from _of_rows(question, value, settled, is_partial=is_partial)
        return
    if question.kind == "matrix":
        yield from _of_rows(question, value, settled, is_partial=is_partial)
    else:
        for problem in _of_kind(question, value, settled):
            yield question.name, problem
    if not is_partial and _says_other(value) and question.has_other and not settled.values.get(question.name + COMMENT):
        yield question.name, Problem("other")
    for validator in question.validators:
        unmet = _of_validator(validator, value, settled)
        if unmet is not None:
            yield question.name, unmet


def _of_kind(question: Question, value: Any, settled: Settled) -> Iterator[Problem]:
    known = _still_offered(question, settled)
    match question.kind:
        case "text" | "comment":
            yield from _of_words(question, value)
        case "radiogroup" | "dropdown" | "rating" | "boolean":
            if not _is_among(value, known):
                yield Problem("choice")
        case "checkbox":
            yield from _of_many(question, value, known)
        case "ranking":
            yield from _of_ranks(value, known)
        case "file":
            yield from _of_files(question, value)


def _of_words(question: Question, value: Any) -> Iterator[Problem]:
    kind = question.input_type
    if kind in {"number", "range"}:
        yield from _of_number(question, value)
        return
    if not isinstance(value, str):
        yield Problem("words")
        return
    if question.longest and len(value) > question.longest:
        yield Problem("longest", {"limit": question.longest, "count": len(value)})
    if question.kind != "text":
        return
    if (kind == "email" and not is_mail(value)) or (kind in _SHAPES and not _has_shape(kind, value)):
        yield Problem(kind)
    elif kind in {"date", "datetime-local", "month", "week", "time"}:
        if isinstance(question.least, str) and _has_shape(kind, question.least) and value < question.least:
            yield Problem("from", {"limit": question.least})
        if isinstance(question.most, str) and _has_shape(kind, question.most) and value > question.most:
            yield Problem("until", {"limit": question.most})


def _of_number(question: Question, value: Any) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Problem("number")
        return
    least, most, step = as_number(question.least), as_number(question.most), as_number(question.step)
    if least is not None and value < least:
        yield Problem("least", {"limit": least})
    if most is not None and value > most:
        yield Problem("most", {"limit": most})
    if step and abs((value - (least or 0)) / step - round((value - (least or 0)) / step)) > 1e-6:
        yield Problem("step", {"step": step})


def _of_many(question: Question, value: Any, known: list[Choice]) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(_is_among(one, known) for one in value):
        yield Problem("choice")
        return
    if NONE in value and question.has_none and len(value) > 1:
        yield Problem("none")
    if len(value) < question.least_chosen and value != [NONE]:
        yield Problem("least_chosen", {"limit": question.least_chosen})
    if question.most_chosen and len(value) > question.most_chosen:
        yield Problem("most_chosen", {"limit": question.most_chosen})


def _of_ranks(value: Any, known: list[Choice]) -> Iterator[Problem]:
    wanted = sorted(spell(choice.value) for choice in known)
    if not isinstance(value, list) or sorted(map(spell, value)) != wanted:
        yield Problem("ranking", {"count": len(wanted)})


def _of_rows(question: Question, value: Any, settled: Settled, *, is_partial: bool) -> Iterator[tuple[str, Problem]]:
    rows = [row for row in question.rows if row.visible_if is None or holds(row.visible_if, settled.values)]
    given = value if isinstance(value, dict) else {}
    for row in rows:
        name = spell(row.value)
        if name in given and not _is_among(given[name], question.columns):
            yield f"{question.name}.{name}", Problem("choice")
        elif name not in given and question.needs_all_rows and not is_partial:
            yield f"{question.name}.{name}", Problem("row")


def _of_files(question: Question, value: Any) -> Iterator[Problem]:
    """Files as SurveyJS keeps them: `{"name", "type", "size"}` each."""
    files = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    if len(files) > 1 and not question.has_many_files:
        yield Problem("one_file")
    for one in files:
        if question.largest_file and (as_number(one.get("size")) or 0) > question.largest_file:
            yield Problem("file_large", {"limit": question.largest_file // 1024})
        if question.accepted_types and not _is_accepted(one, question.accepted_types):
            yield Problem("file_type", {"known": question.accepted_types})


def _is_accepted(one: Mapping[str, Any], accepted: str) -> bool:
    name, kind = str(one.get("name", "")).lower(), str(one.get("type", "")).lower()
    for wanted in (part.strip().lower() for part in accepted.split(",")):
        if wanted.startswith(".") and name.endswith(wanted):
            return True
        if wanted in {kind, "*/*"} or (wanted.endswith("/*") and kind.startswith(wanted[:-1])):
            return True
    return False


def _still_offered(question: Question, settled: Settled) -> list[Choice]:
    values = settled.values
    return [
        choice
        for choice in offered(question)
        if (choice.visible_if is None or holds(choice.visible_if, values))
        and (choice.enable_if is None or holds(choice.enable_if, values))
    ]


def _is_among(value: Any, choices: list[Choice] | tuple[Choice, ...]) -> bool:
    return any(
        choice.value == value and isinstance(choice.value, bool) == isinstance(value, bool) for choice in choices
    )


def _says_other(value: Any) -> bool:
    return OTHER in value if isinstance(value, list) else value == OTHER


def _of_validator(validator: Validator, value: Any, settled: Settled) -> Problem | None:
    bounds = {"least": validator.least, "most": validator.most}
    limits = {key: _plain(bound) for key, bound in bounds.items() if bound is not None}
    found: Problem | None = None
    if validator.kind == "numeric":
        number = as_number(value)
        found = Problem("number") if number is None else _bounded(number, limits, ("least", "most"))
    elif validator.kind == "text":
        found = _bounded(len(str(value)), limits, ("text_least", "text_most"))
    elif validator.kind == "answercount":
        found = _bounded(len(value) if isinstance(value, list) else 1, limits, ("least_chosen", "most_chosen"))
    elif validator.kind == "email" and not is_mail(str(value)):
        found = Problem("email")
    elif validator.pattern is not None and not _pattern(validator.pattern, validator.is_case_blind).search(
        spell(value)
    ):
        found = Problem("pattern")
    elif validator.expression is not None and not holds(validator.expression, settled.values):
        found = Problem("condition")
    return None if found is None else replace(found, text=validator.text)


def _bounded(number: float, limits: Mapping[str, int | float], codes: tuple[str, str]) -> Problem | None:
    if "least" in limits and number < limits["least"]:
        return Problem(codes[0], {"limit": limits["least"]})
    if limits.get("most", 0) and number > limits["most"]:
        return Problem(codes[1], {"limit": limits["most"]})
    return None


@functools.lru_cache(maxsize=256)
def _pattern(pattern: str, is_case_blind: bool) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not is_case_blind
    return re2.compile(pattern, options)


def is_mail(value: str) -> bool:
    """Whether something has the shape of a mail address."""
    return _MAIL.fullmatch(value) is not None and len(value) <= 254


def _has_shape(kind: str, value: str) -> bool:
    found = _SHAPES[kind].fullmatch(value)
    if found is None or kind not in {"date", "datetime-local"}:
        return found is not None
    year, month, day = (int(found[at]) for at in (1, 2, 3))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and (month != 2 or day < 29 or is_leap)


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _in_french(value: str | int | float) -> str | int | float:
    return str(value).replace(".", ",") if isinstance(value, float) else value
