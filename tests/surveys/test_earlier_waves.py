"""A wave beside the waves before it, for whoever supposes that those who stayed answered as before: what those who came or went
answered is told by no two counts and no two means."""

import random
from collections import Counter

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from liant.engines.questionnaire import read
from liant.surveys import actions, urn, waves
from liant.surveys.earlier import Earlier, Then
from liant.surveys.figures import figures_of
from liant.surveys.grouping import Given, Limits, known_by_name
from liant.surveys.publishing import compute
from liant.surveys.rules import Group
from liant.surveys.tokens import token_of
from liant.tenancy.context import tenant
from tests.surveys.asking import a_questionnaire, a_wave, tokens

LIKERT = ("1", "2", "3", "4")
WHOLE = read({
    "title": "How it goes",
    "x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "D"}], "levels": [{"id": "low", "from": 0, "title": "Low"}]}},
    "pages": [{"name": "one", "elements": [
        {"type": "radiogroup", "name": "stay", "choices": ["yes", "no", "perhaps"]},
        {"type": "checkbox", "name": "tools", "choices": ["saw", "axe"]},
        {"type": "text", "name": "years", "inputType": "number", "min": 0, "max": 40},
        {"type": "ranking", "name": "order", "choices": ["a", "b"]},
        {"type": "radiogroup", "name": "mood", "choices": [1, 2, 3, 4], "x-liant": {"dimension": "d"}},
        {"type": "radiogroup", "name": "trust", "choices": [1, 2, 3, 4], "x-liant": {"dimension": "d"}},
    ]}],
})  # fmt: skip
TEAMS = [Group("shop", "Shop", "", 38), Group("oven", "Oven", "", 30), Group("office", "Office", "", 30)]


def people(*numbers):
    return frozenset(f"p{at}" for at in numbers)


def published(answers, before=(), groups=(), team=lambda _key: ""):
    """What is shown of a wave, and the wave as later ones see it. `answers`: of each person."""
    given = [Given(one, team(key)) for key, one in sorted(answers.items())]
    asked = {code: {key for key in answers if team(key) == code} for code in {team(key) for key in answers}}
    now = known_by_name(asked, {}, groups, 5)
    figures = figures_of(
        WHOLE, given, groups, Limits(places=frozenset(asked), earlier=Earlier(now, now, list(before), 5))
    )
    return figures, Then(now, figures, len(given))


def question(figures, name):
    return next(one for one in figures["questions"] if one["name"] == name)


def counts(figures, name):
    return {one["value"]: one["n"] for one in question(figures, name)["values"]}


def item(figures, name):
    return next(one for one in figures["scores"]["items"] if one["id"] == name)


def house(*said, **given):
    """`house(range(20), stay="yes")`: what these people answered."""
    return {f"p{at}": dict(given) for numbers in said for at in numbers}


def test_counts_by_which_six_who_went_and_seven_who_came_would_be_known_are_hidden():
    first, then = published(house(range(20), stay="yes") | house(range(20, 30), stay="no"))
    assert counts(first, "stay") == {"yes": 20, "no": 10, "perhaps": 0}
    now = house(range(20), range(100, 105), stay="yes") | house(range(20, 24), range(105, 107), stay="no")
    alone, _ = published(now)
    assert counts(alone, "stay") == {"yes": 25, "no": 6, "perhaps": 0}
    beside, _ = published(now, [then])
    assert counts(beside, "stay") == {"yes": None, "no": None, "perhaps": None}
    assert question(beside, "stay")["n"] == 31, "how many answered is no secret"


def test_where_enough_came_and_went_on_either_side_all_is_shown():
    _, then = published(house(range(20), stay="yes") | house(range(20, 40), stay="no"))
    now = house(range(4, 20), range(100, 105), stay="yes") | house(range(20, 36), range(105, 109), stay="no")
    found, _ = published(now, [then])
    assert counts(found, "stay") == {"yes": 21, "no": 20, "perhaps": 0}


def test_the_same_people_are_shown_whatever_they_answer_now():
    _, then = published(house(range(20), stay="yes") | house(range(20, 40), stay="no"))
    found, _ = published(house(range(25), stay="yes") | house(range(25, 40), stay="no"), [then])
    assert counts(found, "stay") == {"yes": 25, "no": 15, "perhaps": 0}


def test_that_nobody_ever_gave_an_answer_hides_nothing_and_that_those_who_went_all_did_does():
    _, then = published(house(range(20), stay="yes") | house(range(20, 30), stay="no"))
    grown, _ = published(house(range(20), range(100, 106), stay="yes") | house(range(20, 30), range(106, 112), stay="no"), [then])  # fmt: skip
    assert counts(grown, "stay") == {"yes": 26, "no": 16, "perhaps": 0}
    gone, _ = published(house(range(10), stay="yes") | house(range(10, 20), stay="perhaps"), [then])
    assert counts(gone, "stay")["no"] is None, "ten said no, and the ten who went must be those"


def test_what_is_ticked_is_hidden_choice_by_choice():
    _, then = published(
        {f"p{at}": {"tools": ["saw", "axe"] if at < 15 else ["axe"] if at < 20 else ["saw"]} for at in range(40)}
    )
    now = {f"p{at}": {"tools": ["saw", "axe"] if at < 15 else ["axe"] if at < 20 else ["saw"]} for at in range(35)}
    now |= {f"p{at}": {"tools": ["saw", "axe"] if at < 106 else ["axe"]} for at in range(100, 112)}
    found, _ = published(now, [then])
    assert counts(found, "tools") == {"saw": 36, "axe": None}, (
        "the twelve who came all ticked the axe, and of five gone none"
    )


def test_open_numbers_and_places_are_held_to_the_same():
    def years(*said):
        return {f"p{at}": {"years": value, "order": order} for numbers, value, order in said for at in numbers}

    _, then = published(
        years((range(20), 12, ["a", "b"]), (range(20, 40), 18, ["b", "a"]), (range(40, 46), 0, ["a", "b"]))
    )
    now = years((range(20), 12, ["a", "b"]), (range(20, 40), 18, ["b", "a"]), (range(100, 106), 40, ["b", "a"]))
    alone, beside = published(now)[0], published(now, [then])[0]
    assert question(alone, "years")["estimate"]["mean"] == 18.3
    assert question(beside, "years")["estimate"]["mean"] is None
    assert [one["mean"] for one in question(alone, "order")["places"]] == [1.6, 1.4]
    assert [one["mean"] for one in question(beside, "order")["places"]] == [None, None]


def test_how_many_left_a_question_is_not_told_where_it_tells_of_those_who_came():
    _, then = published(house(range(20), mood=3) | house(range(20, 30), mood=2))
    now = house(range(20), mood=3) | house(range(20, 30), mood=2) | house(range(100, 106))
    assert question(published(now)[0], "mood")["n"] == 30
    found, _ = published(now, [then])
    assert question(found, "mood")["n"] is None
    assert not any(one["id"] == "mood" for one in found["scores"]["items"])
    assert all(one["left"] is None for one in found["scores"]["dimensions"][0]["quality"] if one["id"] == "mood")


def test_a_mean_by_which_counts_would_follow_goes_with_them():
    """Of two answers, the mean is how many gave each."""
    two = [
        house(range(20), mood=4) | house(range(20, 40), mood=1),
        house(range(20), range(100, 106), mood=4) | house(range(20, 36), mood=1),
    ]
    _, then = published(two[0])
    assert item(published(two[1])[0], "mood")["mean"] is not None
    beside, _ = published(two[1], [then])
    assert counts(beside, "mood") == dict.fromkeys(LIKERT)
    assert item(beside, "mood")["mean"] is None
    four = {f"p{at}": {"mood": 1 + at % 4} for at in range(60)}
    _, then = published(four)
    now = {key: one for key, one in four.items() if key not in {f"p{at}" for at in range(2, 30, 4)}}
    found, _ = published(now | house(range(100, 109), mood=2), [then])
    assert counts(found, "mood") == dict.fromkeys(LIKERT)
    assert item(found, "mood")["mean"] is not None, "with four answers, others can make up for it"
    assert (item(found, "mood")["median"], item(found, "mood")["spread"]) == (None, None), (
        "nothing finer is told beside it"
    )


def test_a_team_whose_mean_would_tell_who_came_is_hidden_with_another():
    def team(key):
        return ("shop", "oven", "office")[int(key[1:]) // 1000]

    def wave(low_gone, high_came):
        found = {}
        for at in (*range(30), *range(1000, 1030), *range(2000, 2030)):
            found[f"p{at}"] = {"mood": 1 + at % 4, "trust": 1 + at // 2 % 4}
        return found | house(low_gone, mood=1, trust=1) | house(high_came, mood=4, trust=4)

    first, then = published(wave(range(40, 48), ()), groups=TEAMS, team=team)
    now = wave((), range(50, 58))
    shown = [
        {one["code"] for one in figures["scores"]["dimensions"][0]["by_group"]}
        for figures in (first, published(now, (), TEAMS, team)[0], published(now, [then], TEAMS, team)[0])
    ]
    assert shown[:2] == [{"shop", "oven", "office"}] * 2
    assert "shop" not in shown[2]
    assert len(shown[2]) < 2
    found = published(now, [then], TEAMS, team)[0]["scores"]["dimensions"][0]
    assert found["mean"] is None, "everyone's less the others' would be the shop's"
    mixed = wave((), range(50, 54)) | house(range(54, 58), mood=2, trust=3)
    again = published(mixed, [then], TEAMS, team)[0]["scores"]["dimensions"][0]
    assert (again["mean"], len(again["by_group"])) != (None, 0)


def attacked(seeds):
    """Each house, wave after wave: → how many counts and means of its later waves were shown, of how many."""
    shown = Counter()
    for seed in seeds:
        waves, given = made_up(random.Random(seed))
        before: list[Then] = []
        for answers in waves:
            figures, then = published(answers, before)
            before.append(then)
            found = list(Outsider(before, given).isolated()) if len(before) > 1 else []
            alone = [Outsider(past, given) for past in (before[:-1], before[-1:])] if found else []
            known = [one for past in alone for one in past.isolated()]
            for keys, code in found:
                assert any(keys <= others and code == same for others, same in known), (seed, code, sorted(keys))
            if len(before) > 1:
                shown.update(f"count {value is not None}" for value in counts(figures, "mood").values())
                shown.update([f"mean {item(figures, 'mood')['mean'] is not None}"])
    return shown


def test_whoever_has_all_waves_cannot_tell_what_a_few_answered():
    """By an integer programme over all waves, in houses where those who stayed did answer as before."""
    shown = attacked(range(25))
    assert shown["count True"] > 10
    assert shown["mean True"] > 10


@pytest.mark.full
def test_five_hundred_houses_cannot_be_told_apart_by_their_waves():
    shown = attacked(range(100, 600))
    print(dict(shown))
    assert shown["count True"] > 200


def made_up(chance):
    """Two or three waves of one house; everyone keeps their answer."""
    leaning = [chance.random() ** 2 + 0.05 for _ in LIKERT]
    given = {}

    def fresh(count):
        for _ in range(count):
            given[f"p{len(given)}"] = {"mood": int(chance.choices(LIKERT, leaning)[0]), "trust": chance.randint(1, 4)}
        return list(given)[len(given) - count :]

    here = fresh(chance.randint(15, 60))
    waves = []
    for _ in range(chance.choice([2, 2, 3])):
        waves.append({key: given[key] for key in here})
        stay = chance.choice([0.95, 0.8, 0.6])
        here = [key for key in here if chance.random() < stay]
        if chance.random() < 0.4:
            leaning = [chance.random() ** 3 + 0.02 for _ in LIKERT]
        here += fresh(chance.choice([0, 3, 6, 12, 25]))
    return waves, given


class Outsider:
    """Knows who was there in which wave, how many were shown to have given which answer to `mood`, and its means."""

    def __init__(self, waves, given):
        kinds = {}
        for key in given:
            kinds.setdefault(tuple(key in one.people[""] for one in waves), set()).add(key)
        kinds.pop((False,) * len(waves), None)
        self.kinds = kinds
        self.size, rows, low, high = len(kinds) * len(LIKERT), [], [], []
        for kind, keys in kinds.items():
            rows.append(self.row(lambda one, _code, kind=kind: one == kind))
            low.append(len(keys))
            high.append(len(keys))
        for at, wave in enumerate(waves):
            for code, count in counts(wave.figures, "mood").items():
                if count is not None:
                    rows.append(self.row(lambda one, other, code=code, at=at: one[at] and other == code))
                    low.append(count)
                    high.append(count)
            if item(wave.figures, "mood")["mean"] is not None:
                total, half = wave.answered * item(wave.figures, "mood")["mean"], 0.0501 * wave.answered
                rows.append(self.row(lambda one, other, at=at: one[at] * 100 * (int(other) - 1) / 3))
                low.append(total - half)
                high.append(total + half)
        self.known = LinearConstraint(np.array(rows, dtype=float), low, high)
        self.low, self.high = np.full(self.size, np.inf), np.full(self.size, -np.inf)

    def row(self, weight):
        return [float(weight(kind, code)) for kind in self.kinds for code in LIKERT]

    def reach(self, at, sign):
        """The most, or the fewest; what was found on the way is remembered for the others."""
        goal = np.zeros(self.size)
        goal[at] = -sign
        found = milp(goal, integrality=np.ones(self.size), constraints=self.known)
        assert found.success
        self.low, self.high = np.minimum(self.low, np.rint(found.x)), np.maximum(self.high, np.rint(found.x))

    def isolated(self):
        """Of the few who were in the same waves: an answer that not all of them, or not none, can have given."""
        for place, keys in enumerate(self.kinds.values()):
            few = min(5, len(keys))
            for at, code in enumerate(LIKERT, place * len(LIKERT)):
                if self.high[at] < few:
                    self.reach(at, 1)
                if len(keys) - self.low[at] < few:
                    self.reach(at, -1)
                if self.high[at] < few or len(keys) - self.low[at] < few:
                    yield keys, code


MOODS = {
    "title": "How it goes",
    "x-liant": {"scoring": {"dimensions": [{"id": "d", "title": "Dimension"}], "levels": [{"id": "low", "from": 0, "title": "Low"}]}},
    "pages": [{"name": "one", "elements": [
        {"type": "radiogroup", "name": "stay", "title": "Will you stay?", "choices": ["stays", "goes"]},
        {"type": "boolean", "name": "well", "title": "Are you well?", "x-liant": {"dimension": "d"}},
    ]}],
}  # fmt: skip


def fielded(actor, questionnaire, answers, name):
    """Put to these addresses, who all answer; closed and published."""
    wave = waves.prepare(actor=actor, edition=actions.freeze(actor=actor, questionnaire=questionnaire), name=name)
    asked = [waves.Asked(f"{key}@example.org", key, "en") for key in answers]
    waves.invite(actor=actor, wave=wave, asked=asked)
    wave = waves.open_wave(actor=actor, wave=wave)
    said = {f"{key}@example.org": one for key, one in answers.items()}
    for one in wave.invitations.all():
        token = token_of(wave.key_sealed, one.pk)
        urn.take(wave=wave, token=token, slip=token[:24], answers=said[one.address], language="en")
    wave = waves.close(actor=actor, wave=wave)
    return wave, compute(wave=wave).figures


@pytest.mark.django_db
def test_nothing_that_reads_a_publication_tells_what_those_who_came_answered(organisation, alice, client_of):
    """Seven who had said no go, and eight come who all say yes: pages, file, report and the line over time leave it out."""
    then = house(range(20), stay="stays", well=True) | house(range(20, 40), stay="goes", well=False)
    now = house(range(20), range(100, 108), stay="stays", well=True) | house(range(20, 33), stay="goes", well=False)
    mixed = house(range(14), range(100, 105), range(200, 206), stay="stays", well=True)
    mixed |= house(range(20, 33), range(105, 108), range(206, 212), stay="goes", well=False)
    with tenant(organisation.id):
        made = a_questionnaire(alice, MOODS)
        _first, before = fielded(alice, made, then, "First")
        second, hidden = fielded(alice, made, now, "Second")
        _third, shown = fielded(alice, made, mixed, "Third")
    assert counts(before, "stay") == {"stays": 20, "goes": 20}
    assert counts(hidden, "stay") == {"stays": None, "goes": None}
    assert counts(hidden, "well") == {"true": None, "false": None}
    assert [one["mean"] for one in (item(hidden, "well"), hidden["scores"]["dimensions"][0])] == [None, None]
    assert hidden["scores"]["overall"] is None
    assert counts(shown, "stay") == {"stays": 25, "goes": 22}, "twelve came, and twelve went or were new, both ways"
    assert item(shown, "well")["mean"] == 53.2
    client = client_of(alice)
    results = f"/o/fournils/surveys/waves/{second.pk}/results/"
    pages = [
        client.get(address).content.decode() for address in (results, f"{results}report/", f"{results}figures.csv")
    ]
    assert all(word not in page for page in pages for word in ("28", "68.3", "13"))
    assert "Masqué" in pages[0] or "masqué" in pages[0]
    over_time = client.get(f"/o/fournils/surveys/{made.pk}/trend/").content.decode().replace("\u00a0", " ")
    assert "non montré dans « Second »" in over_time
    assert "non montré dans « Third »" not in over_time


@pytest.mark.django_db
def test_that_everybody_of_a_team_answered_is_not_told(organisation, alice, client_of):
    """Nor that somebody didn't: how many did is told as the least it may be."""
    with tenant(organisation.id):
        groups = [{"code": code, "name": code.title()} for code in ("oven", "shop")]
        told = []
        for missing in range(4):
            wave = waves.open_wave(actor=alice, wave=a_wave(alice, asked=40, groups=groups))
            links = tokens(wave)
            given = [link for at, link in enumerate(links) if at % 2 == 0][missing:] + links[1::2][8:]
            for at, token in enumerate(given):
                urn.take(wave=wave, token=token, slip=token[:24], answers={"mood": 1 + at % 5}, language="fr")
            found = compute(wave=waves.close(actor=alice, wave=wave)).figures
            told.append({one["code"]: (one["answered"], one["is_least"]) for one in found["groups"]})
    assert told == [{"oven": (16, True), "shop": (12, False)}] * 4
    page = client_of(alice).get(f"/o/fournils/surveys/waves/{wave.pk}/results/").content.decode()
    assert "au moins 16" in page
    assert "au moins 80 %" in page.replace("\u00a0", " ")
