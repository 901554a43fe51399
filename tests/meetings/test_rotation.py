"""Who is drawn with whom: only who wants to be, somebody new as long as there is one, never whom they must not; and nobody is told."""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from liant.accounts.hours.actions import add_day_off
from liant.accounts.hours.queries import USUAL_WEEK
from liant.accounts.hours.rules import Hours
from liant.accounts.models import User
from liant.accounts.permissions import NotAllowed
from liant.kit import clock, secrets
from liant.meetings import actions, drawing, queries, rules, taking_part
from liant.meetings.models import Participant, Partner, Rotation, Round
from liant.tenancy.context import tenant
from tests.meetings.furniture import a_rotation, drawn, everyone_joins
from tests.people import member_of

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 12, 7)


@pytest.fixture
def inside(organisation):
    with tenant(organisation.id):
        yield organisation


@pytest.fixture
def seven(inside, alice):
    members = [alice, *(member_of(inside, name, "employee") for name in ("Ana", "Bo", "Cyd", "Dee", "Eli", "Fay"))]
    rotation = a_rotation(alice)
    everyone_joins(rotation, *members)
    return rotation, members


def tables(round_):
    return [set(one) for one in rules.Outcome.of(secrets.unseal(round_.outcome)).tables]


def pairs(round_):
    return {frozenset(pair) for table in tables(round_) for pair in combinations(table, 2)}


def test_nobody_is_drawn_who_did_not_join(inside, alice, bob, chloe):
    rotation = a_rotation(alice)
    assert drawn(rotation) is None
    everyone_joins(rotation, alice, bob)
    assert pairs(drawn(rotation)) == {frozenset({alice.pk, bob.pk})}


def test_the_odd_one_joins_two_others_and_takes_turns(seven):
    rotation, _members = seven
    odd = []
    for _ in range(4):
        round_ = drawn(rotation)
        assert sorted(len(one) for one in tables(round_)) == [2, 2, 3]
        odd += rules.Outcome.of(secrets.unseal(round_.outcome)).odd
    assert len(set(odd)) == 4


def test_nobody_meets_the_same_person_again_while_there_is_somebody_new(inside, alice):
    members = [alice, *(member_of(inside, name, "employee") for name in ("Ana", "Bo", "Cyd", "Dee", "Eli"))]
    rotation = a_rotation(alice)
    everyone_joins(rotation, *members)
    seen = set()
    for _ in range(5):
        now = pairs(drawn(rotation))
        assert not seen & now
        seen |= now
    assert len(seen) == 15


def test_whoever_must_or_would_rather_not_is_not_drawn_with_them(inside, alice, bob, chloe, rose):
    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob, chloe, rose)
    actions.keep_apart(actor=alice, one=bob, other=chloe)
    assert taking_part.keep_from(actor=rose, rotation=rotation, others=[chloe])
    for _ in range(4):
        assert not pairs(drawn(rotation)) & {frozenset({bob.pk, chloe.pk}), frozenset({rose.pk, chloe.pk})}


def test_a_pause_and_days_off_are_known_before_the_draw(inside, alice, bob, chloe):
    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob, chloe)
    today = queries.today()
    assert taking_part.pause(actor=bob, rotation=rotation, until=today + timedelta(days=3))
    assert pairs(drawn(rotation)) == {frozenset({alice.pk, chloe.pk})}
    taking_part.pause(actor=bob, rotation=rotation, until=None)
    for ahead in range(8):
        add_day_off(actor=alice, team=None, day=today + timedelta(days=ahead))
    assert drawn(rotation) is None, "the house is closed that week"


def test_those_with_no_language_or_no_hour_in_common_are_not_drawn_together(inside, alice, bob, chloe, rose):
    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob, chloe, rose)
    taking_part.join(actor=chloe, rotation=rotation, languages=["nl"])
    User.objects.filter(pk=rose.user_id).update(time_zone="Pacific/Auckland")
    round_ = drawn(rotation)
    assert pairs(round_) == {frozenset({alice.pk, bob.pk})}
    assert round_.people == 2


def test_teams_meet_other_teams_first_where_that_is_wanted(inside, alice, bob, chloe, rose):
    from liant.accounts.actions import create_team, set_team

    for name, some in (("Four", [alice, bob]), ("Vente", [chloe, rose])):
        set_team(actor=alice, team=create_team(actor=alice, name=name), members=some)
    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob, chloe, rose)
    for _ in range(2):
        assert not pairs(drawn(rotation)) & {frozenset({alice.pk, bob.pk}), frozenset({chloe.pk, rose.pk})}


def test_a_rotation_of_a_team_is_for_that_team(inside, alice, bob, chloe, client_of):
    from liant.accounts.actions import create_team, set_team

    team = create_team(actor=alice, name="Four")
    set_team(actor=alice, team=team, members=[alice, bob])
    rotation = a_rotation(alice, team=team)
    with pytest.raises(NotAllowed):
        taking_part.join(actor=chloe, rotation=rotation)
    assert client_of(chloe).post(f"/o/fournils/meetings/{rotation.pk}/join/").status_code == 404
    everyone_joins(rotation, alice, bob)
    set_team(actor=alice, team=team, members=[alice])
    assert drawn(rotation) is None, "Bob is of the team no more"


def test_what_a_draw_rests_on_is_stored_before_it_and_draws_the_same_again(seven):
    rotation, _members = seven
    Rotation.objects.update(next_at=clock.now() - timedelta(minutes=1))
    stored = drawing.prepare(rotation_id=rotation.pk)
    assert stored.drawn_at is None
    assert stored.outcome == ""
    basis = rules.Basis.of(secrets.unseal(stored.basis))
    assert basis.digest == stored.digest
    assert len(basis.ids) == 7
    round_ = drawing.draw(round_id=stored.pk)
    assert drawing.is_drawn_again(round_)
    assert tables(drawing.draw(round_id=stored.pk)) == tables(round_), "a draw is made once"
    assert drawing.is_drawn_again(drawn(rotation)), "with what came before it"


def test_who_takes_part_and_whom_they_meet_stands_in_no_row_that_others_read(seven, bob):
    rotation, members = seven
    round_ = drawn(rotation)
    assert not Participant.objects.exists()
    assert not Partner.objects.exists()
    with queries.own(bob):
        assert not Partner.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("select basis || outcome from meetings_round")
        assert '"ids"' not in cursor.fetchone()[0]
    with queries.own(members[1]):
        assert {one.member_id for one in Partner.objects.all()} == {members[1].pk}
    assert not taking_part.say(actor=bob, round_id=round_.pk, has_met=True), "he sits at no table"


def test_counts_are_made_once_the_round_is_over_and_small_ones_hidden(inside, alice):
    members = [alice, *(member_of(inside, f"M{n}", "employee") for n in range(19))]
    rotation = a_rotation(alice)
    everyone_joins(rotation, *members)
    round_ = drawn(rotation)
    said = [True] * 6 + [False] * 4
    for table, has_met in zip(rules.Outcome.of(secrets.unseal(round_.outcome)).tables, said, strict=True):
        for one in members:
            if one.pk in table:
                taking_part.say(actor=one, round_id=round_.pk, has_met=has_met)
    [shown] = queries.counted(rotation)
    assert (shown.people, shown.held) == (20, None), "while it goes on, nobody can watch who answers"
    drawn(rotation)
    assert [(one.people, one.held) for one in queries.counted(rotation)] == [(20, None), (20, 12)]
    Round.objects.filter(pk=round_.pk).update(held=18, not_held=2)
    assert queries.counted(rotation)[1].held is None, "or it would tell of the two"
    Round.objects.filter(pk=round_.pk).update(people=4, held=4, not_held=0)
    assert queries.counted(rotation)[1].people is None


def test_one_who_said_it_is_enough_once_the_round_is_over_unless_somebody_denies_it(inside, alice, bob, chloe, rose):
    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob)
    round_ = drawn(rotation)
    taking_part.say(actor=alice, round_id=round_.pk, has_met=True)
    drawn(rotation)
    round_.refresh_from_db()
    assert (round_.held, round_.not_held) == (2, 0)
    second = Round.objects.order_by("number").last()
    taking_part.say(actor=alice, round_id=second.pk, has_met=True)
    taking_part.say(actor=bob, round_id=second.pk, has_met=False)
    drawn(rotation)
    second.refresh_from_db()
    assert (second.held, second.not_held) == (0, 2)
    assert not taking_part.say(actor=bob, round_id=second.pk, has_met=True), "it is over"


@pytest.mark.parametrize("role", ["employee", "team_manager", "auditor", "care_agent"])
def test_only_who_leads_arranges_and_reads_counts(role, inside, alice, bob, client_of):
    rotation = a_rotation(alice)
    other = member_of(inside, role.title(), role)
    page = client_of(other).get("/o/fournils/meetings/rotations/")
    assert page.status_code == (200 if role == "auditor" else 403)
    for address in (f"rotations/{rotation.pk}/", f"rotations/{rotation.pk}/end/", "questions/add/", "apart/add/"):
        assert client_of(other).post(f"/o/fournils/meetings/{address}").status_code == 403
    for act in (
        lambda: a_rotation(other, title="Autre"),
        lambda: actions.end_rotation(actor=other, rotation=rotation),
        lambda: actions.add_question(actor=other, fr="a", en="b"),
        lambda: actions.keep_apart(actor=other, one=alice, other=bob),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_changing_one_moves_its_next_draw_to_the_new_weekday_and_no_further(organisation, alice):
    with tenant(organisation.id):
        rotation = a_rotation(alice, every_weeks=4, weekday=1)
        due = clock.now().replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(weeks=3)
        due += timedelta(days=(1 - due.astimezone(PARIS).weekday()) % 7)
        Rotation.objects.filter(pk=rotation.pk).update(next_at=due)
        rotation.refresh_from_db()
        kept = actions.save_rotation(actor=alice, rotation=rotation, title="Autre titre", weekday=1)
        assert kept.next_at == due
        moved = actions.save_rotation(actor=alice, rotation=rotation, weekday=3)
    assert moved.next_at.astimezone(PARIS).weekday() == 3
    assert abs(moved.next_at - due) < timedelta(days=4)


def test_whoever_leads_opens_changes_and_ends_one_by_its_pages(organisation, alice, bob, client_of):
    client = client_of(alice)
    values = {"title": "Café", "every_weeks": 1, "weekday": 2, "is_across_teams": "on", "team": ""}
    assert client.post("/o/fournils/meetings/rotations/new/", values).status_code == 302
    assert client.post("/o/fournils/meetings/rotations/new/", values).status_code == 422, "one of that name"
    with tenant(organisation.id):
        rotation = Rotation.objects.get()
        assert rotation.next_at.astimezone(PARIS).weekday() == 2
    page = client_of(bob).get("/o/fournils/meetings/").content.decode()
    assert "Tirage chaque semaine, le mercredi" in page
    client_of(bob).post(f"/o/fournils/meetings/{rotation.pk}/join/", {f"r{rotation.pk}-languages": ["fr", "en"]})
    with tenant(organisation.id), queries.own(bob):
        assert queries.participations(bob)[rotation.pk].languages == ["en", "fr"]
    assert (
        "Bob"
        not in client.get("/o/fournils/meetings/rotations/").content.decode().replace("<option", "\n").split("apart")[0]
    )
    client.post(f"/o/fournils/meetings/rotations/{rotation.pk}/end/")
    with tenant(organisation.id):
        assert drawing.prepare(rotation_id=rotation.pk) is None
    assert "Tirage" not in client_of(bob).get("/o/fournils/meetings/").content.decode()


def test_when_a_membership_ends_their_part_goes_on_both_sides(inside, alice, bob, work_off):
    from liant.accounts.actions import close_membership

    rotation = a_rotation(alice)
    everyone_joins(rotation, alice, bob)
    drawn(rotation)
    close_membership(actor=alice, member=bob)
    work_off()
    for one in (alice, bob):
        with queries.own(one):
            assert not Partner.objects.exists()
    with queries.own(bob):
        assert not queries.participations(bob)


def test_a_moment_is_proposed_when_both_are_at_work():
    paris, montreal = (Hours(ZoneInfo(name), USUAL_WEEK) for name in ("Europe/Paris", "America/Toronto"))
    assert rules.moment_for([paris, paris], MONDAY) == datetime(2026, 12, 8, 13, 30, tzinfo=UTC)
    assert rules.moment_for([paris, montreal], MONDAY) == datetime(2026, 12, 8, 15, 30, tzinfo=UTC)
    auckland = Hours(ZoneInfo("Pacific/Auckland"), USUAL_WEEK)
    assert rules.moment_for([paris, auckland], MONDAY) is None


def test_questions_come_in_turn_and_the_houses_own_replace_ours():
    assert rules.question_for(1, []) == rules.OURS[0]
    assert rules.question_for(len(rules.OURS) + 1, []) == rules.OURS[0]
    assert rules.question_for(2, [("a", "b")]) == ("a", "b")


def test_draws_come_on_their_day_at_seven_by_the_clock_of_the_house():
    after = datetime(2026, 10, 20, 12, tzinfo=UTC)
    assert rules.next_draw(after, PARIS, 0) == datetime(2026, 10, 26, 6, tzinfo=UTC)
    assert rules.next_draw(datetime(2026, 10, 26, 5, 59, tzinfo=UTC), PARIS, 0) == datetime(2026, 10, 26, 6, tzinfo=UTC)


def close(one, other, strength=80.0, *, both=True):
    """They are close; both say that it may guide the draw, or the first alone."""
    from liant.bonds.actions import choose
    from liant.bonds.models import Tie
    from liant.tenancy.context import own_rows

    for member, colleague in ((one, other), (other, one)):
        with own_rows(member.pk):
            Tie.objects.create(
                member=member, other=colleague, strength=strength, low=strength, high=strength, contacts=9
            )
        choose(actor=member, introduces=False, draws=both or member is one)


@pytest.fixture
def eight(inside, alice):
    members = [
        alice,
        *(member_of(inside, name, "employee") for name in ("Ana", "Bo", "Cyd", "Dee", "Eli", "Fay", "Gus")),
    ]
    rotation = a_rotation(alice)
    everyone_joins(rotation, *members)
    return rotation, members


def test_who_hardly_know_each_other_are_drawn_before_those_who_are_close(eight):
    rotation, members = eight
    known = [(members[0], members[1]), (members[2], members[3]), (members[4], members[5]), (members[6], members[7])]
    for one, other in known:
        close(one, other)
    among = {frozenset({one.pk, other.pk}) for one, other in known}
    weeks = [bool(pairs(drawn(rotation)) & among) for _ in range(7)]
    assert not any(weeks[:3]), "of seven rounds in which everyone meets everyone, three hold none of the four"
    assert any(weeks), "late, and not never"


def test_a_tie_guides_a_draw_only_where_both_said_so(eight):
    rotation, members = eight
    close(members[0], members[1], both=False)
    close(members[2], members[3], strength=49.0)
    assert queries.close_pairs(rotation) == []
    close(members[4], members[5])
    assert [one[2] for one in queries.close_pairs(rotation)] == [75]
    assert not Participant.objects.exists(), "who takes part is read by the draw alone"


def test_with_no_closeness_known_a_draw_and_its_store_are_as_before(eight):
    rotation, _members = eight
    Rotation.objects.update(next_at=clock.now() - timedelta(minutes=1))
    stored = drawing.prepare(rotation_id=rotation.pk)
    basis = rules.Basis.of(secrets.unseal(stored.basis))
    assert stored.closeness == ""
    assert "closeness" not in basis.text()
    assert rules.draw(basis, 7) == rules.draw(basis, 7, rules.Close()) == rules.draw(basis, 7, None)


def test_who_was_close_is_kept_sealed_until_the_round_is_over_and_no_longer(eight):
    rotation, members = eight
    close(members[0], members[1])
    first = drawn(rotation)
    assert first.closeness
    assert str(members[1].pk) not in first.closeness
    assert drawing.is_drawn_again(first)
    drawn(rotation)
    first.refresh_from_db()
    assert first.closeness == ""
    assert drawing.is_drawn_again(first) is None, "what it was told is gone, and that is said"


def test_once_somebody_is_measured_no_more_no_draw_keeps_who_is_close(eight, work_off, organisation):
    from liant.bonds.actions import leave
    from tests.bonds.furniture import agreed

    rotation, members = eight
    agreed(members[0], members[1])
    close(members[0], members[1])
    round_ = drawn(rotation)
    leave(actor=members[0])
    work_off()
    with tenant(organisation.id):
        round_.refresh_from_db()
        assert round_.closeness == ""
        assert queries.close_pairs(rotation) == []
