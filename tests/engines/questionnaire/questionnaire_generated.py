"""Definitions of every shape, with conditions that hold together, for the properties of the engine."""

from hypothesis import strategies as st

from liant.engines.questionnaire import fields

WORDS = st.sampled_from(
    ["Oui", "Non", "À peu près", "What’s “this”?", "a<b & c", "1 + 1", "ligne\nautre", "=1", " ", "{x}", "É"]
)
VALUES = st.sampled_from(["yes", "no", "na", "a b", "é", "1", 1, 2, 0.5, True, "x'y", 'say "it"'])
NUMBERS = st.sampled_from([0, 1, 2, 2.5, 10, 100])


@st.composite
def texts(draw):
    if draw(st.booleans()):
        return draw(WORDS)
    codes = draw(st.lists(st.sampled_from(["default", "fr", "en", "de"]), min_size=1, unique=True))
    return {code: draw(WORDS) for code in codes}


def some(draw, found, key, strategy):
    """The key, one time in three."""
    if draw(st.integers(0, 2)) == 0:
        found[key] = draw(strategy)


@st.composite
def conditions(draw, names):
    """About what came before; true without anything before it."""
    if not names:
        return draw(st.sampled_from(["1 = 1", "true"]))
    left = "{" + draw(st.sampled_from(names)) + "}"
    simple = draw(st.sampled_from([
        "{0} = 'yes'", "{0} <> 2", "{0} notempty", "{0} empty", "{0} > 1 and {0} <= 5", "({0} contains 'no') or {0} = 1",
        "!({0} anyof ['yes', 'no'])", "iif({0} > 1, 'a', 'it\\'s') = 'a'", "{0} * 2 + 1 >= 3", "sum({0}, 1) = 2",
        "{0}  =  'yes'", "{0} == yes", "{0} allof ['yes', 1]", "round({0} / 3, 2) < 4 or count({0}) = 0",
    ]))  # fmt: skip
    return simple.replace("{0}", left)


@st.composite
def choices(draw, *, least=1, names=()):
    values = draw(st.lists(VALUES, min_size=least, max_size=4, unique_by=lambda v: str(v).lower()))
    found = []
    for value in values:
        if draw(st.booleans()):
            found.append(value)
            continue
        one = {"value": value}
        some(draw, one, "text", texts())
        some(draw, one, "visibleIf", conditions(names))
        some(draw, one, "x-unknown", st.just([1, {"a": None}]))
        found.append(one)
    return found


@st.composite
def validators(draw, names):
    kind = draw(st.sampled_from(sorted(fields.VALIDATORS)))
    found = {"type": kind}
    some(draw, found, "text", texts())
    for key in fields.VALIDATORS[kind]:
        if key.how == "number":
            some(draw, found, key.json, st.integers(0, 50))
    if kind == "regex":
        found["regex"] = draw(st.sampled_from(["^[a-z]+$", r"\d{5}", "é"]))
    if kind == "expression":
        found["expression"] = draw(conditions(names))
    return found


@st.composite
def questions(draw, name, names):
    kind = draw(st.sampled_from(sorted(fields.KINDS)))
    found = {"type": kind, "name": name}
    if kind == "expression":
        found["expression"] = draw(conditions(names))
    for key in fields.KINDS[kind]:
        if key.how == "text":
            some(draw, found, key.json, texts())
        elif key.how == "flag":
            some(draw, found, key.json, st.booleans())
        elif key.how == "expression" and kind != "expression":
            some(draw, found, key.json, conditions(names))
        elif key.how == "validators":
            some(draw, found, key.json, st.lists(validators(names), max_size=2))
    if kind == "text":
        some(draw, found, "inputType", st.sampled_from(fields.INPUT_TYPES))
        some(draw, found, "min", NUMBERS)
        some(draw, found, "maxLength", st.integers(1, 99))
    if kind == "rating":
        some(draw, found, "rateMax", st.integers(2, 10))
        some(draw, found, "rateValues", choices(least=2))
    for key in ("choices", "rows", "columns"):
        if any(one.json == key and one.how == "choices" for one in fields.KINDS[kind]):
            found[key] = draw(choices(names=names))
    some(draw, found, "defaultValue", VALUES) if kind != "expression" else None
    some(draw, found, "colCount", st.integers(0, 3))
    some(draw, found, "someday", st.just({"deep": [1, "two"]}))
    some(draw, found, "x-liant", st.sampled_from([{"bank": "b.1"}, {"evidence": True, "not_applicable": ["na"]}]))
    return found


@st.composite
def elements(draw, prefix, names, depth):
    found = []
    for at in range(draw(st.integers(1, 3))):
        name = f"{prefix}{at}"
        kind = draw(st.sampled_from(["question", "question", "question", "html", "panel", "imagepicker"]))
        if kind == "panel" and depth < 2:
            one = {"type": "panel", "name": name}
            some(draw, one, "title", texts())
            some(draw, one, "visibleIf", conditions(names))
            one["elements"], names = draw(elements(name, names, depth + 1))
        elif kind == "html":
            one = {"type": "html", "name": name, "html": draw(texts())}
        elif kind == "imagepicker":
            one = {"type": "imagepicker", "name": name, "choices": [{"value": 1, "imageLink": "a.png"}]}
        else:
            one = draw(questions(name, names))
            names = [*names, name]
        found.append(one)
    return found, names


@st.composite
def definitions(draw):
    """SurveyJS's JSON, whatever of it Liant reads or keeps."""
    whole, names = {}, []
    some(draw, whole, "title", texts())
    some(draw, whole, "description", texts())
    some(draw, whole, "locale", st.sampled_from(["fr", "en"]))
    some(draw, whole, "completedHtml", texts())
    some(draw, whole, "showProgressBar", st.just("top"))
    some(draw, whole, "triggers", st.just([{"type": "complete", "expression": "{a} = 1"}]))
    some(draw, whole, "x-liant", st.just({"id": "made-up", "recurrence": "yearly", "min_group": 7}))
    pages = []
    for at in range(draw(st.integers(1, 3))):
        page = {"name": f"page{at}"}
        some(draw, page, "title", texts())
        some(draw, page, "visibleIf", conditions(names))
        inner, names = draw(elements(f"q{at}_", names, 0))
        page["elements"] = inner
        pages.append(page)
    if not any(holds_question(page["elements"]) for page in pages):
        pages[0]["elements"].append({"type": "comment", "name": "last"})
    if draw(st.booleans()):
        whole["calculatedValues"] = [{"name": "reckoned", "expression": draw(conditions(names))}]
    return {**whole, "pages": pages}


def holds_question(found):
    return any(
        one["type"] in fields.KINDS or (one["type"] == "panel" and holds_question(one["elements"])) for one in found
    )


def canonical(raw):
    """A definition without what goes without saying, as `write` leaves it out."""
    from liant.engines.questionnaire import read, write

    return write(read(raw))
