"""A colleague forwards what they were sent: it is its first author who is heard, and answered."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.mail import forwarded
from liant.connectors.mail.reading import Arrival

NOTES = "noter@fournils.example"
WORDS = "Bonjour,\nma baguette était brûlée.\nMado"
GMAIL = f"""Pour vous.

---------- Forwarded message ---------
De : Mado Petit <mado@example.org>
Date: mar. 3 nov. 2026 à 14:12
Subject: Ma baguette
To: <samir@fournils.example>

{WORDS}"""
OUTLOOK = f"""-----Message d’origine-----
De : Mado Petit [mailto:mado@example.org]
Envoyé : mardi 3 novembre 2026 14:12
À : Samir
Objet : Ma baguette

{WORDS}"""
APPLE = "\n".join(
    f"> {line}" if line else ">"
    for line in f"De: Mado Petit <mado@example.org>\nObjet: Ma baguette\nDate: 3 novembre 2026 à 14:12:05 UTC+1\n\n{WORDS}".split("\n")
)  # fmt: skip
ENGLISH = f"""FYI

Begin forwarded message:

From: "Mado Petit" <mado@example.org>
Date: Tue, 3 Nov 2026 14:12:00 +0000
Subject: Ma baguette

{WORDS}"""


def letter(body, to=NOTES, attached=None, subject="Tr : Ma baguette"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Samir <samir@fournils.example>", to, subject
    message["Message-ID"], message["Date"] = "<f1@fournils.example>", "Wed, 04 Nov 2026 09:00:00 +0000"
    message.set_content(body)
    if attached:
        message.add_attachment(attached)
    return Arrival(message.as_bytes(), "INBOX")


def read(arrival, noted_to=NOTES):
    return forwarded.read(arrival, {"bonjour@fournils.example"}, ("INBOX", "Sent"), noted_to)


@pytest.mark.parametrize("body", [GMAIL, OUTLOOK, APPLE, ENGLISH], ids=["gmail", "outlook", "apple", "english"])
def test_it_is_under_the_name_of_whoever_wrote_it_first(body):
    item = read(letter(body))
    assert (item.author.key, item.author.name) == ("mado@example.org", "Mado Petit")
    assert (item.text, item.title) == (WORDS, "Ma baguette")
    assert (item.published_at.date(), item.published_at.hour) == (datetime(2026, 11, 3, tzinfo=UTC).date(), 14)
    assert (item.reply_to["to"], item.is_addressed, item.is_ours) == (["mado@example.org"], True, False)
    assert item.raw["forwarded_by"] == "samir@fournils.example"
    assert "told" in item.tags


def test_what_the_colleague_added_is_kept_beside():
    assert read(letter(GMAIL)).raw["forwarded_note"] == "Pour vous."


def test_a_mail_attached_whole_keeps_its_thread():
    first = EmailMessage()
    first["From"], first["Subject"], first["Message-ID"] = (
        "Mado Petit <mado@example.org>",
        "Ma baguette",
        "<m1@example.org>",
    )
    first["Date"] = "Tue, 03 Nov 2026 14:12:00 +0000"
    first.set_content(WORDS)
    item = read(letter("Voir ci-joint.", attached=first))
    assert (item.author.key, item.text.strip(), item.thread_key) == ("mado@example.org", WORDS, "m1@example.org")
    assert item.reply_to["message_id"] == "m1@example.org"


def test_elsewhere_a_forward_is_a_mail_like_any_other():
    item = read(letter(GMAIL, to="bonjour@fournils.example"))
    assert item.author.key == "samir@fournils.example"


def test_what_cannot_be_told_apart_stays_as_it_came():
    item = read(letter("Madame Petit se plaint de sa baguette."))
    assert (item.author.key, "told" in item.tags) == ("samir@fournils.example", True)


@given(st.text(max_size=400))
def test_no_words_break_it(words):
    forwarded.original_in(words)
