"""Questionnaires: read and checked, answered, scored, and carried to and from other formats (docs/questionnaires.md)."""

from liant.engines.questionnaire.answering import counted, from_row, normalise
from liant.engines.questionnaire.faults import DefinitionError, Fault
from liant.engines.questionnaire.groups import GroupScores, group_scores
from liant.engines.questionnaire.nodes import Page, Question
from liant.engines.questionnaire.problems import Problem, problems
from liant.engines.questionnaire.reading import read
from liant.engines.questionnaire.reliability import Reliability, reliability
from liant.engines.questionnaire.schema import schema
from liant.engines.questionnaire.scoring import Scores, score
from liant.engines.questionnaire.settling import Settled, settle
from liant.engines.questionnaire.texts import Text
from liant.engines.questionnaire.whole import Questionnaire
from liant.engines.questionnaire.writing import write

__all__ = ["DefinitionError", "Fault", "GroupScores", "Page", "Problem", "Question", "Questionnaire", "Reliability", "Scores",
           "Settled", "Text", "counted", "from_row", "group_scores", "normalise", "problems", "read", "reliability", "schema",
           "score", "settle", "write"]  # fmt: skip
