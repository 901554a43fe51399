"""People subscribe, choose and leave by themselves; files come in whole or not at all; of whoever left a mark is kept."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.writing import offers
from liant.writing.actions import begin, save_topic
from liant.writing.newsletter import actions, importing, queries, subscribing, tokens
from liant.writing.newsletter.importing import Row
from liant.writing.newsletter.models import Envelope, Newsletter, Proof, Subscriber, Subscription
from tests.writing.journal.journals import opened, out
from tests.writing.newsletters import CONSENT, a_mailbox, a_newsletter, readers

pytestmark = pytest.mark.django_db
HOW = "Feuille signée au comptoir, mai 2026"


def page(slug, client=None, data=None):
    client = client or Client(enforce_csrf_checks=True)
    url = f"/houses/fournils/letters/{slug}/"
    return client.post(url, data) if data is not None else client.get(url)


def asked(newsletter, address="nour@example.test", **said):
    subscribing.ask(newsletter=newsletter, address=address, how="le formulaire", **said)
    return Subscription.objects.get(subscriber__address=address, newsletter=newsletter)


def confirmed(newsletter, address="nour@example.test", **said):
    found = asked(newsletter, address, **said)
    return subscribing.confirm(subscription_id=found.pk, round_=found.round)


@pytest.fixture
def newsletter(house, alice):
    return a_newsletter(alice, a_mailbox(alice))


def test_a_program_that_fills_every_field_asks_for_nothing(newsletter):
    answer = page(newsletter.slug, data={"address": "robot@example.test", "website": "https://spam.example"})
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()


def test_the_form_answers_alike_whoever_is_known(newsletter):
    confirmed(newsletter)
    known, unknown = (
        re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"', "", page(newsletter.slug, data={"address": one}).content.decode()
        )
        for one in ("nour@example.test", "autre@example.test")
    )
    assert known == unknown
    assert Envelope.objects.filter(subscriber__address="nour@example.test").count() == 1


def test_too_many_knocks_are_refused(newsletter):
    with clock.at(clock.now()):  # within one minute, however slow the machine
        answers = [page(newsletter.slug, data={"address": f"a{n}@example.test"}).status_code for n in range(25)]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_nobodys_mailbox_is_filled_by_asking_again(newsletter):
    for _ in range(3):
        asked(newsletter)
    assert Envelope.objects.count() == 1
    with clock.at(clock.now() + timedelta(minutes=11)):
        found = asked(newsletter)
        assert Envelope.objects.count() == 2
        assert subscribing.confirm(subscription_id=found.pk, round_=1) is None  # the link of before
        assert subscribing.confirm(subscription_id=found.pk, round_=2) is not None


def test_a_link_that_is_over_leads_nowhere(newsletter):
    found = asked(newsletter)
    link = tokens.make(tokens.CONFIRM, newsletter.organisation_id, found.pk, found.round)
    assert Client().get(f"/letters/confirm/{link}/").status_code == 200
    assert Client().get(f"/letters/confirm/{link}x/").status_code == 410
    assert Client().get(f"/letters/leave/{link}/").status_code == 410  # signed for another use
    with clock.at(clock.now() + timedelta(days=8)):
        assert Client().get(f"/letters/confirm/{link}/").status_code == 410
        assert subscribing.confirm(subscription_id=found.pk, round_=found.round) is None


def test_whoever_never_confirms_is_forgotten(newsletter):
    asked(newsletter, first_name="Nour")
    with clock.at(clock.now() + timedelta(days=8)):
        subscribing.forget_old(now=clock.now(), settled_before=clock.now())
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.first_name, subscriber.subscriptions.get().state) == ("", "", "ended")


def test_of_whoever_left_only_a_mark_stays_and_nobody_brings_them_back(newsletter, alice):
    found = confirmed(newsletter, first_name="Nour")
    subscribing.leave(subscription_id=found.pk, how=subscribing.ONE_CLICK)
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.first_name, subscriber.language) == ("", "", "")
    assert "nour" not in str([(one.how, one.text) for one in Proof.objects.all()])
    brought = actions.bring_in(
        actor=alice, newsletter=newsletter, rows=[Row(2, "nour@example.test")], how=HOW, text=CONSENT
    )
    assert (brought.count, brought.left_out) == (0, [(2, "left")])
    assert Subscriber.objects.get().address == ""
    assert confirmed(newsletter).state == "on"  # they themselves may come back
    newsletter.refresh_from_db()
    assert newsletter.readers == 1


def test_ones_own_page_chooses_everything_and_leaves(newsletter, alice):
    other = a_newsletter(alice, newsletter.channel, "Les coulisses")
    topic = save_topic(actor=alice, topic=None, name="Le levain")
    subscriber = confirmed(newsletter).subscriber
    path = f"/letters/choose/{tokens.make(tokens.OWN, newsletter.organisation_id, subscriber.pk)}/"
    anyone = Client(enforce_csrf_checks=True)
    assert "nour@example.test" in anyone.get(path).content.decode()
    answer = anyone.post(path, {"newsletters": [newsletter.pk, other.pk], "topics": [topic.pk], "language": "fr",
                                "hats": ["journalist"], "pause": "30"})  # fmt: skip
    assert answer.status_code == 302
    subscriber.refresh_from_db()
    assert (subscriber.topics, subscriber.hats) == ([topic.pk], ["journalist"])
    assert subscriber.paused_until > clock.now() + timedelta(days=29)
    assert Subscription.objects.filter(state="on").count() == 2
    assert not queries.subscribed(newsletter, language="fr").exists()  # a pause is a pause
    anyone.post(path, {"newsletters": [], "language": "fr", "pause": ""})
    subscriber.refresh_from_db()
    assert subscriber.address == ""
    assert anyone.get(path).status_code == 410


def test_a_segment_finds_only_by_what_they_said_themselves(newsletter, alice):
    topic = save_topic(actor=alice, topic=None, name="Le levain")
    for name, said in (("a", {"hats": ["journalist"]}), ("b", {"topics": [topic.pk]}), ("c", {})):
        confirmed(newsletter, f"{name}@example.test", **said)
    by_hat = actions.save_segment(
        actor=alice, segment=None, name="Presse", hats=["journalist"], topics=[], languages=[]
    )
    by_topic = actions.save_segment(actor=alice, segment=None, name="Levain", hats=[], topics=[topic.pk], languages=[])

    def found(**narrowed):
        rows = queries.subscribed(newsletter, language="fr", **narrowed)
        return sorted(row.subscriber.address[0] for row in rows.select_related("subscriber"))

    assert found(segment=by_hat) == ["a"]
    assert found(segment=by_topic) == ["a", "b", "c"]  # who chose no topic reads all of them
    assert found(topic_id=topic.pk + 1) == ["a", "c"]


def test_each_reads_the_letter_in_their_own_language(house, alice):
    newsletter = a_newsletter(alice, a_mailbox(alice), languages=["fr", "en"])
    for address, language in (("f", "fr"), ("e", "en"), ("x", "")):
        confirmed(newsletter, f"{address}@example.test", language=language)
    in_french = queries.subscribed(newsletter, language="fr").values_list("subscriber__address", flat=True)
    in_english = queries.subscribed(newsletter, language="en").values_list("subscriber__address", flat=True)
    assert sorted(one[0] for one in in_french) == ["f", "x"]
    assert [one[0] for one in in_english] == ["e"]


def test_a_file_with_a_mistake_brings_nobody_in_and_says_where(newsletter, alice, client_of):
    data = b"Adresse;Pr\xe9nom;Langue\r\nana@example.test;Ana;fr\r\npas une adresse;Luc;fr\r\nANA@example.test;Ana;fr\r\nluc@example.test;Luc;de\r\n"
    file = importing.read(data, ["fr"])
    assert [(one.line, one.column) for one in file.errors] == [(3, 1), (4, 1), (5, 3)]
    client = client_of(alice)
    path = f"/o/fournils/writing/letters/{newsletter.pk}/bring/"
    sent = {"way": "bring", "how": HOW, "text": CONSENT, "file": SimpleUploadedFile("a.csv", data)}
    answer = client.post(path, sent)
    assert answer.status_code == 422
    assert "pas une adresse" in answer.content.decode()
    assert not Subscriber.objects.exists()
    sent["file"] = SimpleUploadedFile("a.csv", "e-mail,prénom\nana@example.test,null\nluc@example.test,Luc\n".encode())
    answer = client.post(path, sent)
    assert "2 personnes sont abonnées" in answer.content.decode()
    assert {(one.address, one.first_name) for one in Subscriber.objects.all()} == {
        ("ana@example.test", ""),
        ("luc@example.test", "Luc"),
    }
    assert {(one.how, one.text, one.member) for one in Proof.objects.all()} == {(HOW, CONSENT, alice)}


def test_without_the_words_they_agreed_to_people_are_invited_instead(newsletter, alice, client_of):
    client = client_of(alice)
    path = f"/o/fournils/writing/letters/{newsletter.pk}/bring/"
    sent = {"way": "bring", "how": HOW, "file": SimpleUploadedFile("a.csv", b"email\nana@example.test\n")}
    assert client.post(path, sent).status_code == 422
    sent |= {"way": "invite", "file": SimpleUploadedFile("a.csv", b"email\nana@example.test\n")}
    assert "1 personne est invitée" in client.post(path, sent).content.decode()
    assert Subscription.objects.get().state == "asked"
    assert Envelope.objects.get().kind == Envelope.Kind.CONFIRMATION


@given(st.binary(max_size=400))
def test_any_file_is_read_or_refused_with_a_place(data):
    file = importing.read(data, ["fr"])
    assert file.rows or file.errors
    assert all(one.line >= 1 and one.column >= 1 and one.message for one in file.errors)


def test_who_looks_after_no_list_sees_no_address(newsletter, alice, make_member, client_of):
    readers(alice, newsletter, ("secret", "Ana"))
    lead = make_member("Paul", "programme_lead")
    client = client_of(lead)
    assert client.get(f"/o/fournils/writing/letters/{newsletter.pk}/").status_code == 200
    for path in (f"{newsletter.pk}/subscribers/", f"{newsletter.pk}/bring/", "returns/", "segments/"):
        assert client.get(f"/o/fournils/writing/letters/{path}").status_code == 403
    with pytest.raises(NotAllowed):
        actions.bring_in(actor=lead, newsletter=newsletter, rows=[], how=HOW, text=CONSENT)


def test_the_form_for_ones_own_site_needs_no_script_and_no_cookie(newsletter, alice, client_of):
    shown = client_of(alice).get(f"/o/fournils/writing/letters/{newsletter.pk}/").content.decode()
    assert "&lt;form method=&quot;post&quot;" in shown
    assert "script" not in shown[shown.index("&lt;form") : shown.index("&lt;/form")]
    Newsletter.objects.update(is_open=False)
    assert page(newsletter.slug).status_code == 404


def test_what_a_piece_brought_in_counts_who_subscribed_under_it(house, alice, newsletter):
    """From the page of the piece to the mailbox; who has not confirmed is not counted, nor who came from elsewhere."""
    opened(alice)
    piece = out(alice)
    shown = Client().get(piece.versions.get().published_url.split("8000", 1)[-1]).content.decode()
    [address] = re.findall(r'class="journal-invitation"><a href="[^"]*(/houses/[^"]*)"', shown)
    form = Client(enforce_csrf_checks=True)
    for name in ("nour", "ali"):
        assert "Regardez dans votre boîte" in form.post(address, {"address": f"{name}@example.test"}).content.decode()
    asked(newsletter, "elsewhere@example.test")
    for name in ("nour", "elsewhere"):
        found = Subscription.objects.get(subscriber__address=f"{name}@example.test")
        subscribing.confirm(subscription_id=found.pk, round_=found.round)
    brought = next(one for one in offers.returns() if one.key == "subscriptions")
    today = timezone.localdate(clock.now())
    assert dict(brought.count([piece.pk], today, today)) == {piece.pk: 1}
    assert dict(brought.count([piece.pk], today - timedelta(days=9), today - timedelta(days=8))) == {}


@pytest.mark.parametrize("said", ["0", "nothing", "9" * 30, "-1", "1"])
def test_a_piece_that_is_not_out_is_nobodys_beginning(newsletter, alice, said):
    begun = begin(actor=alice, title="Pas encore", body="", language="fr")
    said = str(begun.pk) if said == "1" else said
    answer = Client().post(
        f"/houses/fournils/letters/{newsletter.slug}/?piece={said}", {"address": "nour@example.test"}
    )
    assert answer.status_code == 200
    assert Subscription.objects.get().piece is None
