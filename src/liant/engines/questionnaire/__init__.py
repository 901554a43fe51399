"""Questionnaires: read and checked, answered, scored, and carried to and from other formats (docs/questionnaires.md)."""

from liant.engines.questionnaire.faults import DefinitionError, Fault
from liant.engines.questionnaire.nodes import Page, Question
from liant.engines.questionnaire.reading import read
from liant.engines.questionnaire.schema import schema
from liant.engines.questionnaire.scoring import Scores, score
from liant.engines.questionnaire.settling import Settled, settle
from liant.engines.questionnaire.texts import Text
from liant.engines.questionnaire.whole import Questionnaire
from liant.engines.questionnaire.writing import write

__all__ = ["DefinitionError", "Fault", "Page", "Question", "Questionnaire", "Scores", "Settled", "Text",
           "read", "schema", "score", "settle", "write"]  # fmt: skip
