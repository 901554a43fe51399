"""What is asked of a respondent, given what they answered so far: shown, enabled and required questions, calculated values.

What stands in a question that isn't shown doesn't count, for other conditions neither: each is settled after what it asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from liant.engines.questionnaire.dependencies import Asked
from liant.engines.questionnaire.expressions import Value, evaluate, holds, is_empty
from liant.engines.questionnaire.nodes import COMMENT, Calculated
from liant.engines.questionnaire.whole import Questionnaire


@dataclass(frozen=True)
class Settled:
    """`values`: what counts, calculated values included. `shown`, `open` (may be answered) and `required` hold names."""

    values: Mapping[str, Value]
    shown: frozenset[str]
    open: frozenset[str]
    required: frozenset[str]


def settle(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Settled:
    """What is asked of whoever gave these answers. Time: linear in the questionnaire and its conditions."""
    values: dict[str, Value] = {}
    shown, opened, required = set[str](), set[str](), set[str]()
    for part in questionnaire.parts:
        if isinstance(part.what, Calculated):
            values[part.name] = evaluate(part.what.expression, values)
            continue
        if not part.is_shown or not all(holds(one, values) for one in part.shown_if):
            continue
        shown.add(part.name)
        if part.what.expression is not None:
            values[part.name] = evaluate(part.what.expression, values)
            continue
        if not part.is_read_only and all(holds(one, values) for one in part.enabled_if):
            opened.add(part.name)
            for name in (part.name, part.name + COMMENT):
                if not is_empty(answers.get(name)):
                    values[name] = answers[name]
        elif part.what.default is not None:
            values[part.name] = part.what.default
    for part in questionnaire.parts:
        if part.name in opened and _is_required(part, values):
            required.add(part.name)
    return Settled(values, frozenset(shown), frozenset(opened), frozenset(required))


def _is_required(part: Asked, values: Mapping[str, Value]) -> bool:
    what = part.what
    if isinstance(what, Calculated):
        return False
    own = () if what.required_if is None else (what.required_if,)
    return what.is_required or any(holds(one, values) for one in (*own, *part.required_if))
