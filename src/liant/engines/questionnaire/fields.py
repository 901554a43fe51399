"""Which keys of SurveyJS's JSON Liant reads, in which field they land and how they are read: one table for reading and writing."""

from typing import NamedTuple


class Key(NamedTuple):
    """`json` is SurveyJS's name, `field` ours, `how` a reader and a writer of theirs."""

    json: str
    field: str
    how: str  # text, expression, flag, count, number, words, any, choices, validators, notes


_SHOWN = (Key("visible", "is_visible", "flag"), Key("visibleIf", "visible_if", "expression"))
_SAID = (Key("title", "title", "text"), Key("description", "description", "text"))

_ASKED = (
    *_SAID,
    *_SHOWN,
    Key("enableIf", "enable_if", "expression"),
    Key("requiredIf", "required_if", "expression"),
    Key("isRequired", "is_required", "flag"),
    Key("requiredErrorText", "required_text", "text"),
    Key("readOnly", "is_read_only", "flag"),
    Key("defaultValue", "default", "any"),
    Key("validators", "validators", "validators"),
    Key("x-liant", "notes", "notes"),
)
_COMMENTED = (Key("showCommentArea", "has_comment", "flag"), Key("commentText", "comment_text", "text"))
_CHOSEN = (
    Key("choices", "choices", "choices"),
    Key("showOtherItem", "has_other", "flag"),
    Key("otherText", "other_text", "text"),
    Key("showNoneItem", "has_none", "flag"),
    Key("noneText", "none_text", "text"),
    *_COMMENTED,
)
_TYPED = (Key("placeholder", "placeholder", "text"), Key("maxLength", "longest", "count"))

# kind → the keys it has besides `type` and `name`
KINDS: dict[str, tuple[Key, ...]] = {
    "text": (
        *_ASKED, *_TYPED, Key("inputType", "input_type", "words"),
        Key("min", "least", "any"), Key("max", "most", "any"), Key("step", "step", "any"),
    ),
    "comment": (*_ASKED, *_TYPED, Key("rows", "rows_shown", "count")),
    "radiogroup": (*_ASKED, *_CHOSEN),
    "dropdown": (*_ASKED, *_CHOSEN, Key("placeholder", "placeholder", "text")),
    "checkbox": (
        *_ASKED, *_CHOSEN, Key("minSelectedChoices", "least_chosen", "count"),
        Key("maxSelectedChoices", "most_chosen", "count"),
    ),
    "ranking": (*_ASKED, Key("choices", "choices", "choices"), *_COMMENTED),
    "boolean": (
        *_ASKED, Key("labelTrue", "label_true", "text"), Key("labelFalse", "label_false", "text"),
        Key("valueTrue", "value_true", "any"), Key("valueFalse", "value_false", "any"), *_COMMENTED,
    ),
    "rating": (
        *_ASKED, Key("rateMin", "rate_least", "number"), Key("rateMax", "rate_most", "number"),
        Key("rateStep", "rate_step", "number"), Key("rateValues", "rate_values", "choices"),
        Key("minRateDescription", "least_text", "text"), Key("maxRateDescription", "most_text", "text"), *_COMMENTED,
    ),
    "matrix": (
        *_ASKED, Key("columns", "columns", "choices"), Key("rows", "rows", "choices"),
        Key("isAllRowRequired", "needs_all_rows", "flag"), *_COMMENTED,
    ),
    "file": (
        *_ASKED, Key("allowMultiple", "has_many_files", "flag"), Key("acceptedTypes", "accepted_types", "words"),
        Key("maxSize", "largest_file", "count"),
    ),
    "expression": (*_SAID, *_SHOWN, Key("expression", "expression", "expression"), Key("x-liant", "notes", "notes")),
}  # fmt: skip
HTML = (Key("html", "html", "text"), *_SHOWN)
PANEL = (
    *_SAID, *_SHOWN, Key("enableIf", "enable_if", "expression"), Key("requiredIf", "required_if", "expression"),
    Key("readOnly", "is_read_only", "flag"),
)  # fmt: skip
PAGE = (*_SAID, *_SHOWN, Key("enableIf", "enable_if", "expression"))
WHOLE = (*_SAID, Key("locale", "locale", "words"), Key("completedHtml", "completed_html", "text"))
CHOICE = (
    Key("text", "text", "text"), Key("visibleIf", "visible_if", "expression"), Key("enableIf", "enable_if", "expression"),
    Key("x-liant", "notes", "notes"),
)  # fmt: skip
# kind of a validator → its keys
VALIDATORS: dict[str, tuple[Key, ...]] = {
    "numeric": (Key("minValue", "least", "number"), Key("maxValue", "most", "number")),
    "text": (Key("minLength", "least", "number"), Key("maxLength", "most", "number")),
    "answercount": (Key("minCount", "least", "number"), Key("maxCount", "most", "number")),
    "regex": (Key("regex", "pattern", "words"), Key("caseInsensitive", "is_case_blind", "flag")),
    "email": (),
    "expression": (Key("expression", "expression", "expression"),),
}
VALIDATOR = (Key("text", "text", "text"),)

INPUT_TYPES = (
    "text", "number", "range", "date", "datetime-local", "month", "time", "week", "email", "tel", "url", "color", "password",
)  # fmt: skip

# Older names for the same thing: read, and written under the newer.
OLDER = {
    "hasOther": "showOtherItem", "hasNone": "showNoneItem", "hasComment": "showCommentArea", "placeHolder": "placeholder",
    "rateMinDescription": "minRateDescription", "rateMaxDescription": "maxRateDescription", "questions": "elements",
    "eachRowRequired": "isAllRowRequired", "showCommentItem": "showCommentArea",
}  # fmt: skip

# A question that takes its choices from elsewhere can't be asked here.
ELSEWHERE = frozenset(
    (
        "choicesByUrl",
        "choicesFromQuestion",
        "choiceValuesFromQuestion",
        "choicesVisibleIf",
        "cellType",
        "columnsVisibleIf",
    )
)

# What only changes the look elsewhere: kept, and not worth a remark.
LOOK = frozenset((
    "acceptDragFiles", "allowClear", "autoGrow", "autocomplete", "backgroundColor", "backgroundOpacity",
    "choicesOrder", "colCount", "colSpan", "columnMinWidth", "completeText", "cols",
    "commentAreaRows", "commentPlaceholder", "dataFormat", "descriptionLocation",
    "displayMode", "displayRateDescriptionsAsExtremeItems", "displayStyle", "effectiveColSpan", "errorLocation",
    "fitToContainer", "focusFirstQuestionAutomatic", "focusOnFirstError", "fontFamily", "gridLayoutEnabled",
    "headerView", "height", "hideNumber", "indent", "innerIndent", "isSinglePage", "itemSize", "logo", "logoFit", "logoHeight",
    "logoPosition", "logoWidth", "longTap", "maxWidth", "maximumFractionDigits", "minWidth",
    "minimumFractionDigits", "navigationButtonsVisibility", "otherPlaceholder", "pageNextText", "pagePrevText",
    "paddingLeft", "paddingRight", "precision", "progressBarType", "progressBarShowPageNumbers", "progressBarShowPageTitles",
    "questionDescriptionLocation", "questionErrorLocation", "questionStartIndex", "questionTitleLocation", "questionTitlePattern",
    "questionTitleWidth", "questionTitleTemplate", "questionsOnPageMode", "rateColorMode", "rateDescriptionLocation",
    "rateType", "renderAs", "requiredMark", "requiredText", "rightIndent", "rowTitleWidth", "rowOrder", "rowsOrder", "scaleColorMode",
    "searchEnabled", "selectToRankEnabled", "separateSpecialChoices", "showClearButton", "showCompletedPage", "showHeader",
    "showLabel", "showNavigationButtons", "showNumber", "showNumbers", "showPageNumbers", "showPageTitles", "showPreview",
    "showPrevButton", "showProgressBar", "showQuestionNumbers", "showTOC", "showTitle", "size", "sourceDataUrl", "startSurveyText",
    "startWithNewLine", "state", "storeDataAsText", "swapOrder", "textUpdateMode", "titleLocation", "tocLocation", "verticalAlign",
    "waitForUpload", "width", "widthMode", "hideIfChoicesEmpty", "showPreviewBeforeComplete", "previewText", "editText", "editMode",
    "allowCompleteSurveyAutomatic", "autoAdvanceEnabled", "goNextPageAutomatic", "checkErrorsMode", "cookieName",
    "colorScheme", "theme", "surveyId", "surveyPostId", "alternateRows", "showColumnHeader", "itemErrorLocation",
))  # fmt: skip
