"""The standard's own checks, by a client that knows nothing of us but our address and a key."""

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from liant.accounts.staff.actions import make_key
from liant.tenancy.context import tenant

# once it is taken away, someone is active again, as someone is who is made without saying so
HAS_A_DEFAULT = "PATCH modify() did not remove attribute 'active'"


@pytest.fixture
def _one_connection(db):
    """Requests run in this test's own transaction, so they must not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
def test_the_compliance_checks_find_nothing(organisation, alice, settings):
    settings.BASE_URL = "http://localhost"
    cache.clear()
    with tenant(organisation.id):
        _key, text = make_key(actor=alice, name="scim2-tester")
    client = WSGISCIMClient(
        WSGIHandler(),
        base_url=f"http://localhost/scim/v2/{organisation.slug}",
        headers={"Authorization": f"Bearer {text}"},
    )
    results = check_server(client)
    wrong = [
        f"{one.title} {one.resource_type}: {one.reason}"
        for one in results
        if one.status in {Status.ERROR, Status.CRITICAL}
    ]
    wrong = [one for one in wrong if not one.endswith(HAS_A_DEFAULT)]
    assert not wrong, "\n".join(wrong)
    done = [one for one in results if one.status == Status.SUCCESS]
    assert {"User", "Group"} <= {one.resource_type for one in done}
    assert len(done) > 30, [(one.title, one.status, one.reason) for one in results]
