"""A questionnaire and its waves, as tests want them; inside the organisation."""

import random
from typing import Any

from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire import counted
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.items import Item, spell
from liant.surveys import actions, waves
from liant.surveys.models import Questionnaire, Wave
from liant.surveys.tokens import token_of

DEFINITION: dict[str, Any] = {
    "title": {"default": "How it goes", "fr": "Comment ça va"},
    "pages": [
        {
            "name": "one",
            "elements": [
                {
                    "type": "rating", "name": "mood", "isRequired": True, "rateMin": 1, "rateMax": 5,
                    "title": {"default": "How do you feel at work?", "fr": "Comment vous sentez-vous au travail ?"},
                },
                {
                    "type": "comment", "name": "why", "visibleIf": "{mood} < 3",
                    "title": {"default": "What would help?", "fr": "Qu’est-ce qui aiderait ?"},
                },
            ],
        }
    ],
}  # fmt: skip

TWO_PAGES = {
    "title": {"default": "How it goes", "fr": "Comment ça va"},
    "pages": [
        DEFINITION["pages"][0],
        {
            "name": "two",
            "elements": [
                {"type": "comment", "name": "words", "title": {"default": "In your words?", "fr": "Avec vos mots ?"}}
            ],
        },
    ],
}


def a_questionnaire(actor: Any, definition: dict | None = None) -> Questionnaire:
    return actions.begin(actor=actor, definition=definition or DEFINITION)


def a_wave(actor: Any, questionnaire: Questionnaire | None = None, asked: int = 0, **settings: Any) -> Wave:
    """Prepared; with so many people to ask, group by group."""
    questionnaire = questionnaire or a_questionnaire(actor)
    if settings.get("protection") == "confidential":
        settings.setdefault("read_by", [actor])
    wave = waves.prepare(
        actor=actor, edition=actions.freeze(actor=actor, questionnaire=questionnaire), name="Automne", **settings
    )
    groups = [one["code"] for one in wave.groups] or [""]
    people = [waves.Asked(f"person{n}@example.org", f"Person {n}", "fr", groups[n % len(groups)]) for n in range(asked)]
    waves.invite(actor=actor, wave=wave, asked=people)
    return wave


def tokens(wave: Wave) -> list[str]:
    return [token_of(wave.key_sealed, one.pk) for one in wave.invitations.all()]


def answers_at(whole: Definition, level: float, seed: int = 0, **fixed: Any) -> dict[str, Any]:
    """Somebody's answers: what is scored comes to about `level` (0…1), reversed items too; `fixed`, or the first answer,
    elsewhere."""
    chance = random.Random(seed)
    found: dict[str, Any] = {}
    for question in whole.questions():
        if question.kind in ("radiogroup", "dropdown", "boolean", "rating"):
            found[question.name] = fixed.get(question.name, offered(question)[0].value)
        elif question.name in fixed:
            found[question.name] = fixed[question.name]
    found |= named_at(whole, level, chance)
    for item in whole.items:
        if item.question.kind == "expression":
            continue
        value = chosen(item, 100 * level, chance)
        if item.row is None:
            found[item.question.name] = value
        else:
            found.setdefault(item.question.name, {})[spell(item.row.value)] = value
    return counted(whole, found)


def named_at(whole: Definition, level: float, chance: random.Random) -> dict[str, Any]:
    """Where names are asked for: so many close ones, asked for advice each week, that what they count comes to `level`."""
    scores = next((item.scores for item in whole.items if item.id == "close_count"), None)
    if scores is None:
        return {}
    below = max(number for number in range(5) if scores[str(number)] <= 100 * level)
    above = next(number for number in range(5) if scores[str(number)] >= 100 * level)
    span = scores[str(above)] - scores[str(below)]
    count = above if span and chance.random() < (100 * level - scores[str(below)]) / span else below
    found: dict[str, Any] = {} if count else {"nobody": True}
    for number in range(1, count + 1):
        found |= {
            f"name{number}": f"Karima {number}",
            f"close{number}": 5,
            f"often{number}": "week",
            f"about{number}": ["advice"],
        }
    return found


def chosen(item: Item, wanted: float, chance: random.Random) -> Any:
    """The answer below or above what is wanted, so that many come to it on the mean."""
    below = max((score for score in item.scores.values() if score <= wanted), default=min(item.scores.values()))
    above = min((score for score in item.scores.values() if score >= wanted), default=max(item.scores.values()))
    share = (wanted - below) / (above - below) if above > below else 0
    score = above if chance.random() < share else below
    answers = item.question.columns if item.row is not None else offered(item.question)
    return next(one.value for one in answers if item.scores.get(spell(one.value)) == score)


def open_one(organisation: int) -> str:
    """A wave that anyone may answer by its link; the last part of the link."""
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant

    with tenant(organisation):
        alice = Member.objects.get()
        return waves.open_wave(actor=alice, wave=a_wave(alice, has_open_link=True)).link_key


def open_several(organisation: int, definitions: dict[str, Any], each: int) -> dict[str, list[str]]:
    """A wave of each, put to so many people; their links."""
    from liant.accounts.models import Member
    from liant.tenancy.context import tenant

    links = {}
    with tenant(organisation):
        alice = Member.objects.get()
        for key, definition in definitions.items():
            is_named = definition.get("x-liant", {}).get("x-protection") == "confidential"
            settings = {"protection": "confidential"} if is_named else {}
            wave = a_wave(alice, a_questionnaire(alice, definition), asked=each, **settings)
            links[key] = [f"/answer/{token}/" for token in tokens(waves.open_wave(actor=alice, wave=wave))]
    return links
