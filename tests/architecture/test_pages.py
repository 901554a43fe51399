"""Every page is visited, in both languages, by who may, by who belongs elsewhere and by who has not signed in; and every
template is rendered on the way, or is named here with the test that renders it."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.test.signals import template_rendered

from tests.architecture.addresses import addresses, urls_of
from tests.architecture.house import SOURCE, told

FINE = {200, 302, 405}
# the sign-in library answers so where a step is missing
LIBRARY_FINE = FINE | {401, 403, 404}
# a programme needs a token, also where nothing is
API_FINE = FINE | {401, 404}
ODD = "?q=%27%22%3Cb%3E%00&after=zzz&before=99999999999999999999&channel=x&label=9e9&view=zzz&assignee=-1&page=-1&kind=%F0%9F%8D%9E"
READ_BY_SCRIPTS = {"jobs:live": "a stream read by the page's script, which cannot sign in"}
ONCE_MADE = {"poster:code", "poster:sheet", "poster:pdf"}  # what is not made yet is not there
AMONG_EXPERTS = "board:"  # whoever leads is refused
USES_UP = {"accounts:sign-in-link", "accounts:invitation"}  # whoever sends these is someone else afterwards

# templates that no visit reaches -> which test renders them, or why none does
# read by the person who wrote to us, or receives our letters, whatever the house speaks
IN_THEIR_LANGUAGE = {"standing", "satisfaction", "newsletter-confirm", "newsletter-own", "newsletter-leave",
                     "newsletter-read", "newsletter:letter", "rotation-stop",
                     "expertise-page", "expertise-page-in", "expertise:preview"}  # fmt: skip
OTHERWISE = {
    "poster/": "tests/advocacy/test_poster.py: where a poster leads, for whoever scans it, and its sheet",
    "advocacy/public/": "the same: what such pages stand in",
    "board/": "tests/advocacy/test_board.py: whoever leads sees nothing of it, and Alice owns the house",
    "expertise/public/missing.html": "tests/advocacy/test_expertise.py: an address of nothing, or of what was taken down",
    "surveys/theme.html": "tests/surveys/test_themes.py: comments of one theme",
    "capture/which.html": "tests/flows/test_capture.py: by someone who belongs to two houses",
    "inbox/leaving.html": "tests/inbox/test_second_thoughts.py: while an answer can be taken back",
    "merging/same.html": "tests/persons/merging/test_merging.py: once two were chosen",
    "inbox/sent_files.html": "tests/inbox/test_attachments.py: files that went along",
    "inbox/undo.html": "tests/inbox/test_second_thoughts.py: after an act",
    "joining/join": "tests/inbox/joining/test_joining.py: once two were chosen, and joined",
    "replies/came_back.html": "tests/inbox/replies/test_agreements.py: an answer sent back",
    "access/": "tests/channels/access: the way to a network and back, each page after a step of its own",
    "channels/listed.html": "tests/channels/test_connecting.py: many channels from one list",
    "channels/parts/column.html": "tests/channels/test_connecting.py: the columns of a file",
    "channels/parts/tried.html": "tests/channels/test_connecting.py: a connection tested",
    "calendar/list.html": "tests/writing/test_calendar.py: the calendar as a list",
    "calendar/put.html": "tests/writing/test_calendar.py: a piece put on a free place",
    "components/remarks.html": "tests/inbox/replies/test_remarks.py: an answer that the lint remarks on",
    "crisis/beside.html": "tests/writing/test_crisis_pages.py: a piece that a crisis holds",
    "newsletter/beside.html": "tests/writing/test_newsletter_pages.py: a piece that is a letter",
    "magazine/issue.typ": "tests/writing/test_magazine.py: an issue as the press reads it",
    "community/for_me_section.html": "tests/community/test_told.py: what calls one, on the inbox's page",
    "community/mail/": "tests/community/test_told.py: mails",
    "community/withdrawn.html": "tests/community/test_posts.py: what was taken back",
    "surveys/report.typ": "tests/surveys/test_report.py: a report as the press reads it",
    "surveys/mail/": "tests/surveys/test_waves.py: the letter that asks",
    "surveys/public/over.html": "tests/surveys/test_answering.py: a link that is over",
    "surveys/public/thanks.html": "tests/surveys/test_answering.py: once answers were given",
    "surveys/public/given.html": "tests/surveys/test_readers.py: a link that keeps names, opened again",
    "surveys/public/withdrawn.html": "tests/surveys/test_readers.py: an answer taken back",
    "surveys/ties.html": "tests/surveys/test_ties.py: the people whom somebody named",
    "archive/site/": "tests/writing/test_archive.py: the pages of an archive",
    "publishing/mail/": "tests/writing/publishing/test_leaving.py: the mail to whoever wrote it",
    "canary/mail/": "tests/inbox/canary/test_published_addresses.py: the mail to the owners",
    "canary/edit.html": "tests/inbox/canary/test_published_addresses.py: with a mailbox connected",
    "advocacy/mail/": "tests/advocacy/test_notices.py: mails",
    "buddies/mail/": "tests/meetings/test_buddies.py: the mail to whoever is proposed",
    "meetings/mail/": "tests/meetings/test_story.py: mails",
    "own_accounts/leave.html": "tests/advocacy/test_own_accounts.py: on the way to one's own server",
    "links/mail/": "tests/links/test_targets.py: mails",
    "links/over.html": "tests/links/test_pages.py: a link that is over",
    "crisis/mail/": "tests/writing/test_crisis.py: mails to whoever answers for it",
    "house_rules/parts/trial.html": "tests/writing/test_house_rules.py: a rule tried on the year",
    "waiting/mail/": "tests/inbox/waiting/test_escalation.py: mails",
    "journal/mail/": "tests/writing/journal/test_comments.py: mails",
    "journal/public/missing.html": "tests/writing/journal/test_pages.py: an address of nothing",
    "journal/public/gone.html": "tests/writing/journal/test_pages.py: what was withdrawn",
    "letters/mail/": "tests/insights/letters/test_letters.py: mails",
    "figures/parts/thanked.html": "tests/flows/test_thanks.py: how much praise was thanked within a day",
    "waiting/public/over.html": "tests/inbox/waiting/test_courtesies.py: a link that is over",
    "newsletter/brought.html": "tests/writing/test_newsletter_subscribing.py: a file that came in",
    "newsletter/public/over.html": "tests/writing/test_newsletter_subscribing.py: a link that is over",
    "automation/trial.html": "tests/inbox/automation/test_pages.py: a rule tried on the past month",
    "400.html": "tests/web/test_errors.py",
    "413.html": "tests/web/test_errors.py",
    "429.html": "tests/web/test_errors.py",
    "500.html": "tests/web/test_errors.py",
    "staff/made.html": "tests/accounts/staff/test_directories.py: a key is shown once",
    "meetings/chat/": "tests/meetings/test_telling.py: what is told by chat",
    "tokens/made.html": "tests/api/test_tokens.py: a token is shown once",
    "hooks/secret.html": "tests/hooks/test_pages.py: a secret is shown once",
    "flows/mail/half_hour.txt": "tests/bonds/test_asking.py: the mail to whoever is asked",
    "flows/mail/introduce": "the same: to whoever could introduce somebody, and to both",
    "flows/mail/stopped_endpoint.txt": "tests/hooks/test_life.py: the owner is told once",
    "people/parts/exchanges.html": "tests/persons/test_pages.py: for a room that puts its exchanges on the card",
    "people/parts/waits_elsewhere.html": "tests/persons/test_pages.py: the same",
    "accounts/entrance/": "tests/accounts: pages on the way in, each after a step of its own",
    "accounts/mail/": "tests/accounts: mails",
    "accounts/own/": "tests/accounts: one's own password and keys, each after a step of its own",
    "accounts/said/": "tests/accounts: what is said after an act of one's own",
    "account/": "tests/accounts: the library's names for the pages above",
    "mfa/": "tests/accounts: the library's names for the pages above",
    "socialaccount/": "tests/accounts: the library's names for the pages above",
    "allauth/": "the library's frames and elements, used by the pages above",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Refusals are expected here by the hundred."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of the templates rendered from here on."""
    names: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        names.add(template.name or "")

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@pytest.fixture
def visit(client_of):
    """`visit(member, language)` → a browser that keeps errors to itself, as a server does."""

    def sign_in(member: Any, language: str = "fr") -> Client:
        from liant.accounts.models import User

        User.objects.filter(id=member.user_id).update(language=language)
        client = client_of(member, raise_request_exception=False)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return sign_in


def every_url(things: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    for address in addresses():
        for url in urls_of(address, things):
            yield address, url


def why(response: Any) -> str:
    told_by = getattr(response, "exc_info", None)
    return f"{response.status_code} {told_by[0].__name__}: {told_by[1]}" if told_by else str(response.status_code)


def is_fine(address: Any, response: Any) -> bool:
    if address.is_of_the_api:
        return response.status_code in API_FINE
    if address.name.startswith(AMONG_EXPERTS):
        return response.status_code == 403
    return response.status_code in (LIBRARY_FINE if address.is_of_the_library else FINE)


def speaks_its_own(address: Any) -> bool:
    """A journal is in the language of what it says."""
    return address.name in IN_THEIR_LANGUAGE or address.name.startswith("house-journal:")


def is_page(response: Any) -> bool:
    return response.status_code == 200 and not response.streaming and "html" in response["Content-Type"]


def parts_of(room: str) -> list[str]:
    return [path.stem for path in (SOURCE / room).glob("templates/*/parts/*.html")]


def look_around(client: Client, things: dict[str, Any], language: str) -> Iterator[str]:
    """Every page, and what htmx asks of it in part; what is wrong with them."""
    for address, url in every_url(things):
        response = client.get(url)
        if not is_fine(address, response):
            yield f"{url}: {why(response)}"
        if not is_page(response):
            continue
        page = response.content.decode()
        if f'<html lang="{language}"' not in page and not speaks_its_own(address):
            yield f"{url}: does not say it is in {language}"
        for part in (part for part in parts_of(address.room) if f'id="{part}"' in page):
            response = client.get(url, headers={"HX-Request": "true", "HX-Target": f"section#{part}"})
            if not is_fine(address, response):
                yield f"{url} #{part}: {why(response)}"


def look_where_nothing_is_yet(client: Client) -> Iterator[str]:
    """A house on its first day: empty pages teach."""
    for address in addresses():
        if address.is_of_an_organisation and address.gaps == ("organisation_slug",):
            [url] = urls_of(address, {"organisation_slug": "mairie"})
            response = client.get(url)
            if not is_fine(address, response) and not (address.name in ONCE_MADE and response.status_code == 404):
                yield f"{url}: {why(response)}"


def send_empty(client: Client, things: dict[str, Any]) -> Iterator[str]:
    """Every form without a word in it; those that break."""
    for address, url in every_url(things):
        if address.is_of_the_library or address.name in USES_UP:
            continue
        response = client.post(url, {})
        if response.status_code >= 500:
            yield f"{url}, sent empty: {why(response)}"


def templates() -> set[str]:
    """Every template of the house, by the name under which it is rendered."""
    found = (path for path in SOURCE.rglob("templates/**/*") if path.is_file())
    return {path.as_posix().partition("/templates/")[2] for path in found}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_opens_and_every_template_is_rendered(visit, alice, chloe, dan, furnished, rendered, language):
    client = visit(alice, language)
    faults = [*look_around(client, furnished, language), *send_empty(client, furnished)]
    faults += look_where_nothing_is_yet(visit(dan, language))
    refused = visit(chloe, language)
    refused.get(f"/o/{furnished['organisation_slug']}/settings/organisation/")
    refused.get("/invitation/nothing/")
    refused.get("/nowhere/")
    refused.get("/nowhere/", headers={"HX-Request": "true"})
    assert not faults, told(faults, f"Pages that do not open ({language}):")
    missed = [name for name in templates() - rendered if not name.startswith(tuple(OTHERWISE))]
    assert not missed, told(missed, f"Templates that no page renders ({language}):")


def test_each_exception_is_still_needed():
    names = templates()
    assert all(any(name.startswith(start) for name in names) for start in OTHERWISE)


def test_no_page_breaks_on_an_odd_question(visit, alice, furnished):
    client = visit(alice)
    faults = [
        f"{url}: {why(response)}"
        for _, url in every_url(furnished)
        if (response := client.get(url + ODD)).status_code >= 500
    ]
    assert not faults, told(faults, "Whatever stands behind the question mark, a page answers:")


def test_another_organisations_member_finds_nothing(visit, dan, furnished):
    """As if it did not exist: neither page, nor act, nor stream."""
    client, faults = visit(dan), []
    for address, url in every_url(furnished):
        if address.is_of_an_organisation:
            answers = (client.get(url), client.post(url, {}))
            faults += [f"{url}: {why(answer)}" for answer in answers if answer.status_code != 404]
    assert not faults, told(faults, "Found by a member of another organisation:")


def test_another_organisations_things_are_not_found_under_ones_own_name(visit, dan, other_organisation, furnished):
    """Dan asks his own house for Alice's conversation, channel, query …"""
    client, faults = visit(dan), []
    mine = {**furnished, "organisation_slug": other_organisation.slug}
    for address, url in every_url(mine):
        named = [gap for gap in address.gaps if gap.endswith("_id")]
        if address.is_of_an_organisation and named:
            answers = (client.get(url), client.post(url, {}))
            faults += [f"{url}: {why(answer)}" for answer in answers if answer.status_code not in (404, 405)]
    assert not faults, told(faults, "Things of another organisation, under one's own name:")


def test_who_has_not_signed_in_is_sent_to_the_door(db, furnished):
    client, faults = Client(raise_request_exception=False), []
    for address, url in every_url(furnished):
        response = client.get(url)
        if not address.is_of_an_organisation:
            is_right = is_fine(address, response)
        elif address.name in READ_BY_SCRIPTS:
            is_right = response.status_code == 403
        else:
            is_right = response.status_code == 302 and response["Location"].startswith("/account/login/")
        if not is_right:
            faults.append(f"{url}: {why(response)}")
    assert not faults, told(faults, "Without signing in:")
