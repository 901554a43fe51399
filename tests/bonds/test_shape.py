"""The shape of ties: published once for each four weeks, of those who agreed, held beside all that was shown; read by who leads, and
nobody learns a pair or a person."""

import csv
import io
import json
from datetime import datetime, timedelta
from itertools import combinations
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest

from liant.accounts.models import Team, TeamMember
from liant.accounts.roles import Role
from liant.bonds import actions, seen, shaping, showing
from liant.bonds.models import Mark, Shape, Tie, Told
from liant.community.models import Consent
from liant.kit import clock
from liant.tenancy.context import own_rows, tenant
from tests.bonds.furniture import agreed, furnish_shapes, turned
from tests.people import member_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Paris")
READERS = {Role.OWNER, Role.PROGRAMME_LEAD, Role.AUDITOR}
MORNING = datetime.combine(shaping.FIRST + 40 * shaping.STRETCH, datetime.min.time(), ZONE) + timedelta(hours=3)


def stretch(number):
    return shaping.Stretch(number, ZONE)


@pytest.fixture
def bakery(organisation):
    """Nine at the oven and eight in the shop, who agreed long ago; most of each team are in contact, some across."""
    with tenant(organisation.id):
        teams = {name: Team.objects.create(name=name) for name in ("Fournil", "Boutique")}
        people = {name: [member_of(organisation, f"{name} {at}", "employee") for at in range(size)]
                  for name, size in (("Fournil", 9), ("Boutique", 8))}  # fmt: skip
        for name, members in people.items():
            TeamMember.objects.bulk_create(
                TeamMember(organisation_id=organisation.id, team=teams[name], member=one) for one in members
            )
        everyone = [one for members in people.values() for one in members]
        with clock.at(MORNING - timedelta(days=1)):
            agreed(*everyone)
            for at, (one, other) in enumerate(combinations(people["Fournil"], 2)):
                if at % 3:
                    turned(one, other, "comment", 5.0, 20.0)
            for at, (one, other) in enumerate(combinations(people["Boutique"], 2)):
                if at % 2:
                    turned(one, other, "message", 4.0)
            for at, (one, other) in enumerate((a, b) for a in people["Fournil"] for b in people["Boutique"]):
                if at % 5 == 0:
                    turned(one, other, "reply", 9.0)
        yield people


def publish_at(moment):
    with clock.at(moment):
        return shaping.publish_due()


def test_once_four_weeks_have_closed_what_may_be_shown_is_kept_once(bakery):
    found = publish_at(MORNING)
    assert (found.number, found.figures["people"]) == (39, 17)
    whole = seen.Seen(found.figures)
    assert {one.name: one.people for one in whole.teams} == {"Boutique": 8, "Fournil": 9}
    cells = {
        tuple(sorted(whole.names[code] for code in block)): cell
        for block, cell in whole.cells.items()
        if len(block) == 2
    }
    assert {names: (cell.ties, cell.pairs) for names, cell in cells.items()} == {
        ("Boutique", "Boutique"): (14, 28), ("Fournil", "Fournil"): (24, 36), ("Boutique", "Fournil"): (15, 72)
    }  # fmt: skip
    assert publish_at(MORNING + timedelta(days=3)) is None
    assert publish_at(MORNING + timedelta(days=29)).number == 40


def test_the_nightly_measuring_publishes_it(organisation, bakery):
    from liant.bonds.jobs import measure_ties

    with clock.at(MORNING):
        measure_ties(organisation.id)
    with tenant(organisation.id):
        assert Shape.objects.count() == 1


def test_who_did_not_agree_or_only_lately_is_in_no_figure(bakery):
    gone, late = bakery["Fournil"][0], bakery["Boutique"][0]
    Consent.objects.filter(member=gone).delete()
    Consent.objects.filter(member=late).update(given_at=MORNING - timedelta(days=20))
    assert publish_at(MORNING).figures["people"] == 15


def test_of_four_nothing_is_published(organisation, alice, bob, chloe, rose):
    with tenant(organisation.id):
        agreed(alice, bob, chloe, rose)
        turned(alice, bob, "comment", 2, 9)
        assert shaping.publish_due() is None
        assert not Shape.objects.exists()


def test_what_is_stored_names_nobody_and_no_team_that_is_hidden(organisation, bakery):
    with tenant(organisation.id):
        small = Team.objects.create(name="Petite équipe")
        TeamMember.objects.filter(member__in=bakery["Fournil"][:2]).update(team=small)
    found = publish_at(MORNING)
    stored = json.dumps(found.figures)
    assert "Fournil 0" not in stored
    assert small.name in found.figures["hidden"]
    assert str(small.pk) not in {one.group for one in Told.objects.all()}
    assert {code for block in found.figures["blocks"] for code in block["block"]}.isdisjoint({str(small.pk)})


def a_house(sizes):
    house = {}
    for team, size in sizes.items():
        house |= {f"{team}{at:02}": team for at in range(size)}
    return house, dict.fromkeys(list(combinations(sorted(house), 2))[1::2], 50.0)


def groups_of(shape):
    return {one.group: len(one.tokens) for one in shape.told.all()}


def test_newcomers_are_counted_once_five_of_their_team_came_or_went(organisation):
    with tenant(organisation.id):
        house, ties = a_house({"1": 12, "2": 14})
        assert groups_of(shaping.publish(stretch(1), ties, house)) == {"1": 12, "2": 14, "": 26}
        assert groups_of(shaping.publish(stretch(2), ties, house | {"new": "1"})) == {"1": 12, "2": 14, "": 26}
        grown = house | {f"new{at}": "1" for at in range(5)}
        assert groups_of(shaping.publish(stretch(3), ties, grown)) == {"1": 17, "2": 14, "": 31}


def test_a_team_that_one_person_left_is_hidden_until_enough_changed(organisation):
    with tenant(organisation.id):
        house, ties = a_house({"1": 12, "2": 14})
        shaping.publish(stretch(1), ties, house)
        left = {key: team for key, team in house.items() if key != "100"}
        assert groups_of(shaping.publish(stretch(2), ties, left)) == {"2": 14}
        others = left | {f"new{at}": "1" for at in range(4)}
        assert groups_of(shaping.publish(stretch(3), ties, others)) == {"1": 15, "2": 14, "": 29}


def test_whoever_leaves_takes_their_mark_along(organisation, bakery, work_off):
    publish_at(MORNING)
    one = bakery["Fournil"][0]
    with own_rows(one.pk):
        token = Mark.objects.get().token
    actions.leave(actor=one)
    work_off()
    with tenant(organisation.id):
        with own_rows(one.pk):
            assert not Mark.objects.exists()
        assert any(token in told.tokens for told in Told.objects.all()), "it stands there still, and leads to nobody"


def test_nobody_else_reads_a_mark(bakery):
    publish_at(MORNING)
    assert not Mark.objects.exists()
    assert not Tie.objects.exists()


@pytest.mark.parametrize("role", list(Role.values))
def test_no_role_learns_a_pair_or_a_person(role, organisation, bakery, client_of):
    publish_at(MORNING)
    reader = member_of(organisation, "Lectrice", role)
    tokens = {token for told in Told.objects.all() for token in told.tokens}
    for address in ("", "ties.csv", "ties.parquet", "ties.graphml"):
        answer = client_of(reader).get(f"/o/fournils/ties/shape/{address}")
        assert answer.status_code == (200 if role in READERS else 403)
        said = answer.content.decode(errors="replace")
        if role in READERS:
            assert "Fournil" in said
        assert not any(one.name in said for members in bakery.values() for one in members)
        assert not any(token in said for token in tokens)


def test_the_page_says_what_is_to_be_seen_in_both_languages(organisation, alice, client_of):
    with tenant(organisation.id):
        furnish_shapes()
    for language, words in (
        ("fr", ("Numérique ne tient aux autres équipes que par Accueil", "presque personne n’est encore en contact", "Avant et après")),
        ("en", ("Numérique holds to the other teams by Accueil alone", "hardly anybody is in contact yet", "Before and after")),
    ):  # fmt: skip
        alice.user.language = language
        alice.user.save()
        page = client_of(alice).get("/o/fournils/ties/shape/").content.decode()
        assert all(one in page for one in words)
        assert "Direction" in page, "said to be hidden"


def test_an_empty_page_says_what_it_waits_for(client_of, alice):
    assert "cinq personnes" in client_of(alice).get("/o/fournils/ties/shape/").content.decode()


def test_a_hidden_cell_is_hatched_and_has_no_line(organisation):
    with tenant(organisation.id):
        whole = seen.Seen(furnish_shapes()[-1].figures)
    codes = {one.name: one.code for one in whole.teams}
    assert whole.cell(codes["Culture"], codes["Voirie"]).share is None
    assert tuple(sorted((codes["Culture"], codes["Voirie"]))) not in whole.links
    drawn = showing.graph_of(whole)
    assert {one["label"] for one in drawn["nodes"]} == set(codes)
    assert all({one["from"], one["to"]} != {codes["Culture"], codes["Voirie"]} for one in drawn["edges"])


def test_the_files_hold_what_is_released_and_nothing_else(organisation, alice, client_of):
    with tenant(organisation.id):
        shapes = furnish_shapes()
    client = client_of(alice)
    rows = list(csv.DictReader(io.StringIO(client.get("/o/fournils/ties/shape/ties.csv").content.decode())))
    table = pq.read_table(io.BytesIO(client.get("/o/fournils/ties/shape/ties.parquet").content)).to_pylist()
    assert len(rows) == len(table)
    assert {row["period"] for row in table} == {one.number for one in shapes}
    shown = {
        (row["one"], row["other"]): row
        for row in table
        if row["period"] == shapes[-1].number and row["what"] == "teams"
    }
    assert shown["Accueil", "Numérique"]["in_contact"] >= 10
    assert shown["Culture", "Voirie"]["in_contact"] is None
    assert "Direction" not in {row["one"] for row in table}
    graph = ET.fromstring(client.get("/o/fournils/ties/shape/ties.graphml").content).find("{*}graph")
    assert len(graph.findall("{*}node")) == 6
    shown_pairs = [
        row for row in table if row["period"] == shapes[-1].number and row["what"] == "teams" and row["in_contact"]
    ]
    assert len(graph.findall("{*}edge")) == len(shown_pairs)


def test_the_same_picture_each_time(organisation):
    with tenant(organisation.id):
        figures = furnish_shapes()[-1].figures
    assert showing.graph_of(seen.Seen(figures)) == showing.graph_of(seen.Seen(json.loads(json.dumps(figures))))


def test_then_and_now_stand_side_by_side_with_intervals(organisation):
    with tenant(organisation.id):
        first, *_others, last = furnish_shapes((0.4, 0.9, 1.0))
    moved = {
        block: change for block, _was, _now, change in seen.changes(seen.Seen(first.figures), seen.Seen(last.figures))
    }
    within = moved["within",]
    assert within.low < within.value < within.high
    assert seen.is_clear(within)
