"""Ideas come from whoever works here and from what was heard; the words of others keep their source."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from liant.accounts.permissions import NotAllowed
from liant.tenancy.context import tenant
from liant.writing.ideas import actions
from liant.writing.ideas.models import Article, Idea
from liant.writing.models import Piece
from liant.writing.reading import Unreadable, parse
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db
BOX = "/o/fournils/writing/ideas/"
ARTICLE = """<html><head><title>La nuit des meuniers | La Gazette</title><meta name="author" content="Marthe Roux">
<meta property="og:site_name" content="La Gazette"></head><body><article><h1>La nuit des meuniers</h1>
<p>À Ansac, la meule tourne encore la nuit. Le grain attend dans la cour, et l’eau décide de l’heure. Le meunier la lit
au bruit qu’elle fait sous la porte, comme son père le faisait avant lui.</p>
<p>Il vend à quatre boulangers de la vallée, qui viennent chercher la farine eux-mêmes le jeudi, avant l’aube, quand la
route est vide et que le moulin sent le froment chaud.</p></article></body></html>"""


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


def test_an_employee_tells_an_idea_and_sees_what_became_of_it(client_of, chloe, lea, organisation):
    mine = client_of(chloe)
    assert mine.get("/o/fournils/writing/").status_code == 403
    mine.post(BOX, {"text": "Montrer comment on sent que la pâte est prête."})
    with tenant(organisation.id):
        idea = Idea.objects.get()
    theirs = client_of(lea)
    assert "Montrer comment" in theirs.get(BOX).content.decode()
    theirs.post(f"{BOX}{idea.pk}/aside/", {"answer": ""})
    theirs.post(f"{BOX}{idea.pk}/take/")
    with tenant(organisation.id):
        piece = Piece.objects.get()
        assert piece.ideas.get() == idea
    assert piece.title in mine.get(BOX).content.decode()


def test_an_idea_is_answered_once_and_not_by_just_anyone(house, lea, chloe):
    idea = actions.tell(actor=chloe, text="Le pain des écoles")
    with pytest.raises(NotAllowed):
        actions.put_aside(actor=chloe, idea=idea, answer="Non")
    actions.put_aside(actor=lea, idea=idea, answer="Déjà écrit en mars.")
    with pytest.raises(actions.AnsweredAlready):
        actions.take(actor=lea, idea=idea)


def test_nobody_reads_the_ideas_of_others_but_who_writes(client_of, chloe, make_member, organisation):
    with tenant(organisation.id):
        actions.tell(actor=chloe, text="Le pain des écoles")
    assert "écoles" not in client_of(make_member("Noé", "employee")).get(BOX).content.decode()


def test_a_mention_becomes_an_idea(client_of, alice, lea, organisation):
    from liant.listening.actions import save_query
    from tests.people import do_jobs

    with tenant(organisation.id):
        save_query(actor=alice, query=None, name="Nous", expr="fournils")
        [item_id] = heard(a_channel(alice), said("k", "Pourquoi les Trois Fournils cuisent-ils la nuit ?"))
        do_jobs()
    with tenant(organisation.id):
        organisation.rooms = []
        organisation.save()
    client = client_of(lea)
    page = client.get("/o/fournils/listening/").content.decode()
    assert f"{BOX}mention/{item_id}/" in page
    client.post(f"{BOX}mention/{item_id}/", {"text": "Pourquoi la nuit"})
    with tenant(organisation.id):
        assert Idea.objects.get().item_id == item_id


def test_what_was_said_in_private_is_no_idea(house, alice, lea):
    from liant.channels.models import Item

    [item_id] = heard(a_channel(alice), said("k", "Je vous le dis à vous.", is_private=True))
    with pytest.raises(NotAllowed):
        actions.tell(actor=lea, text="x", item=Item.objects.select_related("channel").get(pk=item_id))


def test_an_article_is_quoted_with_its_source(house, lea, chloe):
    page = parse(ARTICLE.encode(), "https://gazette.test/meuniers")
    assert "La meule" not in page.title
    piece = actions.bring_in(actor=lea, page=page)
    body = piece.versions.get().body
    assert piece.is_third_party
    assert "la meule tourne encore" in body
    assert "https://gazette.test/meuniers" in body
    assert "jeudi, avant l’aube" not in body, "a quotation, not a copy"
    assert "jeudi, avant l’aube" in " ".join(Article.objects.get().text.split())
    assert "Marthe Roux" in piece.source_name
    with pytest.raises(NotAllowed):
        actions.bring_in(actor=chloe, page=page)
    with pytest.raises(Unreadable):
        parse(b"", "https://gazette.test/")


@pytest.mark.django_db(transaction=True)
def test_an_address_is_read_through_the_door(client_of, lea, organisation):
    class Gazette(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(ARTICLE.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gazette)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/meuniers"
        page = client_of(lea).post(f"{BOX}others/", {"url": url}, follow=True).content.decode()
    finally:
        server.shutdown()
        server.server_close()
    assert "la meule tourne encore" in page
    assert "Marthe Roux" in page
