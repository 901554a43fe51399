"""Nothing in Liant publishes an aggregate of employees or respondents but through `engines.suppression`.

What respondents said is read by the few modules named here, and by nobody else. Rows of what employees do, and of what people
said of how they were served, may be read; a module that counts, sums or averages them is named here with what it hands the
figures to. Looked for in the code's own tree: a new page that counts answers fails here, not in a review.
"""

import ast
import re

import pytest

from tests.architecture.house import SOURCE, WITH_DJANGO, told, tree_of

SAID = {  # what respondents said, and what leads there
    "Answer": "surveys", "NamedAnswer": "surveys", "Slip": "surveys", "UsedSlip": "surveys", "Ballot": "surveys",
}  # fmt: skip
DONE = {  # what employees do, when they are there, and what people said of them
    "Satisfaction": "waiting", "Act": "inbox", "Look": "presence", "Entry": "audit", "Stretch": "hours", "DayOff": "hours",
    "Habits": "inbox", "Tie": "bonds", "Outside": "bonds",
}  # fmt: skip
REVERSED = {"answers", "named_answers", "slips", "used_slips", "ballots"}  # the same from a wave

READERS = {
    "surveys/models.py": "where they are",
    "surveys/urn.py": "brings answers into the urn and out of it",
    "surveys/quotas.py": "counts answers to close at a quota",
    "surveys/naming.py": "the same, where names are kept",
    "surveys/reading.py": "named answers, for the readers of whom people were told; counts nothing",
    "surveys/public_views.py": "shows a person their own named answer, by their own link",
    "surveys/waves.py": "makes links, forgets what was begun, asks again those who have not answered by name",
    "surveys/publishing.py": "hands all answers of a closed wave to `figures_of`, and nothing else",
}
PUBLISHERS = {  # module → the call that decides what may be shown
    "surveys/publishing.py": "figures_of",
    "inbox/waiting/queries.py": "answers_shown",
    "channels/queries.py": "check_group",
    "bonds/shaping.py": "release_pairs",
    "bonds/outside.py": "release",
}
DECIDERS = (
    "surveys/counting.py",
    "surveys/grouping.py",
    "surveys/measuring.py",
    "bonds/shaping.py",
    "bonds/outside.py",
)  # what `figures_of` is made of
PRIVATE = {  # counts that nobody is shown
    "surveys/quotas.py": "how many answers there are, to close at a quota",
    "surveys/naming.py": "how many have answered by name: those who asked are told how many, never who",
    "surveys/waves.py": "groups by how many are asked, before anyone answers",
}
TAKES = {"count", "aggregate", "annotate"}
FIGURES = {"Count", "Avg", "Sum", "StdDev", "Variance", "Counter", "sum", "mean", "fmean", "median", "groupby"}
QUERIES = TAKES | {"all", "filter", "exclude", "values", "values_list", "order_by", "iterator", "in_bulk", "exists"}
NAMED = re.compile("|".join([*(rf"\b{name}\b" for name in SAID | DONE), *(rf"\.{name}\." for name in REVERSED),
                             *(f"{app}_{name.lower()}" for name, app in (SAID | DONE).items())]))  # fmt: skip
SQL = re.compile(r"select\b.*(\bgroup by\b|\b(count|avg|sum)\s*\()", re.IGNORECASE | re.DOTALL)


def imported(tree, names):
    """The models that a module imports, by the names it uses for them."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".models"):
            app = node.module.removesuffix(".models").rsplit(".", 1)[-1]
            found |= {one.asname or one.name: one.name for one in node.names if names.get(one.name) == app}
    return found


def touched(tree, names, reversed_names=frozenset(), known=None):
    """(line, what) wherever rows of these models are reached: by import, from a wave, by name, by table."""
    known = imported(tree, names) if known is None else known
    tables = {f"{app}_{name.lower()}": name for name, app in names.items()} | {
        f"{app}.{name}": name for name, app in names.items()
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in known:
            yield node.lineno, known[node.id]
        elif isinstance(node, ast.Attribute):
            if getattr(node.value, "attr", "") in reversed_names and node.attr in QUERIES:
                yield node.lineno, node.value.attr
            elif node.attr in names and ends_in_models(node.value, names[node.attr]):
                yield node.lineno, node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, tables[word]) for word in re.findall(r"\w+[_.]\w+", node.value) if word in tables)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model":
            given = {one.value for one in node.args if isinstance(one, ast.Constant)}
            yield from ((node.lineno, name) for name in names if name in given)


def ends_in_models(node, app):
    return isinstance(node, ast.Name) and node.id in {"models", f"{app}_models"}


def counted(part, is_reached):
    """(line, how) wherever something is counted, summed or averaged; the length of a list only where the rows are its own."""
    for node in ast.walk(part):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            is_taken = isinstance(node.func, ast.Attribute) and name in TAKES
            if is_taken or name in FIGURES or (name == "len" and any(map(is_reached, node.args))):
                yield node.lineno, name
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            yield node.lineno, "SQL"


def counted_rows(tree):
    """Where a function that reaches such rows, or what it calls of the same module, also counts."""
    known = imported(tree, SAID | DONE)

    def is_reached(part):
        return any(touched(part, SAID | DONE, REVERSED, known))

    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    reaching = {one.name for one in functions if is_reached(one)}
    for one in functions:
        called = {
            node.func.id for node in ast.walk(one) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if one.name in reaching or called & reaching:
            yield from counted(one, is_reached)
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and is_reached(node):
            yield from counted(node, is_reached)


def faults_in(inside, tree):
    """What stands in a module of `src/liant` and should not."""
    if inside not in READERS:
        yield from (f"{inside}:{line} reads {what}" for line, what in touched(tree, SAID, REVERSED))
    if inside not in PUBLISHERS and inside not in PRIVATE:
        yield from (f"{inside}:{line} {how}( of what people did or said" for line, how in counted_rows(tree))


def modules():
    """Those that name such rows in any way at all: the others can't read them."""
    for folder in WITH_DJANGO:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            if "migrations" not in path.parts and NAMED.search(path.read_text()):
                yield path.relative_to(SOURCE).as_posix(), tree_of(path)


def test_nothing_else_publishes_an_aggregate_of_employees_or_respondents():
    faults = {fault for inside, tree in modules() for fault in faults_in(inside, tree)}
    rule = "Figures about people go through engines.suppression, in a module named here:"
    assert not faults, told(list(faults), rule)


def calls(tree):
    return {
        getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }


@pytest.mark.parametrize("inside", PUBLISHERS)
def test_whoever_publishes_asks_first(inside):
    assert PUBLISHERS[inside] in calls(tree_of(SOURCE / inside))


@pytest.mark.parametrize("inside", DECIDERS)
def test_what_decides_uses_the_engine(inside):
    tree = tree_of(SOURCE / inside)
    used = {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
            and node.module == "liant.engines.suppression" for one in node.names}  # fmt: skip
    assert used & calls(tree)


def test_each_exception_is_still_needed():
    by_name = dict(modules())
    assert all(any(touched(by_name[one], SAID, REVERSED)) for one in READERS.keys() - {"surveys/models.py"})
    assert all(any(counted_rows(by_name[one])) for one in PRIVATE), "counts nothing any more"
    names = {name for _inside, tree in modules() for name in classes_in(tree)}
    assert (SAID | DONE).keys() <= names, "a model was renamed"


def classes_in(tree):
    return (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


PLANTED = {
    "a page that counts answers": """
from django.db.models import Count
from liant.surveys.models import Answer
def moods():
    return Answer.objects.values("group").annotate(n=Count("id"))
""",
    "the same from the wave": """
def moods(wave):
    return len(wave.answers.filter(group="oven"))
""",
    "a reader who counts nothing yet": """
from liant.surveys.models import NamedAnswer as Said
def list_them(wave):
    return list(Said.objects.filter(wave=wave))
""",
    "by its name": """
from django.apps import apps
def moods():
    return apps.get_model("surveys", "Answer").objects.all()
""",
    "in SQL": """
def moods(cursor):
    cursor.execute("SELECT answers->>'mood', count(*) FROM surveys_answer GROUP BY 1")
""",
    "who does most": """
from collections import Counter
from liant.inbox.models import Act, Message
def busiest():
    return Counter(Act.objects.values_list("actor_id", flat=True)).most_common(3)
""",
    "who does most, in two functions": """
from liant.audit.models import Entry
def entries():
    return Entry.objects.all()
def pace():
    return entries().count() / 30
""",
    "who looks most, at once": """
from liant.inbox.presence import models
BUSY = models.Look.objects.count()
""",
    "a mean of faces": """
from statistics import fmean
from liant.inbox.waiting.models import Satisfaction
def mood_of(member):
    return fmean(one.face for one in Satisfaction.objects.filter(member=member))
""",
}
HARMLESS = {
    "answers of a form": "def said(form):\n    return len(form.answers)\n",
    "an entry of a magazine": "from liant.writing.magazine.models import Entry\ndef pages():\n    return Entry.objects.count()\n",
    "acts in a list": "from liant.inbox.models import Act\ndef recent():\n    return list(Act.objects.order_by('-id')[:20])\n",
    "conversations": "from liant.inbox.models import Conversation\ndef how_many():\n    return Conversation.objects.count()\n",
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found(name):
    assert NAMED.search(PLANTED[name])
    assert list(faults_in("flows/planted.py", ast.parse(PLANTED[name])))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_harms_nobody_passes(name):
    assert not list(faults_in("flows/planted.py", ast.parse(HARMLESS[name])))
