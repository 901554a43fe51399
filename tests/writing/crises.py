"""Crises for the visits of every page: over, rehearsed, and on."""

from datetime import timedelta
from typing import Any


def furnish_crisis(alice: Any) -> dict[str, Any]:
    """One that is over and taught something, an exercise, and one that is on: with a piece that it holds, a word in four
    steps, what was told to everyone and to colleagues. They hold what speaks of the station: other rooms' pieces leave as ever."""
    from liant.kit import clock
    from liant.writing import actions as pieces
    from liant.writing import moves
    from liant.writing.crisis import actions
    from liant.writing.crisis.models import Release
    from liant.writing.editorial.actions import write

    review_at = clock.now() + timedelta(hours=2)
    steps = {"acknowledge": "Une panne.", "empathise": "Nous pensons à vous."}
    territory = actions.save_territory(actor=alice, territory=None, name="La Gare", words=["la Gare"], channels=[])
    extent = {"is_whole_house": False, "territories": [territory.pk]}
    actions.switch_on(actor=alice, reason="Répétition", review_at=review_at, is_exercise=True, **extent)
    before = actions.switch_on(actor=alice, reason="Four en panne", review_at=review_at, **extent)
    lesson = actions.learn(
        actor=alice, crisis=before, kind="change", text="Un numéro direct", due_on=clock.now().date()
    )
    actions.learn(actor=alice, crisis=before, kind="well", text="Dit tout de suite")
    actions.switch_off(actor=alice, crisis=before, word="Réparé")
    write(actor=alice, channel=None, subject="Le pain", steps=[])
    held = pieces.begin(actor=alice, title="Brioche de Noël", body="À la Gare, profitez de nos offres.")
    pieces.keep_remark(actor=alice, piece=held, rule="offer-while-crisis", passage="profitez", reason="Prévu avant.")
    moves.ask(actor=alice, piece=held)
    version = moves.schedule(actor=alice, version=held.versions.get(), at=clock.now() + timedelta(days=2))
    crisis = actions.switch_on(actor=alice, reason="Malaises signalés", review_at=review_at, **extent)
    for number in "12":
        for audience in ("public", "staff"):
            actions.tell(
                actor=alice, crisis=crisis, audience=audience, known=f"Point {number}.", to_say="Nous cherchons."
            )
    actions.draft(actor=alice, crisis=crisis, title="Un mot", language="fr", networks=[("journal", None)], steps=steps)
    Release.objects.create(crisis=before, version=version, edition=version.edition, reason="Prévu avant.", by=alice)
    return {
        "crisis": crisis,
        "territory": territory,
        "check": crisis.checks.first(),
        "lesson": lesson,
        "version": version,
    }
