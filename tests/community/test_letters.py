"""Letters, calendars and tables of contacts: who, whom and when, of those who agreed to these too, and never a word."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.models import User
from liant.community import choosing
from liant.community.models import Consent
from liant.community.workspaces import calendars, mail_headers, tables
from liant.community.workspaces.models import Reading, Turn
from liant.community.workspaces.reading import Found
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.community.test_workspaces import BEFORE, KNOWN, SECRET, upload

db = pytest.mark.django_db


@pytest.fixture
def both(organisation, alice, bob):
    """They agreed to what passes in the house."""
    with clock.at(BEFORE), tenant(organisation.id):
        choosing.agree(actor=alice)
        choosing.agree(actor=bob)
    return organisation


LETTERS = f"""From alice@fournils.test Fri Nov 20 09:00:00 2026
From: =?utf-8?q?Alice_Martin?= <Alice@fournils.test>
To: "Bob, le boulanger" <bob@fournils.test>,
 Chloe <chloe@fournils.test>
Cc: outsider@example.org
Date: Fri, 20 Nov 2026 09:00:00 +0100
Message-ID: <one@fournils.test>
Subject: {SECRET}

{SECRET}
From: mallory@fournils.test
>From the oven

From bob@fournils.test Fri Nov 20 10:00:00 2026
From: bob@fournils.test
To: {", ".join(f"person{number}@fournils.test" for number in range(13))}, alice@fournils.test
Date: Fri, 20 Nov 2026 10:00:00 +0100
Message-ID: <many@fournils.test>

to many

From bob@fournils.test Fri Nov 20 10:00:00 2026
From: bob@fournils.test
To: alice@fournils.test
List-Id: <all.fournils.test>
Date: Fri, 20 Nov 2026 10:00:00 +0100

by a list
"""
CALENDAR = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Fournils//FR
BEGIN:VEVENT
UID:weekly@fournils.test
SUMMARY:{SECRET}
DTSTART:20261109T090000Z
DTEND:20261109T093000Z
RRULE:FREQ=WEEKLY
ORGANIZER:mailto:alice@fournils.test
ATTENDEE;PARTSTAT=ACCEPTED:mailto:Bob@fournils.test
ATTENDEE;PARTSTAT=DECLINED:mailto:chloe@fournils.test
ATTENDEE;CUTYPE=ROOM:mailto:room@fournils.test
END:VEVENT
BEGIN:VEVENT
UID:off@fournils.test
STATUS:CANCELLED
DTSTART:20261110T090000Z
ORGANIZER:mailto:alice@fournils.test
ATTENDEE:mailto:bob@fournils.test
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
TABLE = b"source;target;kind;at\nalice@fournils.test;BOB@fournils.test;met;2026-11-20\nbob@fournils.test;alice@fournils.test;co-wrote;2026-11-21T08:00:00Z\n"


def by(source, content):
    found = Found(source, KNOWN)
    {"mail": mail_headers, "calendar": calendars, "table": tables}[source].read(io.BytesIO(content), found)
    return found


def passed(found):
    return sorted((act.kind, act.member, act.to, act.at) for act in found.acts.values())


def test_letters_tell_who_wrote_to_whom_and_when_and_nothing_of_many_or_of_lists():
    at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    found = by("mail", LETTERS.encode())
    assert passed(found) == [("message", 1, 2, at), ("message", 1, 3, at)]
    assert not found.problems
    assert by("mail", LETTERS.encode().replace(b"\n", b"\r\n")).acts == found.acts
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inbox/one.eml", LETTERS.split("\n", 1)[1].split("From bob", maxsplit=1)[0])
    assert by("mail", packed.getvalue()).acts == found.acts, "the same letter is the same contact"


def test_a_calendar_tells_who_was_there_each_time_and_not_what_is_to_come():
    with clock.at(datetime(2026, 11, 24, tzinfo=UTC)):
        found = by("calendar", CALENDAR.encode())
    assert passed(found) == [("attended", 1, 2, datetime(2026, 11, day, 9, tzinfo=UTC)) for day in (9, 16, 23)]


@pytest.mark.parametrize("rule", ["SECONDLY", "DAILY;BYHOUR=1,2,3"])
def test_an_appointment_that_recurs_within_a_day_is_no_meeting(rule):
    found = by("calendar", CALENDAR.replace("WEEKLY", rule).encode())
    assert [one.what for one in found.problems] == ["too_often"]


def test_a_table_is_read_as_csv_and_as_parquet():
    import pyarrow as pa
    import pyarrow.parquet

    found = by("table", TABLE)
    assert passed(found) == [
        ("co-wrote", 2, 1, datetime(2026, 11, 21, 8, tzinfo=UTC)),
        ("met", 1, 2, datetime(2026, 11, 20, tzinfo=UTC)),
    ]
    rows = pa.table({
        "source": ["alice@fournils.test", "bob@fournils.test"], "target": ["bob@fournils.test", "alice@fournils.test"],
        "kind": ["met", "co-wrote"], "at": [datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, 8, tzinfo=UTC)],
    })  # fmt: skip
    written = io.BytesIO()
    pyarrow.parquet.write_table(rows, written)
    assert by("table", written.getvalue()).acts == found.acts


@pytest.mark.parametrize(("source", "content", "wanted"), [
    ("table", b"source,kind,at\n", [(1, "target")]),
    ("table", b"source,target,kind,at\na@b.fr,c@d.fr,hug,2026-11-20\na@b.fr,c@d.fr,met,soon\n,c@d.fr,met,2026-11-20\n",
     [(2, "no_kind"), (3, "no_moment"), (4, "source")]),
    ("table", b"source,target,kind,at\n\xff\xfe,c@d.fr,met,2026-11-20\n", [(1, "no_utf8")]),
    ("table", b"PAR1 and then nothing", [(1, "no_parquet")]),
    ("mail", b"no letter at all", [(1, "no_letters")]),
    ("mail", b"From x\nFrom: alice@fournils.test\nTo: bob@fournils.test\nDate: soon\n\n", [(1, "no_moment")]),
    ("mail", b"From x\nTo: bob@fournils.test\nDate: Fri, 20 Nov 2026 10:00:00 +0100\n\n", [(1, "From")]),
    ("calendar", b"BEGIN:VEVENT", [(1, "no_calendar")]),
    ("calendar", b"", [(1, "no_calendar")]),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(source, content, wanted):
    assert [(one.number, one.what) for one in by(source, content).problems] == wanted


@given(st.sampled_from(["table", "mail", "calendar"]), st.binary(max_size=400), st.booleans())
def test_no_file_of_contacts_breaks_its_reader(source, content, has_head):
    head = {"table": TABLE, "mail": LETTERS.encode(), "calendar": CALENDAR.encode()}[source]
    by(source, head[: len(content) * 3] + content if has_head else content)


@db
@pytest.mark.parametrize(
    ("source", "content"),
    [("mail", LETTERS.encode()), ("table", TABLE), ("calendar", CALENDAR.encode())],
    ids=["mail", "table", "calendar"],
)
def test_letters_count_only_between_two_who_agreed_to_letters(both, alice, bob, client_of, work_off, source, content):
    """What was said of comments and thanks is not said of letters."""
    client = client_of(alice)
    assert upload(client, source, content).status_code == 302
    with clock.at(BEFORE), tenant(both.id):
        assert not Turn.objects.exists()
        choosing.agree(actor=alice, with_letters=True)
    assert upload(client, source, content).status_code == 302
    with clock.at(BEFORE), tenant(both.id):
        assert not Turn.objects.exists(), "the other has not"
        choosing.agree(actor=bob, with_letters=True)
    assert upload(client, source, content).status_code == 302
    work_off()
    with tenant(both.id):
        assert Turn.objects.exists()
        assert Interaction.objects.filter(purpose="belonging").count() == Turn.objects.count()
        rows = [*Turn.objects.values(), *Reading.objects.values(), *Interaction.objects.values()]
        assert SECRET not in json.dumps(rows, default=str)


@db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_letters_are_agreed_to_on_ones_own_page(organisation, bob, client_of, language):
    User.objects.filter(pk=bob.user_id).update(language=language)
    client, url = client_of(bob), "/o/fournils/between-us/mine/"
    said = {"fr": "lettres et rendez-vous", "en": "letters and appointments"}[language]
    assert said in client.get(url).content.decode().lower()
    client.post(f"{url}consent/", {"agree": "1"})
    with tenant(organisation.id):
        assert Consent.objects.get().letters_at is None
    client.post(f"{url}consent/", {"letters": "1"})
    with tenant(organisation.id):
        assert Consent.objects.get().letters_at is not None
    client.post(f"{url}consent/", {"end": "1"})
    with tenant(organisation.id):
        assert not Consent.objects.exists()
