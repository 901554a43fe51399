"""The same questions from one wave to the next: found again, compared where they may be, and never where a wave hid them."""

import copy

import pytest

from liant.engines.questionnaire import read
from liant.surveys import actions, evolving, shaping, trend, urn, waves
from liant.surveys.models import Questionnaire
from liant.surveys.publishing import compute
from liant.surveys.ready import ready_definition
from liant.tenancy.context import tenant
from tests.surveys.asking import a_wave
from tests.surveys.test_figures import ADVOCACY, at_level

pytestmark = pytest.mark.django_db


def a_closed_wave(actor, questionnaire: Questionnaire, level: float, count: int = 12, name: str = "Vague", **more):
    wave = waves.open_wave(actor=actor, wave=a_wave(actor, questionnaire, has_open_link=True))
    whole = read(wave.edition.definition)
    for n in range(count):
        urn.take(wave=wave, token="", slip=f"{n:024}", answers=at_level(whole, level, n) | more, language="fr")
    wave = waves.close(actor=actor, wave=wave)
    compute(wave=wave)
    return wave


def asked_twice(actor, levels=(0.3, 0.9), count=12):
    made = actions.begin_from_ready(actor=actor, ready_key="advocacy-readiness")
    return made, [a_closed_wave(actor, made, level, count) for level in levels]


def line_of(questionnaire, bank, dimension="trust"):
    found = trend.measured(questionnaire)
    newest = next(one for one in reversed(found) if one.key == questionnaire.key)
    strand = next(one for one in trend.strands(found, newest, "fr") if one.id == dimension)
    return next(one for one in strand.items if one.id == bank)


def test_each_question_has_its_line_with_an_interval_for_each_wave(house, alice):
    made, _both = asked_twice(alice)
    line = line_of(made, "advocacy.trust_say")
    assert [one.dot.mean for one in line.shown] == sorted(one.dot.mean for one in line.shown)
    assert all(one.dot.low < one.dot.mean <= one.dot.high for one in line.shown)
    assert line.points[1].is_joined
    assert line.points[1].change > 20
    assert evolving.drawn(line, trend.measured(made)).picture.stretches


def test_a_wave_follows_the_one_before_without_being_told(house, alice):
    _made, (first, second) = asked_twice(alice)
    assert first.follows is None
    assert second.follows == first


def test_what_a_wave_hides_leaves_a_gap(house, alice):
    made = actions.begin_from_ready(actor=alice, ready_key="advocacy-readiness")
    a_closed_wave(alice, made, 0.3)
    few = waves.open_wave(actor=alice, wave=a_wave(alice, made, has_open_link=True))
    for n in range(9):
        answers = at_level(ADVOCACY, 0.6, n)
        if n > 2:
            answers["m_trust"].pop("trust_say")
        urn.take(wave=few, token="", slip=f"{n:024}", answers=answers, language="fr")
    compute(wave=waves.close(actor=alice, wave=few))
    a_closed_wave(alice, made, 0.8)
    line = line_of(made, "advocacy.trust_say")
    assert [one.is_hidden for one in line.points] == [False, True, False]
    drawn = evolving.drawn(line, trend.measured(made))
    assert drawn.picture.marks[1].y is None
    assert "non montré dans « Automne »" in drawn.picture.said


def test_a_wave_of_too_few_is_on_no_line(house, alice):
    made = actions.begin_from_ready(actor=alice, ready_key="advocacy-readiness")
    a_closed_wave(alice, made, 0.3)
    a_closed_wave(alice, made, 0.3, count=4)
    assert len(trend.measured(made)) == 1


def test_a_question_taken_next_year_goes_on_where_it_stood(house, alice):
    """A subset, in another questionnaire, by whole questions and by single lines of them."""
    _made, _both = asked_twice(alice)
    fresh = actions.begin(actor=alice, definition={"title": "Short", "pages": [{"name": "p", "elements": []}]})
    wanted = ["m_trust.trust_say", "m_trust.trust_watched", "m_vision"]
    part = shaping.taken_over(fresh.definition, ready_definition("advocacy-readiness"), wanted, "p", other_key="advocacy-readiness")  # fmt: skip
    fresh = actions.change(actor=alice, questionnaire=fresh, definition=part, seen=0)
    a_closed_wave(alice, fresh, 0.6)
    assert len(line_of(fresh, "advocacy.trust_say").shown) == 3
    found = trend.measured(fresh)
    strand = next(one for one in trend.strands(found, found[-1], "fr") if one.id == "trust")
    assert len(strand.items) == 2
    assert len(strand.line.points) == 1, "a dimension measured by other questions is not the same"


def test_a_question_of_ones_own_is_found_again_by_where_it_came_from(house, alice):
    own = {"title": "Own", "x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "D"}], "levels": [{"id": "low", "from": 0, "title": "Low"}]}},
           "pages": [{"name": "p", "elements": [
               {"type": "rating", "name": "mood", "title": "Mood", "x-liant": {"dimension": "d"}},
               {"type": "matrix", "name": "m", "title": "M", "columns": [1, 2, 3], "rows": ["bread", {"value": "air"}],
                "x-liant": {"dimension": "d", "reversed": True}}]}]}  # fmt: skip
    made = actions.begin(actor=alice, definition=own, key="own")
    empty = {"title": "Next", "pages": [{"name": "q", "elements": []}]}
    taken = shaping.taken_over(empty, made.definition, ["mood", "m"], "q", other_key="own")
    items = {one.bank: one for one in read(taken).items}
    assert set(items) == {"own.mood", "own.m.bread", "own.m.air"}
    before = {one.id: one.scores for one in read(own).items}
    assert items["own.m.bread"].scores == before["m.bread"], "a line turned round stays turned round"
    following = actions.begin(actor=alice, definition=taken, key="following")
    for one, level in ((made, 0.2), (following, 0.7)):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, one, has_open_link=True))
        for n in range(8):
            answers = {"mood": 1 + (n + round(4 * level)) % 5, "m": {"bread": 1 + n % 3, "air": 2}}
            urn.take(wave=wave, token="", slip=f"{n:024}", answers=answers, language="fr")
        compute(wave=waves.close(actor=alice, wave=wave))
    assert len(line_of(following, "own.mood", "d").points) == 2


def test_other_answers_are_another_question(house, alice):
    made, _both = asked_twice(alice, levels=(0.3,))
    changed = copy.deepcopy(made.definition)
    _held, _at, matrix = shaping.found(changed, "m_trust")
    matrix["columns"] = [
        one for one in matrix["columns"] if (one["value"] if isinstance(one, dict) else one) not in (5, "5")
    ]
    for row in matrix["rows"]:
        row["text"] = {"default": "In other words"}
    made = actions.change(actor=alice, questionnaire=made, definition=changed, seen=0)
    a_closed_wave(alice, made, 0.9)
    line = line_of(made, "advocacy.trust_say")
    assert line.is_broken
    assert line.points[1].change is None
    assert not evolving.drawn(line, trend.measured(made)).picture.stretches


def test_what_is_chosen_without_a_score_has_its_shares(house, alice):
    definition = {"title": "Bread", "pages": [{"name": "p", "elements": [
        {"type": "radiogroup", "name": "often", "title": "How often?", "choices": ["daily", "never"]}]}]}  # fmt: skip
    made = actions.begin(actor=alice, definition=definition)
    for daily in (20, 10):
        wave = waves.open_wave(actor=alice, wave=a_wave(alice, made, has_open_link=True))
        for n in range(30):
            urn.take(
                wave=wave,
                token="",
                slip=f"{n:024}",
                answers={"often": "daily" if n < daily else "never"},
                language="fr",
            )
        compute(wave=waves.close(actor=alice, wave=wave))
    found = trend.measured(made)
    [told] = trend.told(found, found[-1], "en")
    label, cells = told.rows[0]
    assert (label, [one.percent for one in cells]) == ("daily", [67, 33])
    assert all(one.low < one.percent < one.high for one in cells)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_it_in_both_languages(client_of, make_member, organisation, language):
    owner = make_member("Ines", "owner", language=language)
    with tenant(organisation.id):
        made, _both = asked_twice(owner)
        fresh = actions.begin_from_ready(actor=owner, ready_key="remote-work")
    client = client_of(owner)
    page = client.get(f"/o/fournils/surveys/{made.pk}/trend/").content.decode()
    assert {"fr": "de plus qu’à la vague précédente", "en": "higher than the wave before"}[language] in page
    assert page.count('<svg class="trend"') == len(ADVOCACY.items) + len(ADVOCACY.liant.scoring.dimensions)
    empty = client.get(f"/o/fournils/surveys/{fresh.pk}/trend/")
    assert empty.status_code == 200


def test_another_house_has_another_line(client_of, dan, alice, organisation):
    with tenant(organisation.id):
        made, _both = asked_twice(alice)
    assert client_of(dan).get(f"/o/fournils/surveys/{made.pk}/trend/").status_code in (403, 404)
    assert client_of(dan).get(f"/o/mairie/surveys/{made.pk}/trend/").status_code == 404
