"""What someone saw where Liant does not listen: noted in a moment, read and answered like the rest."""

import io
from urllib.parse import urlsplit

import pytest

from liant.channels.models import Channel, Coverage, Item
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.listening.capture.models import Picture, TipLink
from liant.listening.capture.queries import open_tip_address
from liant.listening.models import Mention
from liant.people.actions import person_of_member
from liant.people.models import Handle
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db

NOTE = "/o/fournils/note/"
SAID = "Quelqu’un sait pourquoi la tradition des Trois Fournils est brûlée depuis lundi ?"


def in_house(organisation, model):
    with tenant(organisation.id):
        return list(model.objects.all())


def a_picture(words="Le pain est froid"):
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (900, 140), "white")
    ImageDraw.Draw(picture).text((20, 30), words, fill="black", font=ImageFont.load_default(64))
    file = io.BytesIO()
    picture.save(file, "PNG")
    file.seek(0)
    file.name = "capture.png"
    return file


def test_noted_on_a_forum_it_is_a_mention_and_a_conversation(client_of, chloe, alice, organisation, work_off):
    sent = {"text": SAID, "name": "Mado", "url": "https://forum.example/fil/12", "needs_answer": "on"}
    assert client_of(chloe).post(NOTE, sent).status_code == 302
    work_off()
    (item,), (mention,), (conversation,) = (in_house(organisation, m) for m in (Item, Mention, Conversation))
    assert (item.text, item.url, item.raw["noted_by"]) == (SAID, "https://forum.example/fil/12", chloe.id)
    assert mention.item_id == item.id
    assert conversation.waiting_since is not None
    assert "Noté à la main" in client_of(alice).get("/o/fournils/listening/").content.decode()


def test_what_nobody_looks_for_is_kept_when_a_person_noted_it(client_of, bob, organisation, work_off):
    client_of(bob).post(NOTE, {"text": "Leur nouvelle recette se vend bien.", "place": "au marché"})
    work_off()
    assert len(in_house(organisation, Mention)) == 1


def test_the_same_page_is_noted_once(client_of, bob, chloe, organisation):
    for member in (bob, chloe):
        client_of(member).post(NOTE, {"text": SAID, "url": "https://forum.example/fil/12"})
    assert len(in_house(organisation, Item)) == 1
    page = client_of(chloe).post(NOTE, {"text": SAID, "url": "https://forum.example/fil/12"}, follow=True)
    assert "c’est déjà noté" in page.content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": " "}, "Écrivez ce qui a été dit"),
        ({"text": SAID, "url": "javascript:alert(1)"}, "Ce n’est pas l’adresse d’une page"),
        ({"text": SAID, "said_on": "2999-01-01"}, "Ce jour n’est pas encore venu"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client_of, bob, organisation, sent, told):
    answer = client_of(bob).post(NOTE, sent | {"name": "Mado"})
    page = answer.content.decode()
    assert (answer.status_code, told in page, "Mado" in page) == (422, True, True)
    assert in_house(organisation, Item) == []


def test_what_a_colleague_says_to_others_is_left_alone_and_counted(client_of, bob, chloe, organisation):
    with tenant(organisation.id):
        Handle.objects.create(
            person=person_of_member(chloe), kind="bluesky", key="chloe.example", shown="@chloe.example"
        )
    page = client_of(bob).post(
        NOTE, {"text": "Vivement les vacances.", "url": "https://bsky.app/profile/chloe.example/post/3k"}, follow=True
    )
    assert "sans s’adresser à nous" in page.content.decode()
    assert in_house(organisation, Item) == []
    assert [row.only_counted for row in in_house(organisation, Coverage)] == [1]


def test_a_screenshot_is_read_looked_over_and_kept(client_of, alice, organisation, work_off):
    client = client_of(alice)
    read = client.post(NOTE, {"picture": a_picture()})
    assert read.status_code == 200
    assert "pain est froid" in read.context["form"]["text"].value()
    client.post(NOTE, {"text": read.context["form"]["text"].value(), "place": "groupe de parents"})
    work_off()
    (picture,) = in_house(organisation, Picture)
    shown = client.get(f"{NOTE}picture/{picture.item_id}/")
    assert (shown["Content-Type"], shown.content) == ("image/png", bytes(picture.content))
    assert f"/note/picture/{picture.item_id}/" in client.get("/o/fournils/listening/").content.decode()


def test_a_file_that_is_no_picture_is_refused(client_of, alice):
    file = io.BytesIO(b"<svg onload=alert(1)>")
    file.name = "x.png"
    answer = client_of(alice).post(NOTE, {"picture": file})
    assert (answer.status_code, "n’est pas une image" in answer.content.decode()) == (422, True)


def test_shared_from_a_phone_it_is_noted_in_three_touches(client_of, bob, organisation, work_off):
    """Share, Liant, note: the app posts what it was given, the page is filled in, one button is left."""
    client = client_of(bob, enforce_csrf_checks=True)
    manifest = client.get("/app.webmanifest").json()
    assert manifest["share_target"]["action"] == "/note/"
    shared = {"title": "Groupe", "text": f"{SAID}", "url": "https://groupe.example/7", "picture": a_picture()}
    opened = client.post("/note/", shared, follow=True)
    form = opened.context["form"]
    assert (form["url"].value(), SAID in form["text"].value()) == ("https://groupe.example/7", True)
    sent = {name: form[name].value() or "" for name in ("text", "url")}
    client.post(NOTE, sent | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    work_off()
    assert len(in_house(organisation, Mention)) == len(in_house(organisation, Picture)) == 1
    assert client.get(NOTE).context["form"]["text"].value() == ""


def test_shared_before_signing_in_nothing_is_lost(client, bob):
    answer = client.post("/note/", {"text": f"https://groupe.example/7\n{SAID}"}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/")
    from liant.accounts.models import User

    client.force_login(User.objects.get(id=bob.user_id))
    assert SAID in client.get("/note/", follow=True).context["form"]["text"].value()


def test_a_strangers_picture_is_not_kept(client, settings, tmp_path):
    """Anyone may reach this address: what takes room is kept for those who have signed in."""
    settings.DATA = tmp_path
    client.post("/note/", {"text": SAID, "picture": a_picture()})
    assert not (tmp_path / "shared").exists()


def test_sharing_too_often_from_one_place_is_refused(client, monkeypatch):
    from django.core.cache import cache

    from liant.web import limits

    cache.clear()
    monkeypatch.setattr(limits, "EACH_CALLER", 1)
    with clock.at(clock.now()):  # within one minute
        assert [client.post("/note/", {"text": SAID}).status_code for _ in range(2)] == [302, 429]


def test_whoever_belongs_to_two_houses_says_which(client_of, bob, other_organisation):
    from liant.accounts.models import Member

    with tenant(other_organisation.id):
        Member.objects.create(user_id=bob.user_id, name="Bob", roles=["care_agent"])
    page = client_of(bob).post("/note/", {"text": SAID}, follow=True).content.decode()
    assert "Qui est concerné" in page
    assert 'href="/o/fournils/note/"' in page
    assert 'href="/o/mairie/note/"' in page


def test_the_bookmark_opens_the_page_filled_in(client_of, bob):
    page = client_of(bob).get(NOTE)
    assert page.context["bookmark"].startswith("javascript:")
    assert "/o/fournils/note/?url=" in page.context["bookmark"]
    filled = client_of(bob).get(NOTE, {"url": "https://forum.example/fil/12", "text": SAID}).context["form"]
    assert (filled["url"].value(), filled["text"].value()) == ("https://forum.example/fil/12", SAID)


def test_anyone_with_the_link_may_tell_and_nobody_once_it_is_closed(client, client_of, alice, organisation, work_off):
    owner = client_of(alice)
    owner.post(f"{NOTE}link/")
    with tenant(organisation.id):
        path = urlsplit(open_tip_address()).path
    page = client.get(path)
    assert "Les Trois Fournils" in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")
    told = client.post(path, {"text": SAID, "told_by": "La voisine"})
    assert "C’est arrivé" in told.content.decode()
    client.post(path, {"text": "Achetez nos liens.", "website": "https://spam.example"})
    work_off()
    assert [item.raw["told_by"] for item in in_house(organisation, Item)] == ["La voisine"]
    owner.post(f"{NOTE}link/close/")
    assert client.get(path).status_code == 404


def test_an_employee_does_not_hand_round_the_link(client_of, chloe, organisation):
    assert client_of(chloe).post(f"{NOTE}link/").status_code == 403
    assert client_of(chloe).post(f"{NOTE}link/close/").status_code == 403
    assert in_house(organisation, TipLink) == []


def test_a_recruiter_does_not_see_the_picture_of_what_a_customer_said(client_of, alice, rose, organisation):
    client_of(alice).post(NOTE, {"text": SAID, "picture": a_picture()})
    (picture,) = in_house(organisation, Picture)
    assert client_of(rose).get(f"{NOTE}picture/{picture.item_id}/").status_code in (403, 404)


def test_the_channel_is_made_once_with_the_first_note(client_of, bob, organisation):
    for n in range(2):
        client_of(bob).post(NOTE, {"text": f"{SAID} {n}"})
    (channel,) = in_house(organisation, Channel)
    assert (channel.kind, channel.next_due_at) == ("noted", None)


@pytest.mark.django_db(transaction=True)
def test_the_first_two_notes_at_once_share_one_channel(organisation):
    import threading

    from django.db import connection, transaction

    from liant.channels.actions import channel_of_the_house
    from liant.channels.models import Channel
    from liant.tenancy.context import tenant

    gate = threading.Barrier(2)

    def bring_first_thing() -> None:
        gate.wait()
        with tenant(organisation.id), transaction.atomic():
            channel_of_the_house(kind="noted")
        connection.close()

    threads = [threading.Thread(target=bring_first_thing) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with tenant(organisation.id):
        assert Channel.objects.filter(kind="noted").count() == 1
