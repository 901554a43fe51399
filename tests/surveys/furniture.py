"""A questionnaire with waves in every state, for the visits of every page; inside the organisation."""

from datetime import timedelta
from typing import Any


def furnish_surveys(alice: Any) -> dict[str, Any]:
    from liant.kit import clock
    from liant.surveys import actions, naming, peering, refusals, respondent, urn, waves
    from liant.surveys.models import NamedAnswer
    from liant.surveys.publishing import compute
    from tests.surveys.asking import a_wave, tokens
    from tests.surveys.test_figures import ADVOCACY, at_level

    made = actions.begin_from_ready(actor=alice, ready_key="advocacy-readiness")
    teams = [{"code": "shop", "name": "Boutique"}, {"code": "oven", "name": "Fournil"}]
    closed = waves.open_wave(actor=alice, wave=a_wave(alice, made, asked=24, groups=teams))
    for n, token in enumerate(tokens(closed)[:20]):
        answers = at_level(ADVOCACY, 0.6, n) | {"most": f"Du temps, {n}"}
        urn.take(wave=closed, token=token, slip=f"slip{n}", answers=answers, language="fr")
    closed = waves.close(actor=alice, wave=closed)
    compute(wave=closed)
    peering.agree(actor=alice)
    soon = [clock.now() + timedelta(days=2)]
    opened = a_wave(alice, made, asked=6, has_open_link=True, follows=closed, reminders=soon)
    opened = waves.open_wave(actor=alice, wave=opened)
    for n in range(6):
        urn.take(wave=opened, token="", slip=f"form{n}", answers={"most": "Du temps"}, language="fr")
        if n == 4:
            urn.empty(wave_id=opened.pk)
    respondent.keep(opened, "somebody’s place", {"most": "Du temps"}, 1, "fr")
    named = waves.open_wave(actor=alice, wave=a_wave(alice, made, asked=1, protection="confidential"))
    naming.take(wave=named, token=tokens(named)[0], slip="named", answers={"most": "Du temps"}, language="fr")
    refusals.refuse(alice.organisation_id, refusals.sum_of(alice.organisation_id, "nobody@example.org"))
    return {
        "questionnaire": made,
        "closed_wave": closed,
        "open_wave": opened,
        "wave": a_wave(alice, made, asked=2, groups=teams),
        "named_wave": named,
        "answer_id": NamedAnswer.objects.get(wave=named).pk,
        "answer_token": tokens(opened)[0],
        "no_more_token": refusals.link_for(alice.organisation_id, "nobody@example.org").rstrip("/").rsplit("/", 1)[1],
    }
