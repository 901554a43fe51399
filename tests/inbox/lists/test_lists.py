"""Kept views, labels, and the same act on many conversations, refused row by row."""

import pytest

from liant.inbox.lists.models import SavedView
from liant.inbox.models import Act, Conversation, Label
from liant.tenancy.context import tenant
from tests.furniture import a_channel, said
from tests.inbox.test_conversations import YANN, take_in
from tests.inbox.test_pages import of_house

pytestmark = pytest.mark.django_db
LIST, BULK = "/o/fournils/inbox/", "/o/fournils/inbox/lists/bulk/"


@pytest.fixture
def three(organisation, alice):
    """Karima waits in two conversations; Yann applied for a post."""
    with tenant(organisation.id):
        channel = a_channel(alice)
        take_in(channel, said("a", "Ouvrez-vous lundi ?", thread_key="t1"))
        take_in(channel, said("b", "Et mardi ?", thread_key="t2"))
        take_in(channel, said("c", "Je postule.", thread_key="t3", author=YANN), intent="candidate")
        return list(Conversation.objects.order_by("id").values_list("id", flat=True))


def test_many_at_once_and_all_undone(client_of, bob, organisation, three):
    client = client_of(bob)
    page = client.get(LIST + "?choose=1").content.decode()
    assert page.count('form="bulk"') == 2, "one box per row that Bob reads"
    page = client.post(BULK, {"chosen": three[:2], "act": "label", "name": "horaires"}, follow=True).content.decode()
    assert "2 conversations" in page
    with tenant(organisation.id):
        assert Label.objects.get().name == "horaires"
        assert Conversation.objects.filter(labelled__label__name="horaires").count() == 2
    [done] = of_house(organisation, Act)
    client.post(f"/o/fournils/inbox/undo/{done.id}/")
    with tenant(organisation.id):
        assert not Conversation.objects.filter(labelled__isnull=False).exists()


def test_what_is_refused_is_told_by_row_and_the_rest_is_done(client_of, bob, organisation, three):
    from liant.inbox.arrivals import note_answered
    from liant.kit import clock

    with tenant(organisation.id):
        note_answered(Conversation.objects.get(id=three[0]), clock.now())
    client = client_of(bob)
    page = client.post(BULK, {"chosen": three, "act": "close", "reason": ""}, follow=True).content.decode()
    assert "Karima Benali\u00a0: rien n’a changé, quelqu’un attend, il faut dire pourquoi on ferme." in page
    states = {one.id: one.state for one in of_house(organisation, Conversation)}
    assert [states[one] for one in three] == ["closed", "open", "open"], "nor is what Bob may not read touched"


@pytest.mark.parametrize(
    ("act", "values", "field"),
    [("assign", {"to": ""}, "assignee_id"), ("snooze", {"when": "monday"}, "snoozed_until"), ("close", {"reason": "x"}, "closed_at")],
)  # fmt: skip
def test_each_act_on_many(client_of, bob, organisation, three, act, values, field):
    values = {name: bob.id if name == "to" else value for name, value in values.items()}
    client_of(bob).post(BULK, {"chosen": three[:2], "act": act, **values})
    found = {one.id: getattr(one, field) for one in of_house(organisation, Conversation)}
    assert all(found[one] for one in three[:2])
    assert not found[three[2]]


def test_nothing_ticked_or_nothing_said_changes_nothing(client_of, bob, organisation, three):
    client = client_of(bob)
    for values in ({"act": "close"}, {"act": "label", "chosen": three, "name": ""}, {"act": "burn", "chosen": three}):
        assert client.post(BULK, values).status_code == 302
    assert of_house(organisation, Act) == []


def test_a_view_is_kept_for_oneself_or_for_everyone(client_of, bob, rose, chloe, organisation, three):
    client = client_of(bob)
    keep = "/o/fournils/inbox/lists/keep/"
    client.post(keep, {"name": "Les plaintes", "view": "all", "intent": "complaint"})
    client.post(keep, {"name": "Questions", "view": "all", "intent": "question", "is_shared": "on"})
    mine = client.get(LIST).content.decode()
    assert "Les plaintes" in mine
    theirs = client_of(rose).get(LIST).content.decode()
    assert "Questions" in theirs
    assert "Les plaintes" not in theirs
    shared = next(view for view in of_house(organisation, SavedView) if view.owner_id is None)
    assert "Ouvrez-vous" in client.get(LIST + "?view=all&intent=question").content.decode()
    seen = client_of(rose).get(LIST + "?view=all&intent=question").content.decode()
    assert "Ouvrez-vous" not in seen, "a shared view shows each reader what they may read"
    assert client_of(chloe).post(keep, {"name": "x", "is_shared": "on"}).status_code == 403
    assert client_of(chloe).post(f"/o/fournils/inbox/lists/{shared.id}/drop/").status_code == 403
    own = next(view for view in of_house(organisation, SavedView) if view.owner_id == bob.id)
    assert client_of(rose).post(f"/o/fournils/inbox/lists/{own.id}/drop/").status_code == 404
    for view in (own, shared):
        assert client.post(f"/o/fournils/inbox/lists/{view.id}/drop/").status_code == 302
    assert of_house(organisation, SavedView) == []


def test_labels_are_renamed_joined_and_thrown_away(client_of, bob, rose, organisation, three):
    client = client_of(bob)
    client.post(BULK, {"chosen": three[:2], "act": "label", "name": "horaire"})
    client.post(BULK, {"chosen": three[:1], "act": "label", "name": "horaires"})
    wrong, right = of_house(organisation, Label)
    assert "horaire" in client.get("/o/fournils/inbox/lists/labels/").content.decode()
    client.post(f"/o/fournils/inbox/lists/labels/{wrong.id}/rename/", {"name": "horaires"})
    with tenant(organisation.id):
        assert [label.id for label in Label.objects.all()] == [right.id]
        assert Conversation.objects.filter(labelled__label=right).count() == 2
    refused = client_of(rose).post(f"/o/fournils/inbox/lists/labels/{right.id}/throw-away/")
    assert refused.status_code == 403
    client.post(f"/o/fournils/inbox/lists/labels/{right.id}/rename/", {"name": "ouverture"})
    client.post(f"/o/fournils/inbox/lists/labels/{right.id}/throw-away/")
    assert of_house(organisation, Label) == []
