"""What programmes may read: what their member may, page by page, and never how a colleague works."""

import pytest

from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db


def test_the_waiting_list_is_that_of_the_inbox(programme_of, bob, waiting):
    answer = programme_of(bob).get("/conversations").json()
    assert [row["id"] for row in answer["data"]][-1] == waiting.id
    assert answer["data"][-1]["waiting_since"].endswith("Z")
    assert answer["next_cursor"] is None


def test_a_conversation_its_messages_and_what_became_of_each(programme_of, bob, things):
    programme = programme_of(bob)
    told = programme.get(f"/conversations/{things.conversation.id}").json()
    assert told["labels"] == [{"id": things.label.id, "name": "four"}]
    messages = programme.get(f"/conversations/{things.conversation.id}/messages").json()["data"]
    sides = [message["side"] for message in messages]
    assert sorted(sides) == ["note", "ours", "theirs"]
    ours = next(message for message in messages if message["side"] == "ours")
    assert ours["delivery"] == {"id": things.delivery.id, "key": things.delivery.key, "state": "queued"} | {
        "state": ours["delivery"]["state"]
    }


def test_hats_hold_for_programmes_too(programme_of, rose, bob, things):
    """Rose recruits: what customers say is not there for her programme either."""
    programme = programme_of(rose)
    assert programme.get("/conversations?view=all").json()["data"] == []
    for path in (f"/conversations/{things.conversation.id}", f"/people/{things.person.id}"):
        answer = programme.get(path)
        assert answer.status_code == 404, path
        assert answer["Content-Type"] == "application/problem+json"
    assert programme.get("/mentions").status_code == 403
    assert programme_of(bob).get(f"/people/{things.person.id}").json()["handles"]


def test_another_organisations_things_are_not_there(programme_of, dan, things):
    programme = programme_of(dan)
    for path in (f"/conversations/{things.conversation.id}", f"/people/{things.person.id}",
                 f"/channels/{things.channel.id}", f"/deliveries/{things.delivery.id}"):  # fmt: skip
        assert programme.get(path).status_code == 404, path
    assert programme.get("/people").json()["data"] == [] or things.person.id not in {
        row["id"] for row in programme.get("/people").json()["data"]
    }


def test_lists_go_on_by_cursor_to_their_end(programme_of, organisation, alice, work_off):
    with tenant(organisation.id):
        channel = a_channel(alice)
        heard(channel, *[said(f"i{n}", f"Message {n}", thread_key=f"t{n}") for n in range(60)])
    work_off()
    programme = programme_of(alice)
    for path in (f"/channels/{channel.id}/items", "/mentions", "/conversations?view=all", "/conversations"):
        seen, cursor = [], ""
        while cursor is not None:
            joined = f"{path}{'&' if '?' in path else '?'}cursor={cursor}"
            page = programme.get(joined).json()
            seen += [row["id"] for row in page["data"]]
            cursor = page["next_cursor"]
        assert len(seen) == len(set(seen)) == 60, path


def test_a_cursor_of_another_list_is_refused(programme_of, organisation, alice, work_off):
    with tenant(organisation.id):
        heard(a_channel(alice), *[said(f"i{n}", f"Message {n}", thread_key=f"t{n}") for n in range(60)])
    work_off()
    programme = programme_of(alice)
    cursor = programme.get("/conversations?view=all").json()["next_cursor"]
    for path in (f"/conversations?view=waiting&cursor={cursor}", f"/people?cursor={cursor}", "/mentions?cursor=zzz"):
        answer = programme.get(path)
        assert answer.status_code == 400
        assert answer.json()["type"] == "urn:liant:problem:wrong-cursor"


def arrive(delivery):
    """The network took it."""
    from liant.connectors.contract import Receipt
    from liant.deliveries.actions import locked
    from liant.deliveries.sending import note_arrival, start

    leaving = locked(delivery.id)
    start(leaving)
    note_arrival(leaving, Receipt(remote_key="there"))


def test_no_answer_joins_a_colleagues_name_to_the_moment_of_an_answer(programme_of, alice, things, work_off):
    """Never a way to watch who works here: what we wrote bears no name, and an answered conversation no assignee."""
    from liant.deliveries.actions import release

    with tenant(things.channel.organisation_id):
        release(actor=alice, delivery=things.delivery, room="writing")
        arrive(things.delivery)
    work_off()
    programme = programme_of(alice)
    told = programme.get(f"/conversations/{things.conversation.id}").json()
    assert told["answered_at"]
    assert told["assignee"] is None
    rows = programme.get("/conversations?view=all").json()["data"]
    assert not [row for row in rows if row["assignee"] and row["answered_at"]]
    for path in (f"/conversations/{things.conversation.id}/messages", "/deliveries"):
        assert "Bob" not in programme.get(path).content.decode()


def test_a_colleague_is_known_by_name_and_hat_alone(programme_of, organisation, alice, bob):
    from liant.people.actions import person_of_member
    from liant.people.employees import note_own_handle

    with tenant(organisation.id):
        note_own_handle(actor=bob, kind="bluesky", key="did:plc:bob", shown="bob.example")
        person = person_of_member(bob)
    answer = programme_of(alice).get(f"/people/{person.id}")
    assert answer.json()["handles"] is None
    assert "bob.example" not in answer.content.decode()


def test_channels_say_how_they_do_and_what_was_not_heard(programme_of, alice, things):
    programme = programme_of(alice)
    assert programme.get("/channels").json()["data"][0]["health"] == "ok"
    ledger = programme.get(f"/channels/{things.channel.id}/coverage").json()["data"]
    assert "gap" in {row["kind"] for row in ledger}
    assert programme.get("/queries").json()["data"][0]["name"] == "Nous"


def test_what_is_known_already_is_not_sent_again(programme_of, bob, things):
    programme = programme_of(bob)
    path = f"/conversations/{things.conversation.id}"
    etag = programme.get(path)["ETag"]
    again = programme.get(path, If_None_Match=etag)
    assert again.status_code == 304
    assert not again.content


def test_an_auditor_sees_that_something_left_and_not_its_words(programme_of, make_member, things):
    rows = programme_of(make_member("Ada", "auditor")).get("/deliveries").json()["data"]
    said = [row for row in rows if row["kind"] in ("reply", "mail")]  # what is published, anyone may read
    assert said
    assert {row["text"] for row in said} == {None}


def test_an_address_that_is_not_there_answers_a_programme(programme_of, bob):
    answer = programme_of(bob).get("/nothing/here")
    assert answer.status_code == 404
    assert answer.json()["detail"]
    answer = programme_of(bob).ask("PUT", "/me")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET"
    assert answer.json()["type"] == "urn:liant:problem:wrong-method"
