"""Nobody has to move: what files of Mattermost and Slack, and the APIs of Zulip and Mastodon tell of who turned to whom, of those
who agreed alone, and never a word of it. Both servers here are recorded: written from their documentation."""

import io
import json
import threading
import zipfile
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.community import choosing
from liant.community.workspaces import actions, mattermost, slack
from liant.community.workspaces.jobs import read
from liant.community.workspaces.models import Reading, Turn, Workspace
from liant.community.workspaces.reading import Found
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.people.employees import note_own_handle
from liant.tenancy.context import tenant

db = pytest.mark.django_db
PLACES = "/o/fournils/between-us/places/"
KNOWN = {"alice@fournils.test": 1, "bob@fournils.test": 2, "chloe@fournils.test": 3}
SECRET = "Pemba"  # a word that nobody may keep
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
MS = int(AT.timestamp() * 1000)


def mattermost_lines():
    people = [
        {"type": "user", "user": {"username": name, "email": f"{name}@fournils.test"}}
        for name in ("alice", "bob", "chloe")
    ]
    channels = [
        {"type": "channel", "channel": {"team": "t", "name": "all", "type": "O"}},
        {"type": "channel", "channel": {"team": "t", "name": "few", "type": "P"}},
    ]
    post = {
        "team": "t", "channel": "all", "user": "alice", "message": f"@bob, {SECRET} ? écris à x@chloe", "create_at": MS,
        "reactions": [{"user": "bob", "emoji_name": "pray", "create_at": MS + 1}],
        "replies": [{"user": "bob", "message": SECRET, "create_at": MS + 2,
                     "reactions": [{"user": "alice", "emoji_name": "tada", "create_at": MS + 3}]}],
    }  # fmt: skip
    private = {"type": "post", "post": {**post, "channel": "few"}}
    direct = {"type": "direct_post", "direct_post": {"channel_members": ["alice", "bob"], "user": "alice"}}
    return [{"type": "version", "version": 1}, *channels, *people, {"type": "post", "post": post}, private, direct]


def as_lines(lines):
    return "\n".join(json.dumps(line) for line in lines).encode()


def a_slack_zip(**changed):
    user = lambda key, name: {"id": key, "profile": {"email": f"{name}@fournils.test"}}  # noqa: E731
    stamp = f"{AT.timestamp():.6f}"
    messages = [
        {"type": "message", "user": "UA", "text": f"<@UB> {SECRET}", "ts": stamp, "thread_ts": stamp,
         "reactions": [{"name": "pray", "users": ["UB", "UC"], "count": 2}]},
        {"type": "message", "user": "UB", "text": SECRET, "ts": f"{AT.timestamp() + 60:.6f}", "thread_ts": stamp,
         "parent_user_id": "UA"},
        {"type": "message", "subtype": "bot_message", "text": "bot", "ts": stamp},
    ]  # fmt: skip
    files = {
        "users.json": json.dumps([user("UA", "alice"), user("UB", "bob"), user("UC", "chloe")]),
        "channels.json": json.dumps([{"id": "C1", "name": "general"}]),
        "general/2026-11-20.json": json.dumps(messages),
        "secret-group/2026-11-20.json": json.dumps(messages),
        **changed,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            if content is not None:
                archive.writestr(name, content)
    return stream.getvalue()


def kinds(found):
    return sorted((act.kind, act.member, act.to) for act in found.acts.values())


def test_a_mattermost_export_tells_who_turned_to_whom_in_public():
    found = Found("mattermost", KNOWN)
    mattermost.read(io.BytesIO(as_lines(mattermost_lines())), found)
    assert not found.problems
    assert kinds(found) == [("mention", 1, 2), ("reaction", 1, 2), ("reply", 2, 1), ("thanks", 2, 1)]
    assert {act.at.date() for act in found.acts.values()} == {AT.date()}


def test_it_may_come_in_its_archive():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("import.jsonl", as_lines(mattermost_lines()))
    found = Found("mattermost", KNOWN)
    mattermost.read(stream, found)
    assert len(found.acts) == 4


def test_each_faulty_line_is_told_by_its_number():
    lines = as_lines(mattermost_lines()).split(b"\n")
    lines[2] = b"{nothing"
    lines.append(json.dumps({"type": "post", "post": {"team": "t", "channel": "all", "user": "bob"}}).encode())
    lines.append(b'{"no": "type"}')
    found = Found("mattermost", KNOWN)
    mattermost.read(io.BytesIO(b"\n".join(lines)), found)
    assert [(one.number, one.what) for one in found.problems] == [(3, "no_json"), (10, "create_at"), (11, "no_type")]


def test_a_slack_export_tells_the_same_of_its_public_channels():
    found = Found("slack", {key: value for key, value in KNOWN.items() if value < 3})
    slack.read(io.BytesIO(a_slack_zip()), found)
    assert not found.problems
    assert kinds(found) == [("mention", 1, 2), ("reply", 2, 1), ("thanks", 2, 1)]


def test_a_faulty_slack_file_is_told_with_its_line():
    broken = {
        "general/2026-11-20.json": '[\n{"type": "message",\n"user": UA}]',
        "general/2026-11-21.json": json.dumps([{"type": "message", "user": "UA", "ts": "soon"}]),
        "users.json": None,
    }
    found = Found("slack", KNOWN)
    slack.read(io.BytesIO(a_slack_zip(**broken)), found)
    assert [(one.where, one.number, one.what) for one in found.problems] == [
        ("users.json", 1, "missing_file"),
        ("general/2026-11-20.json", 3, "no_json"),
        ("general/2026-11-21.json", 1, "ts"),
    ]


@given(st.binary(max_size=400))
def test_no_file_breaks_the_readers(content):
    for reader in (mattermost.read, slack.read):
        found = Found("any", KNOWN)
        reader(io.BytesIO(content), found)
        assert found.problems
        assert not found.acts


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["type", "post", "user", "message", "create_at", "replies", "reactions", "team", "channel", "username", "email"]
    ), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(JSON, max_size=5))
def test_no_line_of_json_breaks_the_reader(lines):
    found = Found("mattermost", KNOWN)
    mattermost.read(io.BytesIO(as_lines([{"type": "post", "post": line} for line in lines] + lines)), found)


@pytest.fixture
def agreed(organisation, alice, bob, chloe):
    """Alice and Bob agreed in time, Chloe did not."""
    with clock.at(BEFORE), tenant(organisation.id):
        choosing.agree(actor=alice)
        choosing.agree(actor=bob)
    return organisation


def upload(client, source, content, name="export"):
    return client.post(PLACES, {"source": source, "file": SimpleUploadedFile(name, content)})


@db
def test_a_file_comes_in_whole_once_and_without_a_word_of_it(agreed, alice, client_of, work_off):
    client = client_of(alice)
    assert upload(client, "mattermost", as_lines(mattermost_lines())).status_code == 302
    assert upload(client, "mattermost", as_lines(mattermost_lines())).status_code == 302
    assert upload(client, "slack", a_slack_zip()).status_code == 302
    work_off()
    with tenant(agreed.id):
        assert Turn.objects.count() == 7
        assert Interaction.objects.filter(purpose="belonging").count() == 7
        assert not Interaction.objects.filter(source__name="Chloe").exists()
        rows = [*Turn.objects.values(), *Reading.objects.values(), *Interaction.objects.values()]
        assert SECRET not in json.dumps(rows, default=str)


@db
def test_one_faulty_line_and_nothing_comes_in(agreed, alice, client_of):
    answer = upload(client_of(alice), "mattermost", as_lines(mattermost_lines()) + b"\n{oops")
    assert answer.status_code == 422
    assert "import.jsonl, ligne 10" in answer.content.decode()
    with tenant(agreed.id):
        assert not Reading.objects.exists()
        assert not Turn.objects.exists()


@db
def test_what_came_before_both_agreed_is_left_out(organisation, alice, bob, client_of):
    with clock.at(AT.replace(day=25)), tenant(organisation.id):
        choosing.agree(actor=alice)
        choosing.agree(actor=bob)
    upload(client_of(alice), "slack", a_slack_zip())
    with tenant(organisation.id):
        assert not Turn.objects.exists()


@db
def test_whoever_no_longer_agrees_is_forgotten_here_too(agreed, alice, bob, client_of, work_off):
    upload(client_of(alice), "slack", a_slack_zip())
    work_off()
    with tenant(agreed.id):
        choosing.end_consent(actor=bob)
    work_off()
    with tenant(agreed.id):
        assert not Turn.objects.exists()
        assert not Interaction.objects.filter(purpose="belonging").exists()


@db
def test_only_the_owner_brings_in(agreed, bob, make_member, client_of):
    for member in (bob, make_member("Gina", "guardian"), make_member("Tom", "team_manager")):
        assert client_of(member).get(PLACES).status_code == 403
        with tenant(agreed.id), pytest.raises(NotAllowed):
            actions.bring_in(actor=member, source="slack", name="x", acts=[])


class Recorded(BaseHTTPRequestHandler):
    """Zulip and Mastodon as their documentation shows them, a page of messages at a time."""

    asked: list = []

    def do_GET(self):
        url = urlsplit(self.path)
        params = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.asked.append((url.path, params, self.headers["authorization"]))
        answers = {
            "/api/v1/users": zulip_users, "/api/v1/messages": zulip_messages,
            "/api/v1/timelines/public": mastodon_timeline, "/api/v1/statuses/10/favourited_by": mastodon_favourites,
        }  # fmt: skip
        status, content = 200, None
        if "wrong" in self.headers["authorization"] or "d3Jvbmd" in self.headers["authorization"]:
            status, content = 401, {"result": "error", "msg": "Invalid API key", "error": "The access token is invalid"}
        body = json.dumps(content or answers[url.path](params)).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        pass


def zulip_users(_params):
    members = [
        {"user_id": n, "full_name": name, "email": f"user{n}@zulip.example", "delivery_email": f"{name}@fournils.test",
         "is_bot": False, "is_active": True}
        for n, name in ((11, "alice"), (12, "bob"), (13, "chloe"))
    ]  # fmt: skip
    return {"result": "success", "msg": "", "members": members}


def zulip_messages(params):
    assert json.loads(params["narrow"]) == [{"operator": "channels", "operand": "public"}]
    said = [
        (100, 11, f"@**bob** {SECRET} @_**chloe|13** silent", [{"emoji_name": "thanks", "user_id": 12}]),
        (101, 12, f"@_**alice|11** [said](https://z/#narrow):\n```quote\n{SECRET}\n```", []),
        (102, 13, "@**bob|12**", []),
    ]
    anchor = 0 if params["anchor"] == "oldest" else int(params["anchor"])
    found = [
        {"id": n, "sender_id": sender, "sender_email": "x", "timestamp": int(AT.timestamp()), "type": "stream",
         "content": content, "reactions": reactions, "subject": "t", "display_recipient": "all"}
        for n, sender, content, reactions in said if n >= anchor
    ]  # fmt: skip
    return {"result": "success", "msg": "", "messages": found, "found_newest": True, "found_oldest": False}


def mastodon_timeline(params):
    if params.get("min_id"):
        return []
    account = lambda n, acct: {"id": str(n), "acct": acct}  # noqa: E731
    common = {"created_at": AT.isoformat().replace("+00:00", ".000Z"), "visibility": "public", "content": SECRET}
    return [
        {**common, "id": "11", "account": account(2, "bob"), "in_reply_to_account_id": "1", "favourites_count": 0,
         "mentions": [account(1, "alice"), account(3, "chloe")]},
        {**common, "id": "10", "account": account(1, "alice"), "in_reply_to_account_id": None, "favourites_count": 1,
         "mentions": [account(2, "bob")]},
    ]  # fmt: skip


def mastodon_favourites(_params):
    return [{"id": "2", "acct": "bob"}]


@pytest.fixture
def recorded():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorded)
    Recorded.asked.clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@db
def test_zulip_is_read_by_its_api_without_keeping_a_word(agreed, alice, client_of, recorded, work_off):
    values = {"kind": "zulip", "url": recorded, "mail": "bot@zulip.example", "key": "k"}
    assert client_of(alice).post(f"{PLACES}connect/", values).status_code == 302
    with tenant(agreed.id):
        workspace = Workspace.objects.get()
        assert "bot@zulip" not in workspace.secret
    read(agreed.id, workspace.pk)
    work_off()
    with tenant(agreed.id):
        found = sorted(Interaction.objects.values_list("kind", "source__name", "target__name"))
        assert found == [("mention", "Alice", "Bob"), ("reply", "Bob", "Alice"), ("thanks", "Bob", "Alice")]
        workspace.refresh_from_db()
        assert workspace.cursor == "100"
        assert SECRET not in json.dumps(list(Turn.objects.values()), default=str)
        Workspace.objects.update(next_at=clock.now())
    read(agreed.id, workspace.pk)
    with tenant(agreed.id):
        assert Turn.objects.count() == 3


@db
def test_mastodon_is_read_for_the_accounts_that_colleagues_told(agreed, alice, bob, client_of, recorded, work_off):
    host = urlsplit(recorded).netloc
    with tenant(agreed.id):
        for member, name in ((alice, "alice"), (bob, "bob")):
            note_own_handle(actor=member, kind="mastodon", key=f"{name}@{host}")
    values = {"kind": "mastodon", "url": recorded, "key": "token"}
    assert client_of(alice).post(f"{PLACES}connect/", values).status_code == 302
    with tenant(agreed.id):
        workspace = Workspace.objects.get()
    read(agreed.id, workspace.pk)
    work_off()
    with tenant(agreed.id):
        found = sorted(Interaction.objects.values_list("kind", "source__name", "target__name"))
        assert found == [("mention", "Alice", "Bob"), ("reaction", "Bob", "Alice"), ("reply", "Bob", "Alice")]
        workspace.refresh_from_db()
        assert workspace.cursor == "11"


@db
def test_a_key_that_is_refused_is_not_kept_and_one_that_is_lost_is_told(agreed, alice, client_of, recorded):
    values = {"kind": "zulip", "url": recorded, "mail": "wrong@zulip.example", "key": "k"}
    answer = client_of(alice).post(f"{PLACES}connect/", values)
    assert answer.status_code == 422
    assert "Invalid API key" in answer.content.decode()
    with tenant(agreed.id):
        assert not Workspace.objects.exists()
        lost = actions.connect(actor=alice, kind="mastodon", url=recorded, secret={"mail": "", "key": "wrong"})
    read(agreed.id, lost.pk)
    with tenant(agreed.id):
        assert "401" in Workspace.objects.get().problem
    client_of(alice).post(f"{PLACES}{lost.pk}/disconnect/")
    with tenant(agreed.id):
        assert not Workspace.objects.exists()
