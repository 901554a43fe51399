"""A questionnaire and its waves, as tests want them; inside the organisation."""

from typing import Any

from liant.surveys import actions, waves
from liant.surveys.models import Questionnaire, Wave
from liant.surveys.tokens import token_of

DEFINITION = {
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


def a_questionnaire(actor: Any, definition: dict | None = None) -> Questionnaire:
    return actions.begin(actor=actor, definition=definition or DEFINITION)


def a_wave(actor: Any, questionnaire: Questionnaire | None = None, asked: int = 0, **settings: Any) -> Wave:
    """Prepared; with so many people to ask, group by group."""
    questionnaire = questionnaire or a_questionnaire(actor)
    wave = waves.prepare(
        actor=actor, edition=actions.freeze(actor=actor, questionnaire=questionnaire), name="Automne", **settings
    )
    groups = [one["code"] for one in wave.groups] or [""]
    people = [waves.Asked(f"person{n}@example.org", f"Person {n}", "fr", groups[n % len(groups)]) for n in range(asked)]
    waves.invite(actor=actor, wave=wave, asked=people)
    return wave


def tokens(wave: Wave) -> list[str]:
    return [token_of(wave.key_sealed, one.pk) for one in wave.invitations.all()]
