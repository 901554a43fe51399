"""The letter itself: its two parts, its fields checked over everyone, the greetings that need a signature, its pages."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.writing import moves as pieces_moves
from liant.writing import offers
from liant.writing.actions import add_medium
from liant.writing.newsletter import actions, authentication, checking, moves, rendering, tokens
from liant.writing.newsletter.models import CountedLink, Envelope, Newsletter, Subscriber
from liant.writing.newsletter.rules import FIELDS, known, missing, values_of
from tests.writing.newsletters import a_letter, a_mailbox, a_newsletter, readers
from tests.writing.pieces import a_piece

pytestmark = pytest.mark.django_db
BAD = "Bonne année ! Profitez de -20 % sur tout avec le code GATEAU20."


@pytest.fixture
def newsletter(house, alice):
    found = a_newsletter(alice, a_mailbox(alice), signature="*Odile*, [au fournil](https://fournils.test)")
    readers(alice, found, ("ana", "Ana"), ("sans", ""), ("nul", "null"))
    return found


def composed(issue):
    return rendering.compose(issue, lambda _medium: "https://fournils.test/p.png")


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return out.getvalue()


def test_one_reader_without_a_name_blocks_the_whole_and_is_named(newsletter, alice):
    issue = a_letter(alice, newsletter)
    with pytest.raises(moves.NotReady) as refused:
        moves.begin(actor=alice, issue=issue)
    assert "nul@example.test" in str(refused.value)
    assert "sans@example.test" in str(refused.value)
    whole = checking.over_all(issue)
    assert (whole.count, whole.unresolved_count) == (3, 2)
    assert not Envelope.objects.exists()
    actions.compose(actor=alice, issue=issue, pieces=[], fallbacks={"first_name": "à vous qui lisez"})
    issue.refresh_from_db()
    assert checking.problems(issue) == []


def test_a_field_that_nothing_fills_blocks_the_sending(newsletter, alice):
    with pytest.raises(pieces_moves.NotReady):
        a_letter(alice, newsletter, body="Bonjour,\n\nVotre commande {{numero}} est prête.")
    issue = a_letter(alice, newsletter, body="Bonjour à toutes et à tous.")
    actions.compose(actor=alice, issue=issue, pieces=[], intro="Votre commande {{numero}} est prête.")
    issue.refresh_from_db()
    assert "Rien ne remplit {{numero}}." in checking.problems(issue)


def test_fields_of_other_programs_are_faults_as_ever(newsletter, alice):
    with pytest.raises(pieces_moves.NotReady):
        a_letter(alice, newsletter, body="Bonjour *|FNAME|*,\n\nLe levain dort.")


@given(st.text(max_size=40), st.text(max_size=40))
def test_nobody_is_ever_called_null(first, last):
    values = values_of(Subscriber(first_name=first, last_name=last), "La maison", "La lettre", {})
    assert not {"null", "none", "nan", "undefined", ""} & {one.casefold() for one in values.values()}
    assert set(missing(FIELDS, values)) == set(FIELDS) - values.keys()
    assert "@" not in known(first)


def test_a_bad_greeting_goes_to_no_list_until_somebody_with_the_right_signs(newsletter, alice, make_member):
    for one in Subscriber.objects.all():
        one.first_name = "Ana"
        one.save()
    piece = a_piece(alice, title="Bonne année", body=BAD, networks=(("letter", None),))
    version = piece.versions.get()
    from liant.writing.actions import keep_remark
    from liant.writing.remarks import read

    for one in read(piece, version, [], []):
        keep_remark(actor=alice, piece=piece, rule=one.finding.rule, passage=one.passage, reason="On y tient.")
    for step in pieces_moves.ask(actor=alice, piece=piece):
        pieces_moves.agree(actor=alice, step=step)
    version.refresh_from_db()
    issue = actions.choose(actor=alice, version=version, newsletter=newsletter)
    assert any("salutation" in one for one in checking.problems(issue))  # kept with a reason is not enough
    communicator = make_member("Léa", "communicator")
    with pytest.raises(NotAllowed):
        actions.sign(actor=communicator, issue=issue, rules=["greeting-offer"], reason="x")
    signed = actions.sign(actor=alice, issue=issue, rules=["greeting-offer"], reason="Ils l’ont demandé.")
    assert checking.problems(issue) == []
    assert signed.edition == issue.version.edition
    actions.compose(actor=alice, issue=issue, pieces=[], intro="Un mot de plus.")
    assert any("salutation" in one for one in checking.problems(issue))  # signed for other words


def test_wishes_in_the_subject_and_an_offer_under_them_are_one_greeting(newsletter, alice):
    issue = a_letter(alice, newsletter, title="Joyeuses fêtes à tous", body="Livraison offerte jusqu’au 24.")
    assert [one.finding.rule for one in checking.bad_greetings(issue)][:1] == ["greeting-offer"]


def test_it_reads_without_pictures_and_without_html(newsletter, alice):
    issue = a_letter(
        alice, newsletter, body="Bonjour,\n\n## Le levain\n\n- il dort\n- [il lève](https://fournils.test/levain)"
    )
    made = composed(issue)
    assert made.html.count('role="presentation"') == made.html.count("<table")
    assert '<html lang="fr"' in made.html
    assert "prefers-color-scheme: dark" in made.html
    assert not re.search(r"<link[^>]+href|@import|fonts\.g", made.html)
    assert "<script" not in made.html
    assert "il lève (https://fournils.test/levain)" in made.text
    assert "{{leave_url}}" in made.text
    assert "Rien ne nous dit que vous avez ouvert cette lettre" in made.text
    assert len(made.html.encode()) < 100_000  # some programs cut what is longer


def test_other_pieces_are_told_with_their_picture_and_the_way_home(newsletter, alice, monkeypatch):
    monkeypatch.setattr(offers, "_homes", [lambda piece, language: f"https://fournils.test/{language}/{piece.slug}"])
    other = a_piece(alice, title="Le moulin", body="La meule tourne depuis l’aube.")
    add_medium(
        actor=alice, piece=other, name="m.jpg", media_type="image/jpeg", content=a_picture(), description="La meule"
    )
    issue = a_letter(alice, newsletter, body="Bonjour à toutes et à tous.")
    actions.compose(actor=alice, issue=issue, pieces=[other])
    made = composed(issue)
    assert 'alt="La meule"' in made.html
    assert "https://fournils.test/fr/le-moulin" in made.html
    assert "https://fournils.test/fr/le-moulin" in made.text
    moves.begin(actor=alice, issue=issue)
    issue.refresh_from_db()
    [url] = re.findall(r'src="http://[^/]+(/letters/picture/[^"]+)"', issue.frozen["html"])
    answer = Client().get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "Set-Cookie" not in answer


def test_links_are_counted_only_where_the_house_says_so_and_for_nobody(newsletter, alice):
    body = "Bonjour à toutes et à tous. [Le levain](https://fournils.test/levain?a=1&b=2)"
    plain = moves.begin(actor=alice, issue=a_letter(alice, newsletter, body=body))
    assert "https://fournils.test/levain?a=1&amp;b=2" in plain.frozen["html"]
    assert not CountedLink.objects.exists()
    Newsletter.objects.update(has_counted_links=True)
    newsletter.refresh_from_db()
    issue = moves.begin(actor=alice, issue=a_letter(alice, newsletter, title="Encore", body=body))
    assert "levain?a=1" not in issue.frozen["html"]
    assert "jamais par qui" in issue.frozen["html"]
    links = re.findall(r'href="http://[^/]+(/letters/go/[^"]+)"', issue.frozen["html"])
    answer = Client().get(links[0])
    assert (answer.status_code, answer["Location"][:22]) == (302, "https://fournils.test/")
    Client().head(links[0])
    assert sum(CountedLink.objects.values_list("followed", flat=True)) == 1
    assert Client().get(links[0][:-3] + "xx/").status_code == 410


def test_it_can_be_read_in_the_browser_by_whoever_has_the_link(newsletter, alice):
    issue = a_letter(alice, newsletter)
    actions.compose(actor=alice, issue=issue, pieces=[], fallbacks={"first_name": "à vous"})
    moves.begin(actor=alice, issue=issue)
    answer = Client().get(f"/letters/read/{tokens.make(tokens.READ, newsletter.organisation_id, issue.pk)}/")
    shown = answer.content.decode()
    assert "Bonjour à vous" in shown
    assert "{{" not in shown
    assert "ana@example.test" not in shown
    assert "/letters/leave/" not in shown
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "noindex" in answer["X-Robots-Tag"]
    page = Client().get(f"/houses/fournils/letters/{newsletter.slug}/").content.decode()
    assert "/letters/read/" not in page
    Newsletter.objects.update(archive=Newsletter.Archive.PUBLIC)
    assert "/letters/read/" in Client().get(f"/houses/fournils/letters/{newsletter.slug}/").content.decode()


def test_its_moment_begins_it_and_what_is_not_ready_stays_and_says_why(newsletter, alice):
    carry = offers.carrier_of("letter")
    ready = a_letter(alice, newsletter, body="Bonjour à toutes et à tous.")
    pieces_moves.schedule(actor=alice, version=ready.version, at=clock.now() + timedelta(minutes=1))
    ready.version.refresh_from_db()
    assert carry(ready.version) == offers.Carried(is_there=False)
    ready.refresh_from_db()
    assert (ready.state, ready.queued, ready.begun_by) == ("sending", 3, None)
    faulty = a_letter(alice, newsletter, title="Pas prête")
    with pytest.raises(offers.CannotLeave) as why:
        carry(faulty.version)
    assert "sans@example.test" in str(why.value)
    faulty.refresh_from_db()
    assert faulty.state == "draft"


def test_the_pages_show_the_letter_reader_by_reader(newsletter, alice, client_of):
    issue = a_letter(alice, newsletter)
    client, here = client_of(alice), f"/o/fournils/writing/letters/issues/{issue.pk}/"
    page = client.get(here).content.decode()
    assert "Bonjour {{prenom}}" in page
    assert 'class="letter-wide"' in page
    assert 'class="letter-phone"' in page
    seen, url = [], f"{here}readers/"
    while url:
        shown = client.get(url).content.decode()
        seen += re.findall(r"(\w+@example\.test)", shown)[:1]
        onward = re.search(r'href="(\?after=\d+)"', shown)
        url = f"{here}readers/{onward[1]}" if onward else ""
    assert seen == ["ana@example.test", "sans@example.test", "nul@example.test"]
    frame = client.get(f"{here}letter/")
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert "script" not in frame["Content-Security-Policy"]
    answer = client.post(f"{here}begin/", follow=True).content.decode()
    assert "sans@example.test" in answer
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(("head", "good"), [
    ("Authentication-Results: mx.google.com;\n dkim=pass header.i=@fournils.test header.s=s1;\n spf=pass (ok) smtp.mailfrom=lettre@fournils.test;\n dmarc=pass (p=NONE) header.from=fournils.test",
     [True, True, True]),
    ("Authentication-Results: mx.example; spf=pass smtp.mailfrom=bounce.provider.example; dkim=pass header.d=provider.example; dmarc=fail header.from=fournils.test",
     [False, False, False]),
    ("Subject: rien", [False, False, False]),
    ("Authentication-Results: mx; dkim=fail header.d=fournils.test; dkim=pass header.d=mail.fournils.test", [False, True, False]),
])  # fmt: skip
def test_the_head_of_a_mail_tells_whether_its_origin_is_proven(head, good):
    assert [one.is_good for one in authentication.verdicts(head, "fournils.test")] == good


def test_the_rows_to_set_are_shown_for_the_houses_own_domain(newsletter, alice, client_of):
    path = f"/o/fournils/writing/letters/mailboxes/{newsletter.channel_id}/"
    client = client_of(alice)
    page = client.get(path).content.decode()
    assert "_dmarc.liant.test" in page
    assert "v=spf1" in page
    head = "Authentication-Results: mx; spf=pass smtp.mailfrom=lettre@liant.test"
    assert "bon, pour liant.test" in client.post(path, {"head": head}).content.decode()
    assert client.post(path, {"per_minute": 30, "per_hour": 500, "soft_returns": 2, "soft_days": 10}).status_code == 302
