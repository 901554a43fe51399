"""The message that leaves is fixed when it is queued, and no header can be slipped into another."""

import base64
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.contract import Account, Attachment, Draft, Misconfigured, Rejected
from liant.connectors.mail.writing import freeze

NOW = datetime(2026, 3, 31, 10, 0, 7, 5, tzinfo=UTC)
ACCOUNT = Account(settings={"address": "us@liant.test", "name": "Les Trois Fournils, Val-Clair"})


def written(draft, account=ACCOUNT, key="k"):
    frozen = freeze(account, draft, key, NOW)
    return frozen, message_from_bytes(base64.b64decode(frozen["message"]), policy=policy.default)


def test_an_answer_says_what_it_answers():
    target = {"message_id": "2@b", "references": ["1@b", "2@b"], "subject": "Pain", "to": ["ana@b.example"]}
    frozen, message = written(Draft(kind="reply", text="Bonjour,\r\nà bientôt 🥖\n.\n", target=target, language="fr"))
    assert message["In-Reply-To"] == "<2@b>"
    assert message["References"] == "<1@b> <2@b>"
    assert message["Subject"] == "Re: Pain"
    assert message["To"] == "ana@b.example"
    assert message["From"] == '"Les Trois Fournils, Val-Clair" <us@liant.test>'
    assert message["Message-ID"] == f"<{frozen['message_id']}>"
    assert message["Date"] == "Tue, 31 Mar 2026 10:00:07 +0000"
    assert message.get_content().replace("\r\n", "\n") == "Bonjour,\nà bientôt 🥖\n.\n"
    assert frozen["recipients"] == ["ana@b.example"]


@pytest.mark.parametrize("subject", ["Re: Pain", "RE : Pain", "AW: Pain", "Ré: Pain"])
def test_an_answer_is_not_marked_twice(subject):
    assert (
        written(Draft(kind="reply", text="x", target={"subject": subject, "to": ["a@b.example"]}))[1]["Subject"]
        == subject
    )


def test_the_same_delivery_is_the_same_message_to_the_last_byte():
    draft = Draft(
        kind="mail",
        text="x",
        to=("a@b.example",),
        subject="x",
        attachments=(Attachment("a.txt", "text/plain", content=b"1"),),
    )
    assert freeze(ACCOUNT, draft, "k", NOW) == freeze(ACCOUNT, draft, "k", NOW)
    assert freeze(ACCOUNT, draft, "k", NOW)["message_id"] != freeze(ACCOUNT, draft, "l", NOW)["message_id"]
    other = Account(settings={"address": "them@liant.test"})
    assert freeze(ACCOUNT, draft, "k", NOW)["message_id"] != freeze(other, draft, "k", NOW)["message_id"]


@given(st.text(), st.text(), st.text(), st.text(max_size=30))
def test_no_header_is_slipped_in(subject, name, text, identifier):
    account = Account(settings={"address": "us@liant.test", "name": name})
    target = {"message_id": identifier, "references": [identifier], "to": ["a@b.example"]}
    draft = Draft(
        kind="reply",
        text=f"x{text}",
        target=target,
        subject=f"{subject}\r\nBcc: spy@evil.example",
        language="fr\nX-Evil: 1",
    )
    _, message = written(draft, account)
    assert set(message.keys()) <= {
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Content-Language",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    assert [address.addr_spec for address in message["From"].addresses] == ["us@liant.test"]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example, c@d.example",
        "a b@c.example",
        "<a@b.example>",
        "a",
        "a@",
        "@b",
        "a@b@c",
        "",
        "a@b.example>",
    ],
)
def test_what_is_not_an_address_is_refused(address):
    with pytest.raises(Rejected, match=r"not an address|nobody"):
        written(Draft(kind="mail", text="x", to=(address,), subject="x"))


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(kind="mail", text="x", subject="x"), "nobody to write to"),
        (Draft(kind="mail", text=" ", to=("a@b.example",)), "nothing written"),
        (Draft(kind="mail", text="x", to=("us@liant.test",)), "only go to the mailbox"),
        (Draft(kind="mail", text="x", to=tuple(f"a{n}@b.example" for n in range(60))), "50 people"),
        (Draft(kind="mail", text="x", to=("a@b.example",), attachments=(Attachment("a", "image/png"),)), "is not here"),
        (
            Draft(
                kind="mail",
                text="x",
                to=("a@b.example",),
                attachments=(Attachment("a", "image/png", content=b"1" * 21_000_000),),
            ),
            "larger than",
        ),
    ],
)
def test_what_cannot_leave_is_refused_before(draft, reason):
    with pytest.raises(Rejected, match=reason):
        written(draft)


def test_an_account_without_an_address_is_told():
    with pytest.raises(Misconfigured) as caught:
        written(Draft(kind="mail", text="x", to=("a@b.example",)), Account(settings={"address": "nobody"}))
    assert caught.value.field == "address"
