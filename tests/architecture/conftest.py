"""An organisation with something in every room and someone in every role, laid out once for each file of tests.

Each test works on it inside a transaction of its own, which is undone; the whole is undone at the end of the file.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.architecture.addresses import things_by_gap
from tests.furniture import furnish_fully
from tests.people import member_of

NAMES = {
    "owner": "Alice",
    "team_manager": "Tess",
    "communicator": "Cyril",
    "care_agent": "Bob",
    "recruiter": "Rose",
    "press_officer": "Hugo",
    "programme_lead": "Paul",
    "guardian": "Gina",
    "employee": "Chloe",
    "auditor": "Ada",
}


@pytest.fixture(scope="module")
def laid_out(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield lay_out()
        transaction.set_rollback(True)


def lay_out() -> SimpleNamespace:
    from liant.accounts.actions import found_organisation
    from liant.accounts.models import User

    alice = User.objects.create_user(email="alice@fournils.test", name="Alice")
    dan = User.objects.create_user(email="dan@mairie.test", name="Dan")
    fournils = found_organisation(actor=alice, name="Les Trois Fournils", kind="shop", slug="fournils")
    mairie = found_organisation(actor=dan, name="Mairie de Val-Clair", kind="town_hall", slug="mairie")
    members = {role: member_of(fournils, name, role) for role, name in NAMES.items()}
    things = furnish_fully(fournils, members["owner"], members["care_agent"])
    return SimpleNamespace(organisation=fournils, other=mairie, things=things_by_gap(fournils, things))


@pytest.fixture
def organisation(db: None, laid_out: SimpleNamespace) -> Any:
    return laid_out.organisation


@pytest.fixture
def other_organisation(db: None, laid_out: SimpleNamespace) -> Any:
    return laid_out.other


@pytest.fixture
def furnished(db: None, laid_out: SimpleNamespace) -> dict[str, Any]:
    """Ids and names by which an address may ask for something that exists."""
    return dict(laid_out.things)


@pytest.fixture
def member_of_role(organisation: Any) -> Callable[[str], Any]:
    """`member_of_role("guardian")`: whoever has this role alone."""
    return lambda role: member_of(organisation, NAMES[role])
