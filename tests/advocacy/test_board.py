"""There is a leaderboard only if experts vote it in, for those who stand on it, and for nobody who leads."""

from datetime import timedelta

import pytest
from django.db import connection

from liant.accounts.permissions import NotAllowed
from liant.advocacy import actions, queries, sharing, taking_part
from liant.advocacy.board import actions as board
from liant.advocacy.board import queries as boards
from liant.advocacy.board.models import Ballot, Place, Vote
from liant.audit.models import Entry
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.programmes import AGREED

pytestmark = pytest.mark.django_db
BOARD = "/o/fournils/share/board/"


@pytest.fixture
def experts(organisation, alice, make_member):
    """Ten colleagues who take part, and one who leads a team and takes part too."""
    people = [make_member(f"Expert {n}", "employee") for n in range(10)]
    boss = make_member("Gerda", "team_manager", "employee")
    with tenant(organisation.id):
        actions.arrange(actor=alice, name="Les voix", disclosure={"fr": "Je travaille ici."})
        actions.move(actor=alice, to="open")
        for one in [*people, boss]:
            taking_part.join(actor=one, agreed=AGREED)
    return people, boss


def voted(people, yes: int, no: int, *, days: int = 0) -> str:
    """A whole vote: asked, voted, counted two weeks later. → its outcome."""
    now = clock.now() + timedelta(days=days)
    with clock.at(now):
        ballot = board.ask(actor=people[0])
        for number, one in enumerate(people[: yes + no]):
            board.vote(actor=one, is_yes=number < yes)
    with clock.at(now + timedelta(days=14)):
        assert board.close_due() == 1
        assert board.close_due() == 0
    ballot.refresh_from_db()
    return ballot.outcome


@pytest.mark.parametrize(
    ("yes", "no", "outcome"),
    [(4, 1, "passed"), (3, 3, "refused"), (4, 0, "few"), (2, 5, "refused"), (10, 0, "passed"), (0, 0, "few")],
)
def test_half_of_the_experts_vote_and_more_say_yes_than_no(house, experts, yes, no, outcome):
    people, _boss = experts
    assert voted(people, yes, no) == outcome
    assert boards.is_on() is (outcome == "passed")


def test_votes_are_ones_own_may_be_changed_and_are_forgotten_once_counted(house, experts):
    people, _boss = experts
    before = Entry.objects.count()
    board.ask(actor=people[0])
    for one in people[:6]:
        board.vote(actor=one, is_yes=True)
    for one in people[:4]:
        board.vote(actor=one, is_yes=False)
    assert Vote.objects.count() == 0, "outside of one's own rows there is none"
    with clock.at(clock.now() + timedelta(days=15)):
        with pytest.raises(board.NotNow):
            board.vote(actor=people[7], is_yes=True)
        board.close_due()
    assert Ballot.objects.get().outcome == "refused"
    for one in people:
        with queries.own(one):
            assert not Vote.objects.exists()
    assert Entry.objects.count() == before, "no log says who asked or voted"


def test_it_is_not_asked_again_before_a_season_nor_twice_at_once(house, experts):
    people, _boss = experts
    board.ask(actor=people[0])
    with pytest.raises(board.NotNow):
        board.ask(actor=people[1])
    with clock.at(clock.now() + timedelta(days=14)):
        board.close_due()
        with pytest.raises(board.NotNow):
            board.ask(actor=people[1])
    assert voted(people, 6, 0, days=14 + 90) == "passed"


def shared(member, offer, text: str):
    words = sharing.Words(network="linkedin", text=f"Je travaille ici. {text}", has_seen=True)
    begun = sharing.begin(actor=member, offer=offer, words=words)
    assert begun is not None
    sharing.settle(actor=member, share_id=begun.pk, to="done")


def seen_by(member) -> list[tuple[str, int]]:
    with queries.own(member):
        return [(one.member.name, one.shared) for one in boards.lines()]


def test_the_board_shows_those_who_stand_on_it_to_each_other_and_to_nobody_else(house, alice, experts):
    people, boss = experts
    voted(people, 8, 0)
    levain, four = (actions.offer(actor=alice, kind="news", title=name) for name in ("Le levain", "Le four"))
    for one in people[:2]:
        board.stand(actor=one)
    for number, offer in enumerate((levain, levain, four)):
        shared(people[0], offer, f"Voici, {number}.")
    shared(people[5], levain, "Moi aussi.")
    both = [("Expert 0", 2), ("Expert 1", 0)]
    assert seen_by(people[0]) == seen_by(people[1]) == both, "different things, not posts"
    for other in (people[5], boss, alice):
        assert seen_by(other) == [], "who does not stand on it sees nothing of it"
    board.step_down(actor=people[1])
    assert seen_by(people[1]) == []
    assert seen_by(people[0]) == [("Expert 0", 2)]
    taking_part.leave(actor=people[0])
    with queries.own(people[0]):
        assert not Place.objects.exists(), "leaving the programme leaves the board"


def test_whoever_comes_to_lead_is_off_it_at_once(house, experts):
    people, _boss = experts
    voted(people, 8, 0)
    for one in people[:3]:
        board.stand(actor=one)
    people[2].roles = ["employee", "team_manager"]
    people[2].save()
    assert [name for name, _shared in seen_by(people[0])] == ["Expert 0", "Expert 1"]
    assert seen_by(people[2]) == []
    with pytest.raises(NotAllowed):
        board.step_down(actor=people[2])


def test_voted_out_it_goes_with_all_places(house, experts):
    people, _boss = experts
    voted(people, 8, 0)
    board.stand(actor=people[0])
    assert voted(people, 6, 1, days=14 + 90) == "passed"
    assert not boards.is_on()
    with queries.own(people[0]):
        assert not Place.objects.exists()
    with pytest.raises(board.NotNow):
        board.stand(actor=people[0])


def test_without_a_vote_there_is_none(house, experts):
    people, _boss = experts
    with pytest.raises(board.NotNow):
        board.stand(actor=people[0])
    with queries.own(people[0]):
        Place.objects.create(member=people[0])
    assert seen_by(people[0]) == [], "the database holds it as well"


def test_whoever_leads_neither_asks_votes_nor_sees_whatever_else_they_are(organisation, alice, experts, client_of):
    people, boss = experts
    with tenant(organisation.id):
        voted(people, 8, 0)
        for act in (
            lambda: board.ask(actor=boss), lambda: board.vote(actor=boss, is_yes=True), lambda: board.stand(actor=boss),
            lambda: board.ask(actor=alice),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()
        board.stand(actor=people[0])
    for one in (alice, boss):
        assert client_of(one).get(BOARD).status_code == 403
        for act in ("ask", "vote", "stand", "step-down"):
            assert client_of(one).post(f"{BOARD}{act}/", {"vote": "yes"}).status_code == 403


def test_whoever_takes_no_part_does_not_vote(organisation, experts, make_member, client_of):
    people, _boss = experts
    other = make_member("Ana", "employee")
    with tenant(organisation.id):
        board.ask(actor=people[0])
        with pytest.raises(board.NotNow):
            board.vote(actor=other, is_yes=True)
    assert client_of(other).get(BOARD).status_code == 302


def test_from_the_list_to_the_board(organisation, experts, client_of):
    people, _boss = experts
    client = client_of(people[0])
    assert "Il n’y a pas de palmarès." in client.get(BOARD).content.decode()
    client.post(f"{BOARD}ask/")
    assert "Voter, sans votre nom" in client.get("/o/fournils/share/").content.decode()
    assert "Vous avez voté oui" in client.post(f"{BOARD}vote/", {"vote": "yes"}, follow=True).content.decode()
    assert client.post(f"{BOARD}vote/", {"vote": "perhaps"}).status_code == 400
    assert "Voter, sans votre nom" not in client.get("/o/fournils/share/").content.decode()
    with tenant(organisation.id):
        for one in people[1:6]:
            board.vote(actor=one, is_yes=True)
    with clock.at(clock.now() + timedelta(days=15)):
        board.close_due()
        assert "Il y a un palmarès." in client.get(BOARD).content.decode()
        assert "Expert 0" not in client.get(BOARD).content.decode().split("<main")[1].split("Figurer")[0]
        assert "Vous : 0 chose" in client.post(f"{BOARD}stand/", follow=True).content.decode().replace("\u00a0", " ")


def test_a_vote_is_counted_in_its_own_house(house, experts):
    people, _boss = experts
    board.ask(actor=people[0])
    with clock.at(clock.now() + timedelta(days=15)), connection.cursor() as cursor:
        cursor.execute("select set_config('liant.organisation', '', true)")
        assert board.close_due() == 1, "the worker asks for all houses at once"
