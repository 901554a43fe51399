"""What a server of mail meant, read from what it said."""

from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest

from liant.kit.mail_refusals import fate_of, is_down, is_of_this_letter, words_of


@pytest.mark.parametrize(
    ("error", "fate", "of_this_letter", "down"),
    [
        (SMTPRecipientsRefused({"a": (550, b"no")}), "refused", True, False),
        (SMTPRecipientsRefused({"a": (450, b"later")}), "waiting", True, False),
        (SMTPDataError(554, b"no"), "refused", True, False),
        (SMTPDataError(451, b"later"), "waiting", True, False),
        (SMTPServerDisconnected("?"), "unknown", False, False),
        (SMTPAuthenticationError(535, b"who"), "waiting", False, False),
        (ConnectionRefusedError(), "waiting", False, True),
    ],
)
def test_what_becomes_of_a_letter_is_read_from_what_the_server_said(error, fate, of_this_letter, down):
    assert (fate_of(error).value, is_of_this_letter(error), is_down(error)) == (fate, of_this_letter, down)


def test_an_address_that_was_refused_is_not_repeated():
    assert "ana@" not in words_of(SMTPRecipientsRefused({"ana@example.org": (550, b"no")}))
