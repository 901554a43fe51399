"""Other formats of questionnaires: XLSForm and LimeSurvey's table, both ways. What they can't hold is kept beside, or named."""

from liant.engines.questionnaire.formats.limesurvey import from_limesurvey, to_limesurvey
from liant.engines.questionnaire.formats.workbook import from_workbook, to_workbook
from liant.engines.questionnaire.formats.xlsform import Carried, from_sheets, to_sheets

__all__ = ["Carried", "from_limesurvey", "from_sheets", "from_workbook", "to_limesurvey", "to_sheets", "to_workbook"]
