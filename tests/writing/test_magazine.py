"""What was written, on paper: an issue of pieces becomes a file that a printer can take, and one to read on a screen."""

import itertools
import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from liant.accounts.permissions import NotAllowed
from liant.kit.press import CannotSet
from liant.tenancy.context import tenant
from liant.writing import actions as pieces
from liant.writing.magazine import actions, printing, queries
from liant.writing.magazine.layout import LaidOut, lay_out
from liant.writing.magazine.models import Issue
from liant.writing.magazine.setting import blocks_of, stepped, with_beginning, with_between
from tests.writing.pieces import a_piece, agreed

MAGAZINE = "/o/fournils/writing/magazine/"
MILLIMETRE = 72 / 25.4
BODY = """Il est deux heures, quai Saint-Jean. « Le pain n'attend pas » : c'est une phrase que tous les boulangers connaissent ; l’œuvre est longue.

## Dix-huit heures de patience

La pâte attend, **dix-huit heures**, à [onze degrés](https://fournils.example/froid).

- de la farine
- de l'eau

| Pain | Repos |
|---|---|
| Seigle | 24 h |
"""


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


def a_picture(width=2600, height=1500):
    told = BytesIO()
    Image.new("RGB", (width, height), "#8a5a2a").save(told, "JPEG")
    return told.getvalue()


@pytest.fixture
def issue(house, lea):
    found = actions.begin(
        actor=lea, title="La Mie", number="N° 3", dated="Hiver 2026", language="fr", publisher="Les Trois Fournils",
        director="Alice Fournier", printer="Imprimerie du Quai, Lyon", size="a4", columns=2,
    )  # fmt: skip
    night = a_piece(lea, title="Pourquoi la nuit", body=BODY)
    pieces.add_medium(
        actor=lea, piece=night, name="four.jpg", media_type="image/jpeg", content=a_picture(), description="Le four",
    )  # fmt: skip
    agree_to(night, lea)
    miller = agreed(lea, title="Le meunier", body="Il moud. " * 300)
    actions.add(actor=lea, issue=found, pieces=[night, miller])
    first = found.entries.first()
    actions.arrange(
        actor=lea, entry=first, lead="Personne ne dort.", quote="Le pain n'attend pas.", signature="Texte : L. M.",
        pictures=[first.pictures[0] | {"caption": "À deux heures.", "credit": "Samir"}],
    )  # fmt: skip
    actions.change(actor=lea, issue=found, cover_id=first.pictures[0]["medium_id"], cover_credit="Samir")
    return queries.one_issue(found.pk)


def agree_to(piece, lea):
    from liant.writing import moves

    for step in moves.ask(actor=lea, piece=piece):
        moves.agree(actor=lea, step=step)


def box(page, name):
    return [round(float(one) / MILLIMETRE, 1) for one in page[name]]


def words_of(pdf):
    reader = PdfReader(BytesIO(pdf))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def fonts_of(reader):
    for page in reader.pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            told = font.get_object()
            yield told["/DescendantFonts"][0].get_object() if "/DescendantFonts" in told else told


@pytest.mark.django_db
def test_the_file_for_the_printer_has_bleed_marks_fonts_and_words(issue):
    made = printing.set_issue(lay_out(issue))
    reader, words = words_of(made.print_pdf)
    assert len(reader.pages) == len(made.proofs) >= 5, "cover, contents, two pieces, who made it"
    for page in reader.pages:
        assert box(page, "/TrimBox") == [10, 10, 220, 307], "A4, ten millimetres within the sheet"
        assert box(page, "/BleedBox") == [7, 7, 223, 310], "three millimetres around it"
        assert box(page, "/MediaBox") == [0, 0, 230, 317]
    fonts = list(fonts_of(reader))
    names = {str(font["/BaseFont"]).partition("+")[2] or str(font["/BaseFont"]) for font in fonts}
    assert {"Literata-Regular", "LiantSans-Regular"} <= names
    for font in fonts:
        assert {"/FontFile2", "/FontFile3", "/FontFile"} & set(font["/FontDescriptor"].get_object()), font["/BaseFont"]
    flat = " ".join(words.split())
    assert "Dix-huit heures de patience" in flat
    assert "l’œuvre" in flat.replace("- ", "")
    assert "Directeur ou directrice de la publication" in flat
    assert "Alice Fournier" in flat
    assert "« Le pain n’attend pas »".replace(" ", "") in flat.replace("\u202f", "").replace("\xa0", "").replace(
        " ", ""
    )
    colours = b"".join(page.get_contents().get_data() for page in reader.pages)
    assert b"/DeviceCMYK" in colours or b" k\n" in colours or b" scn" in colours


@pytest.mark.django_db
def test_the_file_for_the_screen_can_be_kept_and_read_aloud(issue):
    made = printing.set_issue(lay_out(issue))
    reader, words = words_of(made.screen_pdf)
    page = reader.pages[0]
    assert box(page, "/MediaBox") == [0, 0, 210, 297]
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    told = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid" in told
    assert '"2"' in told or ">2<" in told, "PDF/A-2"
    assert "Pourquoi la nuit" in words


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "columns", "marks"), [("a5", 1, False), ("a5", 2, True), ("a4", 3, False)])
def test_each_paper_is_as_large_as_it_is_called(issue, lea, size, columns, marks):
    actions.change(actor=lea, issue=issue, size=size, columns=columns, has_marks=marks)
    reader, _words = words_of(printing.set_issue(lay_out(issue)).print_pdf)
    left, bottom, right, top = box(reader.pages[1], "/TrimBox" if marks else "/MediaBox")
    assert (right - left, top - bottom) == ((148, 210) if size == "a5" else (210, 297))


@pytest.mark.django_db
def test_what_whoever_prints_should_know_is_said(house, lea, issue):
    small = a_piece(lea, title="Petite image")
    for name, content in (("petite.jpg", a_picture(300, 200)), ("cassee.jpg", b"not a picture")):
        pieces.add_medium(
            actor=lea, piece=small, name=name, media_type="image/jpeg", content=content, description=name
        )  # fmt: skip
    agree_to(small, lea)
    actions.add(actor=lea, issue=issue, pieces=[small])
    entry = issue.entries.last()
    ids = small.media.values_list("pk", flat=True)
    actions.arrange(actor=lea, entry=entry, pictures=[{"medium_id": one, "caption": "", "credit": ""} for one in ids])
    actions.change(actor=lea, issue=issue, printer="")
    told = lay_out(issue)
    assert {code for code, _values in told.notes} == {"coarse", "unreadable", "imprint"}
    assert dict(told.notes)["coarse"]["name"] == "petite.jpg"


@pytest.mark.django_db
def test_only_agreed_words_are_printed(house, lea, issue):
    draft = a_piece(lea, title="Brouillon")
    assert draft not in queries.pieces_to_choose(issue)
    assert queries.version_to_print(draft, "fr") is None


@pytest.mark.django_db
def test_what_people_write_is_never_read_as_markup(house, lea, issue):
    sly = 'Voilà #read("/etc/passwd") et #sys.version, `#x`, $a$ <label> @ref [lien](javascript:alert) \\ * _'
    piece = agreed(lea, title='#panic("non")', body=sly)
    actions.add(actor=lea, issue=issue, pieces=[piece])
    actions.arrange(actor=lea, entry=issue.entries.last(), lead="#import", quote="]#panic()[", signature="@x")
    actions.change(actor=lea, issue=issue, title="#La *Mie*", legal="#read(\n<a>")
    _reader, words = words_of(printing.set_issue(lay_out(issue)).print_pdf)
    flat = words.replace("\n", " ")
    assert '#read("/etc/passwd")' in flat
    assert "root:" not in flat
    assert '#panic("non")' in flat


@pytest.mark.django_db
def test_on_the_press_from_its_pages(client_of, lea, bob, organisation, work_off):
    with tenant(organisation.id):
        piece = agreed(lea, title="Pourquoi la nuit", body=BODY)
        second = agreed(lea, title="Le meunier", body="Il moud.")
    client = client_of(lea)
    typed = {"title": "La Mie", "language": "fr", "size": "a5", "columns": "1", "has_marks": "on"}
    assert client_of(bob).get(MAGAZINE).status_code == 403
    page = client.post(f"{MAGAZINE}new/", typed, follow=True)
    address = page.request["PATH_INFO"]
    assert "Pourquoi la nuit" in page.content.decode()
    client.post(f"{address}pieces/", {"piece": [piece.pk, second.pk]})
    with tenant(organisation.id):
        first, last = Issue.objects.get().entries.all()
    assert {first.piece_id, last.piece_id} == {piece.pk, second.pk}
    client.post(f"{address}pieces/{last.pk}/move/", {"way": "up"})
    with tenant(organisation.id):
        assert [one.pk for one in Issue.objects.get().entries.all()] == [last.pk, first.pk]
    client.post(f"{address}set/")
    assert "sous presse" in client.get(address).content.decode()
    work_off()
    page = client.get(address).content.decode()
    assert "Page 1" in page
    assert "Pour l’imprimeur" in page
    assert client.get(f"{address}proofs/1/").content.startswith(b"\x89PNG")
    assert client.get(f"{address}for-print/").content.startswith(b"%PDF")
    assert "la-mie-screen.pdf" in client.get(f"{address}to-read/")["Content-Disposition"]
    client.post(f"{address}pieces/{first.pk}/", {"take_out": "1"})
    assert "avant les derniers changements" in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_press_that_stops_is_told_and_what_was_made_stays(house, lea, issue, work_off):
    actions.note_set(issue, printing.Made(b"%PDF old", b"%PDF old", [b"png"]), [])
    told = lay_out(issue)
    told.doc["cover"] = {"file": "nowhere.jpg", "alt": "", "credit": "", "caption": "", "width": 100}
    with pytest.raises(CannotSet):
        printing.set_issue(told)
    actions.note_failed(issue, "It took longer than 180 seconds.")
    issue.refresh_from_db()
    assert issue.state == "failed"
    assert queries.sheet_of(issue) is not None


def test_the_press_is_stopped_when_it_takes_too_much(monkeypatch):
    monkeypatch.setattr(printing, "MOST_SECONDS", 0)  # however fast the press is, it takes longer
    with pytest.raises(CannotSet, match="longer"):
        printing.set_issue(LaidOut(doc={"has_marks": False}))


@pytest.mark.django_db
def test_whoever_only_reads_lays_nothing_out(house, make_member, issue):
    for verb in (
        lambda actor: actions.begin(actor=actor, title="Non", language="fr"),
        lambda actor: actions.ask_to_set(actor=actor, issue=issue),
        lambda actor: actions.drop(actor=actor, issue=issue),
    ):
        with pytest.raises(NotAllowed):
            verb(make_member("Odile", "team_manager"))


MARKS = st.text(alphabet="ab é*_`#-|>[]()!\n1.~\\:", max_size=200)


@given(MARKS)
def test_any_text_becomes_blocks_that_lose_no_word(text):
    blocks = blocks_of(text, "en", {})
    told = json.dumps(blocks, ensure_ascii=False)
    from liant.kit.markdown import plain

    for word in plain(text).split():
        if word.isalpha():
            assert word in told


@given(st.lists(st.integers(2, 4), max_size=12))
def test_no_step_of_headings_is_left_out(levels):
    before = 1
    for block in stepped([{"t": "heading", "level": level, "c": []} for level in levels]):
        assert 2 <= block["level"] <= before + 1
        before = block["level"]


@given(st.lists(st.sampled_from(["p", "heading", "ul"]), max_size=20), st.booleans(), st.integers(0, 6))
def test_quotes_and_pictures_are_put_between_and_none_is_lost(kinds, has_quote, plates):
    blocks = [{"t": kind, "n": number} for number, kind in enumerate(kinds)]
    pictures = [{"t": "picture", "file": str(number)} for number in range(plates)]
    told = with_between(blocks, "Un mot" if has_quote else "", pictures)
    assert [one for one in told if "n" in one] == blocks
    assert [one for one in told if one["t"] == "picture"] == pictures
    assert sum(one["t"] == "pull" for one in told) == has_quote
    for before, after in itertools.pairwise(told):
        assert not (
            before["t"] == "heading"
            and after["t"] in ("pull", "picture")
            and any(one["t"] == "p" for one in blocks[:-1])
        )


def test_a_piece_begins_with_a_large_letter_where_it_begins_with_one():
    assert with_beginning(blocks_of("Il est *tard*.", "fr", {}))[0]["letter"] == "I"
    assert with_beginning(blocks_of("« Oui », dit-il.", "fr", {}))[0]["t"] == "p"
