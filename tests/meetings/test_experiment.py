"""An experiment: agreed to by each, its power first, frozen before the draw, looked at on its day, told in fixed sentences, open to
whoever wants to contradict it."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import timedelta
from functools import partial
from html import escape

import numpy as np
import pytest
from django.db import Error, transaction

from liant.accounts.permissions import NotAllowed
from liant.audit.models import Entry
from liant.engines.direction import every_pair
from liant.kit import clock, secrets
from liant.meetings import jobs as rotations
from liant.meetings import queries as meetings
from liant.meetings import taking_part as parts
from liant.meetings.actions import end_rotation, save_rotation
from liant.meetings.experiment import actions, jobs, looking, queries, rules, taking_part
from liant.meetings.experiment.evidence import STUDIES
from liant.meetings.experiment.models import Finding, Lot, Plan, Registration
from liant.meetings.models import Partner, Rotation, Round
from liant.meetings.rules import Outcome
from liant.tenancy.before_tenant import experiments_due
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed, turned
from tests.meetings.furniture import an_experiment
from tests.people import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(organisation, alice):
    found = [alice, *(member_of(organisation, f"P{number:02}", "employee") for number in range(19))]
    with tenant(organisation.id):
        agreed(*found)
    return found


@pytest.fixture
def plan(organisation, people):
    with tenant(organisation.id):
        found = an_experiment(people[0])
        for one in people:
            taking_part.agree(actor=one, plan=found)
    return found


@pytest.fixture
def frozen(organisation, people, plan, work_off):
    with tenant(organisation.id):
        actions.ask_to_weigh(actor=people[0], plan=plan)
    work_off()
    with tenant(organisation.id):
        actions.freeze(actor=people[0], plan=queries.plan(plan.pk))
    work_off()
    return plan


def refresh(plan):
    return queries.plan(plan.pk)


def move(plan, **dates):
    Plan.objects.filter(pk=plan.pk).update(**dates)


def test_the_power_comes_first_and_the_plan_is_frozen_before_anybody_is_drawn(organisation, people, plan, work_off):
    alice = people[0]
    with tenant(organisation.id):
        with pytest.raises(actions.NotYet, match="unweighed"):
            actions.freeze(actor=alice, plan=plan)
        actions.ask_to_weigh(actor=alice, plan=plan)
    work_off()
    with tenant(organisation.id):
        weighed = refresh(plan)
        assert (weighed.people, weighed.power > 0.8) == (20, True)
        registered = actions.freeze(actor=alice, plan=weighed)
        assert queries.lot(plan) is None, "nobody is drawn yet"
        assert registered.digest == rules.digest(registered.text)
        assert '"is_a_test": true' in registered.text
        assert f'"looked_at_on": "{weighed.looked_at_on}"' in registered.text
        with pytest.raises(actions.NotYet, match="frozen"):
            actions.freeze(actor=alice, plan=weighed)
        with pytest.raises(taking_part.NotOpen):
            taking_part.agree(actor=member_of(organisation, "Late", "employee"), plan=weighed)
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            Registration.objects.update(text="{}")
    work_off()
    with tenant(organisation.id):
        drawn = Lot.objects.get()
        assert drawn.at > registered.at
        assert "P01" not in drawn.roster
        assert actions.lay_out(plan_id=plan.pk) is None, "once"


def test_the_draw_is_made_again_from_its_seed_and_nobody_meets_twice(organisation, frozen):
    with tenant(organisation.id):
        drawn = queries.lot(frozen)
        codes = list(queries.members_by_code(drawn))
    weeks = rules.weeks_of(codes, 8, drawn.seed)
    assert weeks == rules.weeks_of(codes[::-1], 8, drawn.seed)
    pairs = [frozenset(pair) for week in weeks for pair in week]
    assert len(pairs) == len(set(pairs)) == 80
    places = rules.places(codes, 8, drawn.seed)
    order, every = sorted(codes), every_pair(20)
    assert {frozenset((order[every.first[one]], order[every.second[one]])) for one in places} == set(pairs)


def test_its_rounds_are_carried_out_as_drawn_by_the_rotation(
    organisation, people, frozen, settings, mailoutbox, work_off
):
    settings.EMAIL_HOST = "mail.test"
    with tenant(organisation.id):
        parts.leave(actor=people[3], rotation=frozen.rotation)
        Rotation.objects.filter(pk=frozen.rotation_id).update(next_at=clock.now() - timedelta(minutes=1))
    rotations.look(0)
    work_off()
    with tenant(organisation.id):
        drawn = queries.lot(frozen)
        members = queries.members_by_code(drawn)
        first = {frozenset(members[code] for code in pair) for pair in rules.weeks_of(list(members), 8, drawn.seed)[0]}
        told = {frozenset(one) for one in Outcome.of(secrets.unseal(Round.objects.get().outcome)).tables}
        assert told == {pair for pair in first if people[3].pk not in pair}, "whoever left is told of no more"
        with meetings.own(people[5]):
            assert Partner.objects.filter(member=people[5]).count() <= 1
    assert len(mailoutbox) == 18
    with tenant(organisation.id):
        for _ in range(8):
            Rotation.objects.filter(pk=frozen.rotation_id, ended_at=None).update(
                next_at=clock.now() - timedelta(minutes=1)
            )
            rotations.draw(organisation.id, frozen.rotation_id)
        assert Round.objects.count() == 8
        assert Rotation.objects.get(pk=frozen.rotation_id).ended_at is not None, "after its weeks it is over"


def test_it_is_no_test_where_it_would_miss_what_is_hoped_for(organisation, people, client_of, work_off):
    alice = people[0]
    with tenant(organisation.id):
        plan = an_experiment(alice, extra=0.01)
        for one in people:
            taking_part.agree(actor=one, plan=plan)
        actions.ask_to_weigh(actor=alice, plan=plan)
    work_off()
    with tenant(organisation.id):
        assert refresh(plan).power < 0.8
    page = client_of(alice).get(f"/o/fournils/meetings/experiments/{plan.pk}/").content.decode()
    assert "Ce n’est pas un test" in page
    assert "Le figer, sans que ce soit un test" in page
    with tenant(organisation.id):
        assert '"is_a_test": false' in actions.freeze(actor=alice, plan=refresh(plan)).text


def test_under_ten_people_or_with_too_many_weeks_nothing_is_frozen(organisation, people):
    alice = people[0]
    with tenant(organisation.id):
        small = an_experiment(alice)
        for one in people[:9]:
            taking_part.agree(actor=one, plan=small)
        actions.weigh(plan_id=small.pk)
        assert refresh(small).power is None
        with pytest.raises(actions.NotYet, match="few"):
            actions.freeze(actor=alice, plan=refresh(small))
        long = an_experiment(alice, title="Long", weeks=11)
        for one in people:
            taking_part.agree(actor=one, plan=long)
        with pytest.raises(actions.NotYet, match="weeks"):
            actions.freeze(actor=alice, plan=long)
        move(long, starts_on=meetings.today())
        with pytest.raises(actions.NotYet, match="late"):
            actions.freeze(actor=alice, plan=refresh(long))


def test_whoever_has_not_agreed_to_be_seen_can_not_take_part_and_who_takes_part_is_nobodys(
    organisation, people, plan, bob
):
    with tenant(organisation.id):
        with pytest.raises(taking_part.AgreeFirst):
            taking_part.agree(actor=bob, plan=plan)
        assert queries.takes_part(people[1], plan)
        taking_part.take_back(actor=people[1], plan=plan)
        assert not queries.takes_part(people[1], plan)
        assert people[1].pk not in queries.roster(plan)


def test_it_is_looked_at_on_its_day_and_any_look_before_is_logged_and_exploratory(
    organisation, people, frozen, work_off
):
    alice = people[0]
    today = meetings_day(organisation)
    with tenant(organisation.id):
        move(frozen, starts_on=today - timedelta(weeks=9))
        actions.look_early(actor=alice, plan=refresh(frozen))
        assert Entry.objects.filter(verb="experiment.look").count() == 1
    work_off()
    jobs.look(0)
    work_off()
    with tenant(organisation.id):
        [early] = Finding.objects.all()
        assert not early.is_planned
        assert "exploratoire" in early.said_fr
        assert "exploratory" in early.said_en
        with pytest.raises(Error, match="append-only"), transaction.atomic():
            Finding.objects.update(is_planned=True)
        assert "Données insuffisantes" in early.said_fr, "nobody turned to anybody"
        with pytest.raises(actions.NotYet, match="looked"):
            actions.look_early(actor=alice, plan=refresh(frozen))
        for number in range(19):
            turned(people[number], people[(number * 7 + 3) % 20], "comment", 1 + number, 20 + number)
        move(frozen, starts_on=today - timedelta(weeks=16))
    assert (organisation.id, frozen.pk, "look") in experiments_due(clock.now())
    for _ in range(2):
        jobs.look(0)
        work_off()
    with tenant(organisation.id):
        [planned] = Finding.objects.filter(is_planned=True)
        assert "exploratoire" not in planned.said_fr
        assert "effet" in planned.said_fr or "augmenté" in planned.said_fr or "diminué" in planned.said_fr
        assert planned.result["arms"]["meeting"]["people"] == 20


def test_a_look_before_its_day_gives_out_no_cells_and_no_number_to_its_last_bit(organisation, people, frozen):
    with tenant(organisation.id):
        for number in range(19):
            turned(people[number], people[(number * 7 + 3) % 20], "comment", 1 + number, 20 + number)
        move(frozen, starts_on=meetings.today() - timedelta(weeks=15))
        found = actions.analyse(plan_id=frozen.pk)
    arm = found.result["arms"]["meeting"]
    assert arm["pairs_by_acts"] == {}
    told = [value for value in arm["drawn"].values() if value]
    assert told
    assert told == [float(f"{value:.{looking.DIGITS}g}") for value in told]


@pytest.mark.parametrize("act", ["", "end/"])
def test_what_an_experiment_draws_is_not_changed_as_a_rotation_is(act, organisation, people, frozen, client_of):
    rotation = frozen.rotation
    values = {"title": "Autre", "every_weeks": 4, "weekday": 2, "is_across_teams": "on"}
    answer = client_of(people[0]).post(f"/o/fournils/meetings/rotations/{rotation.pk}/{act}", values)
    assert answer.status_code == 404
    change = end_rotation if act else partial(save_rotation, title="Autre", every_weeks=4, weekday=2)
    with tenant(organisation.id), pytest.raises(NotAllowed):
        change(actor=people[0], rotation=rotation)
    with tenant(organisation.id):
        assert Rotation.objects.values_list("title", "every_weeks", "ended_at").get(pk=rotation.pk) == (
            rotation.title, 1, None,
        )  # fmt: skip


def meetings_day(organisation):
    with tenant(organisation.id):
        return meetings.today()


def test_acts_of_sharing_are_counted_from_the_ledger_before_and_after(organisation, people, frozen):
    with tenant(organisation.id):
        today = meetings.today()
        move(frozen, starts_on=today - timedelta(weeks=16))
        one, other = people[2], people[7]
        turned(one, other, "comment", 3, 4)
        turned(other, one, "thanks", 5)
        turned(one, other, "message", 2)
        turned(one, other, "reaction", 7 * 17, 7 * 12)
        seen = queries.seen(refresh(frozen), queries.lot(frozen), today)
        order = sorted(seen.codes)
        members = queries.members_by_code(queries.lot(frozen))
        every = every_pair(20)
        at = next(
            n for n in range(len(every))
            if {members[order[every.first[n]]], members[order[every.second[n]]]} == {one.pk, other.pk}
        )  # fmt: skip
        counted = seen.arms["meeting"]
        assert (counted.before[at], counted.after[at]) == (1, 3)
        assert (counted.before.sum(), counted.after.sum()) == (1, 3)


def made_up(extra, seed=3, n=24, weeks=8):
    luck = np.random.default_rng(seed)
    codes = [f"c{number:02}" for number in range(n)]
    drawn = np.zeros(n * (n - 1) // 2, dtype=bool)
    drawn[rules.places(codes, weeks, seed)] = True
    met = drawn & (luck.random(len(drawn)) < 0.75)
    before, after = luck.poisson(1.0, len(drawn)), luck.poisson(1.0 + extra * met)
    counted = looking.Counted(before.astype(float), after.astype(float), met)
    return looking.Seen(codes, weeks, seed, {"meeting": counted}, np.ones(n, dtype=bool), np.arange(n) % 3)


def look(seen, chance=0.9, replays=199):
    return looking.analyse(seen, chances={"meeting": chance}, is_planned=True, replays=replays)


def test_what_is_planted_is_found_and_a_null_is_honest():
    found = look(made_up(3.0), 0.95, 499)
    assert "raised later engagement" in found.words["en"]
    assert "a augmenté l’engagement" in found.words["fr"]
    assert found.arms["meeting"].trial.drawn.low > 0
    none = look(made_up(0.0), 0.5, 499)
    assert "No effect detected" in none.words["en"]
    assert "Ce n’était pas un test" in none.words["fr"]
    assert "no effect on" not in none.words["en"].lower()


def test_whoever_left_is_left_out_and_too_few_say_nothing():
    seen = made_up(0.0)
    some = np.ones(24, dtype=bool)
    some[:4] = False
    found = look(replace(seen, stayed=some.copy()))
    assert found.left == 4
    assert found.arms["meeting"].trial.people == 20
    some[:16] = False
    few = look(replace(seen, stayed=some.copy()))
    assert few.arms["meeting"].trial is None
    assert few.words == looking.TOO_FEW


def test_an_outsider_checks_it_with_what_is_given_out(organisation, people, frozen, client_of, work_off, tmp_path):
    with tenant(organisation.id):
        move(frozen, starts_on=meetings.today() - timedelta(weeks=16))
    jobs.look(0)
    work_off()
    with tenant(organisation.id):
        finding = Finding.objects.get()
    answer = client_of(people[4]).get(f"/o/fournils/meetings/experiments/findings/{finding.pk}/data.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(tmp_path)
        whole = " ".join(packed.read(name).decode() for name in packed.namelist())
    assert not [one.name for one in people if one.name != "Alice" and one.name in whole]
    said = subprocess.run([sys.executable, str(tmp_path / "analyse.py")], capture_output=True, text=True, check=True)
    assert "the plan is the one that was frozen" in said.stdout


def test_cells_with_few_pairs_are_not_given_out():
    assert looking.shown(np.array([0] * 40 + [1] * 12 + [2] * 11 + [3] * 10)) == {"0": 40, "1": 12, "2": 11, "3": 10}
    assert set(looking.shown(np.array([0] * 40 + [1] * 12 + [2] * 3 + [3] * 10))) == {"0", "1"}
    assert looking.shown(np.zeros(40)) == {}


@pytest.mark.parametrize("role", ["employee", "team_manager", "auditor"])
def test_only_who_leads_plans_freezes_looks_and_stops(role, organisation, people, frozen, client_of):
    other = member_of(organisation, role.title(), role)
    base = "/o/fournils/meetings/experiments/"
    assert client_of(other).get(f"{base}{frozen.pk}/").status_code == 200
    for address in ("new/", *(f"{frozen.pk}/{name}/" for name in ("power", "freeze", "look", "stop"))):
        assert client_of(other).post(base + address).status_code == 403
    with tenant(organisation.id):
        for act in (
            lambda: an_experiment(other, title="Autre"),
            lambda: actions.freeze(actor=other, plan=frozen),
            lambda: actions.look_early(actor=other, plan=frozen),
            lambda: actions.stop(actor=other, plan=frozen, why="x"),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_stopped_one_stays_with_its_reason_and_draws_no_more(organisation, people, frozen, client_of):
    client = client_of(people[0])
    address = f"/o/fournils/meetings/experiments/{frozen.pk}/"
    assert client.post(f"{address}stop/").status_code == 422
    client.post(f"{address}stop/", {"why": "La maison déménage."})
    assert "La maison déménage." in client.get(address).content.decode()
    with tenant(organisation.id):
        assert Rotation.objects.get(pk=frozen.rotation_id).ended_at is not None
    assert experiments_due(clock.now() + timedelta(days=400)) == []


def test_the_evidence_so_far_is_told_in_both_languages(client_of, alice):
    for language, words in (("fr", "Ce que l’on sait à ce jour"), ("en", "The evidence so far")):
        client = client_of(alice)
        alice.user.language = language
        alice.user.save()
        page = client.get("/o/fournils/meetings/experiments/evidence/").content.decode()
        assert words in page
        assert all(escape(one.who) in page for one in STUDIES)
