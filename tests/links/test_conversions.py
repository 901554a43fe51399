"""What another programme tells of a link: signed, counted once, and about nobody."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from liant.kit import clock
from liant.links import actions, queries
from liant.links.models import Conversion
from liant.links.public_views import read
from tests.channels.pushing import signed

PATH = "/houses/fournils/links/conversions/"


@pytest.fixture
def call(house, alice):
    secret = actions.renew_secret(actor=alice)

    def send(body, message_id="msg_1", by=secret, at=None):
        body = body if isinstance(body, str) else json.dumps(body)
        return Client().post(PATH, body, content_type="application/json", headers=signed(by, body, message_id, at))

    return send


@pytest.fixture
def link(house, alice):
    return actions.make(actor=alice, url="https://fournils.test/")


def test_a_signed_call_back_counts_once_however_often_it_is_sent(call, link):
    told = {"link": link.code, "what": "sign-up"}
    assert [call(told).status_code for _ in range(3)] == [202, 200, 200]
    assert call(told, "msg_2").status_code == 202
    assert queries.conversions([link]) == [("sign-up", 2)]
    assert {field.name for field in Conversion._meta.local_fields} == {
        "id",
        "organisation",
        "link",
        "what",
        "at",
        "message_hash",
    }
    assert Conversion.objects.first().at.minute == 0


def test_whoever_cannot_sign_is_refused(call, link, alice):
    told = {"link": link.code, "what": "sign-up"}
    assert Client().post(PATH, told, content_type="application/json").status_code == 401
    assert call(told, by="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").status_code == 401
    assert call(told, at=clock.now() - timedelta(hours=1)).status_code == 401
    actions.renew_secret(actor=alice)
    assert call(told).status_code == 401  # the former secret is worth nothing
    assert Client().get(PATH).status_code == 405
    assert not Conversion.objects.exists()


def test_without_a_secret_nothing_is_taken(house, link):
    body = json.dumps({"link": link.code, "what": "sign-up"})
    headers = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", body)
    assert Client().post(PATH, body, content_type="application/json", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"link": "abcdefghj"}',
        {"link": "abcdefghj", "what": "sign-up"},
        {"link": 7, "what": "Élise Martin"},
    ],
)
def test_what_says_nothing_is_refused_in_words(call, link, body):
    answer = call(body)
    assert answer.status_code == 422
    assert answer.content


def test_another_houses_links_are_not_found(call, other_organisation, dan):
    from liant.tenancy.context import tenant

    with tenant(other_organisation.id):
        theirs = actions.make(actor=dan, url="https://mairie.test/")
    assert call({"link": theirs.code, "what": "sign-up"}).status_code == 422
    assert Client().post("/houses/nobody/links/conversions/").status_code == 404


@given(st.binary(max_size=200))
def test_no_body_breaks_the_reading(body):
    code, what = read(body)
    assert isinstance(code, str)
    assert isinstance(what, str)
