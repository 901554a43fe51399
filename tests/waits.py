"""Something in every table of the waits, made through the real actions: for tests that look at everything."""

from typing import Any
from zoneinfo import ZoneInfo

from liant.inbox.waiting.actions import promise, publish, set_acknowledgement, set_asking
from liant.inbox.waiting.courtesies import open_standing
from liant.inbox.waiting.figures import count_day
from liant.inbox.waiting.models import Acknowledged, Notice, Satisfaction, Wait
from liant.kit import clock
from liant.kit.secrets import hash_token

QUESTION = "a-question-about-how-it-went"


def furnish_waits(actor: Any, channel: Any, conversation: Any) -> dict[str, Any]:
    """Inside the organisation: a promise of its own, someone told, a private page, a question, figures for everyone."""
    target = promise(actor=actor, hat="partner", intent="", amount=2, unit="hours")
    publish(actor=actor, is_on=True)
    set_acknowledgement(
        actor=actor, channel=channel, hat="customer", texts={"fr": "Bien reçu."}, has_link=True, is_on=False
    )
    set_asking(actor=actor, hats=["customer"])
    wait = Wait.objects.filter(conversation=conversation).first()
    Notice.objects.create(wait=wait, member=actor, step=Notice.Step.LATE)
    Acknowledged.objects.create(conversation=conversation)
    Satisfaction.objects.create(conversation=conversation, hat="customer", token_hash=hash_token(QUESTION), language="fr",
                                expires_at=clock.now().replace(year=clock.now().year + 1))  # fmt: skip
    token = open_standing(conversation)
    count_day(wait.since.astimezone(ZoneInfo(actor.organisation.time_zone)).date())
    return {"target": target, "standing_token": token, "satisfaction_token": QUESTION}
