"""What programmes may do: what their member may, through the same actions, once per key."""

import threading
from datetime import timedelta, timezone

import pytest

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def last_seen(programme, conversation):
    return programme.get(f"/conversations/{conversation.id}").json()["last_message_id"]


def test_an_answer_leaves_once_however_often_it_is_asked(programme_of, bob, waiting):
    from liant.deliveries.models import Delivery
    from liant.inbox.models import Message

    programme = programme_of(bob)
    body = {"text": "Elle est au comptoir.", "seen_message_id": last_seen(programme, waiting)}
    path = f"/conversations/{waiting.id}/reply"
    first = programme.post(path, body, Idempotency_Key="k-1")
    assert first.status_code == 202, first.content
    again = programme.post(path, body, Idempotency_Key="k-1")
    assert again.status_code == 202
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    with tenant(bob.organisation_id):
        assert Delivery.objects.filter(key=first.json()["delivery"]["key"]).count() == 1
        assert Message.objects.filter(conversation=waiting, direction="ours").count() == 1


def test_a_key_is_for_one_request(programme_of, bob, waiting):
    programme = programme_of(bob)
    path = f"/conversations/{waiting.id}/notes"
    assert programme.post(path, {"text": "Vu."}, Idempotency_Key="k-2").status_code == 201
    other = programme.post(path, {"text": "Autre chose."}, Idempotency_Key="k-2")
    assert other.status_code == 422
    assert other.json()["type"] == "urn:liant:problem:key-used"
    assert programme_of(bob).post(path, {"text": "Autre chose."}, Idempotency_Key="k-2").status_code == 201


def test_what_cannot_be_repeated_needs_a_key(programme_of, bob, waiting):
    answer = programme_of(bob).post(f"/conversations/{waiting.id}/notes", {"text": "Vu."})
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["title"]


def test_a_refused_request_may_be_mended_and_sent_with_the_same_key(programme_of, bob, waiting):
    programme = programme_of(bob)
    path = f"/conversations/{waiting.id}/close"
    assert programme.post(path, {}, Idempotency_Key="k-3").status_code == 409
    assert programme.post(path, {"reason": "Rendue au comptoir."}, Idempotency_Key="k-3").json()["state"] == "closed"


def test_something_said_meanwhile_is_shown_before_anything_leaves(
    programme_of, bob, organisation, things, waiting, work_off
):
    from liant.connectors.contract import Author
    from tests.furniture import heard, said

    programme = programme_of(bob)
    seen = last_seen(programme, waiting)
    with tenant(organisation.id):
        author = Author(key="jean", kind="bluesky", name="Jean", handle="@jean.example")
        heard(things.channel, said("w2", "Ne cherchez plus !", author=author, thread_key="w1", parent_key="w1"))
    work_off()
    body = {"text": "Nous cherchons.", "seen_message_id": seen}
    answer = programme.post(f"/conversations/{waiting.id}/reply", body, Idempotency_Key="k-4")
    if last_seen(programme, waiting) == seen:  # threaded elsewhere by the channel
        pytest.fail("The second message did not join the conversation.")
    assert answer.status_code == 409
    assert answer.json()["type"] == "urn:liant:problem:newer-message"


def test_whoever_lost_the_answer_learns_whether_it_was_done(programme_of, bob, waiting):
    """Without doing it again: by the key of the request, and by the key of the delivery."""
    programme = programme_of(bob)
    assert programme.get("/answers/k-5").status_code == 404
    body = {"text": "Elle est au comptoir.", "seen_message_id": last_seen(programme, waiting)}
    delivery = programme.post(f"/conversations/{waiting.id}/reply", body, Idempotency_Key="k-5").json()["delivery"]
    assert programme.get("/answers/k-5").json()["body"]["delivery"] == delivery
    found = programme.get(f"/deliveries?key={delivery['key']}").json()["data"]
    assert [row["id"] for row in found] == [delivery["id"]]
    assert programme.get(f"/deliveries/{delivery['id']}").json()["key"] == delivery["key"]


def test_what_was_changed_since_it_was_read_is_not_overwritten(programme_of, bob, waiting):
    programme = programme_of(bob)
    path = f"/conversations/{waiting.id}"
    etag = programme.get(path)["ETag"]
    assert programme.post(f"{path}/labels", {"name": "écharpe"}, If_Match=etag).status_code == 200
    answer = programme.post(f"{path}/close", {"reason": "Rendue."}, If_Match=etag)
    assert answer.status_code == 412
    assert programme.get(path).json()["state"] == "open"


def test_a_conversation_is_given_labelled_put_aside_closed_and_opened_again(programme_of, alice, bob, waiting):
    programme = programme_of(alice)
    path = f"/conversations/{waiting.id}"
    given = programme.ask("PUT", f"{path}/assignee", {"member_id": bob.id})
    assert given.json()["assignee"] == {"id": bob.id, "name": "Bob"}
    assert programme.ask("PUT", f"{path}/assignee", {"member_id": 10**9}).status_code == 422
    labels = programme.post(f"{path}/labels", {"name": "écharpe"}).json()["labels"]
    assert [label["name"] for label in labels] == ["écharpe"]
    assert programme.ask("DELETE", f"{path}/labels/{labels[0]['id']}").json()["labels"] == []
    for until in ("2020-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2823-06-20T10:32:44+23:52"):
        assert programme.post(f"{path}/snooze", {"until": until}).status_code == 422, until
    soon = (clock.now() + timedelta(days=2)).replace(microsecond=0)
    elsewhere = soon.astimezone(timezone(timedelta(hours=23, minutes=52)))
    put_aside = programme.post(f"{path}/snooze", {"until": elsewhere.isoformat()}).json()
    assert put_aside["snoozed_until"] == soon.isoformat().replace("+00:00", "Z")
    assert programme.post(f"{path}/reopen").json()["state"] == "open"
    assert programme.post(f"{path}/reopen").status_code == 409
    assert programme.post(f"{path}/close", {"reason": "Rendue."}).json()["state"] == "closed"


def test_what_a_member_may_not_do_their_programme_may_not(programme_of, rose, make_member, waiting):
    path = f"/conversations/{waiting.id}/notes"
    assert programme_of(rose).post(path, {"text": "Vu."}, Idempotency_Key="k").status_code == 404
    assert (
        programme_of(make_member("Ada", "auditor")).post(path, {"text": "Vu."}, Idempotency_Key="k").status_code == 403
    )


def test_faults_say_where_and_what(programme_of, bob, waiting):
    programme = programme_of(bob)
    path = f"/conversations/{waiting.id}/notes"
    answer = programme.post(path, {"text": ""}, Idempotency_Key="k")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "body/text"
    assert programme.post(path, "{not json", Idempotency_Key="k").status_code == 400
    assert programme.get("/conversations?veiw=all").json()["errors"][0]["where"] == "query/veiw"
    assert programme.post(path, {"texte": "Vu."}, Idempotency_Key="k").status_code == 422
    assert programme.get("/conversations?view=sideways").json()["errors"][0]["where"] == "query/view"


@pytest.mark.django_db(transaction=True)
def test_the_same_request_twice_at_once_is_done_once(empty_queue, organisation, bob, programme_of, waiting):
    """One of them waits for the other to be answered, or is told to come back: 409."""
    from django.db import connection

    from liant.inbox.models import Message

    programme, statuses = programme_of(bob), []
    start = threading.Barrier(4)

    def ask() -> None:
        start.wait()
        try:
            answer = type(programme)(programme.text).post(
                f"/conversations/{waiting.id}/notes", {"text": "Vu."}, Idempotency_Key="at-once"
            )
            statuses.append(answer.status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    with tenant(organisation.id):
        assert Message.objects.filter(conversation=waiting, body="Vu.").count() == 1
