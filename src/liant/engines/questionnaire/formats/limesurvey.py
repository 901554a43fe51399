"""LimeSurvey's tab-separated structure: what of it both know, both ways. What either can't take is named.

Source: https://www.limesurvey.org/manual/Tab_Separated_Value_survey_structure
"""

from liant.engines.questionnaire.formats.limesurvey_reading import Reader
from liant.engines.questionnaire.formats.limesurvey_writing import Writer
from liant.engines.questionnaire.formats.xlsform import Carried
from liant.engines.questionnaire.nodes import Remark
from liant.engines.questionnaire.reading import read
from liant.engines.questionnaire.whole import Questionnaire


def from_limesurvey(text: str) -> Carried:
    """A questionnaire from LimeSurvey's table. Errors: DefinitionError, for what isn't such a table too."""
    reader = Reader(text)
    found = read(reader.definition())
    return Carried(found, tuple(reader.remarks))


def to_limesurvey(questionnaire: Questionnaire) -> tuple[str, tuple[Remark, ...]]:
    """LimeSurvey's table, and what of the questionnaire it can't say."""
    writer = Writer(questionnaire)
    return writer.table(), tuple(writer.remarks)
