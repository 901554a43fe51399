"""The pages of webhooks: made, tried, looked at, sent again, removed; by the owner alone."""

import pytest

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def url(organisation, rest=""):
    return f"/o/{organisation.slug}/settings/webhooks/{rest}"


def test_a_webhook_is_made_and_its_secret_shown_once(organisation, alice, client_of, receiver):
    from liant.deliveries.hooks.models import Endpoint

    client = client_of(alice)
    page = client.post(url(organisation, "new/"), {"name": "CRM", "url": receiver.url, "kinds": ["mention.heard"]})
    assert "whsec_" in page.content.decode()
    with tenant(organisation.id):
        endpoint = Endpoint.objects.get()
    assert "whsec_" not in client.get(url(organisation, f"{endpoint.id}/")).content.decode()
    assert "whsec_" in client.post(url(organisation, f"{endpoint.id}/secret/")).content.decode()


@pytest.mark.parametrize("address", ["ftp://x.example", "x.example", "https://", "https://u:p@x.example", "https://x:99999/", "javascript:alert(1)"])  # fmt: skip
def test_an_address_that_is_none_is_refused_with_words(organisation, alice, client_of, address):
    page = client_of(alice).post(url(organisation, "new/"), {"name": "x", "url": address, "kinds": ["mention.heard"]})
    assert page.status_code == 422


def test_a_test_is_sent_and_what_became_of_it_shown(organisation, alice, client_of, endpoint, receiver, work_off):
    client = client_of(alice)
    client.post(url(organisation, f"{endpoint.id}/test/"))
    work_off()
    assert '"type":"test.sent"' in receiver.requests[0]["body"]
    page = client.get(url(organisation, f"{endpoint.id}/")).content.decode()
    assert "arrivée" in page
    [dispatch] = endpoint.dispatches()
    page = client.get(url(organisation, f"dispatches/{dispatch.id}/")).content.decode()
    assert dispatch.announcement.message_id in page


def test_what_was_given_up_is_listed_and_sent_again(organisation, alice, client_of, endpoint, receiver, someone_writes, sweep):  # fmt: skip
    """One, or all of it."""
    from liant.deliveries.hooks.models import Dispatch

    someone_writes("k1")
    receiver.requests.clear()
    with tenant(organisation.id):
        Dispatch.objects.update(state="given_up", problem="HTTP 500", next_attempt_at=None)
    client = client_of(alice)
    assert "HTTP 500" in client.get(url(organisation, "undelivered/")).content.decode()
    first, *others = endpoint.dispatches()
    client.post(url(organisation, f"dispatches/{first.id}/again/"))
    sweep()
    assert [one["headers"]["webhook-id"] for one in receiver.requests] == [first.announcement.message_id]
    client.post(url(organisation, f"{endpoint.id}/again/"))
    sweep()
    assert {one.state for one in endpoint.dispatches()} == {"arrived"}
    assert len(receiver.requests) == 1 + len(others)
    assert "HTTP 500" not in client.get(url(organisation, "undelivered/")).content.decode()


def test_it_is_paused_changed_resumed_and_removed(organisation, alice, client_of, endpoint):
    client, path = client_of(alice), f"{endpoint.id}/"
    client.post(url(organisation, f"{path}pause/"))
    assert endpoint.fresh().state == "paused"
    client.post(url(organisation, f"{path}pause/"))  # a colleague was quicker
    client.post(url(organisation, f"{path}resume/"))
    assert endpoint.fresh().state == "on"
    values = {"name": "Autre", "url": "http://127.0.0.1:1/", "kinds": ["answer.sent"]}
    assert client.post(url(organisation, f"{path}change/"), values).status_code == 302
    assert endpoint.fresh().kinds == ["answer.sent"]
    assert client.get(url(organisation, f"{path}remove/")).status_code == 200
    client.post(url(organisation, f"{path}remove/"))
    assert client.get(url(organisation, path)).status_code == 404


def test_only_the_owner_makes_webhooks_and_the_auditor_looks(organisation, bob, make_member, client_of, endpoint):
    assert client_of(bob).get(url(organisation)).status_code == 403
    auditor = client_of(make_member("Ada", "auditor"))
    assert auditor.get(url(organisation)).status_code == 200
    assert auditor.post(url(organisation, f"{endpoint.id}/test/")).status_code == 403
    assert auditor.post(url(organisation, "new/"), {}).status_code == 403
