"""How what is shared travels: from one to the next by a token that joins nobody's names, outside by posts that carry its link; and
what may be told of it."""

import re
from datetime import timedelta

import pytest

from liant.advocacy import queries, sharing, taking_part
from liant.advocacy.breath import gathering, words
from liant.advocacy.breath.taken import Shared, Step, Stretch, Taken
from liant.advocacy.breath.travelling import travelling
from liant.advocacy.travel import actions
from liant.advocacy.travel.models import Step as Row
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.conftest import AGREED, DISCLOSURE

BASE = "/o/fournils/share/"


def person(key: int, *steps: Step, **more) -> Taken:
    return Taken(key=key, joined=0, steps=steps, **more)


def programme(alone: int, taken: int, at: float = 3.0) -> list[Taken]:
    """`taken` people whose share was taken further by somebody else, `alone` people of whose it was not."""
    first = [person(n, Step(at, f"t{n}")) for n in range(taken)]
    second = [person(1000 + n, Step(at + 1, "", f"t{n}")) for n in range(taken)]
    return [*first, *second, *(person(2000 + n, Step(at)) for n in range(alone))]


def told(taken, number=2, earlier=()):
    return travelling(taken, Stretch(number), list(earlier))


def test_a_share_that_came_from_another_is_counted_in_its_cascade():
    found = told(programme(alone=30, taken=10))["inside"]
    assert (found["cascades"], found["shares"]) == (40, 50)
    assert found["brings"]["value"] == pytest.approx(1 - 40 / 50)
    assert found["brings"]["low"] < 0.2 < found["brings"]["high"]
    assert found["classes"] == [{"from": 1, "to": 1, "cascades": 30}, {"from": 2, "to": None, "cascades": 10}]
    assert found["virality"] == 1


def test_large_cascades_that_few_began_are_told_with_smaller_ones():
    chains = [person(n, Step(3, f"a{n}")) for n in range(6)]
    chains += [person(100 + n, Step(4, f"b{n}", f"a{n}")) for n in range(6)]
    chains += [person(200 + n, Step(5, "", f"b{n}")) for n in range(6)]
    chains += [person(300 + n, Step(6, "", "a0")) for n in range(3)]
    found = told([*programme(alone=30, taken=8), *chains])["inside"]
    assert [(one["from"], one["to"], one["cascades"]) for one in found["classes"]] == [
        (1, 1, 30),
        (2, 2, 8),
        (3, None, 6),
    ]
    assert 1 < found["virality"] < 2


@pytest.mark.parametrize(
    ("alone", "taken", "why"),
    [(19, 10, "29 cascades"), (60, 4, "four whose share was taken further"), (60, 0, "none: it would tell of everyone"),
     (4, 40, "four of whose it was not")],
)  # fmt: skip
def test_of_too_little_nothing_is_told(alone, taken, why):
    assert told(programme(alone, taken))["inside"] is None, why


def test_where_one_person_stands_out_nothing_is_told():
    star = [person(n, Step(3, f"t{n}")) for n in range(6)]
    star += [person(100 + n, Step(4, "", "t0")) for n in range(40)]
    star += [person(200 + n, Step(4, "", f"t{n}")) for n in range(1, 6)]
    assert told([*star, *programme(alone=30, taken=0)])["inside"] is None


def test_what_waits_is_told_later_and_no_cascade_twice():
    few, many = programme(alone=15, taken=5, at=3), programme(alone=15, taken=5, at=31)
    later = [Taken(key=5000 + one.key, joined=0, steps=tuple(renamed(step) for step in one.steps)) for one in many]
    everyone = [*few, *later]
    first = told(everyone, 2)
    assert first["inside"] is None, "twenty cascades"
    second = told(everyone, 3, [{"travel": first}])
    assert second["inside"]["cascades"] == 40
    assert second["since"] == 56
    third = told(everyone, 4, [{"travel": first}, {"travel": second}])
    assert third["inside"] is None, "they were told"


def renamed(step: Step) -> Step:
    return Step(step.at, step.token and "x" + step.token, step.came_from and "x" + step.came_from)


def test_a_cascade_has_its_time_to_end():
    fresh = programme(alone=30, taken=16, at=27)
    late = [person(9000 + n, Step(50, "", f"t{n}")) for n in range(10)]
    assert told(fresh, 1)["inside"] is None, "they have just begun"
    assert told(fresh, 2)["inside"]["cascades"] == 46
    assert told([*fresh, *late], 2)["inside"]["cascades"] == 36, "those that still grow are in no figure"


def test_a_token_of_nobody_or_of_the_future_joins_nothing():
    odd = [person(9000, Step(1, "", "t0")), person(9001, Step(3, "", "nobody"))]
    found = told([*programme(alone=30, taken=10), *odd])["inside"]
    assert (found["cascades"], found["shares"]) == (42, 52)


def test_figures_of_before_are_read_as_before():
    assert words.travel(None) == words.travel({"inside": None, "outside": None})
    assert told(programme(alone=30, taken=10), 2, [{"who": {}}])["inside"] is not None


def test_outside_counts_posts_of_five_sharers_of_whom_none_stands_out():
    def sharer(key: int, posts: int) -> Taken:
        return person(key, shares=(Shared(30, (), (31,) * posts), Shared(30)))

    assert told([sharer(n, 3) for n in range(6)])["outside"] == {"posts": 18, "shares": 6}
    assert told([sharer(n, 3) for n in range(4)])["outside"] is None
    assert told([sharer(0, 60), *(sharer(n, 1) for n in range(1, 6))])["outside"] is None
    assert told([sharer(n, 3) for n in range(6)], 3)["outside"] is None, "those days are over"


@pytest.fixture
def samir(make_member):
    return make_member("Samir", "employee")


def shared(client, member, offer) -> int:
    with tenant(member.organisation_id):
        text = sharing.Words(f"{DISCLOSURE} Ce que {member.name} en sait.", "bluesky")
        share = sharing.begin(actor=member, offer=offer, words=text)
        sharing.settle(actor=member, share_id=share.pk, to="done")
    return share.pk


def steps(member) -> list[Row]:
    with tenant(member.organisation_id), queries.own(member):
        return list(Row.objects.filter(member=member))


def handed_on(client, share_id: int) -> str:
    text = client.get(f"{BASE}hand-on/{share_id}/").content.decode()
    found = re.search(r'value="http[^"]*?(/o/[^"]*)"', text)
    assert found, text
    return found[1]


@pytest.mark.django_db
def test_what_a_colleague_handed_on_is_known_to_nobody_and_counted(
    expert, nadia, samir, client_of, offers, organisation
):
    address = handed_on(expert, shared(expert, nadia, offers.offered))
    assert handed_on(expert, shared(expert, nadia, offers.offered)) == address, "one for each thing"
    other = client_of(samir)
    assert other.get(address)["Location"] == BASE, "who takes no part sees what it is about first"
    other.post(f"{BASE}join/", AGREED)
    assert other.get(address)["Location"] == f"{BASE}{offers.offered.pk}/"
    shared(other, samir, offers.offered)
    [hers], [his] = steps(nadia), steps(samir)
    assert his.came_from == hers.token
    assert hers.came_from == his.token == ""
    assert "Samir" not in expert.get(f"{BASE}outcomes/").content.decode()
    with tenant(organisation.id):
        assert not Row.objects.exists(), "outside one's own rows there is none"
        days = gathering.Days(clock.now().date() - timedelta(days=2), clock.now().tzinfo)
        found = {one.key: one.steps for one in gathering.experts(days)}
    assert found[samir.pk][0].came_from == found[nadia.pk][0].token
    assert found[nadia.pk][0].at < found[samir.pk][0].at


@pytest.mark.django_db
def test_what_was_shared_before_did_not_come_from_it(expert, nadia, samir, client_of, offers, organisation):
    other = client_of(samir)
    other.post(f"{BASE}join/", AGREED)
    shared(other, samir, offers.offered)
    other.get(handed_on(expert, shared(expert, nadia, offers.offered)))
    with tenant(organisation.id):
        days = gathering.Days(clock.now().date() - timedelta(days=2), clock.now().tzinfo)
        found = {one.key: one.steps for one in gathering.experts(days)}
    assert found[samir.pk][0].came_from == ""


@pytest.mark.django_db
def test_who_is_not_counted_leaves_no_step_and_who_ends_it_none_either(expert, nadia, samir, client_of, offers):
    address = handed_on(expert, shared(expert, nadia, offers.offered))
    other = client_of(samir)
    other.post(f"{BASE}join/", {"suggest": "on"})
    other.get(address)
    assert steps(samir) == []
    assert len(steps(nadia)) == 1
    with tenant(nadia.organisation_id):
        taking_part.agree(actor=nadia, agreed={"suggest": "Oui."})
    assert steps(nadia) == [], "it was kept for being counted"
    uncounted = handed_on(expert, shared(expert, nadia, offers.offered))
    assert uncounted == f"{BASE}{offers.offered.pk}/", "the same for everyone"


@pytest.mark.django_db
def test_nobody_hands_on_what_is_not_theirs(expert, nadia, samir, client_of, offers):
    share_id = shared(expert, nadia, offers.offered)
    other = client_of(samir)
    other.post(f"{BASE}join/", AGREED)
    assert other.get(f"{BASE}hand-on/{share_id}/").status_code == 404
    with tenant(samir.organisation_id):
        assert actions.hand_on(actor=samir, share_id=share_id) is None
    assert other.get(f"{BASE}hand-on/{offers.offered.pk}/not-a-token/").status_code == 302
    assert steps(samir) == []


@pytest.mark.django_db
def test_leaving_erases_the_steps(expert, nadia, offers):
    handed_on(expert, shared(expert, nadia, offers.offered))
    expert.post(f"{BASE}leave/")
    assert steps(nadia) == []


@pytest.mark.django_db
def test_what_others_say_with_a_link_of_a_share_is_heard_once_for_each_person(organisation, alice, work_off):
    from liant.connectors.contract import Author
    from liant.flows.carried_links import carried
    from liant.links import actions as links
    from liant.links.queries import short_address
    from tests.furniture import a_channel, heard, said

    def post(key: str, text: str, who: str, hours: int, **values):
        author = Author(key=who.lower(), kind="bluesky", name=who, handle=f"@{who.lower()}.example")
        return said(key, text, author=author, published_at=clock.now() - timedelta(hours=hours), **values)

    with tenant(organisation.id):
        link = links.make(actor=alice, url="https://fournils.test/hiver")
        address = short_address(link)
        heard(
            a_channel(alice),
            post("own", f"Je travaille ici. {address}", "Nadia", 9),
            post("first", f"À lire : {address}", "Eric", 8),
            post("again", f"Encore : {address}", "Eric", 7),
            post("second", "Très juste", "Lucette", 6, raw={"facets": [{"uri": address}]}),
            post("other", "Rien à voir : https://ailleurs.test/l/abcdefghj", "Paul", 5),
        )
        work_off()
        found = carried([link.pk], clock.now() - timedelta(days=9))
        assert carried([], clock.now() - timedelta(days=9)) == {}
    assert {pk: len(times) for pk, times in found.items()} == {link.pk: 2}, "the first is taken for whoever shared it"
