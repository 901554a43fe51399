"""Who may opens a page, who may not reads why; and Liant is not a way to watch employees, whoever asks for whatever page.

What a colleague says in public without speaking to the organisation is counted in the coverage and kept nowhere; and no
page puts a figure, a rate or a pace beside a colleague's name.
"""

import json
import logging
import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet as parquet
import pytest
from django.apps import apps
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from liant.accounts.roles import MANAGERS, Role
from liant.connectors.contract import Author
from tests.architecture.addresses import addresses, urls_of
from tests.architecture.conftest import NAMES
from tests.architecture.house import told
from tests.architecture.reading import read
from tests.furniture import heard, said

HERS, SOUGHT = "Pemba", "Zanzibar"  # words that nobody but Chloe says; pages of search repeat the second
CHLOE = Author(key="did:plc:chloe", kind="bluesky", name="Chloe", handle="@chloe.example")
OTHER = Author(key="did:plc:chloe-b", kind="bluesky", name="Chloe B.", handle="@chloe-b.example")
COLLEAGUES = "|".join(NAMES.values())
FIGURE = re.compile(
    r"\d\s*%|\bmédian|\bmoyenn|\bmedian|\baverage|\bon average|répond(u|ent)? en|answer(s|ed)? in|en retard|overdue"
    r"|\d+\s*(réponse|answer|partage|share|message|conversation|mention|post|publication|envoi|like|minute|heure|hour|jour|day)"
)
INVENTED = "/gallery/"  # the components, with invented words
SEARCHES = {"inbox:search", "people:list", "listening:mentions"}
EACH_ROLE = pytest.mark.parametrize("role", list(Role.values))
FIRST = {
    Role.OWNER,
    Role.TEAM_MANAGER,
    Role.PROGRAMME_LEAD,
    Role.EMPLOYEE,
}  # who could most watch, and who would be watched
FIRST_ROLES = pytest.mark.parametrize(
    "role", [role if role in FIRST else pytest.param(role, marks=pytest.mark.full) for role in Role.values]
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def chloe_speaks(organisation, chloe, furnished, work_off) -> dict[str, Any]:
    """She told her accounts, by the name she knows; then she posts about the house, replies, and is cited above a reply."""
    from liant.channels.models import Channel
    from liant.inbox.models import Conversation
    from liant.people.employees import note_own_handle
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        note_own_handle(actor=chloe, kind="bluesky", key="chloe.example", shown="chloe.example")
        note_own_handle(actor=chloe, kind="bluesky", key=OTHER.key, shown="chloe-b.example")
        channel = Channel.objects.get(id=furnished["channel_id"])
        post = said("c1", f"Les Trois Fournils me font penser à {HERS}, à {SOUGHT}.", author=CHLOE, is_addressed=False)
        reply = said("c2", f"La tradition, {HERS} et {SOUGHT} aussi.", author=CHLOE, is_addressed=False, kind="reply")
        other = said("c3", f"{HERS}, {SOUGHT} : les Trois Fournils.", author=OTHER, is_addressed=False)
        below = said("c4", "Une amie le dit : les Trois Fournils, c'est bon.", is_addressed=False, kind="reply",
                     context=[post], thread_key="c1", parent_key="c1")  # fmt: skip
        heard(channel, post, reply, other, below)
    work_off()
    with tenant(organisation.id):
        everything = list(Conversation.objects.values_list("id", flat=True))
    return {**furnished, "inbox:conversation conversation_id": everything}


def visits(client: Any, things: dict[str, Any]) -> Iterator[tuple[Any, str, Any]]:
    """(address, URL, answer) of every page, and of what a search for her word finds."""
    for address in addresses():
        if address.is_of_the_library:
            continue
        for url in urls_of(address, things):
            asked = [url, f"{url}?q={SOUGHT}"] if address.name in SEARCHES else [url]
            for full in asked:
                yield address, full, client.get(full)


def is_answered_rightly(member: Any, address: Any, response: Any) -> bool:
    from liant.accounts.permissions import may

    if not address.is_of_an_organisation:
        return response.status_code < 500
    if address.name.startswith(
        "surveys:named"
    ):  # whoever is no reader of the wave is refused; its owner is the furniture's
        return response.status_code == (200 if member.has_role(Role.OWNER) else 403)
    return response.status_code in ({200, 302, 404, 405} if may(member, address.guard or "") else {403})


def is_read(response: Any) -> bool:
    is_picture = response.headers.get("Content-Type", "").startswith("image/")
    return response.status_code == 200 and not response.streaming and not is_picture


def words_in(response: Any) -> str:
    """Of a page, of a file for paper, or of the files in one."""
    if response.headers.get("Content-Type") == "application/zip":
        with ZipFile(BytesIO(response.content)) as file:
            found = {name: file.read(name).decode() for name in file.namelist()}
        return "\n".join(text if name.endswith(".html") else in_lines(text) for name, text in found.items())
    if response.headers.get("Content-Type") == "application/vnd.apache.parquet":
        return in_lines("\n".join(str(row) for row in parquet.read_table(BytesIO(response.content)).to_pylist()))
    if response.headers.get("Content-Type") != "application/pdf":
        return response.content.decode()
    try:
        pages = PdfReader(BytesIO(response.content)).pages
    except PdfReadError:  # the furniture's magazine is no whole file
        return response.content.decode()
    return escape("\n".join(page.extract_text() for page in pages))


def in_lines(text: str) -> str:
    """Data, with each line by itself."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())


def faults_of(url: str, page: str, is_hers: bool) -> Iterator[str]:
    """What of a colleague stands on this page and should not."""
    lines = read(page).lines
    yield from (f"{url}: Chloe's words: {line[:160]}" for line in lines if HERS in line)
    if not is_hers and any(mark in page for mark in ("chloe.example", "chloe-b.example", CHLOE.key, OTHER.key)):
        yield f"{url}: Chloe's account"
    about = [line for line in lines if re.search(rf"\b({COLLEAGUES})\b", line)] if url != INVENTED else []
    yield from (f"{url}: a figure beside a name: {line[:160]}" for line in about if FIGURE.search(line))


@FIRST_ROLES
def test_everyone_sees_what_they_may_and_nobody_watches_a_colleague(role, member_of_role, client_of, chloe_speaks):
    """Refused or let in by their role; and neither a colleague's words said to others, nor their accounts, nor a figure
    beside their name, wherever one looks. One visit for both: it is long."""
    member = member_of_role(role)
    client = client_of(member, raise_request_exception=False)
    faults = []
    for address, url, response in visits(client, chloe_speaks):
        if not is_answered_rightly(member, address, response):
            faults.append(f"{url}: answered {response.status_code}")
        if is_read(response):
            faults += faults_of(url, words_in(response), is_hers=role == Role.EMPLOYEE)
    assert not faults, told(faults, f"As {role}:")


def test_what_a_colleague_says_in_public_is_kept_in_no_table(organisation, chloe_speaks):
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        assert not tables_with_her_words()


def tables_with_her_words() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models()
        for row in model._base_manager.all().values()
        if HERS in json.dumps(row, default=str, ensure_ascii=False)
    }


def test_what_was_left_out_is_counted_where_what_was_heard_is(organisation, alice, client_of, chloe_speaks):
    from liant.channels.models import Coverage
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        heard_there = Coverage.objects.filter(channel_id=chloe_speaks["channel_id"])
        assert sum(heard_there.values_list("only_counted", flat=True)) == 3
    address = f"/o/{organisation.slug}/channels/{chloe_speaks['channel_id']}/coverage/"
    page = client_of(alice).get(address).content.decode()
    assert "Chloe" not in page.replace("Chloé", "")


def test_a_colleague_who_speaks_to_the_organisation_is_answered_like_anyone(
    organisation, alice, client_of, chloe_speaks, work_off
):
    from liant.channels.models import Channel
    from liant.inbox.models import Conversation
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        channel = Channel.objects.get(id=chloe_speaks["channel_id"])
        heard(channel, said("c9", f"@TroisFournils, à quand {HERS} en vitrine ?", author=CHLOE))
    work_off()
    with tenant(organisation.id):
        conversation = Conversation.objects.get(messages__item__key="c9")
    page = client_of(alice).get(f"/o/{organisation.slug}/inbox/{conversation.id}/").content.decode()
    assert HERS in page


def test_what_was_heard_before_the_account_was_told_goes_too(organisation, chloe, furnished, work_off):
    from liant.channels.models import Channel, Item
    from liant.people.employees import key_of, note_own_handle
    from liant.tenancy.context import tenant

    post = said("c0", f"Les Trois Fournils et {HERS}, quelle honte !", author=CHLOE, is_addressed=False)
    asked = said("c5", "@TroisFournils, où est ma fiche de paie ?", author=CHLOE)
    below = said("c6", "Moi aussi, les Trois Fournils !", is_addressed=False, kind="reply", context=[post],
                 thread_key="c0", parent_key="c0")  # fmt: skip
    with tenant(organisation.id):
        heard(Channel.objects.get(id=furnished["channel_id"]), post, asked, below)
    work_off()
    with tenant(organisation.id):
        assert tables_with_her_words() >= {"channels.Item", "inbox.Message"}
        note_own_handle(actor=chloe, kind="bluesky", key=key_of("bluesky", "chloe.example"), shown="chloe.example")
    work_off()
    with tenant(organisation.id):
        assert not tables_with_her_words()
        assert Item.objects.get(key="c5").text  # what she said to the house stays


@pytest.mark.parametrize("role", sorted(MANAGERS))
def test_whoever_manages_never_reads_at_what_hour_a_colleague_acted(
    role, member_of_role, client_of, organisation, furnished
):
    response = client_of(member_of_role(role)).get(f"/o/{organisation.slug}/insights/log/")
    if response.status_code == 403:
        return
    page = read(response.content.decode())
    assert not [moment for moment in page.moments if "T" in moment]
    assert not [line for line in page.lines if re.search(r"\b\d{1,2}\s?[h:]\s?\d{2}\b|il y a \d+ (min|heure)", line)]


@EACH_ROLE
def test_a_colleagues_card_shows_name_and_hat_alone(role, member_of_role, client_of, organisation, chloe_speaks):
    """No address, no account, no exchange: whoever opens it."""
    from liant.people.models import Person
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        person = Person.objects.get(member__name="Chloe")
    response = client_of(member_of_role(role)).get(f"/o/{organisation.slug}/people/{person.id}/")
    if response.status_code != 200:
        assert response.status_code in (403, 404)
        return
    page = response.content.decode()
    assert "chloe.example" not in page
    assert CHLOE.key not in page
