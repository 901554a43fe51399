"""Every change has one home. Rows are written in `actions.py`, and in the few files named here with the reason."""

import ast

from tests.architecture.house import SOURCE, WITH_DJANGO, named, told, tree_of

ALWAYS = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "create_user",
    "acreate",
    "asave",
}
SOMETIMES = {"update", "delete"}  # dictionaries, sets and caches have them too

WRITERS = {
    "actions.py": "the only writer of a room",
    "arrivals.py": "what comes in, written without an actor: nobody did it",
    "collection.py": "what a channel brought in, with its cursor, in one transaction",
    "edits.py": "what authors changed after it was heard, in place of what they had said",
    "choosing.py": "what a member chooses for themselves, told to nobody and in no log",
    "notices.py": "what a member is told of an act, in the transaction of that act; and that they have seen it",
    "courtesies.py": "what leaves by itself: nobody did it",
    "figures.py": "the count of a day, made again from the waits",
    "employees.py": "the actions of one's own accounts",
    "deeds.py": "what rules do, written without an actor: nobody did it",
    "following.py": "what is on a network follows what becomes of its piece: nobody did it",
    "leaving.py": "what leaves at the moment that somebody planned: nobody did it",
    "loader.py": "lays out the demonstration through the actions, and their dates",
    "firm.py": "the same, of the firm whose truth is known",
    "undoing.py": "what an act changed, and giving it back",
    "moderation.py": "what readers, other sites and colleagues said, shown or hidden, apart from what is written",
    "moves.py": "the way of a piece through its states, apart from what changes its words",
    "media.py": "the bytes that leave with a delivery, kept in the act that queues it",
    "releases.py": "what a crisis held back, let go one by one, apart from what changes the crisis",
    "subscribing.py": "what people of the public do themselves, without an actor of the house",
    "waves.py": "how a questionnaire is put to people, apart from what is asked",
    "asking.py": "the two records of a letter that asks, around the outside call",
    "urn.py": "what respondents give, without an actor: nobody may know who it was",
    "naming.py": "the same, where names are kept",
    "refusals.py": "what people of the public do themselves: they want to be asked no more",
    "respondent.py": "what a respondent has begun, to go on later",
    "peering.py": "what a house gives to be compared, apart from what it asks",
    "publishing.py": "what may be shown of a wave, computed by the worker",
    "sharing.py": "what an expert does with what is offered, in their own rows and in no log",
    "taking_part.py": "joining and leaving, in one's own rows and in no log",
    "measuring.py": "each member's ties as measured, in their own rows: nobody did it",
    "drawing.py": "who meets whom, from what it rests on, by the worker: nobody did it",
    "shaping.py": "what may be shown of ties, computed by the worker",
    "driving.py": "the two records of whatever leaves, around the outside call",
    "sending.py": "letters one after the other; the hold of a channel that is cut off, as its delivery would leave",
}
ELSEWHERE = {
    "flows/demonstration/programme.py": "eighteen months of invented experts, in their own rows as they would have left them",
    "accounts/models.py": "the manager that makes users, as Django wants it; saving fills the organisation",
    "accounts/management/commands/sign_in_link.py": "the first person, made by whoever reads the terminal",
    "deliveries/gates.py": "the hold of a gate, in the transaction that would have let it leave",
    "ledger/models.py": "saving folds the name of a community, by which it is found",
    "tenancy/models.py": "saving fills the organisation",
}


def written(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and writes(node):
            yield node


def writes(call):
    """`rows.update(field=…)` and `row.delete()` write; `found.update({…})` and `hash.update(bytes)` do not."""
    name = call.func.attr
    if name in ALWAYS:
        return not (isinstance(call.func.value, ast.Name) and call.func.value.id in NOT_ROWS)
    return name in SOMETIMES and not call.args and (name == "delete" or bool(call.keywords))


NOT_ROWS = {"workbook", "image", "qr_code"}


def test_rows_are_written_by_actions():
    faults = []
    for folder in WITH_DJANGO:
        for path in (SOURCE / folder).rglob("*.py"):
            inside = path.relative_to(SOURCE).as_posix()
            if "migrations" in path.parts or path.name in WRITERS or inside in ELSEWHERE:
                continue
            faults += [f"{named(path)}:{call.lineno} .{call.func.attr}(" for call in written(path)]
    assert not faults, told(faults, "Rows are written in actions.py, or in a file named here with its reason:")


def test_each_exception_is_still_needed():
    names = {path.name for folder in WITH_DJANGO for path in (SOURCE / folder).rglob("*.py") if any(written(path))}
    assert WRITERS.keys() <= names
    assert all(any(written(SOURCE / inside)) for inside in ELSEWHERE)


def test_views_open_no_transaction():
    """A view parses, calls one query or one action, renders: actions open their own transaction."""
    faults = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCE.rglob("views.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "atomic"
    ]
    assert not faults, told(faults, "Transactions are opened by actions:")


CALLED_BY_ACTIONS = {"src/liant/audit/actions.py:record": "written in every action; the verb is read beside the actor"}


def test_actions_name_everything_and_put_the_actor_first():
    """Public functions of actions.py that take an actor take it by name, first."""
    faults = []
    for path in SOURCE.rglob("actions.py"):
        for node in tree_of(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            named_only = [argument.arg for argument in node.args.kwonlyargs]
            if "actor" in [argument.arg for argument in node.args.args] or (
                "actor" in named_only and named_only[0] != "actor"
            ):
                faults.append(f"{named(path)}:{node.name}")
    faults = [fault for fault in faults if fault not in CALLED_BY_ACTIONS]
    assert not faults, told(faults, "Actions are keyword-only, the actor first:")
