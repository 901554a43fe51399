"""A programme notes what was said elsewhere: as its member would by hand, once, and it takes the way of everything heard."""

from datetime import timedelta

import pytest

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
SAID = {
    "text": "Quelqu’un sait pourquoi la tradition des Trois Fournils est brûlée depuis lundi ?",
    "name": "Mado",
    "url": "https://forum.example/fil/12",
    "needs_answer": True,
}


def items_in(organisation):
    from liant.channels.models import Item

    with tenant(organisation.id):
        return list(Item.objects.select_related("channel"))


def test_what_a_programme_notes_is_read_and_waits_for_an_answer(programme_of, bob, organisation, work_off):
    from liant.audit.models import Entry
    from liant.inbox.models import Conversation
    from liant.listening.models import Mention

    programme = programme_of(bob)
    answer = programme.post("/mentions", SAID, Idempotency_Key="m-1")
    assert answer.status_code == 202, answer.content
    work_off()
    [item] = items_in(organisation)
    assert answer.json() == {"item_id": item.id, "is_kept": True}
    assert (item.channel.kind, item.text, item.url, item.raw["noted_by"]) == (
        "noted",
        SAID["text"],
        SAID["url"],
        bob.id,
    )
    with tenant(organisation.id):
        assert Mention.objects.get().item_id == item.id
        assert Conversation.objects.get().waiting_since
        assert Entry.objects.filter(verb="listening.note", actor_id=bob.id).count() == 1
    assert [one["item"]["id"] for one in programme.get("/mentions").json()["data"]] == [item.id]


def test_it_is_noted_once_however_often_it_is_sent(programme_of, bob, organisation):
    programme = programme_of(bob)
    first = programme.post("/mentions", SAID, Idempotency_Key="m-1")
    again = programme.post("/mentions", SAID, Idempotency_Key="m-1")
    assert (again.status_code, again.json(), again["Idempotency-Replayed"]) == (202, first.json(), "true")
    other = programme.post("/mentions", SAID, Idempotency_Key="m-2")
    assert (other.status_code, other.json()["type"]) == (409, "urn:liant:problem:already-noted")
    assert str(first.json()["item_id"]) in other.json()["detail"]
    assert len(items_in(organisation)) == 1


def test_without_a_key_nothing_is_noted(programme_of, bob, organisation):
    assert programme_of(bob).post("/mentions", SAID).status_code == 400
    assert items_in(organisation) == []


def test_a_token_that_only_reads_notes_nothing(programme_of, bob, organisation):
    answer = programme_of(bob, "read:mentions").post("/mentions", SAID, Idempotency_Key="m-1")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:liant:problem:wrong-scope")
    assert items_in(organisation) == []


def test_a_member_who_left_notes_nothing(programme_of, bob, organisation):
    from liant.accounts.models import Member

    programme = programme_of(bob)
    with tenant(organisation.id):
        Member.objects.filter(id=bob.id).update(is_active=False)
    assert programme.post("/mentions", SAID, Idempotency_Key="m-1").status_code == 401
    assert items_in(organisation) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"url": "javascript:alert(1)"},
        {"said_at": (clock.now() + timedelta(days=2)).isoformat()},
        {"said_at": "0001-01-01T00:00:00+14:00"},
        {"words": "misspelt"},
    ],
)
def test_what_is_wrong_is_named_where_it_is(programme_of, bob, organisation, wrong):
    answer = programme_of(bob).post("/mentions", {**SAID, **wrong}, Idempotency_Key="m-1")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == f"body/{next(iter(wrong))}"
    assert items_in(organisation) == []


def test_an_account_too_long_to_be_one_is_no_handle(programme_of, bob, organisation):
    url = f"https://social.example/@{'a' * 900}/1"
    assert programme_of(bob).post("/mentions", {**SAID, "url": url}, Idempotency_Key="m-1").status_code == 202


def test_what_a_colleague_says_to_others_is_counted_and_not_kept(programme_of, bob, chloe, organisation):
    from liant.channels.models import Coverage
    from liant.people.actions import person_of_member
    from liant.people.models import Handle

    with tenant(organisation.id):
        Handle.objects.create(
            person=person_of_member(chloe), kind="bluesky", key="chloe.example", shown="@chloe.example", source="chloe"
        )
    said = {"text": "Bonne soirée.", "url": "https://bsky.app/profile/chloe.example/post/1"}
    answer = programme_of(bob).post("/mentions", said, Idempotency_Key="m-1")
    assert (answer.status_code, answer.json()) == (202, {"item_id": None, "is_kept": False})
    assert items_in(organisation) == []
    with tenant(organisation.id):
        assert Coverage.objects.get().only_counted == 1
