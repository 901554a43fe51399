"""What the houses of the demonstration asked: three waves that are over, with results, and one that waits to be opened."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from liant.accounts.models import Member
from liant.engines.questionnaire import Question, Questionnaire, read
from liant.engines.questionnaire.answering import offered
from liant.kit import clock
from liant.surveys import actions, urn, waves
from liant.surveys.models import Wave
from liant.surveys.publishing import compute

ASKED = {"trois-fournils": ("experience-customer", 92, 0.68), "mairie-val-clair": ("remote-work", 64, 0.55)}
BEFORE = (("Au printemps", 182, -0.12), ("Cet été", 91, -0.07), ("Cet automne", 0, 0))  # name, days ago, level
WORDS = {
    "trois-fournils": (
        "On attend trop le samedi.", "Le samedi, la file va jusque dans la rue et l’on attend vingt minutes.",
        "Une caisse de plus à midi : on attend debout avec un sandwich.", "Ouvrir une deuxième caisse le samedi matin.",
        "L’attente, le samedi surtout.", "À midi la file d’attente décourage.", "Attendre moins, à midi comme le samedi.",
        "Une file d’attente à part pour qui vient chercher sa commande.",
        "Le pain de seigle, toujours.", "Le seigle et le pain aux noix, ne changez rien au pain.", "Plus de pain de seigle en fin de journée.",
        "Le pain du soir est aussi bon que celui du matin.", "Du pain tranché sans avoir à le demander.", "Le pain aux noix manque le lundi.",
        "Merci d’avoir repris la tourte, le meilleur pain de la ville.", "Un petit pain pour les personnes seules.",
        "Gardez le sourire de la vendeuse du matin.", "L’accueil de la vendeuse du matin, un sourire pour chacun.",
        "Le même accueil dans les deux boutiques.", "Un accueil toujours souriant, même quand il y a du monde.",
        "La vendeuse connaît mon prénom et j’aime cet accueil.", "Le sourire, et le temps de demander des nouvelles.",
        "Les horaires affichés ne sont pas les bons.", "Rien à changer.", "Continuez.", "Un banc dehors.", "Répondez aux courriels.",
        "Dites-nous quand il n’y en a plus.",
    ),
    "mairie-val-clair": (
        "Deux jours de télétravail fixes pour chacun.", "Choisir ses jours de télétravail avec l’équipe.",
        "Un jour de télétravail de plus pour qui habite loin.", "Les jours de télétravail changent sans prévenir.",
        "Le télétravail du vendredi, sans avoir à se justifier.", "Que le guichet ait droit à un jour de télétravail aussi.",
        "Trop de réunions en visio, la caméra allumée toute la journée.", "Des réunions plus courtes.",
        "Une réunion d’équipe au bureau, toutes les autres en visio.", "Pas de réunion après dix-sept heures.",
        "Les réunions où la moitié est en visio ne marchent pas.", "Préparer les réunions par écrit.",
        "Un écran et une chaise convenables à la maison.", "Un second écran.", "La connexion tombe chaque matin, l’écran se fige.",
        "Une chaise, un écran, rien d’autre.", "Un ordinateur qui tient la connexion.", "Le logiciel des actes ne s’ouvre pas de chez moi.",
        "Voir mon chef plus d’une fois par mois.", "Qu’on nous fasse confiance.", "Rien à changer.", "Le café du mardi avec tout le monde.",
        "Savoir qui est là.", "Une pièce calme à la mairie.",
    ),
}  # fmt: skip


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
            answer(wave, read(edition.definition), count, level + change, WORDS[story["slug"]])
            compute(wave=waves.close(actor=owner, wave=wave))
    next_one = actions.begin_from_ready(actor=owner, ready_key="advocacy-readiness")
    edition = actions.freeze(actor=owner, questionnaire=next_one)
    waves.prepare(actor=owner, edition=edition, name="Avant de lancer", has_open_link=True)


def answer(wave: Wave, whole: Questionnaire, count: int, level: float, words: Sequence[str]) -> None:
    chance = random.Random(f"{wave.organisation_id} {wave.name}")  # noqa: S311  invented, and the same each time
    for n in range(count):
        urn.take(wave=wave, token="", slip=f"{n:024}", answers=invented(whole, level, chance, words), language="fr")


def invented(
    whole: Questionnaire, level: float, chance: random.Random, words: Sequence[str] = WORDS["trois-fournils"]
) -> dict[str, Any]:
    """Somebody's answers, around a level."""
    answers: dict[str, Any] = {}
    for question in whole.questions():
        if question.kind == "matrix":
            answers[question.name] = {str(row.value): around(question, level, chance) for row in question.rows}
        elif question.kind in ("rating", "radiogroup"):
            answers[question.name] = around(question, level, chance)
        elif question.kind == "comment" and chance.random() < 0.8:
            answers[question.name] = chance.choice(words)
    return answers


def around(question: Question, level: float, chance: random.Random) -> Any:
    values = [one.value for one in offered(question) if one.value not in ("na", "other")]
    if question.kind == "radiogroup":
        return chance.choice(values)
    place = level * (len(values) - 1) + chance.gauss(0, 1)
    return values[max(0, min(len(values) - 1, round(place)))]
