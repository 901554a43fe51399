import pytest
from django.test import RequestFactory

from liant.web import errors

PART = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Il n’y a rien à cette adresse."), ("en", "There is nothing at this address.")]
)
def test_a_lost_page_speaks(get, language, words):
    answer = get("/nowhere/", language)
    assert answer.status_code == 404
    assert words in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_says_what_was_kept_and_what_to_do(status, language):
    from django.utils import translation

    with translation.override(language):
        page = errors.error_page(RequestFactory().get("/"), status)
    html = page.content.decode()
    assert page.status_code == status
    assert html.count("<p") >= 3
    assert ("Rien n’a changé" if language == "fr" else "Nothing was changed") in html


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429])
def test_a_part_that_fails_leaves_the_page_alone(status):
    answer = errors.error_page(RequestFactory().get("/", headers=PART), status)
    assert answer["HX-Retarget"] == "#notices"
    assert answer.content.decode().lstrip().startswith('<div class="notice" role="alert">')


def test_too_many_tries_say_how_long():
    answer = errors.too_many(RequestFactory().get("/"), 130)
    assert answer["Retry-After"] == "130"
    assert "3 minutes" in answer.content.decode()


@pytest.mark.usefixtures("_site")
def test_a_form_left_open(settings):
    from django.test import Client

    settings.CSRF_FAILURE_VIEW = "liant.web.errors.form_expired"
    answer = Client(enforce_csrf_checks=True).post("/theme/", headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "This page had been open for too long." in answer.content.decode()


@pytest.mark.usefixtures("_site")
def test_our_failure_is_told_in_both_languages(client):
    client.raise_request_exception = False
    answer = client.get("/fail/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert "Quelque chose a lâché chez nous." in html
    assert "Something gave way on our side." in html


def test_our_failure_is_told_even_when_nothing_works(monkeypatch):
    monkeypatch.setattr(errors, "render_to_string", lambda name: 1 / 0)
    answer = errors.server_error(RequestFactory().get("/", headers=PART))
    assert "Something gave way" in answer.content.decode()
    assert answer["HX-Retarget"] == "#notices"
