"""Colleagues who agreed and turned to one another for some months, so that ties can be measured; inside the organisation."""

from datetime import timedelta
from typing import Any


def agreed(*members: Any, days_ago: int = 400) -> None:
    from liant.community import choosing
    from liant.community.models import Consent
    from liant.kit import clock

    since = clock.now() - timedelta(days=days_ago)
    for member in members:
        choosing.agree(actor=member)
        Consent.objects.filter(member=member).update(given_at=since)  # also where they had agreed already


def turned(source: Any, target: Any, kind: str, *days_ago: float, key: str = "") -> None:
    """`source` turned to `target` on each of these days."""
    from liant.kit import clock
    from liant.ledger.actions import note
    from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
    from liant.people.actions import person_of_member

    one, other = person_of_member(source), person_of_member(target)
    for days in days_ago:
        note(
            key=f"{key or kind}:{source.pk}:{target.pk}:{days}", kind=InteractionKind(kind), source=one, target=other,
            at=clock.now() - timedelta(days=days), through=one, purpose=Purpose.BELONGING, visibility=Visibility.PARTIES,
            consent=Consent.GIVEN,
        )  # fmt: skip


FOUND = {
    "n_people": 120, "n_windows": 24, "verdict": "loop", "flags": ["not_comparable"],
    "sharing_to_tie": {"estimate": 0.03, "low": 0.02, "high": 0.04, "p": 1e-8}, "tie_to_sharing": {"estimate": 0.02, "low": 0.01, "high": 0.03, "p": 1e-6},
    "more": {"sharing_to_tie": {"estimate": 0.06, "low": 0.04, "high": 0.08}, "tie_to_sharing": {"estimate": 0.05, "low": 0.03, "high": 0.07}},
    "wording": {"fr": "Chacun suit l’autre.", "en": "Each follows the other."},
    "paragraphs": {"fr": ["Chacun suit l’autre."], "en": ["Each follows the other."]},
    "amount": {"tie_events": 0.2, "share_events": 0.2, "pairs_whose_sharing_varies": 1300},
    "diagnostics": {
        "same_window": 0.01, "robustness": {"sharing_to_tie": 0.07, "tie_to_sharing": 0.06}, "placebo": None,
        "halves_differ_p": {"sharing_to_tie": 0.6, "tie_to_sharing": 0.004}, "reliability": {"tie": 0.4, "share": 0.4}, "larger": "",
        "wider_windows": {"2": {"sharing_to_tie": 0.02, "tie_to_sharing": 0.02}, "4": {"sharing_to_tie": 0.01, "tie_to_sharing": -0.01}},
    },
}  # fmt: skip


def furnish_bonds(alice: Any, bob: Any, chloe: Any) -> dict[str, Any]:
    """Alice and Bob are close, Bob has lost sight of Chloe, Alice helped Bob lately."""
    from liant.bonds import actions
    from liant.bonds.direction.models import Finding
    from liant.bonds.measuring import measure_all
    from liant.bonds.models import Asked, Hint
    from liant.bonds.queries import noted_outside, own
    from liant.bonds.shaping import marks_of

    agreed(alice, bob, chloe)
    turned(alice, bob, "comment", *range(2, 300, 9))
    turned(bob, alice, "reply", *range(2, 300, 9))
    turned(bob, chloe, "message", *range(200, 330, 6))
    turned(chloe, bob, "message", *range(201, 330, 6))
    actions.hide(actor=alice, other=chloe)
    actions.choose(actor=alice, introduces=True)
    measure_all()
    Finding.objects.create(from_on="2026-01-05", to_on="2026-11-29", verdict="loop", told=FOUND)
    furnish_shapes((0.8, 1.0))
    marks_of([alice.pk, bob.pk])
    forum = actions.add_community(actor=alice, name="Forum du levain")
    actions.know(actor=alice, communities=[forum.pk], shown=[])
    actions.note_outside(actor=alice, community_id=forum.pk, what="went")
    with own(alice):
        noted = noted_outside(alice).get()
    with own(bob):
        hint = Hint.objects.filter(member=bob, kind=Hint.Kind.MEET).first()
    with own(alice):
        wanted = Hint.objects.create(member=alice, other=chloe, via=bob, kind=Hint.Kind.KNOW)
        asked = [
            Asked.objects.create(member=alice, by=bob, about=about, kind=kind, words=words)
            for kind, about, words in (
                (Asked.Kind.HALF_HOUR, None, "Un café jeudi ?"), (Asked.Kind.INTRODUCE, chloe, "Elle connaît le four."),
                (Asked.Kind.INTRODUCED, chloe, ""),
            )
        ]  # fmt: skip
    for member in (bob, chloe):
        actions.choose(actor=member, introduces=True)
    return {
        "tied_member": chloe,
        "hint": hint,
        "community": forum,
        "interaction": noted,
        "own_hint": wanted,
        "asked_row": asked[1],
    }


SIZES = {
    "Accueil": 18,
    "Espaces verts": 24,
    "Voirie": 31,
    "École et jeunesse": 42,
    "Culture": 15,
    "Numérique": 14,
    "Direction": 4,
    "Cabinet": 3,
}
CLOSE = {("Accueil", "École et jeunesse"): 0.34, ("Espaces verts", "Voirie"): 0.42, ("Culture", "École et jeunesse"): 0.31,
         ("Accueil", "Numérique"): 0.2, ("Accueil", "Culture"): 0.22, ("Espaces verts", "École et jeunesse"): 0.12,
         ("Voirie", "École et jeunesse"): 0.03, ("Accueil", "Espaces verts"): 0.07, ("Espaces verts", "Numérique"): 0.005}  # fmt: skip


def a_town(seed: int, *, warmth: float = 1.0) -> tuple[dict[str, str], dict[tuple[str, str], float]]:
    """People of six teams and a small one, by token, and who of them is in contact how strongly. → (their teams, their ties)"""
    import random
    from itertools import combinations

    chance = random.Random(seed)
    house = {f"{team}{at:02}": team for team, size in SIZES.items() for at in range(size)}
    ties = {}
    for one, other in combinations(sorted(house), 2):
        pair = tuple(sorted((house[one], house[other])))
        likely = 0.55 if pair[0] == pair[1] else CLOSE.get(pair, 0.015)
        if chance.random() < likely * warmth:
            ties[one, other] = min(99.0, max(1.0, chance.gauss(62 if pair[0] == pair[1] else 48, 15)))
    return house, ties


def furnish_shapes(warmths: Any = (0.75, 0.85, 0.9, 1.0)) -> list[Any]:
    """Four times four weeks of a town."""
    from zoneinfo import ZoneInfo

    from liant.accounts.models import Team
    from liant.bonds.shaping import FIRST, STRETCH, Stretch, publish
    from liant.kit import clock

    teams = {name: str(Team.objects.get_or_create(name=name)[0].pk) for name in SIZES}
    newest = (clock.now().date() - FIRST) // STRETCH - 1
    found = []
    for at, warmth in enumerate(warmths):
        house, ties = a_town(7, warmth=warmth)
        groups = {key: teams[team] for key, team in house.items()}
        found.append(publish(Stretch(newest - len(warmths) + 1 + at, ZoneInfo("Europe/Paris")), ties, groups))
    return found
