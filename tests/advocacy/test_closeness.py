"""An expert's own ties order their own list, where they say so: in words, without a number, and nobody else learns of it."""

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.advocacy import actions, queries, ranked, suggesting, taking_part
from liant.advocacy.models import Suggestion
from liant.advocacy.ranked import Taker
from liant.advocacy.telling import points_in_words, reasons_in_words
from liant.bonds import actions as ties
from liant.bonds.models import Tie
from liant.kit import clock
from liant.tenancy.context import own_rows, tenant
from tests.advocacy.test_suggesting import AGREED, offered, shelf, things
from tests.people import member_of

pytestmark = pytest.mark.django_db
CLOSE_IN_WORDS = "Écrit par une personne dont vous êtes proche."


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(things, st.integers(0, 2**40))
def test_of_those_who_say_nothing_of_it_the_lists_are_as_they_were(many, seed):
    """Whatever is known of others: an expert who doesn't let their ties order their list has the same one, with the same reasons."""
    silent = Taker(1, 3)
    alone = ranked.choose([silent], shelf(many), seed=seed)
    beside = ranked.Shelf(many, ["news", "expert", "call"], ["bluesky", "linkedin"], {"m1", "m2"})
    found = ranked.choose([silent, Taker(2, 3, close={"m1": 1.0})], beside, seed=seed)
    assert [one for one in found if one.taker == 1] == alone
    unmeasured = ranked.choose([Taker(1, 3, close={})], beside, seed=seed)
    assert unmeasured == alone, "close to none of those who write: nothing changes either"


def test_those_who_are_close_come_first_in_words_and_without_a_number():
    many = [offered(1, author="m1"), offered(2, author="m2"), offered(3, author="m3")]
    laid = ranked.Shelf(many, ["news", "expert", "call"], ["bluesky", "linkedin"], {"m1", "m2"})
    found = ranked.choose([Taker(1, 3, close={"m2": 0.75})], laid, seed=2)
    assert [one.offer for one in found] == [2, 3, 1], (
        "the close, whoever is not measured, then the measured without contact"
    )
    said = {one.offer: [each for each in one.reasons if each["why"] == "closeness"] for one in found}
    assert said == {2: [{"why": "closeness"}], 3: [], 1: []}
    faint = ranked.choose([Taker(1, 3, close={"m2": 0.25})], laid, seed=2)
    assert not any(each["why"] == "closeness" for one in faint for each in one.reasons), (
        "little contact is not called close"
    )


@pytest.fixture
def inside(organisation):
    with tenant(organisation.id):
        yield organisation


@pytest.fixture
def written(inside, alice, bob, chloe):
    """Bob and Chloe each wrote something alike; Dana, an expert, is close to Bob."""
    actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": "Je travaille aux Trois Fournils."})
    actions.move(actor=alice, to="open")
    dana = member_of(inside, "Dana", "employee")
    of_chloe = actions.offer(actor=alice, kind="expert", title="Le levain", author=chloe, url="https://pain.test/1")
    of_bob = actions.offer(actor=alice, kind="expert", title="Le seigle", author=bob, url="https://pain.test/2")
    tie(dana, bob, 81.4)
    tie(bob, dana, 81.4)
    tie(chloe, alice, 30)
    return {"dana": dana, "of_bob": of_bob, "of_chloe": of_chloe}


def tie(member, other, strength):
    with own_rows(member.pk):
        Tie.objects.create(member=member, other=other, strength=strength, low=strength, high=strength, contacts=9)


def renewed(member):
    with queries.own(member) as expert:
        Suggestion.objects.filter(member=member).delete()
        if expert is None:
            taking_part.join(actor=member, agreed=AGREED)
        else:
            suggesting.renew(expert)
        return queries.suggestions(member)


def why(found, offer):
    return [said for one in found if one.offer == offer for said in reasons_in_words(one)]


def test_ones_own_ties_order_ones_list_once_one_says_so(written):
    dana, of_bob = written["dana"], written["of_bob"]
    assert CLOSE_IN_WORDS not in why(renewed(dana), of_bob), "ties are measured, and Dana said nothing of this use"
    ties.choose(actor=dana, introduces=False, orders=True)
    found = renewed(dana)
    assert min(found, key=lambda one: one.pk).offer == of_bob
    assert CLOSE_IN_WORDS in why(found, of_bob)
    assert CLOSE_IN_WORDS not in why(found, written["of_chloe"])
    with override("en"):
        assert "Written by somebody you are close to." in why(found, of_bob)
    assert all("proch" not in points_in_words(one) for one in found), "there is no number for it"
    assert all(each == {"why": "closeness"} for one in found for each in one.reasons if each["why"] == "closeness")
    ties.choose(actor=dana, introduces=False, orders=False)
    with queries.own(dana):
        assert CLOSE_IN_WORDS not in why(queries.suggestions(dana), of_bob), "what was said for it is said no more"


def test_whom_one_hid_is_not_called_close(written, bob):
    dana = written["dana"]
    ties.choose(actor=dana, introduces=False, orders=True)
    ties.hide(actor=dana, other=bob)
    assert CLOSE_IN_WORDS not in why(renewed(dana), written["of_bob"])


def test_who_takes_back_that_they_are_measured_is_called_close_by_nobody(written, bob, work_off, organisation):
    from tests.bonds.furniture import agreed

    dana = written["dana"]
    agreed(bob, dana)
    ties.choose(actor=dana, introduces=False, orders=True)
    assert CLOSE_IN_WORDS in why(renewed(dana), written["of_bob"])
    ties.leave(actor=bob)
    work_off()
    with tenant(organisation.id), queries.own(dana):
        assert CLOSE_IN_WORDS not in why(queries.suggestions(dana), written["of_bob"])
        assert not Tie.objects.filter(other=bob).exists()


def test_who_fills_the_lists_learns_a_number_of_nobody_and_a_step_of_a_tie(written, bob):
    dana = written["dana"]
    ties.choose(actor=dana, introduces=False, orders=True)
    renewed(dana)
    with queries.own(dana) as expert:
        key = expert.pk
    [taker] = suggesting.takers([key], clock.now())
    assert taker.close == {f"m{bob.pk}": 0.75}, "in quarters: no number by which the two ends of a tie could be told"
    assert not Tie.objects.exists(), "outside of her own rows"
    assert suggesting.closeness([key], clock.now())[key] == taker.close
