"""A notice is sealed as RFC 8291 says, to the last byte of its example; signed so that a push service believes it."""

import base64
import json
import os

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from liant.kit import push
from tests.kit.push_service import Browser

# RFC 8291, appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
RECEIVER = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
    "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    sender = ec.derive_private_key(int.from_bytes(raw(SENDER)), ec.SECP256R1())
    assert push.sealed(PLAIN, RECEIVER, AUTH, salt=raw(SALT), sender=sender) == raw(SEALED)


@given(st.binary(max_size=push.MOST - push.TAG_AND_END))
def test_the_browser_it_is_for_reads_it(plain):
    browser = Browser()
    assert browser.opened(push.sealed(plain, **browser.keys)) == plain


def test_another_browser_does_not():
    from cryptography.exceptions import InvalidTag

    with pytest.raises(InvalidTag):
        Browser().opened(push.sealed(b"secret", **Browser().keys))


def test_what_is_too_long_is_refused():
    with pytest.raises(ValueError, match="Too long"):
        push.sealed(os.urandom(push.MOST), **Browser().keys)


def test_the_push_service_can_tell_who_sends():
    header = push.authorization("https://push.example/abc", "mailto:us@fournils.test", 1_000)
    token, key = (part.strip().partition("=")[2] for part in header.removeprefix("vapid ").split(","))
    head, claims, signature = token.split(".")
    assert key == push.public_key()
    assert json.loads(raw(claims)) == {"aud": "https://push.example", "exp": 44_200, "sub": "mailto:us@fournils.test"}
    known = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    halves = raw(signature)
    der = encode_dss_signature(int.from_bytes(halves[:32]), int.from_bytes(halves[32:]))
    known.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
