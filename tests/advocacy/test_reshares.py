"""That somebody shared what a colleague wrote counts among many, and is seen by whoever shared alone: not by its author, nor by anybody
else, whatever their role."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from liant.accounts.actions import deactivate
from liant.advocacy import sharing, taking_part
from liant.bonds.direction.counting import Stretch, panel_in, seen_in
from liant.bonds.measuring import measure_all
from liant.bonds.queries import contacts_between, own_contacts
from liant.community import choosing
from liant.kit import clock
from liant.ledger.actions import Noted, note_all
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.ledger.models import Interaction
from liant.ledger.queries import reshares
from liant.meetings.experiment.queries import acts_between
from liant.people.actions import person_of_member
from liant.people.models import Person
from liant.tenancy.context import own_rows, tenant
from tests.advocacy.programmes import AGREED
from tests.bonds.furniture import agreed, turned

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TIES = AGREED | {"ties": "Noter."}


@pytest.fixture
def house(organisation, alice, nadia, bob, offers):
    """Alice wrote something; Nadia may share it; all three let whom they turn to be seen, and have turned to somebody."""
    with tenant(organisation.id):
        for one in (alice, nadia):
            taking_part.join(actor=one, agreed=TIES)
        agreed(alice, nadia, bob)
        turned(alice, bob, "comment", 3)
        turned(bob, nadia, "comment", 4)
        yield


def share(member, offer, network="linkedin"):
    text = f"Je travaille aux Trois Fournils. Ce que {member.name} en dit, {network}."
    begun = sharing.begin(actor=member, offer=offer, words=sharing.Words(text, network, has_seen=True))
    assert sharing.settle(actor=member, share_id=begun.pk, to="done")


def seen_by(member):
    with own_rows(member.pk):
        return list(Interaction.objects.filter(kind="reshare").values_list("source__name", "target__name"))


def counted(*members):
    now = clock.now()
    return reshares([one.pk for one in members], now - DAY, now + DAY, 2 * DAY)


def test_it_is_noted_once_and_seen_by_whoever_shared_alone(house, offers, alice, nadia, bob):
    share(nadia, offers.offered)
    share(nadia, offers.offered, "x")
    assert seen_by(nadia) == [("Nadia", "Alice")]
    assert not Interaction.objects.filter(kind="reshare").exists()
    assert seen_by(alice) == seen_by(bob) == []
    with own_rows(nadia.pk):
        found = Interaction.objects.get(kind="reshare")
    assert (found.purpose, found.visibility, found.consent) == ("sharing", "own", "given")


def test_through_an_account_of_ones_own_too(house, offers, nadia):
    from liant.advocacy.own_accounts.actions import Found, connect, publish
    from liant.advocacy.own_accounts.sending import move
    from liant.connectors.contract import Account

    account = Account({"handle": "expert.example"}, {"password": "s3cret"})
    connect(actor=nadia, network="bluesky", found=Found(account, "did:plc:expert", "expert.example"))
    words = sharing.Words("Je travaille aux Trois Fournils. Le levain a froid.", "bluesky", has_seen=True)
    begun = sharing.begin(actor=nadia, offer=offers.offered, words=words)
    posting = publish(actor=nadia, share_id=begun.pk, leaves_at=clock.now() + DAY)
    with own_rows(nadia.pk):
        move(posting, "sending")
    assert seen_by(nadia) == [], "it has not left"
    with own_rows(nadia.pk):
        move(posting, "sent")
    assert seen_by(nadia) == [("Nadia", "Alice")]


@pytest.mark.parametrize("lacking", ["ties", "theirs", "the author's", "an author", "another"])
def test_it_needs_both_and_somebody_who_wrote_it(lacking, house, offers, alice, nadia):
    offer = offers.offered
    if lacking == "ties":
        taking_part.agree(actor=nadia, agreed=AGREED)
    elif lacking in ("theirs", "the author's"):
        choosing.end_consent(actor=nadia if lacking == "theirs" else alice)
    elif lacking == "an author":
        offer = offers.news
    else:
        offer.author = nadia
        offer.save()
    share(nadia, offer)
    assert seen_by(nadia) == []


def test_nobody_gets_a_card_by_sharing(house, offers, make_member):
    quinn = make_member("Quinn", "employee")
    taking_part.join(actor=quinn, agreed=TIES)
    agreed(quinn)
    share(quinn, offers.offered)
    assert not Person.objects.filter(member=quinn).exists()


@pytest.mark.parametrize("whose", ["hers", "the author's"])
@pytest.mark.parametrize("goes", ["the programme", "ties", "belonging", "membership"])
def test_it_goes_with_what_it_stands_on(goes, whose, organisation, house, offers, alice, nadia, make_member, work_off):
    share(nadia, offers.offered)
    make_member("Odile", "owner")
    one = nadia if whose == "hers" else alice
    if goes == "the programme":
        taking_part.leave(actor=one)
    elif goes == "ties":
        taking_part.agree(actor=one, agreed=AGREED)
    elif goes == "belonging":
        choosing.end_consent(actor=one)
    else:
        deactivate(one)
    work_off()
    with tenant(organisation.id):
        assert seen_by(nadia) == []
        assert counted(alice, nadia) == []


def test_no_tie_and_no_file_holds_it(house, offers, alice, nadia):
    def told():
        files = [list(own_contacts(one)) for one in (alice, nadia)]
        with own_rows(nadia.pk):
            return files, list(contacts_between(clock.now() - DAY, clock.now())), list(own_contacts(nadia))

    without, before = told(), measure_all().interactions
    share(nadia, offers.offered)
    assert told() == without
    assert measure_all().interactions == before


def test_nobody_else_can_write_such_a_row(house, alice, nadia):
    people = [person_of_member(one).pk for one in (nadia, alice)]
    row = Noted("made-up", InteractionKind.RESHARE, people[0], people[1], clock.now())
    given = {"purpose": Purpose.SHARING, "visibility": Visibility.OWN, "consent": Consent.GIVEN}
    for within in (alice.pk, 0):
        with pytest.raises(Error), transaction.atomic(), own_rows(within):
            note_all([row], through=nadia, **given)


def test_it_counts_among_many_without_saying_which_of_the_two_shared(
    organisation, other_organisation, house, offers, alice, nadia, bob
):
    share(nadia, offers.offered)
    pair = tuple(sorted((alice.pk, nadia.pk)))
    assert counted(alice, nadia, bob) == counted(nadia, alice) == [(*pair, 0, 1)]
    assert counted(alice, bob) == []
    with tenant(other_organisation.id):
        assert counted(alice, nadia, bob) == []
    stretch = Stretch(frozenset((alice.pk, nadia.pk, bob.pk)), 2, clock.now() + DAY)
    panel = panel_in(stretch, seen_in(stretch))
    assert int(panel.share.sum()) == 3, "two comments and a share"
    codes, today = {alice.pk: "a", bob.pk: "b", nadia.pk: "n"}, clock.now().date()
    assert list(acts_between("meeting", codes, today - 9 * DAY, today + 2 * DAY)) == [1, 1, 1]
    assert not acts_between("spotlight", codes, today - 9 * DAY, today + 2 * DAY).any()
