"""Every address is guarded by a permission, or is public for a reason written here."""

from liant.accounts.permissions import registered
from tests.architecture.addresses import LIBRARY, addresses
from tests.architecture.house import told

PUBLIC = {
    "accounts:door": "leads home, to the sign-in page or to the guide",
    "accounts:sign-in-link": "the link is the key",
    "accounts:invitation": "the link is the key",
    "accounts:organisations": "one's own houses, after signing in",
    "accounts:me": "one's own account, after signing in",
    "door:receive": "programs push here; the token is the key, and signatures",
    "door:receive-bare": "the same, its slash forgotten",
    "door:receive-below": "the same, for a subscription of its own",
    "door:state": "what came of what one pushed; the reference is the key",
    "welcome": "whoever signed in opens their house",
    "rest:openapi": "what programmes may ask, without anyone's words",
    "rest:nothing": "an address of the interface that is not there",
    "capture-public:shared": "what a phone shares, kept as a draft of whoever signs in",
    "capture-public:tip": "the link is the key, of whoever tells us something",
    "standing": "the link is the key, of whoever waits",
    "satisfaction": "the link is the key, of whoever was answered",
    "stop-letter": "the signed link of a letter stops it, and nothing else",
    "share-letter-stop": "the sealed link of an expert's letter ends these letters, and nothing else",
    "answer": "the link is the key, of whoever is asked",
    "answer-open": "a questionnaire that anyone may answer, while it is open",
    "ask-no-more": "the link is the key, of whoever wants to be asked no more",
    "house-figures": "what a house shows of itself, once it wants to",
    "house-figures-json": "the same",
    "house-news": "what a house tells of a crisis, once it tells it to everyone",
    "house-policy": "what a house says it publishes, once it wants to",
    "newsletter-house": "the newsletters to which anyone may subscribe",
    "newsletter-form": "the same, one of them, with its form",
    "newsletter-confirm": "the link is the key, of whoever asked for a newsletter",
    "newsletter-own": "the link is the key, of whoever receives one",
    "newsletter-leave": "the link of a letter ends it, and nothing else",
    "newsletter-read": "a letter as anyone may read it; the link is the key where the house keeps its archive so",
    "newsletter-link": "a link of a letter, counted for nobody in particular",
    "newsletter-picture": "a picture of a letter, the same for all readers",
    "short-link": "whoever has a short link may follow it",
    "short-link-of-house": "the same, on a house's own domain",
    "link-conversions": "programs tell what a link led to; their signature is the key",
    "community-feed": "the link is the key, of a member's own feed of what colleagues write",
    "community-stop": "the link of a digest ends it, and nothing else",
    "rotation-answer": "the sealed link of a mail says whether two met, and nothing else",
    "rotation-stop": "the sealed link of a mail ends one’s part in a rotation, and nothing else",
    "calendar-feed": "the link is the key, of a member's own calendar",
    "meetings-feed": "the same, of a programme's meetings",
    "poster-join": "the code of a poster is the key; it leads to the sign-in page",
    "expertise-page": "what an expert knows, once they put it up, while they work there",
    "expertise-page-in": "the same, in another of its languages",
    "expertise-rss": "what they chose to show, for readers of feeds",
    "expertise-atom": "the same",
    "expertise-json": "the same",
    "web:gallery": "the components, with invented words",
    "web:language": "a choice kept in a cookie",
    "web:theme": "a choice kept in a cookie",
    "web:keys": "a choice kept in a cookie",
    "web:worker": "the programme that a browser keeps for an installed Liant; no word of anybody",
    "web:offline": "what it shows where there is no network",
    "web:manifest": "what a browser reads to install Liant",
    "web:healthz": "a sign of life, without words",
}


A_JOURNAL = "house-journal:"  # what a house publishes for everyone, while its journal is open


def test_every_address_is_guarded_or_public_for_a_reason():
    faults = [
        address.route
        for address in addresses()
        if address.guard is None
        and address.name not in PUBLIC
        and not address.route.startswith(LIBRARY)
        and not address.name.startswith(A_JOURNAL)
    ]
    assert not faults, told(faults, "Declare it with `page(…, needs=…)`, or say here why it is public:")


def test_every_guard_is_a_permission():
    permissions = registered()
    faults = [f"{a.route} {a.guard}" for a in addresses() if a.guard is not None and a.guard not in permissions]
    assert not faults, told(faults, "Unknown permissions:")


def test_every_page_of_an_organisation_is_guarded():
    faults = [address.route for address in addresses() if address.is_of_an_organisation and not address.guard]
    assert not faults, told(faults, "What stands under /o/ is declared with `page`:")


def test_each_public_page_still_exists():
    assert PUBLIC.keys() <= {address.name for address in addresses()}


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in addresses()]
    assert all(names)
    assert len(names) == len(set(names))
