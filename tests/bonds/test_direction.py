"""Which comes first: looked for of everyone who agreed together, once every four weeks, told in fixed sentences, and of nobody."""

import csv
import io
import itertools
import json
from datetime import UTC, datetime, timedelta
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.accounts.models import Member, User
from liant.bonds.direction import counting
from liant.bonds.direction.counting import LOOK_BACK, WINDOW, Seen, panel_in, series_of, stretch_of
from liant.bonds.direction.models import Finding
from liant.bonds.direction.publishing import find
from liant.community import actions as community
from liant.engines.direction import Pairs, banned_words, cross_lag
from liant.flows.demonstration import firm
from liant.kit import clock
from liant.ledger.kinds import InteractionKind
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed, turned

NOW = datetime(2026, 11, 30, tzinfo=UTC)
PAGE = "/o/fournils/ties/order/"


@given(st.lists(st.integers(0, 1000), max_size=60))
def test_nobody_is_looked_at_before_they_agreed(days):
    said = {number: NOW - timedelta(days=one) for number, one in enumerate(days)}
    found = stretch_of(said, NOW)
    assert all(said[one] <= found.since for one in found.members)
    assert 0 <= found.windows <= LOOK_BACK // WINDOW
    other = max((sum(at <= NOW - many * WINDOW for at in said.values()) * many for many in range(53)), default=0)
    assert len(found.members) * found.windows <= other


def test_a_longer_time_with_fewer_people_is_preferred_where_it_can_be_used():
    said = {number: NOW - timedelta(weeks=100) for number in range(40)} | {
        number: NOW - timedelta(weeks=2) for number in range(40, 4000)
    }
    assert (len(stretch_of(said, NOW).members), stretch_of(said, NOW).windows) == (40, 50)


def test_what_is_shared_and_what_is_contact_are_never_the_same_act():
    found = {kind: series_of(kind) for kind in InteractionKind}
    assert {kind for kind, one in found.items() if one == "tie"} == {"conversation", "message", "met", "attended", "co-wrote"}  # fmt: skip
    assert {kind for kind, one in found.items() if one == "share"} == {"comment", "reply", "reaction", "reshare", "thanks"}  # fmt: skip
    assert found["mention"] == found["asked"] == "", "within what is shared, and about sharing"


def test_rows_become_counts_of_pairs_by_windows():
    stretch = counting.Stretch(frozenset({1, 2, 3}), 4, NOW)
    rows = [
        Seen(1, 2, "met", NOW - timedelta(days=1)), Seen(2, 1, "met", NOW - timedelta(days=2)),
        Seen(3, 1, "reshare", NOW - timedelta(days=20)), Seen(1, 3, "asked", NOW - timedelta(days=20)),
    ]  # fmt: skip
    panel = panel_in(stretch, rows)
    assert panel.tie.tolist() == [[0, 0, 0, 2], [0, 0, 0, 0]]
    assert panel.share.tolist() == [[0, 0, 0, 0], [0, 0, 1, 0]]
    assert panel_in(stretch, rows[3:]) is None


@pytest.fixture
def colleagues(make_member):
    return [make_member(f"Colleague {number}", "employee") for number in range(6)]


@pytest.mark.django_db
def test_what_colleagues_write_between_themselves_and_what_is_brought_in_is_counted(organisation, colleagues, work_off):
    """As real rooms note it: a comment and thanks under a post, a table of another tool; never what passed before both agreed."""
    author, reader, late = colleagues[:3]
    with tenant(organisation.id):
        agreed(author, reader, late, days_ago=30)
        post = community.write_post(actor=author, kind="news", title="Le levain", text="Trois lignes.")
        community.write_comment(actor=reader, post=post, text="Je l’essaie, et @Colleague 2 aussi.")
        community.react(actor=reader, post=post, kind="thanks")
    work_off()
    with tenant(organisation.id):
        turned(reader, author, "met", 3)
        turned(late, author, "message", 20)
        until = clock.now() + timedelta(minutes=1)
        stretch = counting.Stretch(frozenset({author.pk, reader.pk}), 2, until)
        panel = panel_in(stretch, counting.seen_in(stretch))
    assert panel.share.tolist() == [[0, 2]]
    assert panel.tie.tolist() == [[0, 1]]


@pytest.mark.django_db
def test_of_few_nothing_is_told_and_of_too_few_no_direction(organisation, alice, colleagues, client_of):
    with tenant(organisation.id):
        agreed(*colleagues[:4])
        turned(colleagues[0], colleagues[1], "met", *range(2, 300, 9))
        assert find() is None
    assert "Rien n’a encore été cherché" in unescape(client_of(alice).get(PAGE).content.decode())
    assert json.loads(client_of(alice).get(f"{PAGE}direction.json").content) == {}
    with tenant(organisation.id):
        agreed(*colleagues)
        for one, other in itertools.pairwise(colleagues):
            turned(one, other, "met", *range(2, 300, 9), key="more")
        found = find()
        assert found.verdict == "too_little"
        assert find() is None, "once every four weeks"
        assert Finding.objects.count() == 1
    page = unescape(client_of(alice).get(PAGE).content.decode())
    assert "Trop peu pour conclure" in page
    assert "Données insuffisantes pour conclure" in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["employee", "team_manager", "care_agent", "communicator"])
def test_only_who_reads_the_shape_reads_it(organisation, make_member, client_of, role):
    client = client_of(make_member("Someone", role))
    assert client.get(PAGE).status_code == client.get(f"{PAGE}direction.json").status_code == 403


def plain(text):
    return " ".join(text.split())


@pytest.fixture
def the_firm(db):
    """Two years of 120 people, with a planted loop; what is found of it."""
    with clock.at(NOW):
        assert firm.load()
        assert not firm.load(), "once"
    return organisation_id_of(firm.SLUG)


@pytest.mark.django_db
def test_the_page_tells_the_loop_that_was_planted_with_intervals_that_hold_it(the_firm, client_of):
    with tenant(the_firm):
        found = Finding.objects.get()
        owner = Member.objects.get(user__email=firm.OWNER)
    assert found.verdict == "loop"
    assert (found.told["n_people"], found.told["n_windows"]) == (120, 52)
    for name, truth in firm.TRUTH.items():
        assert found.told[name]["low"] <= truth <= found.told[name]["high"]
    client = client_of(owner)
    for language, said in (("fr", "Chacun suit l’autre : une boucle"), ("en", "Each follows the other: a loop")):
        User.objects.filter(pk=owner.user_id).update(language=language)
        page = unescape(client.get(f"/o/{firm.SLUG}/ties/order/").content.decode())
        assert said in page
        assert {"fr": "dans les deux semaines suivantes", "en": "in the next two weeks"}[language] in page
        assert plain(found.told["wording"][language].split(". ")[0]) in plain(page)
        assert page.count('class="ci"') == 2, "both directions are drawn beside each other"
        assert not banned_words(page[page.index("<main") :], language)
    told_by_shape(client.get(f"/o/{firm.SLUG}/ties/shape/ties.csv").content.decode())
    taken = json.loads(client.get(f"/o/{firm.SLUG}/ties/order/direction.json").content)
    assert taken["verdict"] == "loop"
    assert "one_person_left_out" not in json.dumps(taken), "a figure about one person"


def told_by_shape(file):
    """Colleagues of a team mostly know each other, those of two teams mostly don't, as was planted; of each period."""
    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["what"] in firm.DENSITY]
    assert len(rows) == 2 * firm.PERIODS
    for row in rows:
        assert float(row["low"]) <= firm.DENSITY[row["what"]] <= float(row["high"]), row


def test_the_ledger_of_the_firm_is_counted_back_to_what_was_made_up(the_firm_rows):
    made, panel = the_firm_rows
    seen = made.tie.sum(axis=1) + made.share.sum(axis=1) > 0
    assert sorted(map(tuple, panel.tie.tolist())) == sorted(map(tuple, made.tie[seen].tolist()))
    assert sorted(map(tuple, panel.share.tolist())) == sorted(map(tuple, made.share[seen].tolist()))


@pytest.fixture
def the_firm_rows():
    """What was made up, and what its rows are counted to."""
    from types import SimpleNamespace

    made = firm.planted(windows=12)
    people = [SimpleNamespace(pk=number) for number in range(firm.PEOPLE)]
    moments = firm.Moments(made, people, NOW, np.random.default_rng(1))
    rows = [
        Seen(row.source_id, row.target_id, str(row.kind), row.at)
        for name, series, kinds in (("tie", made.tie, firm.TIE_KINDS), ("share", made.share, firm.SHARE_KINDS))
        for row in moments.of(name, series, kinds)
    ]
    return made, panel_in(counting.Stretch(frozenset(range(firm.PEOPLE)), 12, NOW), rows)


def test_the_truth_of_the_firm_follows_from_what_is_planted():
    """Without the estimator: what sharing so much does to the contacts of two, worked out pair by pair from the chances that are planted,
    and drawn through what they really share."""
    chance, pairs = np.random.default_rng(7), 12_000
    latent = chance.normal(size=(2, pairs)) * 0.8
    latent[1] = 0.6 * latent[0] + 0.8 * latent[1]
    start, spread = np.log(firm.BASE) - 0.8**2 / 2 - 0.04, 0.2 * np.sqrt(2)
    shared = np.log1p(drawn_shares(chance, start + latent, spread).clip(0, 11))
    expected = np.stack([expected_contact(start + latent[0] + firm.TO_TIE * count, spread) for count in range(12)], 1)
    moved = shared - shared.mean(axis=1, keepdims=True)
    told = np.take_along_axis(expected, np.expm1(shared).round().astype(int), 1)
    for truth in firm.TRUTH.values():  # both ways alike
        assert (moved * told).sum() / (moved**2).sum() == pytest.approx(truth, abs=0.002)


def drawn_shares(chance, usual, spread, windows=60):
    """(pairs, windows) of what each two share, in a loop with their contacts."""
    tie, share, seen = np.zeros(usual.shape[1]), np.zeros(usual.shape[1]), []
    for _ in range(windows + 10):
        about = usual + chance.normal(size=usual.shape) * spread
        tie, share = (
            chance.poisson(np.exp(np.minimum(about[0] + firm.TO_TIE * share, 3))),
            chance.poisson(np.exp(np.minimum(about[1] + firm.TO_SHARING * tie, 3))),
        )
        seen.append(share)
    return np.array(seen[10:]).T


def expected_contact(about, spread):
    """(pairs,) the mean of log1p of a Poisson count whose logarithm of the rate is normal around `about`."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(5)
    counts = np.arange(20.0)
    rate = np.exp(np.minimum(about[:, None] + spread * nodes, 3))[..., None]
    chances = rate**counts * np.exp(-rate) / np.cumprod(np.maximum(counts, 1))
    return chances @ np.log1p(counts) @ (weights / weights.sum())


@pytest.mark.full
def test_the_truth_of_the_firm_is_what_firms_made_like_it_come_to():
    """Of 200 firms with other seeds: the mean is the truth that is told, and nineteen intervals in twenty hold it."""
    held, estimates = dict.fromkeys(firm.TRUTH, 0), {name: [] for name in firm.TRUTH}
    for seed in range(200):
        made = firm.planted(10_000 + seed)
        pairs = Pairs(made.pairs[:, 0], made.pairs[:, 1], firm.PEOPLE)
        found = cross_lag(np.log1p(made.tie), np.log1p(made.share), pairs)
        for name, truth in firm.TRUTH.items():
            arrow = getattr(found, name)
            estimates[name].append(arrow.estimate)
            held[name] += arrow.low <= truth <= arrow.high
    for name, truth in firm.TRUTH.items():
        assert np.mean(estimates[name]) == pytest.approx(truth, abs=0.002)
        assert 180 <= held[name] <= 199
