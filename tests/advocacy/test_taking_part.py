"""An expert joins by choice, agrees purpose by purpose, and leaves with one act that takes everything with it."""

import pytest

from liant.accounts.permissions import NotAllowed
from liant.advocacy import actions, queries, taking_part
from liant.advocacy.between import NotReady
from liant.advocacy.models import Consent, Expert, Offer, Outcome, Share, Suggestion
from liant.kit.lifecycle import LifecycleError
from liant.links import actions as links
from tests.advocacy.programmes import allowed

pytestmark = pytest.mark.django_db
ALL = {"suggest": "Choisir.", "count": "Compter sans nom.", "clicks": "Vos liens."}


@pytest.fixture
def programme(house, alice):
    actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": "Je travaille aux Trois Fournils."})
    return actions.move(actor=alice, to="open")


def everything(member) -> list[int]:
    with queries.own(member):
        return [one.objects.count() for one in (Expert, Consent, Suggestion, Share, Outcome)]


def furnish(member, alice):
    with queries.own(member):
        offered = Offer.objects.first() or actions.offer(actor=alice, kind="news", title="Le pain du dimanche")
        Suggestion.objects.get_or_create(member=member, offer=offered)
        shared = Share.objects.create(
            member=member, offer=offered, title=offered.title, network="linkedin", language="fr"
        )
        shared.link = links.share(actor=member, url="https://example.org/pain", network="linkedin")
        shared.save()
        Outcome.objects.create(member=member, share=shared, kind="met", who="Sabine")


def test_what_an_expert_does_is_there_for_them_alone(programme, alice, make_member):
    nadia, owner = make_member("Nadia", "employee"), alice
    taking_part.join(actor=nadia, agreed=ALL)
    furnish(nadia, alice)
    assert everything(nadia) == [1, 3, 1, 1, 1]
    assert everything(owner) == [0, 0, 0, 0, 0]
    assert Expert.objects.count() == 0, "and outside of one's own, for nobody"


def test_leaving_takes_everything_with_it(programme, alice, make_member):
    nadia, samir = make_member("Nadia", "employee"), make_member("Samir", "employee")
    for one in (nadia, samir):
        taking_part.join(actor=one, agreed=ALL)
        furnish(one, alice)
    assert taking_part.leave(actor=nadia) is True
    assert everything(nadia) == [0, 0, 0, 0, 0]
    assert everything(samir) == [1, 3, 1, 1, 1]
    assert taking_part.leave(actor=nadia) is False


def test_nothing_is_joined_before_it_opens_nor_without_agreeing(house, alice, make_member):
    nadia = make_member("Nadia", "employee")
    with pytest.raises(taking_part.NotOpen):
        taking_part.join(actor=nadia, agreed=ALL)
    actions.arrange(actor=alice, name="Les voix")
    with pytest.raises(taking_part.NotOpen):
        taking_part.join(actor=nadia, agreed=ALL)
    actions.move(actor=alice, to="open")
    with pytest.raises(ValueError, match="suggested"):
        taking_part.join(actor=nadia, agreed={"count": "Compter."})


def test_a_purpose_taken_back_takes_what_was_kept_for_it(programme, alice, make_member):
    nadia = make_member("Nadia", "employee")
    taking_part.join(actor=nadia, agreed=ALL)
    furnish(nadia, alice)
    taking_part.agree(actor=nadia, agreed={"suggest": "Choisir."})
    with queries.own(nadia):
        assert set(queries.consents(nadia)) == {"suggest"}
        assert Consent.objects.count() == 3, "what was agreed to once is still known, with its end"
        assert Share.objects.get().link is None


def test_whoever_does_not_lead_arranges_offers_and_invites_nothing(programme, make_member):
    nadia = make_member("Nadia", "employee")
    for act in (
        lambda: actions.arrange(actor=nadia, name="Non"),
        lambda: actions.move(actor=nadia, to="resting"),
        lambda: actions.offer(actor=nadia, kind="news", title="Non"),
        lambda: actions.save_topic(actor=nadia, name="Non"),
        lambda: actions.end_offer(actor=nadia, offer=Offer()),
        lambda: actions.invite(actor=nadia, members=[nadia]),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_offered_again_it_is_the_same_offer(programme, alice):
    for title in ("Le pain", "Le pain du dimanche"):
        actions.offer(actor=alice, kind="news", title=title, source_kind="writing.piece", source_id=7, language="fr")
    assert [one.title for one in queries.offers()] == ["Le pain du dimanche"]
    actions.end_offer(actor=alice, offer=Offer.objects.get())
    assert queries.open_offers() == []


def test_colleagues_are_told_once_and_not_before_what_the_law_asks(programme, alice, make_member):
    nadia = make_member("Nadia", "employee")
    with pytest.raises(NotReady, match=r"Avant|Before"):
        actions.invite(actor=alice, members=[nadia])
    allowed(alice)
    assert actions.invite(actor=alice, members=[nadia, alice]) == 2
    assert actions.invite(actor=alice, members=[nadia]) == 0


def test_a_programme_that_ended_is_over(programme, alice):
    actions.move(actor=alice, to="resting")
    actions.move(actor=alice, to="ended")
    with pytest.raises(LifecycleError):
        actions.move(actor=alice, to="open")
