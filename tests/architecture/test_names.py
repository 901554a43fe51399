"""Names that say nothing are refused; a room uses the same few file names, so that a rule is found from its kind."""

import ast
import re

from tests.architecture.house import ROOT, SOURCE, WITH_MODELS, named, source_files, told, tree_of

SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "core", "service", "services", "misc", "manager"}
ROOM_FILES = {
    "__init__", "actions", "apps", "events", "forms", "jobs", "models", "pages", "policy", "queries", "rooms", "rules",
    "states", "urls", "views",
}  # fmt: skip
ROOM_FOLDERS = {"locale", "management", "migrations", "static", "templates", "templatetags", "__pycache__"}

# A room may hold other files when their name says a thing of its own trade. What that thing is:
OF_ITS_OWN = {
    "tenancy": {
        "before_tenant": "what is asked before the organisation is known",
        "checks": "questions to the database's catalogue",
        "context": "whose rows may be seen now",
        "fields": "the key that carries the organisation",
        "operations": "row-level security in migrations",
    },
    "audit": {"verbs": "what was done, in words"},
    "accounts": {
        "adapters": "what sign-in asks of us",
        "asking": "the member that a page is for",
        "mails": "the text of an invitation",
        "middleware": "who is asking, in which language and zone",
        "outbox": "who carries invitations",
        "permissions": "one question for all rooms",
        "public_urls": "pages of no organisation",
        "public_views": "the door, links, one's own account",
        "roles": "the roles there are",
        "settings_pages": "what the pages of the settings show",
        "words": "the roles, explained",
        "zones": "time zones, as people choose them",
    },
    "inbox/waiting": {
        "announced": "what programmes are told of waits",
        "arrivals": "what time does to a wait",
        "courtesies": "what leaves by itself",
        "elsewhere": "what the waits tell on the inbox's pages",
        "figures": "days counted, and what they come to",
        "mails": "who is told that someone waits",
        "public_urls": "pages for whoever waits",
        "public_views": "the same",
        "standing": "what such a page says",
        "tokens": "private links",
    },
    "accounts/hours": {"public_days": "holidays of a country, days of a calendar file"},
    "accounts/tokens": {"scopes": "what a token may be used for"},
    "jobs": {
        "live": "open pages learn of changes",
        "loops": "what the worker does besides jobs",
        "queue": "procrastinate, as we use it",
        "words": "the tasks, explained",
    },
    "people": {
        "card": "what one person's card shows",
        "employees": "the rule against watching them",
        "names": "how one is addressed",
        "phrases": "what Liant says of a person",
        "hats": "which hats there are and who reads what is said under each",
    },
    "channels/access": {
        "agreements": "somebody on their way to a network and back",
        "mails": "the words of the mails about access",
        "renewing": "a key renewed, proven, then kept",
        "section": "what access adds to the pages of channels",
    },
    "channels": {
        "agreeing": "who takes over where a network asks a person to agree",
        "annexes": "what a smaller room adds to channels",
        "collection": "one page heard, stored whole or not at all",
        "collector": "the loop that listens",
        "drafts": "a form half filled, between two pages",
        "edits": "what authors changed after it was heard",
        "health": "how a channel is doing, in words",
        "kinds": "which kinds are offered",
        "phrases": "what Liant says of a channel",
        "setup": "connecting and changing a channel, step by step",
        "shapes": "what the columns of a file meant before",
    },
    "channels/door": {
        "limits": "how often a door may be knocked at",
        "public_urls": "addresses that others are given",
        "public_views": "what others push, and what came of it",
        "reader": "what arrived, read soon whatever else there is to do",
        "section": "what the door adds to channels",
    },
    "ledger": {"kinds": "the kinds of interaction"},
    "deliveries": {
        "gates": "what rooms say against something leaving, asked as it leaves",
        "media": "what leaves beside the words",
        "pictures": "a picture written anew before it leaves",
        "readers": "who may see what left, told by the rooms that send",
        "sending": "one delivery driven to its end",
    },
    "deliveries/hooks": {
        "kinds": "which kinds of events can be announced",
        "sending": "what is due to one endpoint, sent",
    },
    "listening/capture": {
        "drafts": "what was shared, until it is noted",
        "public_urls": "pages of no organisation",
        "public_views": "what a phone shares, what anyone may tell",
        "words_in_pictures": "a screenshot, read",
    },
    "listening": {
        "offers": "acts under a mention, named by the flows",
        "proposals": "queries made from a name and an address",
    },
    "inbox": {
        "arrivals": "what comes in finds or opens its conversation",
        "happenings": "moments that the rooms within may follow",
        "edits": "what authors changed, shown as it is now",
        "elsewhere": "what the inbox tells the rooms below it",
        "files": "the files of an answer's form",
        "offers": "what the inbox offers to the smaller rooms within it",
        "threads": "where something belongs, once people merged and split",
        "undoing": "an act and its undoing, row by row",
    },
    "writing": {
        "acts": "what is done to a piece from its page, one act each",
        "happenings": "moments of a version that the rooms within follow",
        "history": "two revisions compared, word by word",
        "moves": "the way of a piece through its states",
        "networks": "where a version may go, and how long it may be there",
        "offers": "what the writing room offers to the smaller rooms within it",
        "reading": "pages of others, read",
        "remarks": "what the lint says of a version, numbered",
        "rhythm": "what the policy wants of the calendar, and how a stretch of it stands",
    },
    "surveys": {
        "asked": "whom a wave is put to, read from what was typed",
        "build_forms": "what people type to write a questionnaire",
        "building": "the pages of the builder",
        "drawing": "a question as the page of whoever answers shows it",
        "evolving": "the page of what became of each question",
        "figures": "what may be shown of answers, computed",
        "files": "questionnaires as files of other tools",
        "gaps": "the widest gap between groups",
        "lines": "a line over the waves as a picture",
        "mails": "the letter that asks",
        "naming": "answers where names are kept",
        "paper": "a report set by the press",
        "public_urls": "where people answer",
        "public_views": "the same",
        "publishing": "what may be shown of a closed wave, kept",
        "quality": "what each question of a dimension is worth",
        "ready": "the ready questionnaires, a file each",
        "recurring": "the words that come back in comments",
        "asking": "the letters that ask, marked before and after",
        "peering": "this house beside the others on the installation",
        "reporting": "all that may be shown of a wave, in the order in which it is read",
        "respondent": "one respondent at one moment",
        "results": "the pages of what came out",
        "shaping": "a definition, changed piece by piece",
        "showing": "a publication in words",
        "side_by_side": "the tables beside the pictures",
        "telling": "how figures were made, in words",
        "tokens": "links to a wave",
        "trend": "the same questions, wave after wave",
        "uploads": "files that respondents give",
        "urn": "where answers lie until they are mixed",
        "waves": "every change to a wave",
    },
    "writing/archive": {
        "gathering": "all that belongs to one piece",
        "lines": "a piece as one line of JSON",
        "packing": "one zip, put together on the disk and read back",
        "site": "the pages of an archive",
        "stakes": "what a channel would take with it",
        "streams": "what was published, as ActivityStreams",
    },
    "writing/magazine": {
        "layout": "an issue as the press wants it",
        "printing": "an issue set by the press",
        "setting": "the words of a piece, taken apart for the press",
    },
    "writing/readership": {
        "counting": "readings counted in memory, written together",
        "origins": "where a reading came from, and whether a machine asked",
    },
    "writing/editorial": {
        "counting": "what a channel did in a month",
        "public_urls": "what everyone may read of the policy",
        "public_views": "the same",
    },
    "writing/house_rules": {
        "offers": "texts of the other rooms, for a rule to be tried on",
        "trying": "a rule tried on the texts of a year",
    },
    "writing/crisis": {
        "acts": "what is done from the page of a crisis, one act each",
        "extent": "what a crisis holds back, computed",
        "gate": "what a crisis says against something leaving",
        "mails": "who is told that a crisis needs them",
        "public_urls": "what everyone may read of a crisis",
        "public_views": "the same",
        "releases": "what was held, let go one by one",
    },
    "writing/calendar": {
        "days": "days as they are drawn",
        "moments": "a day and an hour by the wall, made a moment, and back",
        "public_urls": "the calendar for a programme of one's own",
        "public_views": "the same",
        "reading": "events read from other calendars",
        "told": "what is read by other calendars",
        "words": "moments and states, in words",
    },
    "writing/journal": {
        "answering": "answers that others may keep",
        "bodies": "the words of a version as a page",
        "carrier": "what the journal does when a version of it moves",
        "described": "what pages say to programmes",
        "endpoints": "where a page wants to be told that others speak of it",
        "entries": "pieces as pages and feeds show them",
        "feeds": "RSS, Atom and JSON Feed",
        "mails": "what became of a reader's comment",
        "media": "pictures, recordings and files for everyone",
        "moderation": "what readers and other sites said, taken in, shown or refused",
        "podcast": "recordings as a podcast",
        "public_pages": "what the public pages show",
        "public_urls": "addresses of the journal",
        "public_views": "the pages of the journal",
        "site": "the journal as its readers see it, and its addresses",
        "telling": "others are told that the journal changed",
        "visitors": "the form under a piece",
        "voices": "what readers and other sites said, as the page shows it",
    },
    "writing/newsletter": {
        "acts": "what is done from the page of a letter, one act each",
        "arrivals": "letters that came back",
        "authentication": "SPF, DKIM and DMARC, explained and read",
        "checking": "everything that stands against a letter",
        "driving": "the job that hands letters over",
        "importing": "a file of subscribers, read",
        "mails": "the messages themselves",
        "moves": "the way of an issue",
        "phrases": "what Liant says of subscribers and letters",
        "public_urls": "pages for whoever reads newsletters",
        "public_views": "the same",
        "rendering": "an issue as MJML and as plain words",
        "returns": "what a return means",
        "sending": "one letter after the other, each once",
        "showing": "an issue shown on a page",
        "subscribing": "what people do themselves",
        "tokens": "private links",
    },
    "writing/publishing": {
        "announced": "what programmes are told of pieces",
        "drafts": "the words of a version as they leave",
        "following": "what is there follows what becomes of its version",
        "lateness": "what could not leave in time asks a person",
        "leaving": "what leaves at its moment",
        "mails": "who is told that a piece waits for them",
        "sharing": "networks on which people post themselves",
        "words": "what became of a version, in sentences",
    },
    "inbox/automation": {"deeds": "what rules do, done by nobody", "words": "rules as sentences"},
    "inbox/canary": {
        "announced": "what programmes are told of published addresses",
        "arrivals": "what rounds, deliveries and answers do to the messages that check an address",
        "mails": "who is told that nobody reads an address",
        "phrases": "what became of such a message, in words",
    },
    "insights/figures": {
        "facts": "an unusual rise",
        "front": "what the figures say on the first page",
        "passage": "what they say in a letter",
        "words": "figures told in sentences",
    },
    "insights/letters": {
        "contents": "what a letter tells of the rooms below",
        "mails": "the letters themselves",
        "public_urls": "out in one click",
        "public_views": "the same",
    },
    "insights/alerts": {"finding": "facts that need a person", "places": "where alerts may go, and saying them there"},
    "inbox/replies": {"examples": "replies to begin with", "remarks": "what the lint says of an answer"},
}


def test_no_name_says_nothing():
    there = [path for folder in ("src", "tests", "scripts", "benchmarks") for path in (ROOT / folder).rglob("*")]
    faults = [
        named(path)
        for path in there
        if path.stem in SAY_NOTHING and "node_modules" not in path.parts and "vendor" not in path.parts
    ]
    assert not faults, told(faults, "Name a file after what is in it:")


def test_rooms_use_the_same_few_file_names():
    faults = []
    for room in WITH_MODELS:
        allowed = ROOM_FILES | OF_ITS_OWN.get(room, {}).keys()
        faults += [named(path) for path in (SOURCE / room).glob("*.py") if path.stem not in allowed]
        faults += [named(path) for path in (SOURCE / room).iterdir() if path.is_dir() and is_no_place(path, allowed)]
    assert not faults, told(faults, "Use a name of docs/house.md, or say here what thing of its own the file is about:")


def is_no_place(path, allowed):
    return path.name not in ROOM_FOLDERS | allowed and not (path / "apps.py").exists()


def test_templates_stand_in_the_folder_of_their_room():
    """Two rooms never shadow each other's pages."""
    faults = []
    for room in (*WITH_MODELS, "flows", "insights"):
        folder = SOURCE / room / "templates"
        faults += [named(path) for path in folder.glob("*") if path.name != room.split("/")[-1]]
    assert not faults, told(faults, "Templates stand in templates/<room>/:")


def test_every_module_says_what_is_in_it():
    """Except where the name of the file says all: urls, apps, forms, policy, events and empty files."""
    plain = {
        "urls",
        "public_urls",
        "apps",
        "forms",
        "policy",
        "events",
        "queries",
        "__init__",
        "__main__",
        "asgi",
        "manage",
    }
    faults = [
        named(path)
        for path in source_files()
        if path.stem not in plain
        and not {"migrations", "management", "templatetags"} & set(path.parts)
        and path.read_text().strip()
        and not ast.get_docstring(tree_of(path))
    ]
    assert not faults, told(faults, "A module begins by saying what is in it and why:")


OTHER_QUESTIONS = {
    "intent_is_corrected": "stands beside the other fields of the intent",
    "needs_a_person": "what it says on the page",
}


def fields(path):
    for node in ast.walk(tree_of(path)):
        call = node.value if isinstance(node, ast.Assign) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
            yield from ((target.id, call.func.attr) for target in node.targets if isinstance(target, ast.Name))


def test_fields_are_named_by_what_they_hold():
    """Times end in _at (or say since and until), durations in _seconds, booleans start with is_, has_ or can_."""
    faults = []
    for path in source_files():
        if path.name != "models.py":
            continue
        for name, kind in fields(path):
            if kind == "DateTimeField" and not re.search(r"^at$|^since$|_at$|_since$|_until$", name):
                faults.append(f"{named(path)}: {name} is a time")
            if kind == "BooleanField" and not re.match(r"(is|has|can)_", name) and name not in OTHER_QUESTIONS:
                faults.append(f"{named(path)}: {name} is true or false")
            if kind == "DurationField" and not name.endswith("_seconds"):
                faults.append(f"{named(path)}: {name} is a duration")
    assert not faults, told(faults, "Times end in _at, durations in _seconds, booleans start with is_, has_ or can_:")


def test_kinds_are_compared_inside_connectors_alone():
    """Screens read what a connector declares; nothing outside asks for its name."""
    faults = [
        f"{named(path)}:{node.lineno}"
        for path in source_files()
        if "connectors" not in path.parts and "demonstration" not in path.parts
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Compare) and compares_a_kind(node)
    ]
    assert not faults, told(faults, "No `kind ==` with the name of a network outside connectors:")


def compares_a_kind(node):
    from liant.connectors.registry import CONNECTORS

    sides = [node.left, *node.comparators]
    named_kind = any(isinstance(side, ast.Attribute) and side.attr == "kind" for side in sides)
    return named_kind and any(isinstance(side, ast.Constant) and side.value in CONNECTORS for side in sides)


def test_no_folder_of_tests_hides_a_module():
    """tests/people/ would hide tests/people.py, for some orders of the tests and not for others."""
    faults = [named(path) for path in (ROOT / "tests").rglob("*.py") if path.with_suffix("").is_dir()]
    assert not faults, told(faults, "Folders that hide a module of the same name:")
