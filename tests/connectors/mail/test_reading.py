"""Messages become items: the new words apart from the history, who wrote, how the exchange hangs together."""

import json
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.mail import quoting
from liant.connectors.mail.reading import Arrival, read_message
from liant.connectors.plain_text import text_of_html
from tests.connectors.mail.samples import SAMPLES

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "data"
US = {"us@liant.test"}


def read(data, **more):
    return read_message(Arrival(data if isinstance(data, bytes) else data.encode(), "INBOX", **more), US)


def letter(headers, body="Bonjour"):
    return "".join(f"{name}: {value}\n" for name, value in headers.items()) + "\n" + body


def assert_storable(item):
    text = json.dumps([item.raw, item.text, item.title, item.reply_to, item.key, list(item.tags)], ensure_ascii=False)
    assert "\\u0000" not in text
    text.encode()
    assert item.key
    assert item.text or item.title or item.attachments or item.raw


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_read(sample):
    item = read(sample.read_bytes())
    assert "unreadable" not in item.tags
    assert_storable(item)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mikel_japanese_shift_jis", "あいうえお"),
        ("mikel_ks_c_5601-1987", "스티해"),
        ("stalwart_legacy_045", "Die Hasen und die Frösche"),
    ],
)
def test_charsets_are_undone(name, words):
    item = read(next(sample for sample in SAMPLES if sample.stem == name).read_bytes())
    assert words in f"{item.title} {item.text}"


@pytest.mark.full
@pytest.mark.parametrize("corpus", ["mail_stalwart", "mail_mikel"])
def test_no_message_of_the_corpora_is_lost(corpus):
    paths = list((CORPORA / corpus).rglob("*.eml"))
    if not paths:
        pytest.skip(f"{corpus} is not on this machine")
    lost = []
    for path in paths:
        item = read(path.read_bytes())
        assert_storable(item)
        if "unreadable" in item.tags:
            lost.append(path.name)
    assert len(paths) > 80
    assert not lost


@pytest.mark.full
def test_subjects_are_those_another_parser_finds():
    """The corpus comes with what its own parser read; ours agrees wherever that one could read the charset."""
    agree = total = 0
    for path in sorted((CORPORA / "mail_stalwart").rglob("*.eml")):
        expected = path.with_suffix(".json")
        if not expected.exists() or "malformed" in path.parts:
            continue
        headers = {
            h["name"]: h["value"]
            for h in json.loads(expected.read_text())["parts"][0]["headers"]
            if isinstance(h["name"], str)
        }
        subject = (headers.get("subject") or {}).get("Text") if isinstance(headers.get("subject"), dict) else None
        if subject is None or "\ufffd" in subject:
            continue
        total += 1
        agree += " ".join(subject.split()) == (read(path.read_bytes()).title or "")
    if not total:
        pytest.skip("the corpus is not on this machine")
    assert total > 60
    assert agree == total


@given(st.binary(max_size=400))
def test_no_bytes_are_refused(data):
    assert_storable(read(data))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Content-Disposition"]
            ),
            st.text(max_size=40),
        ),
        max_size=8,
    )
)
def test_no_headers_are_refused(headers):
    assert_storable(
        read("".join(f"{name}: {value}\n" for name, value in headers).encode("utf-8", "surrogatepass") + b"\nx")
    )


def test_threads_by_references_then_by_what_is_answered():
    item = read(
        letter(
            {"From": "Ana <Ana@B.example>", "Message-ID": "<3@b>", "References": "<1@b> <2@b>", "In-Reply-To": "<2@b>"}
        )
    )
    assert (item.key, item.thread_key, item.parent_key) == ("3@b|INBOX", "1@b", "2@b|INBOX")
    assert item.thread_names == ("1@b", "2@b", "3@b")
    assert item.author.key == "ana@b.example"
    item = read(letter({"Message-ID": "<2@b>", "In-Reply-To": "<liant.abc@liant.test>"}))
    assert (item.thread_key, item.parent_key) == ("liant.abc@liant.test", "liant.abc@liant.test|Sent")
    item = read(letter({"Message-ID": "<1@b>"}))
    assert (item.thread_key, item.parent_key) == ("1@b", None)


def test_without_an_identifier_the_content_is_the_key():
    one, same, other = (read(letter({"Subject": subject})) for subject in ("a", "a", "b"))
    assert one.key == same.key != other.key
    assert one.key.startswith("sha256:")
    assert one.thread_key == one.key


def test_what_we_wrote_elsewhere_is_ours():
    item = read(letter({"From": "US <us@Liant.test>", "To": "ana@b.example"}))
    assert (item.is_ours, item.is_addressed) == (True, False)


def test_answers_go_where_they_are_wanted():
    item = read(
        letter(
            {
                "From": "a@b.example",
                "Reply-To": "c@d.example",
                "To": "us@liant.test, e@f.example",
                "Message-ID": "<1@b>",
                "Subject": "x",
            }
        )
    )
    assert item.reply_to == {
        "message_id": "1@b",
        "references": ["1@b"],
        "subject": "x",
        "to": ["c@d.example"],
        "cc": ["e@f.example"],
    }


@pytest.mark.parametrize(
    ("headers", "tag"),
    [
        ({"Auto-Submitted": "auto-replied (vacation)"}, "auto-reply"),
        ({"Precedence": "auto_reply"}, "auto-reply"),
        ({"X-Autoreply": "yes"}, "auto-reply"),
        ({"Auto-Submitted": "auto-generated"}, "automatic"),
        ({"Return-Path": "<>", "From": "MAILER-DAEMON@b.example"}, "bounce"),
        ({"X-Failed-Recipients": "a@b.example"}, "bounce"),
        ({"Return-Path": "<>", "From": "robot@b.example"}, "automatic"),
        ({"Content-Type": 'multipart/report; report-type=disposition-notification; boundary="x"'}, "receipt"),
        ({"List-Id": "<news.b.example>"}, "list"),
        ({"Precedence": "bulk"}, "bulk"),
    ],
)
def test_what_no_person_wrote_is_marked(headers, tag):
    assert tag in read(letter(headers)).tags


def test_what_a_person_wrote_is_not_marked():
    assert read(letter({"Auto-Submitted": "no", "Return-Path": "<a@b.example>", "From": "a@b.example"})).tags == ()


@pytest.mark.parametrize(
    ("written", "received", "meant"),
    [
        ("Tue, 31 Mar 2026 12:00:00 +0200", None, datetime(2026, 3, 31, 10, tzinfo=UTC)),
        ("Tue, 31 Mar 2099 12:00:00 +0200", datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)),
        ("yesterday", datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC)),
        ("yesterday", None, None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None, None),
    ],
)
def test_dates_that_cannot_be_are_those_of_the_arrival(written, received, meant):
    assert read(letter({"Date": written}), received_at=received).published_at == meant


def test_html_is_read_when_there_is_no_text():
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(
        "<p>Bonjour <b>à tous</b>,</p><style>p{}</style><ul><li>un<li>deux</ul><blockquote>ancien</blockquote>",
        subtype="html",
    )
    item = read(message.as_bytes())
    assert item.text == "Bonjour à tous,\n\n- un\n- deux"
    assert item.raw["quoted"] == "> ancien"


def test_text_is_preferred_and_files_are_kept():
    message = EmailMessage()
    message.set_content("le texte")
    message.add_alternative("<p>le html</p>", subtype="html")
    message.add_attachment(b"1,2", maintype="text", subtype="csv", filename="été.csv")
    inner = EmailMessage()
    inner["Subject"] = "transmis"
    inner.set_content("dedans")
    message.add_attachment(inner)
    item = read(message.as_bytes())
    assert item.text == "le texte"
    assert [(a.name, a.media_type, a.size_bytes is not None) for a in item.attachments] == [
        ("été.csv", "text/csv", True),
        ("transmis.eml", "message/rfc822", True),
    ]
    assert item.attachments[0].content == b"1,2"


def test_large_attachments_are_named_without_their_content(monkeypatch):
    from liant.connectors.mail import reading

    monkeypatch.setattr(reading, "LARGEST_ATTACHMENT", 2)
    message = EmailMessage()
    message.set_content("x")
    message.add_attachment(b"123", maintype="image", subtype="png", filename="a.png")
    [attachment] = read(message.as_bytes()).attachments
    assert (attachment.content, attachment.size_bytes) == (None, 3)


NEW = "Merci beaucoup"


@pytest.mark.parametrize(
    "history",
    [
        "On Tue, Mar 31, 2026 at 10:00 AM Les Trois Fournils <a@b.example> wrote:\n> Bonjour\n> Paul",
        "On Tue, Mar 31, 2026 at 10:00 AM\nLes Trois Fournils <a@b.example>\nwrote:\n\n> Bonjour",
        "Le mar. 31 mars 2026 à 10:00, Les Trois Fournils\n<a@b.example> a écrit :\n\n> Bonjour",
        "Le 31/03/2026 à 10:00, Paul a écrit\xa0:\n> Bonjour",
        "Am 31.03.2026 um 10:00 schrieb Paul:\n> Guten Tag",
        "El mar, 31 mar 2026 a las 10:00, Paul escribió:\n> Hola",
        "-----Original Message-----\nFrom: Paul\nSent: Tuesday\n\nBonjour",
        "-----Message d'origine-----\nDe : Paul\nEnvoyé : mardi\n\nBonjour",
        "________________________________\nDe : Paul <a@b.example>\nEnvoyé : mardi 31 mars 2026 10:00\nÀ : Ana\nObjet : Pain\n\nBonjour",
        "From: Paul <a@b.example>\nSent: Tuesday\nTo: Ana\nSubject: Bread\n\nHello",
        "> Bonjour\n> à vous",
    ],
)
def test_history_is_told_from_the_new_words(history):
    parts = quoting.split(f"{NEW}\n\n{history}")
    assert parts.text == NEW
    assert parts.quoted.split() == history.replace("\xa0", " ").split() or parts.quoted.split() == history.split()


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour,\nLe pain que votre vendeuse a écrit sur l’ardoise est bon",
        "J’ai lu ce qu’on a écrit : bravo",
        "On our way home my wife wrote: lovely bread\nand she was right",
        "De : Paris, c’est loin ?\nBonne journée",
        "_________________________\nAna Rey",
        "> tout est cité\n> ici",
        "",
    ],
)
def test_words_that_look_like_history_are_kept(text):
    assert quoting.split(text).text == text.strip()


def test_answers_between_the_lines_are_kept():
    parts = quoting.split(
        "Bonjour,\n\nLe 3 mars 2026, Paul a écrit :\n> Quel jour ?\nMardi.\n> Quelle heure ?\nNeuf heures.\n\nAna"
    )
    assert parts.text == "Bonjour,\n\nMardi.\nNeuf heures.\n\nAna"
    assert parts.quoted == "Le 3 mars 2026, Paul a écrit :\n> Quel jour ?\n> Quelle heure ?"


def test_what_is_forwarded_is_read():
    text = "Pour info\n\nDe : Paul\nEnvoyé : mardi\nObjet : Pain\n\nLe pain était brûlé"
    assert quoting.split(text, is_forward=True).text == text
    assert read(letter({"Subject": "TR: Pain"}, text)).text == text


def test_signatures_stand_apart():
    parts = quoting.split("Bonjour\n-- \nAna Rey\n01 02 03 04 05")
    assert (parts.text, parts.signature) == ("Bonjour", "Ana Rey\n01 02 03 04 05")


@given(st.text(max_size=300))
def test_no_line_is_lost(text):
    parts = quoting.split(text)
    kept = f"{parts.text}\n{parts.quoted}\n{parts.signature}"
    for line in text.split("\n"):
        words = line.replace("\r", "\n").split("\n")
        assert all(not word.strip() or word.strip() == "--" or word.rstrip().strip() in kept for word in words)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<script>alert(1)</script><title>t</title>x<!-- y -->", "x"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a\n  b\n</pre>", "a\n  b"),
        ("&lt;b&gt; &amp; &eacute; &nbsp; x", "<b> & é x"),
        ("<img alt='un pain'> <a href='https://a'>ici</a>", "un pain ici"),
        ("<div>a<blockquote>b<blockquote>c</blockquote></blockquote>d</div>", "a\n\n> b\n>\n> > c\n\nd"),
        ("<b>non fermé", "non fermé"),
    ],
)
def test_html_as_a_reader_sees_it(html, text):
    assert text_of_html(html) == text


@given(st.text(alphabet="<>/&;!-=\"' abp\n\x00", max_size=80))
def test_no_html_is_refused(html):
    text_of_html(html)
