"""A programme that is open, with something to share, and an expert."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.advocacy import programmes
from tests.advocacy.programmes import MONDAY
from tests.installation import free_port

DISCLOSURE = "Je travaille aux Trois Fournils."
AGREED = {"suggest": "on", "clicks": "on", "count": "on"}


@pytest.fixture
def open_programme(organisation, alice):
    from liant.advocacy import actions
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": DISCLOSURE})
        return actions.move(actor=alice, to="open")


@pytest.fixture
def offers(organisation, alice, open_programme):
    from liant.advocacy import actions
    from liant.tenancy.context import tenant

    with tenant(organisation.id):
        bread = actions.save_topic(actor=alice, name="Le pain")
        offered = actions.offer(
            actor=alice, kind="expert", title="Pourquoi le pain tient mieux l’hiver", url="https://fournils.test/hiver",
            topic=bread, author=alice, question="que vous demande-t-on au comptoir ?",
            starts=["Au comptoir, on me demande souvent", "Ce que j’ai appris cet hiver", "La pâte, en décembre"],
        )  # fmt: skip
        call = actions.offer(actor=alice, kind="call", title="Qui pour montrer le four à une classe ?")
        news = actions.offer(actor=alice, kind="news", title="Deux prix au concours", is_about_us=True)
        return SimpleNamespace(bread=bread, offered=offered, call=call, news=news)


@pytest.fixture
def nadia(make_member):
    return make_member("Nadia", "employee")


@pytest.fixture
def expert(organisation, nadia, offers, client_of):
    """Nadia's browser, once she took part."""
    client = client_of(nadia)
    client.post(f"/o/{organisation.slug}/share/join/", AGREED)
    return client


@pytest.fixture
def tell(organisation):
    """Do the worker's look, at this moment."""
    from django.test import override_settings

    from liant.advocacy import jobs
    from liant.kit import clock

    def at(moment: datetime = MONDAY) -> None:
        with clock.at(moment), override_settings(EMAIL_HOST="localhost"):
            jobs.tell_in(organisation.id)

    return at


@pytest.fixture
def joined(organisation, nadia, offers):
    """`joined(channels=["mail"])`: Nadia takes part, and wants to hear so."""
    from liant.advocacy import taking_part
    from liant.kit import clock
    from liant.tenancy.context import tenant

    def join(**choices) -> None:
        with tenant(organisation.id), clock.at(MONDAY - timedelta(hours=1)):
            taking_part.join(actor=nadia, agreed=programmes.AGREED, **choices)

    return join


@pytest.fixture
def pds(recorded_network):
    from tests.advocacy.recorded_pds import RecordedPds

    return RecordedPds(recorded_network)


@pytest.fixture
def connected(expert, pds):
    """Nadia's browser, once her account on Bluesky is connected."""
    from tests.advocacy.own import connect

    connect(expert, pds)
    return expert


@pytest.fixture
def share(expert, nadia, offers):
    """Words of hers that are ready for Bluesky."""
    from liant.advocacy.models import Share
    from tests.advocacy.own import ROOM, WORDS, own

    expert.post(f"{ROOM}{offers.offered.pk}/?network=bluesky", {"text": WORDS})
    [found] = own(nadia, Share)
    return found


@pytest.fixture
def unused_port() -> int:
    return free_port()
