"""What is suggested to whom and why: chosen by the engine from what the house and its experts say, for one or for all at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.advocacy import actions, jobs, queries, ranked, sharing, suggesting, taking_part
from liant.advocacy.models import Offer, Programme, Suggestion
from liant.advocacy.ranked import Offered, Shelf, Taker
from liant.kit import clock

pytestmark = pytest.mark.django_db
EVERYWHERE = frozenset({"linkedin", "bluesky"})
AGREED = {"suggest": "Oui.", "count": "Oui."}


def offered(number: int, **values) -> Offered:
    return Offered(**{"id": number, "kind": "news", "language": "fr", "age_days": 1, "networks": EVERYWHERE, **values})


def shelf(many) -> Shelf:
    return Shelf(many, ["news", "expert", "call"], sorted(EVERYWHERE))


def chosen(many, *takers, seed=1):
    return ranked.choose(takers, shelf(many), seed=seed)


things = st.lists(
    st.builds(Offered, id=st.integers(1, 10_000), kind=st.sampled_from(["news", "expert", "call"]),
              language=st.sampled_from(["fr", "en"]), age_days=st.floats(0, 90), networks=st.sets(st.sampled_from(sorted(EVERYWHERE))).map(frozenset),
              topic=st.integers(0, 4), author=st.sampled_from(["", "m1", "m2", "nGazette"]), is_about_us=st.booleans(), judged=st.just(0), useful=st.just(0), shown=st.integers(0, 9)),
    unique_by=lambda one: one.id, max_size=25,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a machine that is busy
@given(
    things,
    st.integers(0, 6),
    st.integers(0, 2**63),
    st.sets(st.sampled_from(["fr", "en"])),
    st.sets(st.sampled_from(sorted(EVERYWHERE))),
)
def test_a_list_is_short_without_doubles_and_in_languages_that_were_chosen(many, most, seed, languages, networks):
    taker = Taker(7, most, languages=sorted(languages), networks=sorted(networks), known=[one.id for one in many[:3]])
    found = chosen(many, taker, seed=seed)
    ids, by_id = [one.offer for one in found], {one.id: one for one in many}
    fitting = [
        one.id for one in many[3:]
        if (not languages or one.language in languages) and one.networks & (networks or EVERYWHERE)
    ]  # fmt: skip
    assert set(ids) <= set(fitting)
    assert len(ids) == len(set(ids)) == min(most, len(fitting)), "what fits is not held back"
    for one in found:
        assert 0 < one.chance <= 1
        assert one.eligible == len(fitting) - ids.index(one.offer)
        assert all(isinstance(each["points"], float) for each in one.reasons)
        topics = [each["why"] for each in one.reasons]
        assert ("others" in topics) is not by_id[one.offer].is_about_us


def test_what_was_chosen_comes_first_and_says_why():
    many = [offered(1), offered(2, topic=7, age_days=20), offered(3, kind="expert", age_days=20)]
    [first, *_] = chosen(many, Taker(1, 3, topics=[7]))
    assert (first.offer, first.reasons[0]["why"]) == (2, "topic")
    [first, *_] = chosen(many, Taker(1, 3, kinds=["expert"]))
    assert (first.offer, first.reasons[0]["why"]) == (3, "wish")


def test_one_topic_does_not_fill_the_list():
    many = [offered(1, topic=1), offered(2, topic=1), offered(3, topic=2, age_days=12)]
    assert {one.offer for one in chosen(many, Taker(1, 2))} > {3}


def test_whom_one_found_useful_before_comes_again_and_what_one_leaves_alone_less():
    many = [offered(1, author="m1", topic=1), offered(2, author="m2", topic=2)]
    assert chosen(many, Taker(1, 1, liked={"m2": 1.0}))[0].offer == 2
    [less] = chosen(many, Taker(1, 1, left_alone=[(1, "news", 6)]))
    assert less.offer == 2
    [only] = chosen(many[:1], Taker(1, 1, left_alone=[(1, "news", 6)]))
    assert "fatigue" in [one["why"] for one in only.reasons]
    assert min(one["points"] for one in only.reasons) < 0


def test_one_in_twenty_is_put_there_by_chance_and_is_told_so():
    many = [offered(number, topic=number) for number in range(1, 7)]
    found = chosen(many, *[Taker(key, 1, topics=[1]) for key in range(1, 4001)])
    explored = [one for one in found if one.is_explored]
    assert 0.035 < len(explored) / len(found) < 0.065
    for one in found:
        assert one.is_best == (one.offer == 1)
        assert one.chance == pytest.approx((0.95 if one.is_best else 0) + 0.05 / 6)
    assert {one.offer for one in explored} == set(range(1, 7)), "any of them"


@pytest.fixture
def programme(house, alice):
    actions.arrange(actor=alice, name="Les voix du fournil", disclosure={"fr": "Je travaille aux Trois Fournils."})
    return actions.move(actor=alice, to="open")


@pytest.fixture
def bread(programme, alice):
    topic = actions.save_topic(actor=alice, name="Le pain")
    return [
        actions.offer(actor=alice, kind="expert", title=f"Le pain, {n}", topic=topic, url=f"https://pain.test/{n}")
        for n in range(8)
    ]


def joined(member, **choices):
    return taking_part.join(actor=member, agreed=AGREED, **choices)


def listed(member):
    with queries.own(member):
        return {one.offer_id: one for one in Suggestion.objects.filter(member=member).select_related("offer")}


def forget_lists(*members):
    for one in members:
        with queries.own(one):
            Suggestion.objects.filter(member=one).delete()


def test_all_lists_at_once_are_those_of_each_alone(bread, make_member):
    people = [make_member(name, "employee") for name in ("Nadia", "Samir", "Léo")]
    experts = [joined(one, most_each_week=number) for number, one in enumerate(people, 1)]
    forget_lists(*people)
    ids = [one.pk for one in experts]
    assert suggesting.fill(ids, seed=5) == 6
    together = [list(listed(one)) for one in people]
    forget_lists(*people)
    for one in ids:
        suggesting.fill([one], seed=5)
    assert [list(listed(one)) for one in people] == together
    assert [len(one) for one in together] == [1, 2, 3]
    assert suggesting.fill(ids) == 0, "no more in a week than they chose"


def test_what_was_had_shared_refused_or_made_is_not_suggested_again(bread, alice, make_member):
    nadia = make_member("Nadia", "employee")
    own = actions.offer(actor=alice, kind="behind", title="Mon four", author=nadia)
    expert = joined(nadia, most_each_week=10)
    assert set(listed(nadia)) == {one.pk for one in bread}
    assert own.pk not in listed(nadia)
    shared, refused = bread[:2]
    words = sharing.Words("Je travaille aux Trois Fournils. Le levain a froid.", "bluesky")
    share = sharing.begin(actor=nadia, offer=shared, words=words)
    sharing.settle(actor=nadia, share_id=share.pk, to="done")
    sharing.refuse(actor=nadia, offer=refused, reason="known")
    with queries.own(nadia):
        Suggestion.objects.exclude(offer=refused).delete()
    with clock.at(clock.now() + timedelta(days=8)):
        suggesting.renew(expert)
    assert set(listed(nadia)) == {one.pk for one in bread} - {shared.pk}
    assert listed(nadia)[refused.pk].refused_at, "the one of before"


def test_who_takes_their_agreement_back_or_left_or_while_it_rests_gets_none(house, bread, alice, make_member):
    nadia, samir, leo = (make_member(name, "employee") for name in ("Nadia", "Samir", "Léo"))
    for one in (nadia, samir, leo):
        joined(one)
    taking_part.agree(actor=nadia, agreed={"count": "Oui."})
    samir.is_active = False
    samir.save()
    forget_lists(nadia, samir, leo)
    actions.move(actor=alice, to="resting")
    jobs.suggest_in(house.id)
    assert not listed(leo)
    actions.move(actor=alice, to="open")
    jobs.suggest_in(house.id)
    assert [len(listed(one)) for one in (nadia, samir, leo)] == [0, 0, 3]


def test_filling_the_lists_asks_as_much_of_the_database_for_many_as_for_few(house, bread, make_member):
    people = [make_member(f"Expert {n}", "employee") for n in range(4)]
    for one in people:
        joined(one)
    forget_lists(*people)
    with CaptureQueriesContext(connection) as few:
        jobs.suggest_in(house.id)
    people += [make_member(f"Autre {n}", "employee") for n in range(16)]
    for one in people[4:]:
        joined(one)
    forget_lists(*people)
    with CaptureQueriesContext(connection) as many:
        jobs.suggest_in(house.id)
    assert len(many) == len(few)
    assert all(len(listed(one)) == 3 for one in people)


def test_who_fills_the_lists_learns_of_nobody(bread, make_member):
    nadia = make_member("Nadia", "employee")
    expert = joined(nadia)
    [taker] = suggesting.takers([expert.pk], clock.now())
    assert taker.key == expert.pk != nadia.pk
    assert str(nadia.pk) not in [str(value) for value in vars(taker).values()]
    assert not Suggestion.objects.exists(), "outside of her own rows"


def test_how_useful_it_was_is_known_from_five_on_of_those_who_agreed(house, bread, make_member):
    people = [make_member(f"Expert {n}", "employee") for n in range(6)]
    for one in people:
        joined(one, most_each_week=10)
    taking_part.agree(actor=people[5], agreed={"suggest": "Oui."})

    def judge(those, offer):
        for one in those:
            with queries.own(one):
                Suggestion.objects.filter(member=one, offer=offer).update(is_useful=True)

    judge(people[:4], bread[0])
    judge(people[:5], bread[1])
    judge(people[1:], bread[2])
    suggesting.weigh()
    told = {one.pk: (one.judged, one.useful, one.shown) for one in Offer.objects.all()}
    assert told[bread[0].pk] == (0, 0, 6)
    assert told[bread[1].pk] == (5, 5, 6)
    assert told[bread[2].pk] == (0, 0, 6), "one of the five did not agree to be counted"


def test_an_offer_ends_by_itself_and_is_suggested_no_more(house, programme, alice, make_member):
    now = clock.now()
    plain = actions.offer(actor=alice, kind="news", title="Deux prix")
    with clock.at(now + timedelta(minutes=1)):
        at = actions.offer(actor=alice, kind="invitation", title="Portes ouvertes", at=now + timedelta(days=9))
        actions.keep_fresh(actor=alice, days=7)
        short = actions.offer(actor=alice, kind="news", title="La fête des mères")
        chosen_end = actions.offer(
            actor=alice, kind="news", title="Un an", ends_at=now + timedelta(days=300), offered_at=now
        )
    assert plain.ends_at - plain.offered_at == timedelta(days=60)
    assert at.ends_at == at.at
    assert short.ends_at - short.offered_at == timedelta(days=7)
    nadia = make_member("Nadia", "employee")
    for days, there in (
        (6, [plain, at, short, chosen_end]),
        (8, [plain, at, chosen_end]),
        (70, [chosen_end]),
        (301, []),
    ):
        with clock.at(now + timedelta(days=days)):
            assert {one.pk for one in queries.open_offers()} == {one.pk for one in there}, days
    with clock.at(now + timedelta(days=2)):
        joined(nadia, most_each_week=9)
    with clock.at(now + timedelta(days=12)), queries.own(nadia):
        assert {one.offer for one in queries.suggestions(nadia)} == {plain, chosen_end}, "off the list as well"


def test_what_was_over_and_is_offered_again_is_fresh(programme, alice):
    source = {"source_kind": "writing.piece", "source_id": 7, "language": "fr"}
    with clock.at(clock.now() - timedelta(days=90)):
        first = actions.offer(actor=alice, kind="news", title="Le pain", **source)
        changed = actions.offer(actor=alice, kind="news", title="Le pain noir", **source)
    assert (changed.offered_at, changed.ends_at) == (first.offered_at, first.ends_at), "its words alone were changed"
    assert first.is_over
    again = actions.offer(actor=alice, kind="news", title="Le pain", **source)
    assert not again.is_over
    assert [one.pk for one in queries.open_offers()] == [first.pk]


def test_how_long_things_stay_fresh_is_for_those_who_offer(programme, make_member):
    from liant.accounts.permissions import NotAllowed

    actions.keep_fresh(actor=make_member("Corinne", "communicator"), days=30)
    assert Programme.objects.get().fresh_days == 30
    with pytest.raises(NotAllowed):
        actions.keep_fresh(actor=make_member("Nadia", "employee"), days=30)
