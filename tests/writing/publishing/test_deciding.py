"""What people post themselves, to whom it is mailed, who is told, and who may decide."""

import json

import pytest

from liant.accounts.permissions import NotAllowed
from liant.channels.actions import connect_channel
from liant.deliveries.hooks.actions import make_endpoint
from liant.deliveries.hooks.models import Announcement
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import moves
from liant.writing.actions import write
from liant.writing.publishing import actions, jobs, leaving, queries
from liant.writing.publishing.models import Departure
from tests.writing.publishing.house import HOUR, MINUTE, address, later, planned

pytestmark = pytest.mark.django_db


def test_what_people_post_themselves_is_ready_and_ticked_off(house, alice, home, moment):
    piece = planned(alice, networks=[("journal", None), ("share:x", None), ("share:linkedin", None)])
    with later(3 * HOUR):
        moment()
        assert len(queries.asking()) == 3, "the machine was off: it asks as well"
    piece = planned(alice, title="À l’heure", networks=[("journal", None), ("share:x", None), ("share:linkedin", None)])
    with later(2 * MINUTE):
        moment()
        x, linkedin = sorted(queries.waiting("to_post"), key=lambda one: one.version.network, reverse=True)
        from liant.writing.publishing.sharing import to_post

        assert to_post(x.version).address.startswith("https://x.com/intent/tweet?text=Il%20est%20deux%20heures")
        assert "fournils.example" in to_post(linkedin.version).address
        actions.mark_done(actor=alice, departure=x, url="https://x.com/fournils/status/1")
        actions.mark_done(actor=alice, departure=linkedin)
    assert queries.waiting("to_post") == []
    assert piece.versions.get(network="share:x").published_url == "https://x.com/fournils/status/1"


def test_a_mail_goes_to_the_one_address_that_was_named(house, alice, organisation, moment):
    mailbox = connect_channel(
        actor=alice, kind="mail", name="Boîte", secret={"password": "x"}, default_hat="customer",
        settings={"address": "us@fournils.example", "imap_host": "a.example", "smtp_host": "a.example"},
    )  # fmt: skip
    nowhere = planned(alice, title="Sans adresse", networks=[("mail", mailbox)])
    piece = planned(alice, title="La nuit du pain", networks=[("mail", mailbox)])
    version = piece.versions.get()
    actions.address(actor=alice, version=version, to="presse@gazette.example")
    with later(2 * MINUTE):
        for one in (nowhere, piece):
            leaving.leave_due(house.id, one.pk)
    [refused] = queries.waiting("refused")
    assert refused.version.piece == nowhere
    frozen = Delivery.objects.get().frozen
    assert frozen["recipients"] == ["presse@gazette.example"]


def test_programmes_are_told(house, alice, console, home, outbox, moment):
    kinds = ["piece.published", "piece.corrected", "piece.withdrawn"]
    make_endpoint(actor=alice, name="CRM", url="https://crm.example/hook", kinds=kinds)
    piece = planned(alice, networks=[("journal", None)])
    with later(2 * MINUTE):
        jobs.look(0)
        leaving.leave_due(house.id, piece.pk)
        version = piece.versions.get()
        write(actor=alice, version=version, seen_edition=version.edition, body="Il est trois heures.")
        moves.withdraw(actor=alice, piece=piece)
    told = Announcement.objects.order_by("id")
    assert [one.kind for one in told] == kinds
    assert json.loads(told[0].body)["data"]["url"] == address(piece)
    assert "Il est" not in told[1].body


def test_whoever_wrote_it_is_told_once(house, alice, console, moment, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.example"
    piece = planned(alice, networks=[("console", console), ("share:x", None)])
    with later(HOUR):
        moment()
        jobs.tell.func(house.id, piece.pk) if hasattr(jobs.tell, "func") else jobs.tell(house.id, piece.pk)
        moment()
        jobs.tell(house.id, piece.pk)
    [mail] = mailoutbox
    assert mail.to == ["alice@fournils.test"]
    assert "Console" in mail.body
    assert f"/writing/published/piece/{piece.pk}/" in mail.body


@pytest.mark.parametrize("role", ["care_agent", "recruiter", "employee", "team_manager", "auditor"])
def test_who_does_not_write_decides_nothing(house, alice, console, make_member, role, moment):
    piece = planned(alice, networks=[("console", console), ("share:x", None)])
    with later(HOUR):
        moment()
        someone, asked = make_member("Someone", role), queries.asking()[0]
        refused = [
            lambda: actions.publish_now(actor=someone, departure=asked),
            lambda: actions.plan_anew(actor=someone, departure=asked, at=clock.now() + HOUR),
            lambda: actions.take_off(actor=someone, departure=asked),
            lambda: actions.mark_done(actor=someone, departure=asked),
            lambda: actions.take_away(actor=someone, departure=asked),
            lambda: actions.replace(actor=someone, departure=asked),
            lambda: actions.say_under(actor=someone, departure=asked, text="Non."),
            lambda: actions.leave_as_it_is(actor=someone, departure=asked),
            lambda: actions.say_gone(actor=someone, departure=asked),
            lambda: actions.address(actor=someone, version=piece.versions.first(), to="a@b.example"),
        ]
        for act in refused:
            with pytest.raises(NotAllowed):
                act()


def test_other_organisations_see_nothing_of_it(house, alice, console, dan, other_organisation, moment):
    planned(alice, networks=[("console", console)])
    with later(HOUR):
        moment()
    with tenant(other_organisation.id):
        assert not Departure.objects.exists()
        assert queries.asking() == []
