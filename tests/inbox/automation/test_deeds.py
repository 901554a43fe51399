"""Rules at work: on real messages, through real jobs, each deed once and in the log."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.audit.queries import entries_about
from liant.deliveries.models import Delivery
from liant.inbox import actions as inbox
from liant.inbox.automation import deeds
from liant.inbox.automation.actions import switch_off
from liant.inbox.automation.jobs import look, run
from liant.inbox.automation.models import Firing, Proposal, Rule, Urgency, Word
from liant.inbox.models import Conversation, Message
from liant.kit import clock
from liant.tenancy.models import Organisation
from tests.inbox.automation.conftest import switched_on, written

pytestmark = pytest.mark.django_db
HOURS = {"words": "ouvert*"}


def labels(conversation):
    return set(conversation.labelled.values_list("label__name", flat=True))


def verbs(conversation):
    return {(entry.verb, entry.actor_name, entry.detail.get("rule")) for entry in entries_about(conversation)}


def test_what_arrives_is_labelled_and_the_log_names_the_rule(speak, write):
    write(name="Les horaires", put_label="horaires", conditions=HOURS)
    asked = speak("a", "Êtes-vous ouverts lundi ?")
    other = speak("b", "Le pain était brûlé.", thread_key="other")
    assert labels(asked) == {"horaires"}
    assert labels(other) == set()
    assert ("automation.label", "", "Les horaires") in verbs(asked)


def test_a_rule_that_was_never_switched_on_does_nothing(speak, alice):
    written(alice, put_label="horaires")
    assert labels(speak("a", "Êtes-vous ouverts ?")) == set()
    assert not Firing.objects.exists()


def test_switched_off_it_stops(speak, write, alice):
    switch_off(actor=alice, rule=write(put_label="horaires"))
    assert labels(speak("a", "Êtes-vous ouverts ?")) == set()


def test_given_to_a_member_or_to_someone_of_a_team(speak, write, alice, bob, make_member):
    from liant.accounts.actions import create_team, set_team

    team = create_team(actor=alice, name="Clients")
    set_team(actor=alice, team=team, members=[bob, make_member("Gina", "guardian")])
    write(actions={"member": bob.id}, conditions={"words": "brûlé"})
    write(actions={"team": team.id}, conditions=HOURS)
    assert speak("a", "Le pain était brûlé.", thread_key="a").assignee == bob
    assert speak("b", "Ouverts lundi ?", thread_key="b").assignee.name in {"Bob", "Gina"}


def test_a_conversation_is_never_taken_from_a_colleague(speak, write, bob, alice):
    conversation = speak("a", "Bonjour ?", thread_key="t")
    inbox.assign(actor=alice, conversation=conversation, to=alice)
    write(actions={"member": bob.id})
    assert speak("b", "Êtes-vous ouverts ?", thread_key="t").assignee == alice
    assert Firing.objects.get().left == [["member", "taken"]]


def test_a_note_an_urgency_and_a_word_to_a_colleague(speak, write, bob):
    write(name="Presse", actions={"note": "Appeler Hugo.", "is_urgent": True, "tell": bob.id})
    conversation = speak("a", "Bonjour ?")
    note = conversation.messages.get(direction="note")
    assert "Presse" in note.body
    assert "Appeler Hugo." in note.body
    assert note.author is None
    assert Urgency.objects.get().conversation == conversation
    assert Word.objects.get().member == bob


def test_a_hat_and_an_answer_are_proposed_and_nothing_leaves(speak, write):
    write(actions={"hat": "journalist", "answer": "Bonjour, oui, dès six heures."})
    conversation = speak("a", "Êtes-vous ouverts ?")
    assert conversation.hat == "customer"
    assert {one.kind: one.value for one in Proposal.objects.all()} == {
        "hat": "journalist",
        "answer": "Bonjour, oui, dès six heures.",
    }
    assert not Delivery.objects.exists()
    assert conversation.waiting_since is not None


def test_automatic_mail_is_closed_with_its_reason_and_a_person_never(speak, write):
    write(actions={"close_because": "Réponse automatique"})
    machine = speak("a", "Je suis absent jusqu'à lundi.", thread_key="a", tags=["auto-reply"])
    person = speak("b", "Bonjour ?", thread_key="b")
    assert (machine.state, machine.closed_because) == ("closed", "Réponse automatique")
    assert person.state == "open"
    assert ["close", "not_automatic"] in Firing.objects.get(conversation=person).left


def test_put_aside_and_back_it_is_not_put_aside_again(speak, write):
    from liant.inbox.arrivals import wake

    write(actions={"snooze_hours": 3})
    conversation = speak("a", "Bonjour ?")
    assert conversation.state == "snoozed"
    wake(conversation_id=conversation.id)
    conversation.refresh_from_db()
    assert conversation.state == "open"
    assert Firing.objects.count() == 1


def test_a_corrected_reading_and_a_label_set_rules_off(speak, write, bob, work_off):
    write(trigger="corrected", put_label="relu", conditions={"intents": ["complaint"]})
    write(trigger="labelled", actions={"note": "Étiqueté."})
    conversation = speak("a", "Bonjour ?")
    inbox.correct_intent(actor=bob, conversation=conversation, intent="complaint")
    work_off()
    assert labels(conversation) == {"relu"}
    assert conversation.messages.filter(direction="note").count() == 1, "the label of one rule set off the other"
    inbox.put_label(actor=bob, conversation=conversation, name="encore")
    work_off()
    assert conversation.messages.filter(direction="note").count() == 2


def test_opened_means_begun_or_open_again(speak, write, bob, work_off):
    write(trigger="opened", actions={"note": "Ouverte."})
    conversation = speak("a", "Bonjour ?", thread_key="t")
    speak("b", "Allô ?", thread_key="t")
    assert conversation.messages.filter(direction="note").count() == 1
    inbox.close(actor=bob, conversation=conversation, reason="Vu au comptoir.")
    speak("c", "Et demain ?", thread_key="t")
    assert conversation.messages.filter(direction="note").count() == 2


def test_the_same_job_run_again_does_nothing_twice(speak, write, organisation):
    write(actions={"note": "Une fois."}, put_label="vu")
    conversation = speak("a", "Bonjour ?")
    [firing] = Firing.objects.all()
    for _ in range(3):
        run(organisation.id, conversation.id, "arrived", firing.occasion)
    assert conversation.messages.filter(direction="note").count() == 1
    assert Firing.objects.count() == 1


def test_two_rules_that_chase_each_other_come_to_rest(speak, write, alice, work_off):
    """A puts x when y is put, B puts y when x is put."""
    write(name="A", trigger="labelled", put_label="x", actions={"note": "A"})
    write(name="B", trigger="labelled", put_label="y", actions={"note": "B"})
    conversation = speak("a", "Bonjour ?")
    inbox.put_label(actor=alice, conversation=conversation, name="z")
    work_off()
    assert labels(conversation) == {"x", "y", "z"}
    assert Firing.objects.count() == 2


class TestWaits:
    @pytest.fixture
    def monday(self, house):
        """Ten in the morning."""
        return clock.now().replace(2026, 11, 23, 9, 0, 0, 0)

    def look_at(self, moment, organisation, work_off):
        with clock.at(moment):
            look(0)
            work_off()

    def test_after_so_many_working_hours(self, speak, alice, organisation, work_off, monday, bob):
        with clock.at(monday - timedelta(days=4)):
            switched_on(alice, written(alice, trigger="waited", wait_hours=4, actions={"tell": bob.id}))
        with clock.at(monday):
            speak("a", "Bonjour ?", published_at=monday - timedelta(hours=16))  # Sunday evening
        self.look_at(monday + timedelta(hours=2), organisation, work_off)
        assert not Word.objects.exists(), "three working hours"
        self.look_at(monday + timedelta(hours=3, minutes=5), organisation, work_off)
        assert Word.objects.get().member == bob
        self.look_at(monday + timedelta(hours=4), organisation, work_off)
        assert Firing.objects.count() == 1, "told once for each wait"

    def test_those_who_waited_before_it_was_switched_on_are_left_alone(self, speak, alice, organisation, work_off, monday,
                                                                       bob):  # fmt: skip
        with clock.at(monday):
            speak("a", "Bonjour ?", published_at=monday - timedelta(days=5))
            switched_on(alice, written(alice, trigger="waited", wait_hours=4, actions={"tell": bob.id}))
        self.look_at(monday + timedelta(hours=1), organisation, work_off)
        assert not Word.objects.exists()

    def test_heard_late_it_is_not_forgotten(self, speak, alice, organisation, monday, bob):
        with clock.at(monday - timedelta(days=5)):
            switched_on(alice, written(alice, trigger="waited", wait_hours=4, actions={"tell": bob.id}))
        with clock.at(monday):
            deeds.look_for_waits(Organisation.objects.get())
            speak("a", "Bonjour ?", published_at=monday - timedelta(days=4))
        assert Word.objects.get().member == bob


class TestErrors:
    def test_a_rule_that_fails_is_told_and_holds_up_nobody(self, speak, write, bob):
        write(name="Pour Bob", actions={"member": bob.id, "note": "Pour Bob."})
        write(name="Autre", put_label="vu")
        bob.is_active = False
        bob.save()
        conversation = speak("a", "Bonjour ?")
        assert Firing.objects.get(rule__name="Pour Bob").problem == "member_gone"
        assert not conversation.messages.filter(direction="note").exists(), "all of it or nothing"
        assert labels(conversation) == {"vu"}

    def test_after_three_failures_it_stops_and_says_so(self, speak, write, bob, alice, client_of):
        rule = write(name="Pour Bob", actions={"member": bob.id})
        bob.is_active = False
        bob.save()
        for key in "abcd":
            speak(key, "Bonjour ?", thread_key=key)
        rule.refresh_from_db()
        assert (rule.state, rule.stopped_because) == ("stopped", "errors")
        assert Firing.objects.count() == 3
        assert "automation.stop" in {entry.verb for entry in entries_about(rule)}
        page = client_of(alice).get("/o/fournils/inbox/").content.decode()
        assert "La règle «\u00a0Pour Bob\u00a0» s’est arrêtée." in page

    def test_one_success_forgets_the_failures(self, speak, write, bob):
        rule = write(actions={"member": bob.id})
        for key, is_there in (("a", False), ("b", False), ("c", True), ("d", False)):
            bob.is_active = is_there
            bob.save()
            speak(key, "Bonjour ?", thread_key=key)
        rule.refresh_from_db()
        assert (rule.state, rule.errors_in_a_row) == ("on", 1)

    def test_when_its_author_leaves_it_stops(self, speak, alice, make_member):
        cyril = make_member("Cyril", "communicator")
        rule = switched_on(cyril, written(cyril, put_label="vu"))
        cyril.is_active = False
        cyril.save()
        assert labels(speak("a", "Bonjour ?")) == set()
        rule.refresh_from_db()
        assert (rule.state, rule.stopped_because) == ("stopped", "author_left")


def test_a_rule_reaches_no_further_than_whoever_answers_for_it(speak, make_member):
    """A communicator does not read candidates, nor do their rules."""
    cyril = make_member("Cyril", "communicator")
    switched_on(cyril, written(cyril, actions={"member": cyril.id}))
    candidate = speak("a", "Bonjour, je vous envoie mon CV et ma lettre de motivation pour le poste de vendeuse.")
    assert candidate.hat == "candidate"
    assert candidate.assignee is None


some_rules = st.lists(
    st.tuples(
        st.sampled_from(["arrived", "opened", "corrected", "labelled"]),
        st.sampled_from(["", "x", "y", "z"]),
        st.sampled_from([{}, {"note": "Vu."}, {"snooze_hours": 1}, {"close_because": "Fini"}, {"is_urgent": True}]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_rules)
def test_any_set_of_rules_comes_to_rest_through_real_jobs(house, channel, alice, rose, speak, work_off, drawn):
    """Whatever was written: the jobs end, and each rule acts at most once for each occasion."""
    from django.db import transaction

    with transaction.atomic():
        for number, (trigger, put_label, actions, is_last) in enumerate(drawn):
            switched_on(alice, written(alice, name=f"R{number}", trigger=trigger, put_label=put_label,
                                       actions=actions or {"note": "."}, is_last=is_last))  # fmt: skip
        conversation = speak("p", "Bonjour ?", tags=["newsletter"])
        inbox.put_label(actor=alice, conversation=conversation, name="x")
        inbox.correct_intent(actor=alice, conversation=conversation, intent="complaint")
        work_off()
        occasions = list(Firing.objects.values_list("rule_id", "occasion"))
        assert len(occasions) == len(set(occasions))
        set_off = list(Firing.objects.exclude(set_off_by=None).values_list("rule_id", flat=True))
        assert len(set_off) == len(set(set_off)), "no rule is set off twice by rules on one conversation"
        transaction.set_rollback(True)


def test_rules_of_one_house_say_nothing_in_another(speak, write, other_organisation, dan):
    from liant.tenancy.context import tenant

    write(put_label="vu")
    with tenant(other_organisation.id):
        assert not Rule.objects.exists()
        assert not Conversation.objects.exists()
        assert not Message.objects.exists()


def test_hours_of_the_house_are_read_where_the_house_is(speak, alice, house):
    """Between eight in the evening and midnight, in Paris and not in London."""
    conditions = {"from_minute": 20 * 60, "to_minute": 24 * 60}
    switched_on(alice, written(alice, put_label="soir", conditions=conditions))
    evening = clock.now().astimezone(ZoneInfo("Europe/Paris")).replace(hour=20, minute=30) - timedelta(days=1)
    assert labels(speak("a", "Bonjour ?", published_at=evening, thread_key="a")) == {"soir"}
    assert labels(speak("b", "Bonjour ?", published_at=evening - timedelta(hours=1), thread_key="b")) == set()
