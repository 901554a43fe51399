"""What made people leave other tools: what looked sent and was not, and what waited without a word."""

import pytest

from liant.connectors.contract import Rejected
from liant.deliveries.actions import retry
from liant.deliveries.models import Delivery
from liant.inbox.models import Message
from liant.tenancy.context import tenant
from tests.deliveries.test_life import conversation, now_of  # noqa: F401

pytestmark = pytest.mark.django_db
LEFT = "/o/fournils/deliveries/"


def test_chatwoot_14120_trying_again_is_sent_only_when_the_network_took_it(
    organisation,
    bob,
    answer,
    network,
    work_off,
):
    """There: “retry” set *sent*, and the network was never called. Here: the state is what the network said."""
    there = network(Rejected("The text is too long."), Rejected("It still is."))
    delivery = answer()
    work_off()
    with tenant(organisation.id):
        retry(actor=bob, delivery=now_of(organisation, delivery))
    assert now_of(organisation, delivery).state == "queued"
    work_off()
    found = now_of(organisation, delivery)
    assert (found.state, found.problem, there.arrived) == ("rejected", "It still is.", [])
    with tenant(organisation.id):
        retry(actor=bob, delivery=found)
    work_off()
    assert now_of(organisation, delivery).state == "sent"
    assert len(there.arrived) == 1


def test_postiz_1748_mixpost_131_what_cannot_leave_does_not_wait_in_silence(
    client_of,
    bob,
    organisation,
    answer,
    network,
    beat,
    work_off,
):
    """There: posts stood in the queue for hours and nothing said that no worker was there."""
    network()
    answer()
    page = client_of(bob).get(LEFT).content.decode()
    assert "Rien ne part en ce moment" in page
    beat()
    work_off()
    page = client_of(bob).get(LEFT).content.decode()
    assert "Rien ne part en ce moment" not in page
    with tenant(organisation.id):
        assert Delivery.objects.get().state == "sent"


def test_mixpost_184_every_page_tells_the_same_state(client_of, bob, organisation, answer, network, work_off):
    """There: one page said published, another scheduled, a third failed. Here there is one row, which all pages read."""
    network(Rejected("The text is too long."))
    delivery = answer()
    work_off()
    with tenant(organisation.id):
        there = Message.objects.get(id=delivery.origin_id).conversation_id
    client = client_of(bob)
    for url in (LEFT, f"{LEFT}{delivery.id}/", f"/o/fournils/inbox/{there}/"):
        page = client.get(url).content.decode()
        assert "The text is too long." in page, url
