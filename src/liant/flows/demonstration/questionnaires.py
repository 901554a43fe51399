"""What the houses of the demonstration asked: three waves that are over, with results, and one that waits to be opened."""

import random
from datetime import timedelta
from typing import Any

from liant.accounts.models import Member
from liant.engines.questionnaire import Question, Questionnaire, read
from liant.engines.questionnaire.answering import offered
from liant.kit import clock
from liant.surveys import actions, urn, waves
from liant.surveys.models import Wave
from liant.surveys.publishing import compute

ASKED = {"trois-fournils": ("experience-customer", 46, 0.68), "mairie-val-clair": ("remote-work", 38, 0.55)}
BEFORE = (("Au printemps", 182, -0.12), ("Cet été", 91, -0.07), ("Cet automne", 0, 0))  # name, days ago, level
WORDS = (
    "Le pain de seigle, toujours.", "On attend trop le samedi.", "Gardez le sourire de la vendeuse du matin.", "Rien à changer.",
    "Les horaires affichés ne sont pas les bons.", "Merci d’avoir repris la tourte.", "Une caisse de plus à midi.",
    "Le même accueil dans les deux boutiques.", "Dites-nous quand il n’y en a plus.", "Continuez.", "Un banc dehors.",
    "Répondez aux courriels.",
)  # fmt: skip


def play(story: dict[str, Any], owner: Member) -> None:
    if story["slug"] not in ASKED:
        return
    key, count, level = ASKED[story["slug"]]
    made = actions.begin_from_ready(actor=owner, ready_key=key)
    edition = actions.freeze(actor=owner, questionnaire=made)
    for name, days, change in BEFORE:
        with clock.at(clock.now() - timedelta(days=days)):
            wave = waves.prepare(actor=owner, edition=edition, name=name, has_open_link=True)
            wave = waves.open_wave(actor=owner, wave=wave)
            answer(wave, read(edition.definition), count, level + change)
            compute(wave=waves.close(actor=owner, wave=wave))
    next_one = actions.begin_from_ready(actor=owner, ready_key="advocacy-readiness")
    edition = actions.freeze(actor=owner, questionnaire=next_one)
    waves.prepare(actor=owner, edition=edition, name="Avant de lancer", has_open_link=True)


def answer(wave: Wave, whole: Questionnaire, count: int, level: float) -> None:
    chance = random.Random(f"{wave.organisation_id} {wave.name}")  # noqa: S311  invented, and the same each time
    for n in range(count):
        urn.take(wave=wave, token="", slip=f"{n:024}", answers=invented(whole, level, chance), language="fr")


def invented(whole: Questionnaire, level: float, chance: random.Random) -> dict[str, Any]:
    """Somebody's answers, around a level."""
    answers: dict[str, Any] = {}
    for question in whole.questions():
        if question.kind == "matrix":
            answers[question.name] = {str(row.value): around(question, level, chance) for row in question.rows}
        elif question.kind in ("rating", "radiogroup"):
            answers[question.name] = around(question, level, chance)
        elif question.kind == "comment" and chance.random() < 0.4:
            answers[question.name] = chance.choice(WORDS)
    return answers


def around(question: Question, level: float, chance: random.Random) -> Any:
    values = [one.value for one in offered(question) if one.value not in ("na", "other")]
    if question.kind == "radiogroup":
        return chance.choice(values)
    place = level * (len(values) - 1) + chance.gauss(0, 1)
    return values[max(0, min(len(values) - 1, round(place)))]
