"""Writing a rule without script, trying it on the past month, switching it on; and who may."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.inbox import actions as inbox
from liant.inbox.automation import queries
from liant.inbox.automation.actions import NotTried, accept_hat, move_rule, switch_on, try_rule
from liant.inbox.automation.models import Firing, Proposal, Rule, Word
from liant.kit import clock
from tests.inbox.automation.conftest import switched_on, written

pytestmark = pytest.mark.django_db
RULES = "/o/fournils/inbox/rules/"


def page(client, url, **values):
    return client.get(url, values).content.decode()


def form(**values):
    return {"name": "Horaires", "trigger": "arrived", "put_label": "horaires"} | values


def test_a_rule_is_written_tried_and_switched_on_without_script(speak, alice, client_of):
    speak("a", "Êtes-vous ouverts lundi ?", thread_key="a")
    speak("b", "Le pain était brûlé.", thread_key="b")
    browser = client_of(alice)
    answer = browser.post(RULES + "new/", form(words="ouvert*", intents=["question"]))
    rule = Rule.objects.get()
    assert answer["Location"] == f"{RULES}{rule.id}/"
    shown = page(browser, answer["Location"])
    assert "c’est lu comme question" in shown
    assert "poser l’étiquette horaires" in shown
    assert "La mettre en marche" not in shown, "not before it was tried"
    tried = browser.post(f"{RULES}{rule.id}/try/").content.decode()
    assert "Elle aurait agi une fois." in tried
    assert "2 conversations du mois passé ont été lues." not in tried, "narrowed to the questions"
    assert not Firing.objects.exists(), "trying does nothing"
    browser.post(f"{RULES}{rule.id}/on/", {"version": rule.version})
    rule.refresh_from_db()
    assert rule.state == "on"
    assert speak("c", "Êtes-vous ouverts mardi ?", thread_key="c").labelled.count() == 1


def test_what_was_not_tried_is_not_switched_on(alice, house, client_of):
    rule = written(alice, put_label="x")
    with pytest.raises(NotTried):
        switch_on(actor=alice, rule=rule, version=rule.version)
    answer = client_of(alice).post(f"{RULES}{rule.id}/on/", {"version": rule.version}, follow=True)
    assert "Essayez-la d’abord sur le mois passé" in answer.content.decode()


def test_a_rule_that_is_changed_is_off_until_tried_anew(alice, house, client_of):
    rule = switched_on(alice, written(alice, put_label="x"))
    client_of(alice).post(f"{RULES}{rule.id}/change/", form(name="Autre"))
    rule.refresh_from_db()
    assert (rule.name, rule.state) == ("Autre", "off")
    with pytest.raises(NotTried):
        switch_on(actor=alice, rule=rule, version=rule.version)


def test_nobody_switches_on_what_a_colleague_changed_meanwhile(alice, house):
    rule = written(alice, put_label="x")
    try_rule(actor=alice, rule=rule)
    shown = rule.version
    rule = written(alice, rule=rule, put_label="y")
    try_rule(actor=alice, rule=rule)
    with pytest.raises(NotTried):
        switch_on(actor=alice, rule=rule, version=shown)


def test_the_try_reads_the_past_month_alone_and_says_when_it_is_cut(speak, alice, monkeypatch):
    speak("a", "Ouverts ?", thread_key="a", published_at=clock.now() - timedelta(days=40))
    for key in "bcd":
        speak(key, "Ouverts ?", thread_key=key)
    rule = written(alice, put_label="x")
    assert (queries.trial_of(rule, alice).looked_at, queries.trial_of(rule, alice).is_cut) == (3, False)
    monkeypatch.setattr(queries, "MOST_TRIED", 2)
    assert (queries.trial_of(rule, alice).looked_at, queries.trial_of(rule, alice).is_cut) == (2, True)


def test_the_try_asks_as_much_of_the_database_for_one_conversation_as_for_thirty(
    speak, alice, django_assert_max_num_queries
):
    rule = written(alice, put_label="x")
    for number in range(30):
        speak(f"k{number}", "Ouverts ?", thread_key=f"t{number}")
    with django_assert_max_num_queries(14):
        assert queries.trial_of(rule, alice).touched == 30


@pytest.mark.parametrize("trigger", ["arrived", "opened", "corrected", "waited", "labelled"])
def test_every_kind_of_rule_can_be_tried(speak, alice, bob, work_off, trigger):
    conversation = speak("a", "Ouverts ?", published_at=clock.now() - timedelta(days=20))
    inbox.put_label(actor=bob, conversation=conversation, name="z")
    inbox.correct_intent(actor=bob, conversation=conversation, intent="complaint")
    rule = written(alice, trigger=trigger, wait_hours=1, actions={"note": "Vu."})
    assert queries.trial_of(rule, alice).touched == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "obligatoire"),
        ({"put_label": ""}, "Choisissez au moins une chose que fait la règle."),
        ({"trigger": "waited"}, "Dites après combien d’heures ouvrées."),
        ({"words": "(pain AND"}, 'class="err"'),
        ({"close_because": "Fini", "snooze_hours": "3"}, "pas les deux"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(alice, house, client_of, values, words):
    answer = client_of(alice).post(RULES + "new/", form() | values)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Rule.objects.exists()


def test_rules_are_put_in_order(alice, house, client_of):
    first, second, third = (written(alice, name=name, put_label="x") for name in "ABC")
    move_rule(actor=alice, rule=third, is_up=True)
    client_of(alice).post(f"{RULES}{first.id}/move/", {"to": "down"})
    assert [rule.name for rule in Rule.objects.all()] == ["C", "A", "B"]
    client_of(alice).post(f"{RULES}{second.id}/remove/")
    assert [rule.name for rule in Rule.objects.all()] == ["C", "A"]


def test_care_agents_read_the_rules_and_change_none(alice, bob, house, client_of):
    rule = written(alice, put_label="x")
    browser = client_of(bob)
    assert "Horaires" in page(browser, RULES)
    assert "Écrire une règle" not in page(browser, RULES)
    for url in ("new/", f"{rule.id}/change/", f"{rule.id}/try/", f"{rule.id}/on/", f"{rule.id}/off/", f"{rule.id}/move/",
                f"{rule.id}/remove/"):  # fmt: skip
        assert browser.post(RULES + url, form()).status_code == 403
    with pytest.raises(NotAllowed):
        written(bob, put_label="x")
    with pytest.raises(NotAllowed):
        try_rule(actor=bob, rule=rule)


def test_an_employee_is_refused(chloe, house, client_of):
    assert client_of(chloe).get(RULES).status_code == 403


def test_what_a_rule_did_is_told_to_who_may_read_it(speak, write, alice, rose, client_of):
    rule = write(put_label="x")
    speak("a", "Le pain était brûlé.")
    title = "Le pain était brûlé"
    assert title in page(client_of(alice), f"{RULES}{rule.id}/")
    assert title not in page(client_of(rose), f"{RULES}{rule.id}/")


class TestProposals:
    def test_an_answer_is_begun_with_and_sent_by_a_person(self, speak, write, alice, client_of):
        write(name="Horaires", actions={"answer": "Bonjour, oui, dès six heures."})
        conversation = speak("a", "Êtes-vous ouverts ?")
        proposal = Proposal.objects.get()
        browser, url = client_of(alice), f"/o/fournils/inbox/{conversation.id}/"
        assert "a préparé une réponse" in page(browser, url)
        assert "dès six heures.</textarea>" in page(browser, url, proposal=proposal.id)
        last = conversation.messages.latest("id")
        inbox.reply(actor=alice, conversation=conversation, text="Oui.", form_key="k", seen_message_id=last.id)
        assert "a préparé une réponse" not in page(browser, url), "a person has answered"

    def test_a_hat_is_taken_by_a_person(self, speak, write, alice, bob, client_of):
        write(actions={"hat": "journalist"})
        conversation = speak("a", "Bonjour ?")
        proposal = Proposal.objects.get()
        client_of(alice).post(f"{RULES}proposal/{proposal.id}/agree/")
        conversation.refresh_from_db()
        assert conversation.hat == "journalist"
        assert client_of(bob).post(f"{RULES}proposal/{proposal.id}/agree/").status_code == 404

    def test_a_proposal_is_set_aside(self, speak, write, bob, client_of):
        write(actions={"hat": "journalist"})
        conversation = speak("a", "Bonjour ?")
        client_of(bob).post(f"{RULES}proposal/{Proposal.objects.get().id}/decline/")
        conversation.refresh_from_db()
        assert conversation.hat == "customer"
        assert not queries.open_proposals(conversation)

    def test_who_may_not_read_it_may_not_decide(self, speak, write, rose, client_of):
        write(actions={"hat": "candidate"})
        speak("a", "Bonjour ?")
        proposal = Proposal.objects.get()
        assert client_of(rose).post(f"{RULES}proposal/{proposal.id}/agree/").status_code == 404
        with pytest.raises(NotAllowed):
            accept_hat(actor=rose, proposal=proposal)


def test_what_comes_first_stands_above_the_list_until_it_is_calm(speak, write, bob, client_of):
    write(actions={"is_urgent": True})
    conversation = speak("a", "Bonjour ?")
    browser = client_of(bob)
    assert "D’abord" in page(browser, "/o/fournils/inbox/")
    browser.post(f"{RULES}calm/{conversation.id}/")
    assert "D’abord" not in page(browser, "/o/fournils/inbox/")


def test_a_colleague_who_was_told_finds_it_above_the_list_until_they_look(speak, write, bob, client_of):
    write(name="Presse", actions={"tell": bob.id})
    conversation = speak("a", "Bonjour ?")
    browser = client_of(bob)
    assert "On vous signale" in page(browser, "/o/fournils/inbox/")
    browser.get(f"/o/fournils/inbox/{conversation.id}/")
    assert not Word.objects.exists()
