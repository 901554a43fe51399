"""What the lint says of answers and saved replies: told beside them, never in the way; the house's own rules too."""

import pytest

from liant.deliveries.models import Delivery
from liant.inbox.replies.models import Approval, SavedReply
from liant.tenancy.context import tenant
from tests.inbox.test_pages import address, conversation, fields, of_house  # noqa: F401  a fixture among them

pytestmark = pytest.mark.django_db
SORRY = "Bonjour Karima, désolés si vous l’avez mal pris. Bob, chez Dubois et fils"


@pytest.fixture
def own_rule(organisation, alice, conversation):  # noqa: F811
    """One of the house, on."""
    from liant.writing.house_rules import actions

    values = {"shape": "avoid", "name": "Ancien nom", "words": ["Dubois et fils"], "languages": ["fr"], "kinds": ["reply"],
              "place": "anywhere", "severity": "warning", "message_fr": "« {words} » : l’ancien nom.", "ko": ["Chez Dubois et fils"],
              "ok": ["Chez nous"]}  # fmt: skip
    with tenant(organisation.id):
        rule = actions.write(actor=alice, rule=None, values=values)
        tried = actions.try_rule(actor=alice, rule=rule)
        actions.switch_on(actor=alice, rule=rule)
    return rule, tried


def test_words_in_the_composer_are_read_and_leave_all_the_same(client_of, bob, organisation, conversation, own_rule):  # noqa: F811
    client = client_of(bob)
    read = client.post(f"/o/fournils/inbox/replies/read/{conversation.pk}/", {"text": SORRY}).content.decode()
    assert "Bonjour Karima" not in read, "the remarks come back, not the words"
    assert "ancien nom." in read
    assert read.count('class="advice') == 2
    looked = client.post(address(conversation, "reply/"), fields(client, conversation, text=SORRY) | {"preview": "1"})
    assert "ancien nom." in looked.content.decode(), "without a script"
    client.post(address(conversation, "reply/"), fields(client, conversation, text=SORRY))
    assert len(of_house(organisation, Delivery)) == 1


def test_whoever_may_not_read_the_conversation_has_nothing_of_it_read(client_of, make_member, conversation):  # noqa: F811
    stranger = client_of(make_member("Chloé", "employee"))
    assert stranger.post(f"/o/fournils/inbox/replies/read/{conversation.pk}/", {"text": SORRY}).status_code == 404


def test_a_rule_is_tried_on_the_answers_of_the_year(client_of, alice, organisation, conversation, own_rule):  # noqa: F811
    from liant.writing.house_rules import actions

    client = client_of(alice)
    client.post(address(conversation, "reply/"), fields(client, conversation, text=SORRY))
    rule, before = own_rule
    with tenant(organisation.id):
        after = actions.try_rule(actor=alice, rule=rule)
    assert after.read["replies"] == before.read["replies"] + 1
    assert after.total == before.total + 1


def test_a_saved_reply_is_read_when_it_is_kept_and_when_it_serves(client_of, bob, organisation, conversation):  # noqa: F811
    client = client_of(bob)
    typed = {"name": "Excuse", "fr": "Bonjour {{first_name}}, désolés si vous l’avez mal pris."}
    page = client.post("/o/fournils/inbox/replies/write/", typed, follow=True).content.decode()
    assert 'id="fr-remark-1"' in page
    assert "{{first_name}}" not in page.partition('id="saved-remarks"')[2].partition("</section>")[0], (
        "it is filled later"
    )
    [saved] = of_house(organisation, SavedReply)
    page = client.get(address(conversation) + f"?saved={saved.pk}").content.decode()
    assert 'id="compose-remark-1"' in page
    kept = client.post("/o/fournils/inbox/replies/write/", {"name": "Merci", "fr": "Merci, {{first_name}}, à demain."})
    assert kept["Location"].endswith("/replies/")


def test_whoever_agrees_sees_the_remarks(client_of, alice, bob, organisation, conversation):  # noqa: F811
    from liant.inbox.replies.actions import add_rule

    with tenant(organisation.id):
        add_rule(actor=alice, role="care_agent", hat="")
    client = client_of(bob)
    client.post(address(conversation, "reply/"), fields(client, conversation, text=SORRY))
    [approval] = of_house(organisation, Approval)
    page = client_of(alice).get(address(conversation)).content.decode()
    assert f'id="said-{approval.message_id}-1"' in page
