"""What the tests of accounts of one's own ask of the pages and of the database."""

from typing import Any

from liant.advocacy import queries
from liant.advocacy.own_accounts import sending
from liant.advocacy.own_accounts.models import Posting
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.conftest import DISCLOSURE
from tests.advocacy.recorded_pds import PASSWORD, RecordedPds

ROOM, BASE = "/o/fournils/share/", "/o/fournils/share/accounts/"
WORDS = f"{DISCLOSURE} Le levain a froid, et c’est tant mieux."


def connect(client: Any, pds: RecordedPds, password: str = PASSWORD) -> Any:
    return client.post(f"{BASE}connect/bluesky/", {**pds.settings, "password": password})


def page(client: Any, path: str = "", base: str = BASE) -> str:
    response = client.get(base + path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def own(member: Any, model: Any) -> list[Any]:
    """A member's own rows, as they see them."""
    with tenant(member.organisation_id), queries.own(member):
        found = model.objects.filter(member=member).order_by("id")
        return list(found.select_related("share", "account") if model is Posting else found)


def drive(member: Any, posting: Any, at: Any = None) -> Any:
    """The worker takes it up, now or at another moment; the last posting as it is then."""
    with clock.at(at or clock.now()):
        sending.drive(sending.sealed(posting))
    return own(member, Posting)[-1]
