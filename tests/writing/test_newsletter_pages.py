"""Every page of newsletters, in both languages, by whoever may and by whoever may not."""

import pytest
from django.conf import settings
from django.test import Client

from liant.accounts.models import User
from tests.architecture.addresses import addresses
from tests.writing.newsletters import furnish_newsletter

pytestmark = pytest.mark.django_db
FINE = {200, 302, 405}


def urls(things, name_begins):
    from django.urls import reverse

    ids = {f"{name}_id": thing.pk for name, thing in things.items() if hasattr(thing, "pk")}
    told = {**ids, "organisation_slug": "fournils", "slug": "fournils", "newsletter_slug": things["newsletter"].slug,
            "channel_id": things["letters_mailbox"].pk, "version_id": things["letter"].version_id}  # fmt: skip
    for address in addresses():
        if not address.name.startswith(name_begins):
            continue
        token = things["letter_links"].get(address.name.partition("-")[2])
        for issue in (things["letter"], things["letter_that_left"]):
            given = {**told, "issue_id": issue.pk, "token": token}
            yield address, reverse(address.name, kwargs={gap: given[gap] for gap in address.gaps})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_whole_in_both_languages(house, alice, client_of, language):
    things = furnish_newsletter(alice)
    User.objects.filter(id=alice.user_id).update(language=language)
    client = client_of(alice)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for address, url in urls(things, ("newsletter:", "newsletter-")):
        answer = client.get(url)
        assert answer.status_code in FINE, url
        if answer.status_code == 200 and address.name not in (
            "newsletter-picture",
            "newsletter:letter",
            "newsletter-read",
        ):
            page = answer.content.decode()
            assert "<h1" in page, url
            assert f'<html lang="{language}"' in page or address.name.startswith("newsletter-"), url
    for state in ("queued", "sent", "refused", "unknown", "bounced", "left_out"):
        path = f"/o/fournils/writing/letters/issues/{things['letter_that_left'].pk}/envelopes/?state={state}"
        assert client.get(path).status_code == 200


def test_whoever_cares_for_customers_or_belongs_elsewhere_reads_none_of_it(house, alice, bob, dan, client_of):
    things = furnish_newsletter(alice)
    inside, outside, nobody = client_of(bob), client_of(dan), Client()
    for _address, url in urls(things, ("newsletter:",)):
        assert inside.get(url).status_code in (403, 405), url
        assert outside.get(url).status_code in (404, 405), url
        assert nobody.get(url).status_code in (302, 405), url


def test_beside_the_words_one_says_to_which_newsletter_a_letter_goes(house, alice, client_of):
    things = furnish_newsletter(alice)
    piece = things["letter"].version.piece_id
    page = client_of(alice).get(f"/o/fournils/writing/{piece}/?version={things['letter'].version_id}").content.decode()
    assert f"/o/fournils/writing/letters/issues/{things['letter'].pk}/" in page
