"""Letters that someone chose, praise that concerns a team, and a place that was told of things in every state."""

from typing import Any


def letters_and_alerts(team: Any, alice: Any, bob: Any) -> dict[str, Any]:
    from liant.insights.alerts.actions import set_place
    from liant.insights.alerts.models import Alert
    from liant.insights.letters.actions import choose, set_circle
    from liant.insights.letters.mails import stop_token
    from liant.kit import clock

    circle = set_circle(actor=alice, circle=None, name="Le four", team=team, words=["four"], labels=["four"])
    letter = choose(actor=bob, letter="kind_words", is_on=True, words=["Bob"])
    place = set_place(
        actor=alice, place=None, name="Nuit", address="slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#nuit",
        kinds=["late_wait", "rise"], quiet_from=22, quiet_until=7, last_problem="Server Error (Error 500), error=500.",
    )  # fmt: skip
    for state in Alert.State:
        Alert.objects.create(
            place=place, key=f"furniture:{state}", title="Un canal est coupé", words="Le mot de passe est refusé.",
            url="https://liant.example/", happened_at=clock.now(), state=state,
        )  # fmt: skip
    return {"circle": circle, "place": place, "stop_token": stop_token(letter)}
