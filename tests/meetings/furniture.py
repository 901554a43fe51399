"""Colleagues who take part in a rotation that drew once; inside the organisation."""

from datetime import timedelta
from typing import Any


def a_rotation(actor: Any, **values: Any) -> Any:
    from liant.meetings.actions import save_rotation

    return save_rotation(
        actor=actor,
        **{"title": "Café du lundi", "team": None, "every_weeks": 2, "weekday": 0, "is_across_teams": True} | values,
    )


def everyone_joins(rotation: Any, *members: Any) -> None:
    from liant.meetings import taking_part

    for member in members:
        taking_part.join(actor=member, rotation=rotation, languages=["fr"])


def drawn(rotation: Any) -> Any:
    """As the job would: today is the day."""
    from liant.kit import clock
    from liant.meetings import drawing
    from liant.meetings.models import Rotation

    Rotation.objects.filter(pk=rotation.pk).update(next_at=clock.now() - timedelta(minutes=1))
    waiting = drawing.prepare(rotation_id=rotation.pk)
    return drawing.draw(round_id=waiting.pk) if waiting else None


def furnish_meetings(alice: Any, bob: Any, chloe: Any) -> dict[str, Any]:
    from liant.meetings import actions, taking_part
    from liant.meetings.mails import answer_token, stop_token

    rotation = a_rotation(alice)
    place = "json://127.0.0.1:1/fournils"  # nobody answers there
    taking_part.hear(actor=alice, ways=["chat", "mail"], quiet_from=19, quiet_until=8, address=place)
    everyone_joins(rotation, alice, bob)
    question = actions.add_question(actor=alice, fr="Et le pain ?", en="What of bread?")
    kept = actions.keep_apart(actor=alice, one=bob, other=chloe)
    round_ = drawn(rotation)
    return {"rotation": rotation, "question": question, "kept": kept, "round": round_,
            "rotation_answer_token": answer_token(alice, round_.pk),
            "rotation_stop_token": stop_token(bob, rotation.pk)}  # fmt: skip


def furnish_rituals(alice: Any) -> dict[str, Any]:
    """One that goes well, one that was dropped."""
    from liant.meetings.queries import today
    from liant.meetings.rituals import actions

    def kept(title: str, days_ago: int, **values: Any) -> Any:
        return actions.save_ritual(actor=alice, team=None, title=title, every_weeks=1,
                                   started_on=today() - timedelta(days=days_ago), **values)  # fmt: skip

    weekly = kept("Lundi tous ensemble", 30, kind="all_hands")
    actions.note(actor=alice, ritual=weekly, day=today() - timedelta(days=7), is_held=False, line="Inventaire.")
    actions.note(actor=alice, ritual=weekly, day=today(), is_held=True)
    kept("La présentation", 60, kind="showing")
    return {"ritual": weekly}


def an_experiment(actor: Any, **values: Any) -> Any:
    from liant.meetings.experiment import actions
    from liant.meetings.queries import today

    return actions.plan(
        actor=actor, **{"title": "Se voir fait-il partager ?", "starts_on": today() + timedelta(days=7), "weeks": 8,
                        "weeks_after": 8, "extra": 1.0, "shows_up": 0.75, "tie_extra": 1.0} | values,
    )  # fmt: skip


def furnish_experiment(alice: Any, bob: Any) -> dict[str, Any]:
    """One that is open and in which Alice takes part; one that is over, with what was found."""
    from liant.kit import secrets
    from liant.meetings.experiment import actions, queries, rules, taking_part
    from liant.meetings.experiment.models import Finding, Lot, Registration
    from liant.meetings.queries import today

    taking_part.agree(actor=alice, plan=an_experiment(alice))
    over = an_experiment(alice, title="L’an dernier", weeks=1, starts_on=today())
    taking_part.agree(actor=alice, plan=over)
    text = rules.canonical(actions.as_told(over))
    Registration.objects.create(plan=over, text=text, digest=rules.digest(text), power=0.6, tie_power=0.9)
    codes = {queries.code_of(over, one.pk): one.pk for one in (alice, bob)}
    Lot.objects.create(plan=over, seed=7, method=1, version="0", roster=secrets.seal_json(codes), digest="")
    actions.write_spotlights(over, 7, codes)
    ends = {"low": -0.1, "estimate": 0.1, "high": 0.3, "p": 0.2}
    finding = Finding.objects.create(
        plan=over,
        is_planned=True,
        result={
            "arms": {name: {"pairs_by_acts": {}, "spread": 0.5, "drawn": ends} for name in ("meeting", "spotlight")}
        },
        said_fr="Aucun effet détecté.",
        said_en="No effect detected.",
    )
    return {"plan": over, "finding": finding}


def furnish_buddies(alice: Any, bob: Any) -> dict[str, Any]:
    """Alice is new and was proposed Bob."""
    from liant.meetings.buddies import actions

    actions.be_willing(actor=alice, languages=["fr"])
    actions.be_willing(actor=bob, languages=["fr"])
    actions.ask(actor=alice)
    return {"welcomed": bob}
