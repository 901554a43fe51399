"""A message goes to every published address; unanswered or returned, it names the mailbox that nobody reads."""

from datetime import timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.audit.models import Entry
from liant.deliveries.models import Delivery
from liant.inbox.canary import actions
from liant.inbox.canary.models import Canary, PublishedAddress
from liant.inbox.canary.pages import fate_of
from liant.inbox.canary.rules import codes_in, new_code, next_round, read_fields
from liant.inbox.canary.states import CANARY
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.listening.models import Mention
from tests.hooks.receiver import Receiver
from tests.inbox.canary.conftest import DAY, MONDAY, a_mailbox, comes_back, leave, published, the_canary


def test_a_round_sends_one_message_in_the_language_of_the_house(press, look):
    look()
    canary = the_canary(press)
    delivery = Delivery.objects.get(key=f"canary:{canary.id}")
    assert delivery.frozen["recipients"] == ["presse@liant.test"]
    assert "Répondez simplement «\u00a0lu\u00a0»." in delivery.text
    assert canary.code in delivery.text
    assert canary.reference == delivery.frozen["message_id"]


def test_never_two_in_one_round_and_the_next_a_week_later(press, look):
    look()
    look()
    assert press.canaries.count() == Delivery.objects.count() == 1
    with clock.at(MONDAY + 6 * DAY):
        look()
    assert press.canaries.count() == 1
    with clock.at(MONDAY + 7 * DAY):
        look()
        look()
    assert press.canaries.count() == 2


def test_rounds_missed_while_nothing_ran_are_not_made_up_for(press, look):
    with clock.at(MONDAY + 30 * DAY):
        look()
        look()
    assert press.canaries.count() == 1


@given(st.integers(1, 90), st.integers(0, 400 * 24))
def test_the_next_round_is_to_come_and_keeps_the_rhythm(every_days, late_hours):
    now = MONDAY + timedelta(hours=late_hours)
    following = next_round(MONDAY, now, every_days)
    assert now < following <= now + timedelta(days=every_days)
    assert (following - MONDAY) % timedelta(days=every_days) == timedelta()


def test_a_paused_address_is_let_be(press, alice, look):
    actions.pause(actor=alice, address=press)
    look()
    assert not press.canaries.exists()
    actions.resume(actor=alice, address=press)
    look()
    assert press.canaries.count() == 1


def test_an_answer_counts_and_is_nobodys_wait(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    comes_back(mailbox, canary)
    canary.refresh_from_db()
    press.refresh_from_db()
    assert (canary.state, press.last_read_at) == ("answered", MONDAY)
    assert not Conversation.objects.exists()
    assert not Mention.objects.exists()


def test_an_answer_whose_subject_was_rewritten_is_known_by_its_thread(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    comes_back(mailbox, canary, title="", thread_key=canary.reference)
    canary.refresh_from_db()
    assert canary.state == "answered"


def test_a_letter_that_carries_no_code_is_heard_as_any_other(press, mailbox, look):
    look()
    comes_back(mailbox, the_canary(press), title="Bonjour (lu-abcdefghijkmnpqr)")
    assert Conversation.objects.count() == 1
    assert the_canary(press).state == "planned"


def test_a_machine_that_answers_is_no_reader(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    comes_back(mailbox, canary, text="Je suis en congé.", tags=["auto-reply"])
    canary.refresh_from_db()
    assert (canary.state, canary.machine_at) == ("sent", MONDAY)
    assert not Conversation.objects.exists()
    with clock.at(MONDAY + 3 * DAY):
        look()
    canary.refresh_from_db()
    assert canary.state == "unanswered"


def test_without_an_answer_it_is_named_and_the_owners_are_told_once(press, look, work_off, settings):
    settings.EMAIL_HOST = "smtp.test"
    for week in range(3):
        with clock.at(MONDAY + 7 * week * DAY):
            look()
            leave(the_canary(press))
        with clock.at(MONDAY + (7 * week + 3) * DAY):
            look()
            Delivery.objects.update(state="cancelled")  # nothing more leaves
            work_off()
    press.refresh_from_db()
    assert press.missed == 3
    with clock.at(MONDAY + 18 * DAY):
        assert fate_of(press) == "Personne ne l’a lu depuis le 2 novembre\u202f; trois messages sans réponse."
    letters = [one for one in mail.outbox if "presse@liant.test" in one.subject]
    assert [one.to for one in letters] == [["alice@fournils.test"]]
    assert "Personne ne l’a lu depuis le 2 novembre" in letters[0].body
    assert Entry.objects.filter(verb="canary.unread").count() == 1


def test_a_late_answer_ends_the_spell(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    with clock.at(MONDAY + 4 * DAY):
        look()
        comes_back(mailbox, canary)
    canary.refresh_from_db()
    press.refresh_from_db()
    assert (canary.state, press.failing_since, press.missed) == ("answered", None, 0)


def test_what_came_back_says_why(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    told = {"bounced": {"message_id": canary.reference, "diagnostic": "smtp; 550 no such user here"}}
    comes_back(mailbox, canary, title="Undelivered Mail", text="Sorry.", tags=["bounce"], is_addressed=False, raw=told)
    canary.refresh_from_db()
    press.refresh_from_db()
    assert (canary.state, canary.outcome) == ("bounced", "smtp; 550 no such user here")
    assert (press.failing_since, press.missed) == (MONDAY, 1)


def test_unanswered_then_returned_is_one_message_missed(press, mailbox, look):
    look()
    canary = the_canary(press)
    leave(canary)
    with clock.at(MONDAY + 3 * DAY):
        look()
        comes_back(mailbox, canary, tags=["bounce"])
    press.refresh_from_db()
    assert press.missed == 1


def test_what_could_not_leave_is_tried_the_next_day_and_accuses_nobody_the_first_time(press, look):
    for day in range(2):
        with clock.at(MONDAY + day * DAY):
            look()
            leave(the_canary(press), "cancelled")
            press.refresh_from_db()
            assert bool(press.failing_since) == bool(day)
    assert press.canaries.count() == 2


def test_one_more_is_sent_now_but_never_beside_one_that_is_awaited(press, alice):
    actions.send_now(actor=alice, address=press)
    with pytest.raises(actions.OnItsWay):
        actions.send_now(actor=alice, address=press)
    assert Canary.objects.count() == 1


def test_only_an_answer_ends_a_message():
    assert CANARY.allows("unanswered", "answered")
    assert CANARY.allows("bounced", "answered")
    assert not CANARY.allows("answered", "unanswered")
    assert CANARY.final == {"answered", "not_sent"}


def test_a_code_is_found_in_whatever_was_made_of_it():
    code = new_code()
    assert codes_in(f"RE: AW: cette adresse ({code.upper()})", "") == {code}
    assert len({new_code() for _ in range(200)}) == 200


def test_those_who_answer_customers_do_not_change_published_addresses(press, mailbox, bob):
    values = {"name": "x", "kind": "mail", "target": "a@b.test", "fields": "", "channel": mailbox, "every_days": 7}
    for act in (
        lambda: actions.save_address(actor=bob, address=None, **values),
        lambda: actions.pause(actor=bob, address=press),
        lambda: actions.resume(actor=bob, address=press),
        lambda: actions.remove(actor=bob, address=press),
        lambda: actions.send_now(actor=bob, address=press),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_communicator_may(press, make_member):
    carla = make_member("Carla", "communicator")
    actions.send_now(actor=carla, address=press)
    assert Entry.objects.filter(verb="canary.send", actor_name="Carla").exists()


@pytest.fixture
def form(mailbox, alice, private_addresses):
    server = Receiver()
    import threading

    threading.Thread(target=server.serve_forever, daemon=True).start()
    fields = "email = {address}\nsubject = Question\nbody = {message}"
    yield server, published(alice, mailbox, name="Contact", kind="form", target=server.url, fields=fields)
    server.shutdown()
    server.server_close()


def test_a_form_is_filled_in_as_a_browser_would_and_an_answer_proves_that_it_is_read(form, mailbox, look, work_off):
    from urllib.parse import parse_qs

    server, address = form
    look()
    work_off()
    look()
    work_off()
    assert len(server.requests) == 1
    sent = parse_qs(server.requests[0]["body"])
    canary = the_canary(address)
    assert (sent["email"], sent["subject"]) == (["bonjour@liant.test"], ["Question"])
    assert canary.code in sent["body"][0]
    assert canary.state == "sent"
    comes_back(mailbox, canary, title="Re: Contact", raw={"quoted": f"> {canary.code}"})
    canary.refresh_from_db()
    assert canary.state == "answered"


def test_a_form_that_answers_with_an_error_is_named_with_it(form, look, work_off):
    server, address = form
    server.statuses = [500]
    look()
    work_off()
    canary = the_canary(address)
    address.refresh_from_db()
    assert (canary.state, canary.outcome) == ("bounced", "The form answered with error 500.")
    assert address.failing_since == MONDAY


def test_a_form_is_not_posted_again_after_a_crash(form, look):
    from liant.inbox.canary.jobs import post

    server, address = form
    look()
    canary = the_canary(address)
    for _ in range(2):  # the same job, taken up again
        post(canary.organisation_id, canary.id)
    assert len(server.requests) == 1


def test_fields_are_read_line_by_line():
    assert read_fields("a = b\n\nc=d = e") == [("a", "b"), ("c", "d = e")]
    with pytest.raises(ValueError, match="no sign"):
        read_fields("no sign")


def test_an_address_is_added_changed_paused_checked_and_taken_out_on_its_page(mailbox, alice, client_of):
    browser, base = client_of(alice), "/o/fournils/inbox/published/"
    values = {"name": "Presse", "kind": "mail", "target": "Presse@Liant.test", "channel": mailbox.id, "every_days": 7}
    assert browser.post(f"{base}add/", values).status_code == 302
    address = PublishedAddress.objects.get()
    assert address.target == "presse@liant.test"
    assert "presse@liant.test" in browser.get(base).content.decode()
    assert browser.post(f"{base}{address.id}/", values | {"every_days": 3}).status_code == 302
    for act in ("pause", "resume", "send"):
        assert browser.post(f"{base}{address.id}/{act}/").status_code == 302
    page = browser.get(base).content.decode()
    assert "sur le départ" in page
    assert "Tous les 3 jours" in page
    browser.post(f"{base}{address.id}/remove/")
    assert not PublishedAddress.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"target": "presse"}, "Ce n’est pas une adresse mail."),
        ({"target": "bonjour@liant.test"}, "ne prouve rien"),
        ({"kind": "form", "target": "ftp://x"}, "Ce n’est pas une adresse du web."),
        ({"kind": "form", "target": "https://x.test/c", "fields_text": "a = b"}, "dans quel champ va le message"),
        ({"kind": "form", "target": "https://x.test/c", "fields_text": "rien"}, "n’est pas compris"),
    ],
)
def test_what_is_not_an_address_is_said_beside_its_field(mailbox, alice, client_of, changed, said):
    values = {"name": "Presse", "kind": "mail", "target": "presse@liant.test", "channel": mailbox.id, "every_days": 7}
    answer = client_of(alice).post("/o/fournils/inbox/published/add/", values | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PublishedAddress.objects.exists()


def test_the_same_address_is_not_added_twice(press, mailbox, alice, client_of):
    values = {"name": "x", "kind": "mail", "target": "presse@liant.test", "channel": mailbox.id, "every_days": 7}
    answer = client_of(alice).post("/o/fournils/inbox/published/add/", values)
    assert "y est déjà" in answer.content.decode()


def test_the_page_is_closed_to_those_who_may_not(press, bob, client_of):
    assert client_of(bob).get("/o/fournils/inbox/published/").status_code == 403


def test_two_mailboxes_hear_only_the_answers_to_their_own(press, mailbox, alice, look):
    other = a_mailbox(alice, address="presse@liant.test")
    look()
    canary = the_canary(press)
    comes_back(other, canary, title=f"Cette adresse est-elle lue ? ({canary.code})")
    canary.refresh_from_db()
    assert canary.state == "planned"
    assert Conversation.objects.get().channel == other  # a colleague answers it there, as any other
