"""One's own ties: measured where both agreed, seen by oneself alone, hidden, taken away, erased on both sides."""

import csv
import io
from datetime import timedelta

import pytest

from liant.bonds import actions, between, measuring, rules
from liant.bonds.models import Choice, Hint, Measure, Tie
from liant.bonds.queries import KEPT, contacts_between, hints_of, lost_of, own, ties_of
from liant.cli.main import main
from liant.community import choosing
from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed, turned
from tests.people import member_of

pytestmark = pytest.mark.django_db
NOW, DAY = clock.now(), timedelta(days=1)


@pytest.fixture
def together(organisation, alice, bob, chloe):
    """Alice and Bob write to each other, Chloe and Bob no more; Rose is close to Alice, and never met Bob."""
    rose = member_of(organisation, "Rose", "recruiter")
    with tenant(organisation.id):
        agreed(alice, bob, chloe, rose)
        turned(alice, bob, "comment", *range(2, 300, 7))
        turned(bob, alice, "reply", *range(2, 300, 7))
        turned(alice, rose, "message", *range(1, 300, 7))
        turned(rose, alice, "message", *range(1, 300, 7))
        turned(bob, chloe, "message", *range(200, 330, 5))
        turned(chloe, bob, "message", *range(201, 330, 5))
        yield {"alice": alice, "bob": bob, "chloe": chloe, "rose": rose}


def ties(member):
    with own(member):
        return {one.other.name: one for one in ties_of(member)}


def test_the_stronger_contact_is_the_stronger_tie_and_both_see_the_same(together):
    found = measuring.measure_all()
    assert (found.people, found.pairs) == (4, 3)
    of_bob = ties(together["bob"])
    assert list(of_bob) == ["Alice", "Chloe"]
    assert of_bob["Alice"].strength > of_bob["Chloe"].strength
    assert of_bob["Alice"].low <= of_bob["Alice"].strength <= of_bob["Alice"].high
    assert ties(together["alice"])["Bob"].strength == of_bob["Alice"].strength


def test_whom_one_has_lost_sight_of_is_said(together):
    measuring.measure_all()
    with own(together["bob"]):
        assert [one.other.name for one in lost_of(together["bob"])] == ["Chloe"]
        assert ("meet", "Chloe") in {(one.kind, one.other.name) for one in hints_of(together["bob"])}


def test_nobody_else_finds_a_row_whatever_their_role(together):
    measuring.measure_all()
    assert not Tie.objects.exists()
    with own(together["alice"]):
        assert set(Tie.objects.values_list("member__name", flat=True)) == {"Alice"}
        assert not Tie.objects.filter(member=together["bob"]).exists()


def test_what_was_before_both_agreed_is_not_measured(organisation, alice, bob, chloe):
    with tenant(organisation.id):
        agreed(alice, bob, chloe, days_ago=50)
        turned(alice, bob, "comment", 60, 70, 80)
        turned(bob, chloe, "comment", 10, 20)
        turned(chloe, alice, "comment", 10, 20)
        found = measuring.measure_all()
        assert found.interactions == 4
        assert "Bob" not in ties(alice)


def test_of_two_nothing_is_measured(organisation, alice, bob):
    with tenant(organisation.id):
        agreed(alice, bob)
        turned(alice, bob, "comment", 2, 9)
        assert measuring.measure_all() is None
        assert not Measure.objects.exists()


def test_someone_is_introduced_only_where_both_ends_said_so(together):
    def known():
        measuring.measure_all()
        with own(together["bob"]):
            return [(one.other.name, one.via.name) for one in hints_of(together["bob"]) if one.kind == Hint.Kind.KNOW]

    assert known() == []
    actions.choose(actor=together["alice"], introduces=True)
    assert known() == []
    actions.choose(actor=together["rose"], introduces=True)
    assert known() == [("Rose", "Alice")]


def test_who_helped_lately_and_was_not_thanked_may_be(together):
    turned(together["alice"], together["bob"], "reply", 3, key="help")
    measuring.measure_all()
    with own(together["bob"]):
        hint = next(one for one in hints_of(together["bob"]) if one.kind == Hint.Kind.THANK)
        assert hint.other.name == "Alice"
    turned(together["bob"], together["alice"], "thanks", 1)
    measuring.measure_all()
    with own(together["bob"]):
        assert not [one for one in hints_of(together["bob"]) if one.kind == Hint.Kind.THANK]


def test_a_hint_put_aside_stays_aside_and_is_nobody_elses(together):
    measuring.measure_all()
    with own(together["bob"]):
        hint = hints_of(together["bob"])[0]
    assert not actions.put_aside(actor=together["alice"], hint_id=hint.pk)
    assert actions.put_aside(actor=together["bob"], hint_id=hint.pk)
    measuring.measure_all()
    with own(together["bob"]):
        assert hint.pk not in [one.pk for one in hints_of(together["bob"])]


def test_hidden_they_stand_nowhere_until_shown_again(together):
    measuring.measure_all()
    actions.hide(actor=together["bob"], other=together["alice"])
    assert "Alice" not in ties(together["bob"])
    assert "Bob" in ties(together["alice"]), "they learn nothing of it"
    actions.show_again(actor=together["bob"], other=together["alice"])
    assert "Alice" in ties(together["bob"])


def test_one_act_leaves_and_nothing_is_left_on_either_side(organisation, together, work_off):
    measuring.measure_all()
    actions.choose(actor=together["bob"], introduces=True)
    actions.leave(actor=together["bob"])
    work_off()
    with tenant(organisation.id):
        assert together["bob"].pk not in between.agreed()
        assert not Interaction.objects.filter(source__member=together["bob"]).exists()
        assert "Bob" not in ties(together["alice"])
        with own(together["bob"]):
            assert not Tie.objects.exists()
            assert not Choice.objects.exists()


def test_taking_the_agreement_back_elsewhere_forgets_the_ties_too(organisation, together, work_off):
    measuring.measure_all()
    choosing.end_consent(actor=together["alice"])
    work_off()
    with tenant(organisation.id):
        assert ties(together["alice"]) == {}
        assert "Alice" not in ties(together["bob"])


def test_when_a_membership_ends_what_was_measured_goes(organisation, together, work_off):
    from liant.accounts.actions import close_membership

    measuring.measure_all()
    close_membership(actor=together["alice"], member=together["bob"])
    work_off()
    with tenant(organisation.id):
        with own(together["bob"]):
            assert not Tie.objects.exists()
        assert "Bob" not in ties(together["alice"])


def statements(act):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_a_member_more_costs_the_night_a_few_statements_each_in_their_own_rows(organisation, together):
    measuring.measure_all()
    before = statements(measuring.measure_all)
    more = [member_of(organisation, f"Collègue {at}", "employee") for at in range(10)]
    agreed(*more)
    for one in more:
        turned(one, together["bob"], "message", *range(1, 60, 5))
    measuring.measure_all()
    assert statements(measuring.measure_all) - before <= 10 * 8
    assert not Tie.objects.exists()


def test_one_page_looks_for_ones_own_agreement_alone(together, monkeypatch, client_of):
    seen = []
    real = between.agreed
    monkeypatch.setattr(between, "agreed", lambda only=None: seen.append(only) or real(only))
    for path in ("", "outside/"):
        client_of(together["bob"]).get(f"/o/fournils/ties/{path}")
    assert seen == [[together["bob"].pk]] * 2


def test_the_page_says_what_is_seen_in_both_languages(client_of, together):
    measuring.measure_all()
    for language, words in (("fr", "Perdus de vue"), ("en", "Lost sight of")):
        bob = client_of(together["bob"])
        together["bob"].user.language = language
        together["bob"].user.save()
        page = bob.get("/o/fournils/ties/").content.decode()
        assert "Alice" in page
        assert words in page


def test_who_has_not_agreed_is_told_what_it_would_be(client_of, bob):
    page = client_of(bob).get("/o/fournils/ties/").content.decode()
    assert "Rien n’est mesuré de vous" in page


def test_ones_own_are_taken_away_with_every_contact(client_of, together):
    measuring.measure_all()
    answer = client_of(together["bob"]).get("/o/fournils/ties/own.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["towards"] for row in rows if row["what"] == "tie"} == {"Alice", "Chloe"}
    assert all("Bob" in (row["who"], row["towards"]) for row in rows)
    assert (
        len([row for row in rows if row["what"] == "contact"])
        == Interaction.objects.filter(source__member=together["bob"]).count()
        + Interaction.objects.filter(target__member=together["bob"]).count()
    )


def test_a_tie_is_lost_after_eight_usual_silences():
    gap = timedelta(days=7)
    seen = {"strength": 60.0, "before": 62.0, "usual_gap": gap, "now": NOW}
    assert rules.state_of(last_at=NOW - timedelta(days=55), **seen) == Tie.State.HOLDS
    assert rules.state_of(last_at=NOW - timedelta(days=57), **seen) == Tie.State.LOST
    assert rules.state_of(last_at=NOW, **seen | {"before": None}) == Tie.State.GROWS
    assert rules.state_of(last_at=NOW, **seen | {"before": 80.0}) == Tie.State.FADES


def test_the_house_and_the_command_give_the_same_strength_for_the_same_rows(together, tmp_path, capsys):
    """A mention of two is half a contact with each, a meeting of three half for every two, wherever it is reckoned."""
    at = clock.now() - timedelta(days=11)
    for key, kind, source, target in (
        ("m1", "mention", "alice", "bob"), ("m2", "mention", "alice", "rose"),
        ("a1", "attended", "alice", "bob"), ("a2", "attended", "bob", "chloe"), ("a3", "attended", "alice", "chloe"),
    ):  # fmt: skip
        with clock.at(at):
            turned(together[source], together[target], kind, 0, key=key)
    measuring.measure_all()
    rows = ["source,target,kind,at"]
    rows += [f"{s},{t},{k},{at.isoformat()}" for s, t, k, at in contacts_between(clock.now() - KEPT, clock.now())]
    file = tmp_path / "rows.csv"
    file.write_text("\n".join(rows))
    until = Measure.objects.get().at.isoformat()
    assert main(["ties", str(file), "--at", until]) == 0
    told = {
        frozenset(map(int, one[:2])): one[2:5] for one in list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]
    }
    assert len(told) == 4
    for member in together.values():
        for one in ties(member).values():
            here = [f"{number:.6f}" for number in (one.strength, one.low, one.high)]
            assert here == told[frozenset((member.pk, one.other_id))]


def test_a_mail_to_ten_is_a_tenth(organisation, alice, make_member):
    """Rows of one sender, kind and moment share one weight; said to one alone, it is a whole contact."""
    with tenant(organisation.id):
        people = [make_member(f"Lue{number}", "employee") for number in range(10)]
        contacts = [(alice.pk, one.pk, "message", NOW) for one in people] + [
            (alice.pk, people[0].pk, "message", NOW - DAY)
        ]
        rows = measuring.rows_of(contacts, {one.pk: place for place, one in enumerate([alice, *people])})
        assert list(rows.weight) == pytest.approx([0.1] * 10 + [1.0])


def test_how_fast_contacts_fade_is_chosen_by_what_foretells_best_and_again_after_four_weeks(together, monkeypatch):
    asked = []
    monkeypatch.setattr(measuring, "chosen_half_life", lambda *_, **__: asked.append(1) or 13.0)
    for days, half_lives in ((0, 1), (1, 1), (27, 1), (28, 2)):
        with clock.at(NOW + timedelta(days=days)):
            assert measuring.measure_all().half_life == 13.0
        assert len(asked) == half_lives


def test_weeks_before_somebody_agreed_count_for_nothing(organisation, alice, bob, chloe):
    """Two contacts in two weeks are more than two in fifty."""

    def strength(days_ago):
        agreed(alice, bob, days_ago=400)
        agreed(chloe, days_ago=days_ago)
        measuring.measure_all()
        return ties(alice)["Chloe"].strength

    with tenant(organisation.id):
        agreed(alice, bob, chloe)
        turned(alice, bob, "comment", *range(1, 300, 20))
        turned(alice, chloe, "message", 3, 10)
        assert strength(14) > strength(400) + 1


def test_who_wrote_with_one_helped_on_either_side(together):
    turned(together["alice"], together["rose"], "co-wrote", 3)
    measuring.measure_all()
    for one, other in (("alice", "Rose"), ("rose", "Alice")):
        with own(together[one]):
            thanked = [hint.other.name for hint in hints_of(together[one]) if hint.kind == Hint.Kind.THANK]
        assert other in thanked
