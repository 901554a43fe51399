"""A programme that is open, with something to share, and an expert."""

from types import SimpleNamespace

import pytest

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
