"""Saved replies: filled as far as Liant knows, in the person's language and hat; what is not filled never leaves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation
from liant.inbox.replies import actions
from liant.inbox.replies.models import SavedReply
from liant.inbox.replies.queries import offered, saved_replies, text_of, values_for, written
from liant.inbox.replies.rules import filled, left_in, variables_in
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said
from tests.inbox.test_pages import address, conversation, fields, of_house  # noqa: F401  a fixture among them

pytestmark = pytest.mark.django_db
WORDS = st.text(alphabet=st.sampled_from("ab {}\n\\1é"), max_size=60)


def save(actor, name="Horaires", **values):
    values = {"hats": [], "asks": [], "texts": {"fr": "Bonjour {{prenom}}, dès six heures. {{agent}}"}} | values
    return actions.save_reply(actor=actor, saved=None, name=name, **values)


def test_it_is_filled_in_the_persons_language(house, alice, bob, work_off):
    heard(a_channel(alice), said("k1", "When do you open on Monday?", language="en"))
    work_off()
    spoken = Conversation.objects.select_related("person", "channel", "organisation").get()
    actions.save_variable(actor=bob, name="hours", texts={"fr": "six heures", "en": "six o'clock"})
    reply = save(bob, texts={"fr": "Bonjour {{first_name}}", "en": "Hello {{first_name}}, from {{ hours }}. {{agent}}"})
    spoken.language = "en"
    assert written(reply, values_for(bob, spoken), spoken) == "Hello Karima, from six o'clock. Bob"
    spoken.language = "de"
    assert text_of(reply.texts, spoken) == "Bonjour {{first_name}}", "else in the organisation's own"


def test_each_hat_has_its_own(house, alice, bob, rose):
    refusal = save(rose, name="Candidature non retenue", hats=["candidate"], asks=["reason"])
    everywhere = save(bob, name="Merci")
    assert saved_replies(bob) == [everywhere]
    assert offered(rose, Conversation(hat="candidate")) == [refusal, everywhere]
    with pytest.raises(actions.NotAllowed):
        actions.delete_reply(actor=bob, saved=refusal)
    with pytest.raises(actions.NotAllowed):
        save(bob, name="Autre", hats=["candidate"])


def test_what_is_not_filled_can_not_be_sent_and_is_told_with_its_line(
    client_of, bob, organisation, conversation  # noqa: F811
):  # fmt: skip
    client = client_of(bob)
    text = "Bonjour {{first_name}},\n\nNon, car {{reason}}."
    answer = client.post(address(conversation, "reply/"), fields(client, conversation, text=text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ligne 1" in page
    assert "Ligne 3" in page
    assert "{{reason}}" in page, "the text is kept"
    assert of_house(organisation, Delivery) == []


def test_chosen_without_script_asked_for_its_reason_and_sent(
    client_of, bob, organisation, conversation  # noqa: F811
):  # fmt: skip
    with tenant(organisation.id):
        reply = save(bob, name="Refus", texts={"fr": "{{first_name}}, non : {{reason}}."}, asks=["reason"])
    client = client_of(bob)
    page = client.get(address(conversation) + f"?saved={reply.id}").content.decode()
    assert "Karima, non : {{reason}}.</textarea>" in page
    assert 'name="ask_reason"' in page
    chosen = client.get(address(conversation) + f"?saved={reply.id}&ask_reason=complet")
    form = chosen.context["reply_form"]
    assert form["text"].value() == "Karima, non : complet."
    sent = {"form_key": form["form_key"].value(), "seen": form["seen"].value(), "text": form["text"].value()}
    assert client.post(address(conversation, "reply/"), sent | {"saved": reply.id}).status_code == 302
    [used] = of_house(organisation, SavedReply)
    assert used.used_count == 1
    columns = {field.name for field in SavedReply._meta.get_fields()}
    assert not columns & {"used_by", "author", "member", "actor"}, "counted, and by whom is kept nowhere"


def test_a_text_with_a_variable_that_nothing_fills_is_not_kept(client_of, bob, organisation):
    client = client_of(bob)
    wrong = {"name": "Refus", "fr": "Bonjour\n{{reson}}", "asks": "reason"}
    page = client.post("/o/fournils/inbox/replies/write/", wrong)
    assert page.status_code == 422
    assert "reson" in page.content.decode()
    assert of_house(organisation, SavedReply) == []
    assert client.post("/o/fournils/inbox/replies/write/", wrong | {"asks": "reson"}).status_code == 302
    [kept] = of_house(organisation, SavedReply)
    changed = client.post(f"/o/fournils/inbox/replies/write/{kept.id}/", {"name": "Refus doux", "fr": "Bonjour"})
    assert changed.status_code == 302
    assert client.post(f"/o/fournils/inbox/replies/{kept.id}/throw-away/").status_code == 302
    assert of_house(organisation, SavedReply) == []


def test_examples_to_begin_with_are_whole_in_both_languages(house, alice):
    assert actions.add_examples(actor=alice) == 4
    assert actions.add_examples(actor=alice) == 0
    for reply in SavedReply.objects.all():
        assert set(reply.texts) == {"fr", "en"}
        assert variables_in(reply.texts["fr"]) == variables_in(reply.texts["en"])


def test_who_may_not_write_them_is_refused(client_of, chloe, rose, organisation):
    employee = client_of(chloe)
    assert employee.get("/o/fournils/inbox/replies/").status_code == 200
    assert employee.post("/o/fournils/inbox/replies/write/", {"name": "x", "fr": "x"}).status_code == 403
    assert client_of(rose).post("/o/fournils/inbox/replies/rules/", {"role": "care_agent"}).status_code == 403
    assert employee.post("/o/fournils/inbox/replies/variables/", {"name": "x", "fr": "x"}).status_code == 403


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(WORDS, WORDS)
def test_what_a_value_holds_is_never_read_as_a_variable(text, value):
    done = filled("{{a}}" + text, {"a": value} if value else {})
    assert done.startswith(value or "{{a}}")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(WORDS)
def test_a_text_without_braces_is_always_ready(text):
    plain = text.replace("{", "").replace("}", "")
    assert left_in(plain) == []
    assert filled(plain, {"a": "x"}) == plain
