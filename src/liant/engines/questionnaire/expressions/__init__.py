"""The language of SurveyJS's conditions and calculations: read, check, reckon, write."""

from liant.engines.questionnaire.expressions.comparing import is_empty
from liant.engines.questionnaire.expressions.errors import ExpressionError
from liant.engines.questionnaire.expressions.evaluation import evaluate, holds, look_up
from liant.engines.questionnaire.expressions.layout import format_expression
from liant.engines.questionnaire.expressions.parser import parse
from liant.engines.questionnaire.expressions.tree import Expression, Value

__all__ = [
    "Expression",
    "ExpressionError",
    "Value",
    "evaluate",
    "format_expression",
    "holds",
    "is_empty",
    "look_up",
    "parse",
]
